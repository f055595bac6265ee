import { ACK } from '../../wire/packet.ts';
import { BlockPool } from '../block-pool.ts';
import { doubles, ints, type Pages } from '../memory.ts';
import { UNACKED_SCATTERED, UNACKED_WRAPPED } from '../rows/analysis-fields.ts';
import type { EndpointRow } from '../rows/endpoint-row.ts';
import type { Segment } from '../segment.ts';
import { sequenceAfter, sequenceBefore, sequenceBeforeOrAt, sequenceMax } from '../sequence.ts';

/** The most that one direction remembers. */
const MOST_UNACKED = 10_000;
/** The most of all directions together (192 MiB): beyond it a segment is not remembered. */
const MOST_IN_ALL = 1 << 23;

/** A block of the pool: when it passed (a double), its numbers, its frame, the next younger one. */
const BLOCK_WORDS = 6;
const SEQUENCE = 2;
const END = 3;
const FRAME = 4;
const NEXT = 5;

const HALF_SPACE = 2 ** 31;

/**
 * UNACKED: the segments of each direction that occupy sequence space and are not acknowledged yet.
 *
 * A chain from the oldest to the newest. As long as each began at or behind the end of the one before
 * it, as new data does, an acknowledgment takes some of the oldest and stops at the first that it does
 * not cover. A segment sent again breaks the order (`UNACKED_SCATTERED`); then an acknowledgment that
 * moves forward walks the whole chain, which finds out whether the order is restored.
 *
 * The lowest number and the highest end stand in the row (`flightLow`, `flightHigh`), so that octets in
 * flight are known without a walk. They are the lowest and highest relative to BASE, unsigned.
 */
export class UnackedSegments {
  readonly #pool: BlockPool;

  constructor(pages: Pages) {
    this.#pool = new BlockPool(pages, BLOCK_WORDS, MOST_IN_ALL);
  }

  /** Remembers the segment; its end is `end`. False where the list is full. */
  append(segment: Segment, end: number): boolean {
    const { sender } = segment;
    if (sender.unackedCount >= MOST_UNACKED) return false;
    const block = this.#pool.allocate();
    if (block === 0) return false;
    const { sequence } = segment.packet;
    doubles[block >> 1] = segment.connectionElapsed;
    ints[block + SEQUENCE] = sequence;
    ints[block + END] = end;
    ints[block + FRAME] = segment.frame;
    ints[block + NEXT] = 0;
    const isFirst = sender.unackedCount === 0;
    if (isFirst) sender.unackedHead = block;
    else ints[sender.unackedTail + NEXT] = block;
    sender.unackedTail = block;
    sender.unackedCount++;
    noteFlight(sender, sequence, end, isFirst);
    return true;
  }

  /**
   * Takes what the segment acknowledges out of its receiver's list. Where one ends exactly at the
   * acknowledgment number, the segment acknowledges its frame; of several the oldest.
   */
  acknowledge(segment: Segment): void {
    const { receiver } = segment;
    if (receiver.unackedCount === 0) return;
    const { acknowledgment } = segment.packet;
    const { flightLow, flightHigh } = receiver;
    const disorder = receiver.analysisMarks & UNACKED_DISORDER;
    if (
      (disorder & UNACKED_WRAPPED) === 0 &&
      sequenceBeforeOrAt(acknowledgment, flightLow) &&
      sequenceAfter(flightHigh, acknowledgment) &&
      sequenceAfter(flightHigh, flightLow)
    ) {
      return; // older than all of them
    }
    const oldestEnd = ints[receiver.unackedHead + END] ?? 0;
    // A number half the space away can lie behind the youngest and yet before the oldest.
    const isAstray =
      sequenceBefore(acknowledgment, oldestEnd) && !sequenceBefore(acknowledgment, flightHigh);
    if (disorder === 0 && !isAstray) this.#takeOldest(segment);
    else this.#takeAll(segment);
  }

  /** Octets from the lowest number to the highest end of the endpoint's list, modulo 2^32. */
  flight(endpoint: EndpointRow): number {
    return (endpoint.flightHigh - endpoint.flightLow) >>> 0;
  }

  /** To be called when BASE has changed, which the lowest and highest numbers are relative to. */
  rebase(endpoint: EndpointRow): void {
    const { unackedHead, unackedCount } = endpoint;
    let block = unackedHead;
    for (let seen = 0; seen < unackedCount; seen++) {
      noteFlight(endpoint, ints[block + SEQUENCE] ?? 0, ints[block + END] ?? 0, seen === 0);
      block = ints[block + NEXT] ?? 0;
    }
  }

  /** Gives back what an endpoint holds. */
  release(endpoint: EndpointRow): void {
    let block = endpoint.unackedHead;
    for (let left = endpoint.unackedCount; left > 0; left--) {
      const next = ints[block + NEXT] ?? 0;
      this.#pool.release(block);
      block = next;
    }
    endpoint.unackedCount = 0;
  }

  /** In order: what is acknowledged are the oldest, and at most one is acknowledged in part. */
  #takeOldest(segment: Segment): void {
    const { receiver } = segment;
    const { acknowledgment } = segment.packet;
    // The number of a segment without ACK acknowledges nothing, though Wireshark goes by it.
    const isCounted = (segment.packet.flags & ACK) !== 0 ? 1 : 0;
    let block = receiver.unackedHead;
    let taken = 0;
    while (block !== 0) {
      const end = ints[block + END] ?? 0;
      if (sequenceBefore(acknowledgment, end)) break;
      if (acknowledgment === end) this.#match(segment, block);
      else receiver.cumulativelyAcked += isCounted;
      const next = ints[block + NEXT] ?? 0;
      this.#pool.release(block);
      block = next;
      taken++;
    }
    if (taken > 0) {
      receiver.unackedHead = block;
      receiver.unackedCount -= taken;
    }
    if (block === 0) return;
    const sequence = ints[block + SEQUENCE] ?? 0;
    if (sequenceBefore(sequence, acknowledgment)) ints[block + SEQUENCE] = acknowledgment;
    receiver.flightLow = ints[block + SEQUENCE] ?? 0;
  }

  /** In any order: looks at every one. */
  #takeAll(segment: Segment): void {
    const { receiver } = segment;
    const { acknowledgment } = segment.packet;
    let block = receiver.unackedHead;
    let last = 0;
    let kept = 0;
    let high = ints[block + SEQUENCE] ?? 0;
    while (block !== 0) {
      const next = ints[block + NEXT] ?? 0;
      const end = ints[block + END] ?? 0;
      // What ends no further than those before it repeats them, or fills a hole.
      const isFresh = sequenceAfter(end, high);
      if (isFresh) high = end;
      if (sequenceBefore(acknowledgment, end)) {
        const sequence = sequenceMax(ints[block + SEQUENCE] ?? 0, acknowledgment);
        ints[block + SEQUENCE] = sequence;
        noteFlight(receiver, sequence, end, kept === 0);
        if (kept === 0) receiver.unackedHead = block;
        else ints[last + NEXT] = block;
        last = block;
        kept++;
        receiver.unackedTail = block;
      } else {
        if (acknowledgment === end) this.#match(segment, block);
        else passCovered(segment, isFresh);
        this.#pool.release(block);
      }
      block = next;
    }
    if (kept > 0) ints[last + NEXT] = 0;
    receiver.unackedCount = kept;
  }

  /** The oldest that ends there is what Wireshark measures from; a younger one repeats it. */
  #match(segment: Segment, block: number): void {
    segment.isAckHeldBack = false;
    segment.ackLatestRtt = segment.connectionElapsed - (doubles[block >> 1] ?? 0);
    if (segment.acknowledgesFrame !== 0) {
      segment.isAckAmbiguous = true;
      return;
    }
    segment.acknowledgesFrame = ints[block + FRAME] ?? 0;
    segment.acknowledgedOctets = ((ints[block + END] ?? 0) - (ints[block + SEQUENCE] ?? 0)) | 0;
    segment.ackRtt = segment.ackLatestRtt;
  }
}

const UNACKED_DISORDER = UNACKED_SCATTERED | UNACKED_WRAPPED;

/** The segment acknowledges one that ends in front of the number, `isFresh` where it is no repetition. */
function passCovered(segment: Segment, isFresh: boolean): void {
  // Sent after what ends at the number, and needed for it.
  segment.isAckHeldBack = segment.acknowledgesFrame !== 0;
  if (isFresh && (segment.packet.flags & ACK) !== 0) segment.receiver.cumulativelyAcked++;
}

/** Widens the flight by one segment, and notes where it breaks the order. */
function noteFlight(endpoint: EndpointRow, sequence: number, end: number, isFirst: boolean): void {
  if (isFirst) {
    endpoint.flightLow = sequence;
    endpoint.flightHigh = sequence;
    endpoint.analysisMarks &= ~UNACKED_DISORDER;
  }
  const { base, flightLow, flightHigh } = endpoint;
  const low = (flightLow - base) >>> 0;
  const high = (flightHigh - base) >>> 0;
  const from = (sequence - base) >>> 0;
  const to = (end - base) >>> 0;
  if (to <= from) endpoint.analysisMarks |= UNACKED_DISORDER;
  else if (from < high || to - low >= HALF_SPACE) endpoint.analysisMarks |= UNACKED_SCATTERED;
  if (from < low) endpoint.flightLow = sequence;
  if (isFirst || to > high) endpoint.flightHigh = end;
}
