import { doubles, ints } from '../memory.ts';
import { TimeFields } from './time-fields.ts';

/** The connection's own part of Zeek's record. */
export class ZeekConnectionFields extends TimeFields {
  /** The bits of `tcp/zeek/marks.ts`. */
  get zeekMarks(): number {
    return ints[this.at + 35] ?? 0;
  }
  set zeekMarks(value: number) {
    ints[this.at + 35] = value;
  }

  /** The first six letters of its history, 5 bits each, the first in the lowest. */
  get zeekHistory(): number {
    return ints[this.at + 36] ?? 0;
  }
  set zeekHistory(value: number) {
    ints[this.at + 36] = value;
  }

  /** The next six. */
  get zeekHistoryNext(): number {
    return ints[this.at + 54] ?? 0;
  }
  set zeekHistoryNext(value: number) {
    ints[this.at + 54] = value;
  }

  /** First cell of the letters behind those in the pool; 0: none. */
  get zeekHistoryHead(): number {
    return ints[this.at + 71] ?? 0;
  }
  set zeekHistoryHead(value: number) {
    ints[this.at + 71] = value;
  }

  /** Last cell of them. */
  get zeekHistoryTail(): number {
    return ints[this.at + 78] ?? 0;
  }
  set zeekHistoryTail(value: number) {
    ints[this.at + 78] = value;
  }

  /** End of its duration, in nanoseconds since the recording's origin; meaningful once a packet counted. */
  get zeekLastTime(): number {
    return doubles[this.at8 + 7] ?? 0;
  }
  set zeekLastTime(value: number) {
    doubles[this.at8 + 7] = value;
  }

  /** Octets in gaps. */
  get zeekMissedOctets(): number {
    return doubles[this.at8 + 36] ?? 0;
  }
  set zeekMissedOctets(value: number) {
    doubles[this.at8 + 36] = value;
  }
}
