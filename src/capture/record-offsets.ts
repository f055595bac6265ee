import { CaptureInput, type InputOptions } from './input.ts';
import type { OctetWindow } from './octet-window.ts';
import { CaptureRecord } from './record.ts';
import { statusOf } from './status-of.ts';

/**
 * Where the records of some frames begin in the (decompressed) file: reads it once more, up to the
 * last of them. Nothing is known of what cannot be read twice.
 */
export async function recordOffsets(
  path: string,
  frames: ReadonlySet<number>,
  window: OctetWindow,
  options: InputOptions,
): Promise<ReadonlyMap<number, number>> {
  const offsets = new Map<number, number>();
  if (path === '-' || statusOf(path)?.isFile() !== true) return offsets;
  const input = await CaptureInput.open(path, window, options);
  try {
    const record = new CaptureRecord();
    do {
      while (offsets.size < frames.size && input.next(record)) {
        if (frames.has(record.frame)) offsets.set(record.frame, record.byteOffset);
      }
    } while (offsets.size < frames.size && (await input.refill()));
  } finally {
    input.close();
  }
  return offsets;
}
