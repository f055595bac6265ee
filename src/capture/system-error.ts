import { CaptureError, type CaptureErrorCode } from './capture-error.ts';
import type { InputWords, TellInput } from './input-words.ts';
import { systemReason } from './system-reason.ts';

const SYSTEM_ERRORS: ReadonlyMap<string, readonly [CaptureErrorCode, TellInput]> = new Map([
  ['ENOENT', ['not-found', (words) => words.noSuchFile]],
  ['ENOTDIR', ['not-found', (words) => words.noSuchFile]],
  ['EISDIR', ['is-a-directory', (words) => words.directory]],
  ['EACCES', ['permission-denied', (words) => words.permissionDenied]],
  ['EPERM', ['permission-denied', (words) => words.permissionDenied]],
]);

/** What the system says, in the words of this program. Anything else is a bug, and is thrown on. */
export function asCaptureError(error: unknown): CaptureError {
  if (error instanceof CaptureError) {
    return error;
  }
  if (!(error instanceof Error && 'syscall' in error && 'code' in error)) {
    throw error;
  }
  const reason = systemReason(error);
  const [code, tell] = SYSTEM_ERRORS.get(String(error.code)) ?? [
    'read-failed' as const,
    (words: InputWords) => words.cannotBeRead(reason),
  ];
  return new CaptureError({ code, tell, cause: error });
}

/** As `asCaptureError`, with the path that the user gave. */
export function captureErrorAt(path: string, error: unknown): CaptureError {
  const captureError = asCaptureError(error);
  captureError.path ??= path;
  return captureError;
}
