import { doubles, ints } from '../memory.ts';
import { ConformanceFields } from './conformance-fields.ts';
import { ANNEX } from './cursor.ts';

/**
 * What an endpoint sent, by sequence space: the ends of the list of ranges that the verdict on
 * retransmissions goes by (`retransmission/`).
 */
export class SentFields extends ConformanceFields {
  /** Lowest range of what it sent and the capture shows; 0: none is remembered. */
  get sentHead(): number {
    return ints[this.at + 89] ?? 0;
  }
  set sentHead(value: number) {
    ints[this.at + 89] = value;
  }

  /** Highest of them. */
  get sentTail(): number {
    return ints[this.at + 61] ?? 0;
  }
  set sentTail(value: number) {
    ints[this.at + 61] = value;
  }

  /** Lowest of them that is not acknowledged in full; 0: none. */
  get sentUnacked(): number {
    return ints[this.at + 29] ?? 0;
  }
  set sentUnacked(value: number) {
    ints[this.at + 29] = value;
  }

  /** How many they are. */
  get sentCount(): number {
    return ints[this.at + 60] ?? 0;
  }
  set sentCount(value: number) {
    ints[this.at + 60] = value;
  }

  /** How many of them are acknowledged, and only kept to say what a late copy repeats. */
  get rangeAcked(): number {
    return ints[this.at + 70] ?? 0;
  }
  set rangeAcked(value: number) {
    ints[this.at + 70] = value;
  }

  /** The range that was looked up last; 0: none. */
  get rangeFinger(): number {
    return ints[(ints[this.at + ANNEX] ?? 0) + 19] ?? 0;
  }
  set rangeFinger(value: number) {
    ints[(ints[this.at + ANNEX] || this.annexFor(value)) + 19] = value;
  }

  /** Everything below is settled and forgotten; what is missing below it was counted. */
  get sentLow(): number {
    return ints[this.at + 92] ?? 0;
  }
  set sentLow(value: number) {
    ints[this.at + 92] = value;
  }

  /** Highest sequence end that the capture shows; meaningful with `SENT_STARTED`. */
  get sentHigh(): number {
    return ints[this.at + 30] ?? 0;
  }
  set sentHigh(value: number) {
    ints[this.at + 30] = value;
  }

  /** Highest acknowledgment of it; meaningful with `SENT_ACKED`. */
  get sentAcked(): number {
    return ints[this.at + 33] ?? 0;
  }
  set sentAcked(value: number) {
    ints[this.at + 33] = value;
  }

  /** Its block of what loss and recovery leave behind; 0: nothing was ever lost, sacked or sent twice. */
  get recovery(): number {
    return ints[this.at + 71] ?? 0;
  }
  set recovery(value: number) {
    ints[this.at + 71] = value;
  }

  /** IP identification of its newest segment, and above it how many in a row fitted a counter. */
  get identification(): number {
    return ints[this.at + 37] ?? 0;
  }
  set identification(value: number) {
    ints[this.at + 37] = value;
  }

  /** Segments of it that a tap recorded once more. */
  get tapDuplicates(): number {
    return ints[(ints[this.at + ANNEX] ?? 0) + 23] ?? 0;
  }
  set tapDuplicates(value: number) {
    ints[(ints[this.at + ANNEX] || this.annexFor(value)) + 23] = value;
  }

  /** Duplicate SACKs that it sent. */
  get dsacks(): number {
    return ints[(ints[this.at + ANNEX] ?? 0) + 24] ?? 0;
  }
  set dsacks(value: number) {
    ints[(ints[this.at + ANNEX] || this.annexFor(value)) + 24] = value;
  }

  /** The bits below. */
  get sentMarks(): number {
    return ints[this.at + 19] ?? 0;
  }
  set sentMarks(value: number) {
    ints[this.at + 19] = value;
  }

  /** Sequence number of its latest segment. */
  get latestSequence(): number {
    return ints[this.at + 44] ?? 0;
  }
  set latestSequence(value: number) {
    ints[this.at + 44] = value;
  }

  /** Its acknowledgment number. */
  get latestAcknowledgment(): number {
    return ints[this.at + 45] ?? 0;
  }
  set latestAcknowledgment(value: number) {
    ints[this.at + 45] = value;
  }

  /** Lowest number that the capture shows of it; meaningful with `SENT_STARTED`. */
  get sentFirst(): number {
    return ints[this.at + 93] ?? 0;
  }
  set sentFirst(value: number) {
    ints[this.at + 93] = value;
  }

  /** First of its episodes of loss; 0: none. */
  get episodeHead(): number {
    return ints[(ints[this.at + ANNEX] ?? 0) + 22] ?? 0;
  }
  set episodeHead(value: number) {
    ints[(ints[this.at + ANNEX] || this.annexFor(value)) + 22] = value;
  }

  /** Octets that lie in holes below `sentLow`: sent, and never seen. */
  get missedOctets(): number {
    return doubles[((ints[this.at + ANNEX] ?? 0) >> 1) + 0] ?? 0;
  }
  set missedOctets(value: number) {
    doubles[((ints[this.at + ANNEX] || this.annexFor(value)) >> 1) + 0] = value;
  }
}

/** Bits of `sentMarks`. */
/** The capture shows a segment of it that occupies sequence space. */
export const SENT_STARTED = 0x01;
/** Its peer acknowledged something. */
export const SENT_ACKED = 0x02;
/** The first such segment was its SYN: nothing can lie below. */
export const SENT_FROM_SYN = 0x04;
/** Its FIN is among what it sent, and is no octet of payload. */
export const SENT_HAS_FIN = 0x08;
/** Ranges were forgotten. */
export const SENT_FORGOTTEN = 0x10;
/** No more episodes of loss are told of it. */
export const EPISODES_FULL = 0x20;
/** Its peer acknowledged more than the capture shows of it. */
export const ACKED_BEYOND = 0x40;
/** There are holes between its ranges, or were. */
export const SENT_HAS_HOLES = 0x80;
