import { BlockPool } from '../block-pool.ts';
import { ints, type Pages } from '../memory.ts';
import type { EndpointRow } from '../rows/endpoint-row.ts';
import { SENT_FORGOTTEN, SENT_HAS_HOLES } from '../rows/sent-fields.ts';
import type { Segment } from '../segment.ts';
import {
  sequenceAfter,
  sequenceBefore,
  sequenceBeforeOrAt,
  sequenceDistance,
} from '../sequence.ts';
import {
  END,
  endOf,
  fillRange,
  MARKS,
  marksOf,
  NEXT,
  nextOf,
  PREVIOUS,
  previousOf,
  RANGE_LATE,
  RANGE_SACKED,
  RANGE_WORDS,
  renewRange,
  START,
  startOf,
} from './range.ts';

/** The most ranges that one direction remembers; then the lowest is forgotten. */
const MOST_RANGES = 4096;
/** Acknowledged ranges that are kept, so that a copy which comes late still finds its original. */
const MOST_ACKED = 4;
/** ... in a direction that knows loss, while all directions together have no more than so many. */
const MOST_ACKED_IN_LOSS = 64;
const PLENTY = 1 << 18;
/** The most ranges of all directions together (96 MiB); a direction that gets none forgets its own. */
const MOST_IN_ALL = 1 << 21;

/**
 * The sequence ranges that each direction sent, as the capture shows them: ascending, disjoint, one
 * for each segment. What lies between two is a hole.
 *
 * In the common case a segment appends one range at the high end, and an acknowledgment lets the
 * lowest go. Anything else looks its place up from the nearest of the two ends and the place of the
 * last look-up.
 */
export class SentRanges {
  readonly #pool: BlockPool;
  /** Ranges of all directions. */
  #count = 0;

  constructor(pages: Pages) {
    this.#pool = new BlockPool(pages, RANGE_WORDS, MOST_IN_ALL);
  }

  // -- sending -------------------------------------------------------------------------------------------

  /**
   * Adds the segment from `start` on behind all others; the caller has raised `sentHigh`, and says in
   * `sentMarks` where that leaves a hole.
   */
  append(segment: Segment, start: number, marks: number): void {
    const { sender } = segment;
    if (sender.sentCount >= MOST_RANGES) this.#forgetLowest(sender);
    let range = this.#make(segment, start, segment.end, marks);
    if (range === 0) {
      this.#forgetLowest(sender);
      range = this.#make(segment, start, segment.end, marks);
      if (range === 0) return;
    }
    const tail = sender.sentTail;
    ints[range + NEXT] = 0;
    ints[range + PREVIOUS] = tail;
    if (tail === 0) sender.sentHead = range;
    else ints[tail + NEXT] = range;
    sender.sentTail = range;
    if (sender.sentUnacked === 0) sender.sentUnacked = range;
    sender.sentCount++;
    this.#count++;
  }

  /** The lowest range that ends behind the number; 0 where there is none. */
  find(endpoint: EndpointRow, sequence: number): number {
    let range = this.#nearest(endpoint, sequence);
    if (range === 0) return 0;
    for (;;) {
      const before = previousOf(range);
      if (before === 0 || sequenceBeforeOrAt(endOf(before), sequence)) break;
      range = before;
    }
    while (range !== 0 && sequenceBeforeOrAt(endOf(range), sequence)) {
      range = nextOf(range);
    }
    endpoint.rangeFinger = range;
    return range;
  }

  /**
   * Notes that `start` to `end` was sent once more: ranges in it become this copy's, holes in it
   * ranges with those marks. `marks` come to ranges that were there before without `RANGE_LATE`.
   */
  resend(segment: Segment, start: number, end: number, marks: number): void {
    const { sender } = segment;
    let at = start;
    let range = this.find(sender, start);
    while (range !== 0 && sequenceBefore(at, end)) {
      const from = startOf(range);
      if (sequenceBefore(at, from)) {
        const to = sequenceBefore(end, from) ? end : from;
        this.#insertBefore(segment, range, at, to, marks);
        at = to;
        continue;
      }
      range = this.#cutAt(sender, range, at);
      if (sequenceAfter(endOf(range), end)) this.#cutAt(sender, range, end);
      renewRange(range, segment, marks & ~RANGE_LATE);
      at = endOf(range);
      range = nextOf(range);
    }
  }

  /** Marks what lies from `start` to `end` as selectively acknowledged. */
  sack(endpoint: EndpointRow, start: number, end: number): void {
    let range = this.find(endpoint, start);
    while (range !== 0 && sequenceBefore(startOf(range), end)) {
      if ((marksOf(range) & RANGE_SACKED) === 0) {
        if (sequenceBefore(startOf(range), start)) range = this.#cutAt(endpoint, range, start);
        if (sequenceAfter(endOf(range), end)) this.#cutAt(endpoint, range, end);
        ints[range + MARKS] = marksOf(range) | RANGE_SACKED;
      }
      endpoint.rangeFinger = range;
      range = nextOf(range);
    }
  }

  // -- acknowledging ---------------------------------------------------------------------------------------

  /** Lets go what ends at or before the number, but for the last few. */
  acknowledge(endpoint: EndpointRow, acknowledgment: number): void {
    let range = endpoint.sentUnacked;
    let acked = endpoint.rangeAcked;
    while (range !== 0 && sequenceBeforeOrAt(endOf(range), acknowledgment)) {
      range = nextOf(range);
      acked++;
    }
    endpoint.sentUnacked = range;
    endpoint.rangeAcked = acked;
    const isLossy = endpoint.recovery !== 0 && this.#count < PLENTY;
    const most = isLossy ? MOST_ACKED_IN_LOSS : MOST_ACKED;
    while (endpoint.rangeAcked > most && endpoint.sentHead !== 0) this.#forgetLowest(endpoint);
  }

  /** Gives back all that an endpoint holds; what is missing in between is counted. */
  release(endpoint: EndpointRow): void {
    const { sentHead, sentTail, sentCount } = endpoint;
    if (sentHead === 0) return;
    if ((endpoint.sentMarks & SENT_HAS_HOLES) !== 0) {
      while (endpoint.sentHead !== 0) this.#forgetLowest(endpoint);
      return;
    }
    endpoint.sentLow = endpoint.sentHigh;
    endpoint.sentHead = 0;
    endpoint.sentTail = 0;
    endpoint.sentUnacked = 0;
    if (endpoint.rangeFinger !== 0) endpoint.rangeFinger = 0;
    endpoint.sentCount = 0;
    endpoint.rangeAcked = 0;
    this.#count -= sentCount;
    this.#pool.releaseChain(sentHead, sentTail);
  }

  /** The lowest range goes; a hole below it is settled as missed. */
  #forgetLowest(endpoint: EndpointRow): void {
    const head = endpoint.sentHead;
    if (head === 0) return;
    const hole = sequenceDistance(endpoint.sentLow, startOf(head));
    if (hole > 0) endpoint.missedOctets += hole;
    endpoint.sentLow = endOf(head);
    endpoint.sentMarks |= SENT_FORGOTTEN;
    const next = nextOf(head);
    endpoint.sentHead = next;
    if (next === 0) endpoint.sentTail = 0;
    else ints[next + PREVIOUS] = 0;
    if (endpoint.sentUnacked === head) endpoint.sentUnacked = next;
    else endpoint.rangeAcked--;
    if (endpoint.rangeFinger === head) endpoint.rangeFinger = 0;
    endpoint.sentCount--;
    this.#count--;
    this.#pool.release(head);
  }

  #nearest(endpoint: EndpointRow, sequence: number): number {
    const { sentHead, sentTail, rangeFinger } = endpoint;
    if (sentHead === 0) return 0;
    let nearest = sentTail;
    let distance = Math.abs(sequenceDistance(sequence, endOf(sentTail)));
    const fromHead = Math.abs(sequenceDistance(sequence, startOf(sentHead)));
    if (fromHead < distance) {
      nearest = sentHead;
      distance = fromHead;
    }
    if (rangeFinger === 0) return nearest;
    const fromFinger = Math.abs(sequenceDistance(sequence, startOf(rangeFinger)));
    return fromFinger < distance ? rangeFinger : nearest;
  }

  /** A new range that is in no list yet; 0 where the pool is exhausted. */
  #make(segment: Segment, start: number, end: number, marks: number): number {
    const range = this.#pool.allocate();
    if (range !== 0) fillRange(range, segment, start, end, marks);
    return range;
  }

  /** Fills a hole, or a part of it, below `range`. */
  #insertBefore(segment: Segment, range: number, start: number, end: number, marks: number): void {
    const { sender } = segment;
    if (sender.sentCount >= MOST_RANGES) return;
    const added = this.#make(segment, start, end, marks);
    if (added !== 0) this.#link(sender, added, previousOf(range), range);
  }

  /**
   * Parts a range at the number, where that lies within it; returns the part from there on. Where no
   * more ranges are to be had the range stays whole.
   */
  #cutAt(endpoint: EndpointRow, range: number, sequence: number): number {
    if (sequenceBeforeOrAt(sequence, startOf(range))) return range;
    if (endpoint.sentCount >= MOST_RANGES) return range;
    const upper = this.#pool.allocate();
    if (upper === 0) return range;
    ints.copyWithin(upper, range, range + RANGE_WORDS);
    ints[range + END] = sequence;
    ints[upper + START] = sequence;
    this.#linkBehind(endpoint, upper, range);
    return upper;
  }

  /** Links a range between two neighbours, of which the upper one exists. */
  #link(endpoint: EndpointRow, range: number, lower: number, upper: number): void {
    ints[range + PREVIOUS] = lower;
    ints[range + NEXT] = upper;
    ints[upper + PREVIOUS] = range;
    if (lower === 0) endpoint.sentHead = range;
    else ints[lower + NEXT] = range;
    endpoint.sentCount++;
    this.#count++;
    this.#placeUnacked(endpoint, range, upper);
  }

  #linkBehind(endpoint: EndpointRow, range: number, lower: number): void {
    const upper = nextOf(lower);
    if (upper !== 0) {
      this.#link(endpoint, range, lower, upper);
      return;
    }
    ints[range + PREVIOUS] = lower;
    ints[range + NEXT] = 0;
    ints[lower + NEXT] = range;
    endpoint.sentTail = range;
    endpoint.sentCount++;
    this.#count++;
    if (endpoint.sentUnacked === 0) endpoint.rangeAcked++;
  }

  /** A range came below `upper`: keeps the count of those before the first that is not acknowledged. */
  #placeUnacked(endpoint: EndpointRow, range: number, upper: number): void {
    const { sentUnacked } = endpoint;
    if (sentUnacked === upper && sequenceAfter(endOf(range), endpoint.sentAcked)) {
      endpoint.sentUnacked = range;
    } else if (sentUnacked === 0 || sequenceBefore(startOf(range), startOf(sentUnacked))) {
      endpoint.rangeAcked++;
    }
  }
}
