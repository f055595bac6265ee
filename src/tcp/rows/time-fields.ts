import { doubles, ints } from '../memory.ts';
import { RowCursor } from './cursor.ts';

/**
 * Where a connection's time went (`tcp/time-shares/`), and what its capture distorts
 * (`tcp/quality/`).
 */
export class TimeFields extends RowCursor {
  /** Nanoseconds of side 0 or 1 that went to a cause, 0 to 3 (`tcp/time-shares/causes.ts`). */
  timeOf(side: number, cause: number): number {
    return doubles[this.at8 + 8 + (side << 2) + cause] ?? 0;
  }
  addTime(side: number, cause: number, nanoseconds: number): void {
    const word = this.at8 + 8 + (side << 2) + cause;
    doubles[word] = (doubles[word] ?? 0) + nanoseconds;
  }

  /** Nanoseconds of its handshake. */
  get handshakeTime(): number {
    return doubles[this.at8 + 21] ?? 0;
  }
  set handshakeTime(value: number) {
    doubles[this.at8 + 21] = value;
  }

  /** Sequence number that ends the recovery of a side's data; meaningful with its mark. */
  recoveryEnd(side: number): number {
    return ints[this.at + 58 + side] ?? 0;
  }
  setRecoveryEnd(side: number, sequence: number): void {
    ints[this.at + 58 + side] = sequence;
  }

  /** The bits of `tcp/time-shares/index.ts`. */
  get timeMarks(): number {
    return ints[this.at + 11] ?? 0;
  }
  set timeMarks(value: number) {
    ints[this.at + 11] = value;
  }

  /** Segments that are earlier than the one before them. */
  get clockStepsBack(): number {
    return ints[this.at + 74] ?? 0;
  }
  set clockStepsBack(value: number) {
    ints[this.at + 74] = value;
  }

  /** Segments that the recorder put out of order. */
  get reorderedSegments(): number {
    return ints[this.at + 75] ?? 0;
  }
  set reorderedSegments(value: number) {
    ints[this.at + 75] = value;
  }

  /** Segments of more payload than the receiver's MSS allows. */
  get superSegments(): number {
    return ints[this.at + 76] ?? 0;
  }
  set superSegments(value: number) {
    ints[this.at + 76] = value;
  }

  /** Segments that these were on the wire. */
  get superWireSegments(): number {
    return ints[this.at + 77] ?? 0;
  }
  set superWireSegments(value: number) {
    ints[this.at + 77] = value;
  }

  /** Shortest round trip between the capture point and the peer of a side, in nanoseconds; 0: none is known. */
  shortestRoundTrip(side: number): number {
    return doubles[this.at8 + 22 + side] ?? 0;
  }
  setShortestRoundTrip(side: number, nanoseconds: number): void {
    doubles[this.at8 + 22 + side] = nanoseconds;
  }
}
