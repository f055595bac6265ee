import type { CaptureRecord } from './capture-record.ts';

/** What was counted of the clock of a connection, or of a capture. */
interface Clock {
  readonly clockStepsBack: number;
  readonly reorderedSegments: number;
}

/** A recorder that puts records out of order does it within this time; a clock is set by more. */
const RECORDER_DELAY_SECONDS = 1;

/** Whether the clock was set back between two segments: one that was put out of order is a step back too. */
export function wasClockSetBack({ clockStepsBack, reorderedSegments }: Clock): boolean {
  return clockStepsBack > reorderedSegments;
}

/** The same of a capture, of which any record may be put out of order. */
export function wasCaptureSetBack({ quality }: Pick<CaptureRecord, 'quality'>): boolean {
  const most = quality.largestClockStepBackSeconds ?? 0;
  return most >= RECORDER_DELAY_SECONDS && wasClockSetBack(quality);
}
