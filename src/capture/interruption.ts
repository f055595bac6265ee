/**
 * What may end the reading before its end. An `AbortSignal` is one; the command brings one of its
 * own, since V8 takes longer to make the first signal of a process than to read a small capture.
 */
export interface Interruption {
  readonly aborted: boolean;
  addEventListener(type: 'abort', listener: () => void): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}
