import type { Side } from '../../model/vocabulary.ts';

/*
 * The words of the plot, each as a function of the values that it tells.
 */

export function plotTitle(side: Side): string {
  return `${side}: octets sent (dots) and acknowledged (staircase) over time`;
}

export const NOTHING_TO_PLOT = 'No data was sent: nothing to plot.';
export const SENT_AGAIN_LABEL = 'again';
export const WINDOW_LABEL = 'window';
export const ROUND_TRIP_LABEL = 'RTT';

/** How high a full block is. */
export function scaleText(highest: string): string {
  return `max ${highest}`;
}
