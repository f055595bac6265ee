import { doubles, ints } from '../memory.ts';
import { TimeFields } from './time-fields.ts';

/** The connection's own part of Zeek's record; words 23 and 40 to 47 of a connection. */
export class ZeekConnectionFields extends TimeFields {
  /** The bits of `tcp/zeek/marks.ts`. */
  get zeekMarks(): number {
    return ints[this.at + 23] ?? 0;
  }
  set zeekMarks(value: number) {
    ints[this.at + 23] = value;
  }

  /** The first six letters of its history, 5 bits each, the first in the lowest. */
  get zeekHistory(): number {
    return ints[this.at + 40] ?? 0;
  }
  set zeekHistory(value: number) {
    ints[this.at + 40] = value;
  }

  /** The next six. */
  get zeekHistoryNext(): number {
    return ints[this.at + 41] ?? 0;
  }
  set zeekHistoryNext(value: number) {
    ints[this.at + 41] = value;
  }

  /** First cell of the letters behind those in the pool; 0: none. */
  get zeekHistoryHead(): number {
    return ints[this.at + 42] ?? 0;
  }
  set zeekHistoryHead(value: number) {
    ints[this.at + 42] = value;
  }

  /** Last cell of them. */
  get zeekHistoryTail(): number {
    return ints[this.at + 43] ?? 0;
  }
  set zeekHistoryTail(value: number) {
    ints[this.at + 43] = value;
  }

  /** End of its duration, in nanoseconds since the recording's origin; meaningful once a packet counted. */
  get zeekLastTime(): number {
    return doubles[this.at8 + 22] ?? 0;
  }
  set zeekLastTime(value: number) {
    doubles[this.at8 + 22] = value;
  }

  /** Octets in gaps. */
  get zeekMissedOctets(): number {
    return doubles[this.at8 + 23] ?? 0;
  }
  set zeekMissedOctets(value: number) {
    doubles[this.at8 + 23] = value;
  }
}
