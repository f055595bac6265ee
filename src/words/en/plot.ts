import type { PlotWords } from '../plot-words.ts';

export const PLOT: PlotWords = {
  title: (side) => `${side}: octets sent (dots) and acknowledged (staircase) over time`,
  nothing: 'No data was sent: nothing to plot.',
  again: 'again',
  window: 'window',
  roundTrip: 'RTT',
  scale: (highest) => `max ${highest}`,
};
