import type { Side } from './vocabulary.ts';

/** What is measured over the time of a connection, in parts of equal length; NaN where there is nothing. */
export interface Series {
  readonly least: Float64Array;
  readonly most: Float64Array;
}

/** What one side sent over time. */
export interface SidePlot {
  /** Behind the last octet of each segment with payload, in octets since its first one. */
  readonly sent: Series;
  /** What its peer acknowledged, in the same octets (with the FIN one more). */
  readonly acknowledged: Series;
  /** The window that its peer offers, in octets. */
  readonly window: Series;
  /** Seconds from a segment to its acknowledgment. */
  readonly roundTrip: Series;
  /** Octets that it had sent when it sent some of them again. */
  readonly again: Series;
}

/** One connection over time, for plots; JSON has no such key. */
export interface PlotRecord {
  /** Seconds that one part lasts, and how many parts there are. */
  readonly partSeconds: number;
  readonly parts: number;
  /** Segments left out: the clock went back behind the time of the first one. */
  readonly untimed: number;
  readonly sides: Readonly<Record<Side, SidePlot>>;
}
