import { CaptureError, type CaptureErrorCode } from './capture-error.ts';

const SYSTEM_ERRORS: ReadonlyMap<string, readonly [CaptureErrorCode, string]> = new Map([
  ['ENOENT', ['not-found', 'no such file']],
  ['ENOTDIR', ['not-found', 'no such file']],
  ['EISDIR', ['is-a-directory', 'a directory, not a capture file']],
  ['EACCES', ['permission-denied', 'permission denied']],
  ['EPERM', ['permission-denied', 'permission denied']],
]);

/** What the system says, in the words of this program. Anything else is a bug, and is thrown on. */
export function asCaptureError(error: unknown): CaptureError {
  if (error instanceof CaptureError) {
    return error;
  }
  if (!(error instanceof Error && 'syscall' in error && 'code' in error)) {
    throw error;
  }
  const [code, message] = SYSTEM_ERRORS.get(String(error.code)) ?? [
    'read-failed' as const,
    `cannot be read: ${error.message}`,
  ];
  return new CaptureError({ code, message, cause: error });
}

/** As `asCaptureError`, with the path that the user gave. */
export function captureErrorAt(path: string, error: unknown): CaptureError {
  const captureError = asCaptureError(error);
  captureError.path ??= path;
  return captureError;
}
