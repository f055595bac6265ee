import type { Side } from '../model/vocabulary.ts';

/** The words of the plots. */
export interface PlotWords {
  title(side: Side): string;
  readonly nothing: string;
  /** Segments that no place in time is known of. */
  untimed(segments: number): string;
  readonly again: string;
  readonly window: string;
  readonly roundTrip: string;
  /** How high a full block is. */
  scale(highest: string): string;
}
