import { closeSync, fstatSync, openSync } from 'node:fs';
import { CaptureError } from './capture-error.ts';
import { FileSource, type OctetSource, PipeSource, STANDARD_INPUT } from './source.ts';
import { StreamSource } from './stream-source.ts';

/** The path that stands for standard input. */
export const STANDARD_INPUT_PATH = '-';

/**
 * Opens a file, a FIFO, or standard input.
 *
 * @throws CaptureError for a directory, and what the system says of any other path.
 */
export function openSource(path: string): OctetSource {
  const descriptor = path === STANDARD_INPUT_PATH ? STANDARD_INPUT : openSync(path, 'r');
  const status = fstatSync(descriptor);
  if (status.isDirectory()) {
    if (descriptor !== STANDARD_INPUT) {
      closeSync(descriptor);
    }
    throw new CaptureError({
      code: 'is-a-directory',
      tell: (words) => words.directory,
    });
  }
  if (status.isFIFO() || status.isSocket()) {
    return new StreamSource(descriptor);
  }
  // Standard input may begin in the middle of its file, so it is read as a device is.
  return status.isFile() && descriptor !== STANDARD_INPUT
    ? new FileSource(descriptor)
    : new PipeSource(descriptor);
}
