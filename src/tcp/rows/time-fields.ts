import { doubles, ints } from '../memory.ts';
import { FIRST_OF_TROUBLE } from '../time-shares/causes.ts';
import { ANNEX, RowCursor } from './cursor.ts';

/**
 * Where a connection's time went (`tcp/time-shares/`), and what its capture distorts
 * (`tcp/quality/`).
 */
export class TimeFields extends RowCursor {
  /** Nanoseconds of side 0 or 1 that went to a cause, 0 to 3 (`tcp/time-shares/causes.ts`). */
  timeOf(side: number, cause: number): number {
    const isTrouble = cause >= FIRST_OF_TROUBLE;
    const first = isTrouble ? ((ints[this.at + ANNEX] ?? 0) >> 1) + 10 : this.at8 + 9;
    return doubles[first + (side << 1) + (cause & 1)] ?? 0;
  }
  addTime(side: number, cause: number, nanoseconds: number): void {
    const isTrouble = cause >= FIRST_OF_TROUBLE;
    const first = isTrouble
      ? ((ints[this.at + ANNEX] || this.annexFor(nanoseconds)) >> 1) + 10
      : this.at8 + 9;
    const word = first + (side << 1) + (cause & 1);
    doubles[word] = (doubles[word] ?? 0) + nanoseconds;
  }

  /** Nanoseconds of its handshake. */
  get handshakeTime(): number {
    return doubles[this.at8 + 18] ?? 0;
  }
  set handshakeTime(value: number) {
    doubles[this.at8 + 18] = value;
  }

  /** Sequence number that ends the recovery of a side's data; meaningful with its mark. */
  recoveryEnd(side: number): number {
    return ints[(ints[this.at + ANNEX] ?? 0) + 28 + side] ?? 0;
  }
  setRecoveryEnd(side: number, sequence: number): void {
    ints[(ints[this.at + ANNEX] || this.annexFor(sequence)) + 28 + side] = sequence;
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
    return ints[(ints[this.at + ANNEX] ?? 0) + 16] ?? 0;
  }
  set clockStepsBack(value: number) {
    ints[(ints[this.at + ANNEX] || this.annexFor(value)) + 16] = value;
  }

  /** Segments that the recorder put out of order. */
  get reorderedSegments(): number {
    return ints[(ints[this.at + ANNEX] ?? 0) + 17] ?? 0;
  }
  set reorderedSegments(value: number) {
    ints[(ints[this.at + ANNEX] || this.annexFor(value)) + 17] = value;
  }

  /** Segments of more payload than the receiver's MSS allows. */
  get superSegments(): number {
    return ints[(ints[this.at + ANNEX] ?? 0) + 18] ?? 0;
  }
  set superSegments(value: number) {
    ints[(ints[this.at + ANNEX] || this.annexFor(value)) + 18] = value;
  }

  /** Segments that these were on the wire. */
  get superWireSegments(): number {
    return ints[(ints[this.at + ANNEX] ?? 0) + 19] ?? 0;
  }
  set superWireSegments(value: number) {
    ints[(ints[this.at + ANNEX] || this.annexFor(value)) + 19] = value;
  }

  /** Shortest round trip between the capture point and the peer of a side, in nanoseconds; 0: none is known. */
  shortestRoundTrip(side: number): number {
    return doubles[this.at8 + 19 + side] ?? 0;
  }
  setShortestRoundTrip(side: number, nanoseconds: number): void {
    doubles[this.at8 + 19 + side] = nanoseconds;
  }
}
