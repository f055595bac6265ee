import type { Packet } from '../../wire/packet.ts';
import { partialPayloadSum, payloadSum } from '../../wire/payload-sum.ts';
import { BlockPool } from '../block-pool.ts';
import { ints, type Pages } from '../memory.ts';
import type { EndpointRow } from '../rows/endpoint-row.ts';
import { sequenceAdd, sequenceBeforeOrAt, sequenceDistance } from '../sequence.ts';

/** Ranges of one endpoint at most; the oldest goes first. */
const MOST_RANGES = 256;
/** So many stay even when they are acknowledged: what is sent again by mistake often was. */
const FEWEST_RANGES = 4;
/** Ranges of all endpoints at most: 16 MB. */
const MOST_IN_ALL = 1 << 20;

/** The words of a range: the newer one behind it, first octet, end, sum of the octets. */
const NEWER = 0;
const FIRST = 1;
const END = 2;
const SUM = 3;
const WORDS = 4;

/**
 * What each endpoint sent lately: ranges of sequence numbers with the sum of their octets, oldest
 * first, in one pool. A 16-bit sum misses one change in 65,535 and never sees one that is not there.
 */
export class SentRanges {
  readonly #pool: BlockPool;

  constructor(pages: Pages) {
    this.#pool = new BlockPool(pages, WORDS, MOST_IN_ALL);
  }

  /**
   * Compares a segment with what was sent before, and keeps it where it reaches further.
   *
   * @returns offset into the payload of the first range that holds other octets now, or -1
   */
  take(sender: EndpointRow, packet: Packet, isNew: boolean, reachesFurther: boolean): number {
    const difference = isNew || sender.rangeHead === 0 ? -1 : this.#compare(sender, packet);
    if (reachesFurther) this.append(sender, packet);
    return difference;
  }

  /** Gives back the ranges of an endpoint. */
  release(endpoint: EndpointRow): void {
    for (let left = endpoint.rangeCount; left > 0; left--) this.#dropOldest(endpoint);
    endpoint.rangeCount = 0;
  }

  #compare(sender: EndpointRow, packet: Packet): number {
    for (let range = sender.rangeHead; range !== 0; range = ints[range + NEWER] ?? 0) {
      const first = ints[range + FIRST] ?? 0;
      // Unsigned: what lies before the payload is then far behind it.
      const at = (first - packet.sequence) >>> 0;
      const octets = sequenceDistance(first, ints[range + END] ?? 0);
      if (at + octets > packet.payloadLength) continue;
      const sum = partialPayloadSum(packet, at, octets);
      if (sum >= 0 && sum !== ints[range + SUM]) return at;
    }
    return -1;
  }

  /** Keeps what a segment sends at SND.NXT. */
  append(sender: EndpointRow, packet: Packet): void {
    const sum = payloadSum(packet);
    if (sum < 0) return;
    if (sender.rangeCount >= FEWEST_RANGES) this.#trim(sender);
    const pool = this.#pool;
    const range = pool.allocate();
    if (range === 0) return;
    ints[range + NEWER] = 0;
    ints[range + FIRST] = packet.sequence;
    ints[range + END] = sequenceAdd(packet.sequence, packet.payloadLength);
    ints[range + SUM] = sum;
    if (sender.rangeHead === 0) sender.rangeHead = range;
    else ints[sender.rangeTail + NEWER] = range;
    sender.rangeTail = range;
    sender.rangeCount++;
  }

  /** Lets go what was acknowledged, and the oldest of too many. */
  #trim(sender: EndpointRow): void {
    while (sender.rangeCount >= FEWEST_RANGES) {
      const end = ints[sender.rangeHead + END] ?? 0;
      if (sender.rangeCount < MOST_RANGES && !sequenceBeforeOrAt(end, sender.sndUna)) return;
      this.#dropOldest(sender);
      sender.rangeCount--;
    }
  }

  #dropOldest(sender: EndpointRow): void {
    const range = sender.rangeHead;
    sender.rangeHead = ints[range + NEWER] ?? 0;
    this.#pool.release(range);
  }
}
