import { BlockPool } from '../block-pool.ts';
import { doubles, ints, type Pages } from '../memory.ts';
import type { EndpointRow } from '../rows/endpoint-row.ts';
import { SENT_FORGOTTEN, SENT_HAS_HOLES } from '../rows/sent-fields.ts';
import type { Segment } from '../segment.ts';
import {
  sequenceAfter,
  sequenceBefore,
  sequenceBeforeOrAt,
  sequenceDistance,
} from '../sequence.ts';

/** The most ranges that one direction remembers; then the lowest is forgotten. */
const MOST_RANGES = 4096;
/** Acknowledged ranges that are kept, so that a copy which comes late still finds its original. */
const MOST_ACKED = 4;
/** ... in a direction that knows loss, while all directions together have no more than so many. */
const MOST_ACKED_IN_LOSS = 64;
const PLENTY = 1 << 18;
/** The most ranges of all directions together (96 MiB); a direction that gets none forgets its own. */
const MOST_IN_ALL = 1 << 21;

/** Words of a range. The next one stands first, so that a whole list can be given back at once. */
const RANGE_WORDS = 12;
const NEXT = 0;
const PREVIOUS = 1;
/** A double: when its latest copy passed, in nanoseconds. */
const TIME = 2;
const START = 4;
const END = 5;
const FRAME = 6;
const FIRST_TIMESTAMP = 7;
const LATEST_TIMESTAMP = 8;
/** IP identification of the first copy, and above it of the latest. */
const IDENTIFICATIONS = 9;
const MARKS = 10;
const TIMES_RESENT = 11;

/** Marks of a range. */
export const RANGE_SACKED = 0x01;
/** It was sent again. */
export const RANGE_RESENT = 0x02;
/** Its first copy was captured as a retransmission already: its original is missing. */
export const RANGE_LATE = 0x04;
export const RANGE_HAS_TIMESTAMP = 0x08;
/** Its only copies failed the checksum. */
export const RANGE_DAMAGED = 0x10;
/** One octet that probed a window which was shut. */
export const RANGE_PROBE = 0x20;

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

  // -- reading a range ---------------------------------------------------------------------------------

  start(range: number): number {
    return ints[range + START] ?? 0;
  }
  end(range: number): number {
    return ints[range + END] ?? 0;
  }
  next(range: number): number {
    return ints[range + NEXT] ?? 0;
  }
  previous(range: number): number {
    return ints[range + PREVIOUS] ?? 0;
  }
  /** Frame of the first copy. */
  frame(range: number): number {
    return ints[range + FRAME] ?? 0;
  }
  marks(range: number): number {
    return ints[range + MARKS] ?? 0;
  }
  /** When the latest copy passed. */
  time(range: number): number {
    return doubles[(range + TIME) >> 1] ?? 0;
  }
  timesResent(range: number): number {
    return ints[range + TIMES_RESENT] ?? 0;
  }
  firstTimestamp(range: number): number {
    return ints[range + FIRST_TIMESTAMP] ?? 0;
  }
  latestTimestamp(range: number): number {
    return ints[range + LATEST_TIMESTAMP] ?? 0;
  }
  firstIdentification(range: number): number {
    return (ints[range + IDENTIFICATIONS] ?? 0) & 0xffff;
  }
  latestIdentification(range: number): number {
    return (ints[range + IDENTIFICATIONS] ?? 0) >>> 16;
  }

  // -- sending -------------------------------------------------------------------------------------------

  /**
   * Adds the segment from `start` on behind all others; the caller has raised `sentHigh`, and says in
   * `sentMarks` where that leaves a hole.
   */
  append(segment: Segment, start: number, marks: number): void {
    const { sender } = segment;
    if (sender.sentCount >= MOST_RANGES) this.#forgetLowest(sender);
    let range = this.#fill(segment, start, segment.end, marks);
    if (range === 0) {
      this.#forgetLowest(sender);
      range = this.#fill(segment, start, segment.end, marks);
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
      const before = ints[range + PREVIOUS] ?? 0;
      if (before === 0 || sequenceBeforeOrAt(ints[before + END] ?? 0, sequence)) break;
      range = before;
    }
    while (range !== 0 && sequenceBeforeOrAt(ints[range + END] ?? 0, sequence)) {
      range = ints[range + NEXT] ?? 0;
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
      const from = this.start(range);
      if (sequenceBefore(at, from)) {
        const to = sequenceBefore(end, from) ? end : from;
        this.#insertBefore(segment, range, at, to, marks);
        at = to;
        continue;
      }
      range = this.#cutAt(sender, range, at);
      if (sequenceAfter(this.end(range), end)) this.#cutAt(sender, range, end);
      this.#renew(segment, range, marks & ~RANGE_LATE);
      at = this.end(range);
      range = this.next(range);
    }
  }

  /** Marks what lies from `start` to `end` as selectively acknowledged. */
  sack(endpoint: EndpointRow, start: number, end: number): void {
    let range = this.find(endpoint, start);
    while (range !== 0 && sequenceBefore(this.start(range), end)) {
      if ((this.marks(range) & RANGE_SACKED) === 0) {
        if (sequenceBefore(this.start(range), start)) range = this.#cutAt(endpoint, range, start);
        if (sequenceAfter(this.end(range), end)) this.#cutAt(endpoint, range, end);
        ints[range + MARKS] = this.marks(range) | RANGE_SACKED;
      }
      endpoint.rangeFinger = range;
      range = this.next(range);
    }
  }

  // -- acknowledging ---------------------------------------------------------------------------------------

  /** Lets go what ends at or before the number, but for the last few. */
  acknowledge(endpoint: EndpointRow, acknowledgment: number): void {
    let range = endpoint.sentUnacked;
    let acked = endpoint.rangeAcked;
    while (range !== 0 && sequenceBeforeOrAt(ints[range + END] ?? 0, acknowledgment)) {
      range = ints[range + NEXT] ?? 0;
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
    endpoint.rangeFinger = 0;
    endpoint.sentCount = 0;
    endpoint.rangeAcked = 0;
    this.#count -= sentCount;
    this.#pool.releaseChain(sentHead, sentTail);
  }

  /** The lowest range goes; a hole below it is settled as missed. */
  #forgetLowest(endpoint: EndpointRow): void {
    const head = endpoint.sentHead;
    if (head === 0) return;
    const hole = sequenceDistance(endpoint.sentLow, this.start(head));
    if (hole > 0) endpoint.missedOctets += hole;
    endpoint.sentLow = this.end(head);
    endpoint.sentMarks |= SENT_FORGOTTEN;
    const next = this.next(head);
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
    let distance = Math.abs(sequenceDistance(sequence, this.end(sentTail)));
    const fromHead = Math.abs(sequenceDistance(sequence, this.start(sentHead)));
    if (fromHead < distance) {
      nearest = sentHead;
      distance = fromHead;
    }
    if (rangeFinger === 0) return nearest;
    const fromFinger = Math.abs(sequenceDistance(sequence, this.start(rangeFinger)));
    return fromFinger < distance ? rangeFinger : nearest;
  }

  /** A new range that is in no list yet; 0 where the pool is exhausted. */
  #fill(segment: Segment, start: number, end: number, marks: number): number {
    const { packet } = segment;
    const range = this.#pool.allocate();
    if (range === 0) return 0;
    doubles[(range + TIME) >> 1] = segment.time;
    ints[range + START] = start;
    ints[range + END] = end;
    ints[range + FRAME] = segment.frame;
    ints[range + FIRST_TIMESTAMP] = packet.timestampValue;
    ints[range + LATEST_TIMESTAMP] = packet.timestampValue;
    const identification = packet.ipIdentification & 0xffff;
    ints[range + IDENTIFICATIONS] = identification | (identification << 16);
    ints[range + TIMES_RESENT] = 0;
    ints[range + MARKS] = packet.hasTimestamps ? marks | RANGE_HAS_TIMESTAMP : marks;
    return range;
  }

  /** Fills a hole, or a part of it, below `range`. */
  #insertBefore(segment: Segment, range: number, start: number, end: number, marks: number): void {
    const { sender } = segment;
    if (sender.sentCount >= MOST_RANGES) return;
    const added = this.#fill(segment, start, end, marks);
    if (added !== 0) this.#link(sender, added, this.previous(range), range);
  }

  /**
   * Parts a range at the number, where that lies within it; returns the part from there on. Where no
   * more ranges are to be had the range stays whole.
   */
  #cutAt(endpoint: EndpointRow, range: number, sequence: number): number {
    if (sequenceBeforeOrAt(sequence, this.start(range))) return range;
    if (endpoint.sentCount >= MOST_RANGES) return range;
    const upper = this.#pool.allocate();
    if (upper === 0) return range;
    ints.copyWithin(upper, range, range + RANGE_WORDS);
    ints[range + END] = sequence;
    ints[upper + START] = sequence;
    this.#linkBehind(endpoint, upper, range);
    return upper;
  }

  #renew(segment: Segment, range: number, marks: number): void {
    const { packet } = segment;
    doubles[(range + TIME) >> 1] = segment.time;
    ints[range + LATEST_TIMESTAMP] = packet.timestampValue;
    const first = (ints[range + IDENTIFICATIONS] ?? 0) & 0xffff;
    ints[range + IDENTIFICATIONS] = first | (packet.ipIdentification << 16);
    const kept = this.marks(range) & ~((marks ^ RANGE_DAMAGED) & RANGE_DAMAGED);
    ints[range + TIMES_RESENT] = this.timesResent(range) + 1;
    ints[range + MARKS] = kept | (marks & ~RANGE_DAMAGED) | RANGE_RESENT;
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
    const upper = this.next(lower);
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
    if (sentUnacked === upper && sequenceAfter(this.end(range), endpoint.sentAcked)) {
      endpoint.sentUnacked = range;
    } else if (sentUnacked === 0 || sequenceBefore(this.start(range), this.start(sentUnacked))) {
      endpoint.rangeAcked++;
    }
  }
}
