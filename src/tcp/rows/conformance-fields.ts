import { doubles, ints } from '../memory.ts';
import { ANNEX } from './cursor.ts';
import { ZeekFields } from './zeek-fields.ts';

/** What the rules of conformance remember of one endpoint (`tcp/conformance/`). */
export class ConformanceFields extends ZeekFields {
  /** Right edge of the window that it offered, at its furthest; meaningful with `HAS_EDGE`. */
  get windowEdge(): number {
    return ints[this.at + 27] ?? 0;
  }
  set windowEdge(value: number) {
    ints[this.at + 27] = value;
  }

  /** The bits below. */
  get conformanceMarks(): number {
    return ints[this.at + 10] ?? 0;
  }
  set conformanceMarks(value: number) {
    ints[this.at + 10] = value;
  }

  /** Oldest of the ranges that it sent lately, in the pool of `sent-ranges.ts`; 0: none. */
  get rangeHead(): number {
    return ints[this.at + 75] ?? 0;
  }
  set rangeHead(value: number) {
    ints[this.at + 75] = value;
  }

  /** Newest of them. */
  get rangeTail(): number {
    return ints[this.at + 83] ?? 0;
  }
  set rangeTail(value: number) {
    ints[this.at + 83] = value;
  }

  /** How many they are. */
  get rangeCount(): number {
    return ints[this.at + 76] ?? 0;
  }
  set rangeCount(value: number) {
    ints[this.at + 76] = value;
  }

  /** Keep-alive probes that it sent since `probesSince`. */
  get probes(): number {
    return ints[(ints[this.at + ANNEX] ?? 0) + 39] ?? 0;
  }
  set probes(value: number) {
    ints[(ints[this.at + ANNEX] || this.annexFor(value)) + 39] = value;
  }

  /** When it sent the first of them, in nanoseconds. */
  get probesSince(): number {
    return doubles[((ints[this.at + ANNEX] ?? 0) >> 1) + 5] ?? 0;
  }
  set probesSince(value: number) {
    doubles[((ints[this.at + ANNEX] || this.annexFor(value)) >> 1) + 5] = value;
  }

  /** When it last sent data, in nanoseconds. */
  get lastDataTime(): number {
    return doubles[this.at8 + 45] ?? 0;
  }
  set lastDataTime(value: number) {
    doubles[this.at8 + 45] = value;
  }
}

/** Bits of `conformanceMarks`. */
export const HAS_EDGE = 0x1;
/** Its peer acknowledged more than it is known to have sent: its next segment tells. */
export const OVERACKNOWLEDGED = 0x2;
/** The options of its SYN were cut by the snap length, or hidden otherwise. */
export const SCALE_UNKNOWN = 0x4;
/** Its peer acknowledged what the capture lacks: the recorder has missed segments of it. */
export const MISSED_BY_RECORDER = 0x8;
/** Segments of it were several on the wire (`quality/`). */
export const SENT_SUPER_SEGMENTS = 0x10;
