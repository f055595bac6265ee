import type { Packet } from '../../wire/packet.ts';
import { partialPayloadSum, payloadSum } from '../../wire/payload-sum.ts';
import type { EndpointRow } from '../rows/endpoint-row.ts';
import {
  sequenceAdd,
  sequenceAfterOrAt,
  sequenceBeforeOrAt,
  sequenceDistance,
} from '../sequence.ts';

/** Ranges of one endpoint at most; the oldest goes first. */
const MOST_RANGES = 256;
/** So many stay even when they are acknowledged: what is sent again by mistake often was. */
const FEWEST_RANGES = 4;
const PAGE_BITS = 10;
const PAGE_RANGES = 1 << PAGE_BITS;
/** Words of a range: first octet, end, sum, next. */
const STRIDE = 4;

/**
 * What each endpoint sent lately: ranges of sequence numbers with the sum of their octets, oldest
 * first, in one pool. A 16-bit sum misses one change in 65,535 and never sees one that is not there.
 */
export class SentRanges {
  readonly #pages: Int32Array[] = [];
  #made = 1;
  #free = 0;

  /**
   * Compares a segment with what was sent before, and keeps it where it reaches further.
   *
   * @returns the first octet of a range that holds other octets now, as an offset into the
   *   payload, or -1
   */
  take(sender: EndpointRow, packet: Packet, isNew: boolean, reachesFurther: boolean): number {
    const difference = isNew || sender.rangeHead === 0 ? -1 : this.#compare(sender, packet);
    if (reachesFurther) this.#append(sender, packet);
    return difference;
  }

  /** Gives back the ranges of an endpoint. */
  release(endpoint: EndpointRow): void {
    if (endpoint.rangeHead === 0) return;
    this.#set(endpoint.rangeTail, 3, this.#free);
    this.#free = endpoint.rangeHead;
    endpoint.rangeHead = 0;
  }

  #compare(sender: EndpointRow, packet: Packet): number {
    const end = sequenceAdd(packet.sequence, packet.payloadLength);
    for (let range = sender.rangeHead; range !== 0; range = this.#get(range, 3)) {
      const first = this.#get(range, 0);
      const last = this.#get(range, 1);
      if (!sequenceAfterOrAt(first, packet.sequence) || !sequenceBeforeOrAt(last, end)) continue;
      const at = sequenceDistance(packet.sequence, first);
      const sum = partialPayloadSum(packet, at, sequenceDistance(first, last));
      if (sum >= 0 && sum !== this.#get(range, 2)) return at;
    }
    return -1;
  }

  #append(sender: EndpointRow, packet: Packet): void {
    const sum = payloadSum(packet);
    if (sum < 0) return;
    this.#trim(sender);
    const range = this.#allocate();
    const page = this.#pages[range >> PAGE_BITS];
    if (page === undefined) return;
    const at = (range & (PAGE_RANGES - 1)) * STRIDE;
    page[at] = packet.sequence;
    page[at + 1] = sequenceAdd(packet.sequence, packet.payloadLength);
    page[at + 2] = sum;
    page[at + 3] = 0;
    if (sender.rangeHead === 0) sender.rangeHead = range;
    else this.#set(sender.rangeTail, 3, range);
    sender.rangeTail = range;
    sender.rangeCount++;
  }

  /** Lets go what was acknowledged, and the oldest of too many. */
  #trim(sender: EndpointRow): void {
    let count = sender.rangeCount;
    if (count < FEWEST_RANGES) return;
    while (count >= FEWEST_RANGES) {
      const oldest = sender.rangeHead;
      const isAcknowledged = sequenceBeforeOrAt(this.#get(oldest, 1), sender.sndUna);
      if (!isAcknowledged && count < MOST_RANGES) break;
      sender.rangeHead = this.#get(oldest, 3);
      this.#set(oldest, 3, this.#free);
      this.#free = oldest;
      count--;
    }
    sender.rangeCount = count;
  }

  #allocate(): number {
    const range = this.#free;
    if (range !== 0) {
      this.#free = this.#get(range, 3);
      return range;
    }
    const made = this.#made++;
    if (made >> PAGE_BITS >= this.#pages.length) {
      this.#pages.push(new Int32Array(PAGE_RANGES * STRIDE));
    }
    return made;
  }

  #get(range: number, word: number): number {
    return this.#pages[range >> PAGE_BITS]?.[(range & (PAGE_RANGES - 1)) * STRIDE + word] ?? 0;
  }
  #set(range: number, word: number, value: number): void {
    const page = this.#pages[range >> PAGE_BITS];
    if (page !== undefined) page[(range & (PAGE_RANGES - 1)) * STRIDE + word] = value;
  }
}
