import { SYN } from '../../wire/packet.ts';
import { SENT_FORGOTTEN, SENT_HAS_FIN } from '../rows/sent-fields.ts';
import type { Segment } from '../segment.ts';
import { sequenceBefore, sequenceBeforeOrAt, sequenceDistance, sequenceMax } from '../sequence.ts';
import { endOf, marksOf, nextOf, RANGE_LATE, RANGE_SACKED, startOf } from './range.ts';
import type { SentRanges } from './sent-ranges.ts';

/** Ranges looked at for one that was sent in its own turn. */
const MOST_TRIES = 16;

/**
 * How a segment lies to what its sender has sent before: found out before the ranges change. One
 * instance is refilled for every segment that is not simply the next.
 */
export class Survey {
  /** Numbers of the segment that were sent before, as the capture shows it. */
  seen = 0;
  /** Numbers that were not; of these, `newPayload` are octets of payload. */
  unseen = 0;
  newPayload = 0;
  /** Lowest range that it repeats; 0: none, or that is forgotten. */
  original = 0;
  /** The range behind its first hole that was sent in its own turn; 0: none. */
  behind = 0;
  /** It fills a hole: part of it was not sent before, and what it ends in or before was. */
  fillsHole = false;
  /** All that it repeats is selectively acknowledged. */
  isSacked = false;

  take(segment: Segment, ranges: SentRanges): void {
    const { sender, packet } = segment;
    this.seen = 0;
    this.unseen = 0;
    this.original = 0;
    this.behind = 0;
    this.fillsHole = false;
    this.isSacked = true;
    let at = packet.sequence;
    const { end } = segment;
    if (sequenceBefore(at, sender.sentLow)) at = this.#takeForgotten(segment);
    let range = ranges.find(sender, at);
    while (range !== 0 && sequenceBefore(startOf(range), end)) {
      const from = sequenceMax(startOf(range), at);
      if (sequenceBefore(at, from)) this.#passHole(at, from, range, end);
      const to = sequenceBefore(end, endOf(range)) ? end : endOf(range);
      this.seen += sequenceDistance(from, to);
      if (this.original === 0) this.original = range;
      if ((marksOf(range) & RANGE_SACKED) === 0) this.isSacked = false;
      at = to;
      range = nextOf(range);
    }
    if (sequenceBefore(at, end)) this.#passHole(at, end, range, end);
    if (this.seen === 0) this.isSacked = false;
    this.#countPayload(segment);
  }

  /** What lies below all ranges: forgotten ones, and below those what was sent before the capture began. */
  #takeForgotten({ sender, packet, end }: Segment): number {
    const { sequence } = packet;
    const low = sequenceBefore(end, sender.sentLow) ? end : sender.sentLow;
    const wasForgotten = (sender.sentMarks & SENT_FORGOTTEN) !== 0;
    const first = wasForgotten ? sequenceMax(sequence, sender.sentFirst) : low;
    const known = Math.max(0, sequenceDistance(first, low));
    this.seen += known;
    this.unseen += sequenceDistance(sequence, low) - known;
    if (known > 0) this.isSacked = false;
    return low;
  }

  #passHole(from: number, to: number, next: number, end: number): void {
    this.unseen += sequenceDistance(from, to);
    if (next !== 0 && sequenceBefore(end, endOf(next))) this.fillsHole = true;
    if (this.behind !== 0) return;
    let range = next;
    // What was late itself tells nothing of the order of sending.
    for (let tries = 0; tries < MOST_TRIES && range !== 0; tries++) {
      if ((marksOf(range) & RANGE_LATE) === 0) {
        this.behind = range;
        return;
      }
      range = nextOf(range);
    }
  }

  /** The numbers of SYN and FIN are no octets. */
  #countPayload({ sender, packet, length, end }: Segment): void {
    const hasSyn = (packet.flags & SYN) !== 0;
    const hasFin = length - packet.payloadLength - (hasSyn ? 1 : 0) > 0;
    const isFinNew =
      hasFin &&
      ((sender.sentMarks & SENT_HAS_FIN) === 0 || sequenceBeforeOrAt(sender.sentHigh, end - 1));
    const isSynNew = hasSyn && this.seen === 0;
    const fresh = Math.max(0, this.unseen - (isFinNew ? 1 : 0) - (isSynNew ? 1 : 0));
    this.newPayload = Math.min(packet.payloadLength, fresh);
  }
}
