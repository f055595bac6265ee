import { doubles, ints } from '../memory.ts';
import { ANNEX } from './cursor.ts';
import { TimeFields } from './time-fields.ts';

/** The connection's own part of Zeek's record. */
export class ZeekConnectionFields extends TimeFields {
  /** The bits of `tcp/zeek/marks.ts`. */
  get zeekMarks(): number {
    return ints[this.at + 28] ?? 0;
  }
  set zeekMarks(value: number) {
    ints[this.at + 28] = value;
  }

  /** The first six letters of its history, 5 bits each, the first in the lowest. */
  get zeekHistory(): number {
    return ints[this.at + 29] ?? 0;
  }
  set zeekHistory(value: number) {
    ints[this.at + 29] = value;
  }

  /** The next six. */
  get zeekHistoryNext(): number {
    return ints[this.at + 47] ?? 0;
  }
  set zeekHistoryNext(value: number) {
    ints[this.at + 47] = value;
  }

  /** First cell of the letters behind those in the pool; 0: none. */
  get zeekHistoryHead(): number {
    return ints[(ints[this.at + ANNEX] ?? 0) + 14] ?? 0;
  }
  set zeekHistoryHead(value: number) {
    ints[(ints[this.at + ANNEX] || this.annexFor(value)) + 14] = value;
  }

  /** Last cell of them. */
  get zeekHistoryTail(): number {
    return ints[(ints[this.at + ANNEX] ?? 0) + 15] ?? 0;
  }
  set zeekHistoryTail(value: number) {
    ints[(ints[this.at + ANNEX] || this.annexFor(value)) + 15] = value;
  }

  /** End of its duration, in nanoseconds since the recording's origin; meaningful once a packet counted. */
  get zeekLastTime(): number {
    return doubles[this.at8 + 8] ?? 0;
  }
  set zeekLastTime(value: number) {
    doubles[this.at8 + 8] = value;
  }

  /** Octets in gaps. */
  get zeekMissedOctets(): number {
    return doubles[((ints[this.at + ANNEX] ?? 0) >> 1) + 0] ?? 0;
  }
  set zeekMissedOctets(value: number) {
    doubles[((ints[this.at + ANNEX] || this.annexFor(value)) >> 1) + 0] = value;
  }
}
