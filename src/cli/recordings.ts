import { createWindow } from '../analyze.ts';
import { CaptureError } from '../capture/capture-error.ts';
import { planRecording } from '../capture/recording.ts';
import { statusOf } from '../capture/status-of.ts';
import type { CheckOptions } from './check-options.ts';

/**
 * The recordings that are judged: each capture is one, those of a directory too, in the order of their
 * first packets; with `--as-one` all are one.
 */
export async function recordingsOf({ inputs, asOne }: CheckOptions): Promise<string[][]> {
  if (asOne) return [[...inputs]];
  const recordings: string[][] = [];
  for (const input of inputs) {
    if (!isDirectory(input)) {
      recordings.push([input]);
      continue;
    }
    try {
      const { captures } = await planRecording([input], createWindow());
      recordings.push(...captures.map(({ path }) => [path]));
    } catch (error) {
      if (!(error instanceof CaptureError)) throw error;
      // Reading it tells what is wrong.
      recordings.push([input]);
    }
  }
  return recordings;
}

function isDirectory(path: string): boolean {
  if (path === '-') return false;
  return statusOf(path)?.isDirectory() === true;
}
