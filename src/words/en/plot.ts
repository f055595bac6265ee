import type { PlotWords } from '../plot-words.ts';
import { plural } from './grammar.ts';

export const PLOT: PlotWords = {
  title: (side) => `${side}: octets sent (dots) and acknowledged (staircase) over time`,
  nothing: 'No data was sent: nothing to plot.',
  untimed: (segments) => `Left out: ${plural(segments, 'segment')} from where the clock went back.`,
  again: 'again',
  window: 'window',
  roundTrip: 'RTT',
  scale: (highest) => `max ${highest}`,
};
