import { INPUT_ENGLISH } from './input-english.ts';
import type { TellInput, ToldOfInput } from './input-words.ts';

/** Why a capture cannot be read, or not to its end. Each code has one cause. */
export type CaptureErrorCode =
  | 'not-found'
  | 'is-a-directory'
  | 'permission-denied'
  | 'read-failed'
  | 'empty'
  | 'not-a-capture'
  | 'cut-in-header'
  | 'unsupported-version'
  | 'cut-short'
  | 'trailing-octets'
  | 'decompression-bomb'
  | 'damaged';

export interface CaptureErrorDetails {
  readonly code: CaptureErrorCode;
  /** What is wrong, to be read after the path and a colon; no full stop. */
  readonly tell: TellInput;
  /** Offset in the (decompressed) input where it was noticed. */
  readonly byteOffset?: number;
  /** What should have stood there. */
  readonly expected?: string;
  /** What the reader of the message can do, as an imperative clause. */
  readonly advice?: TellInput;
  readonly cause?: unknown;
}

/**
 * An input that is no capture, or that cannot be had. Behind a good file header it becomes a
 * `CaptureDiagnostic`, since records came before it.
 */
export class CaptureError extends Error {
  override readonly name = 'CaptureError';
  readonly code: CaptureErrorCode;
  readonly byteOffset: number | undefined;
  readonly expected: string | undefined;
  readonly advice: string | undefined;
  /** The message and the advice, in other languages too. */
  readonly told: ToldOfInput;
  /** The path as the user gave it; set by whoever opened it. */
  path: string | undefined;

  constructor(details: CaptureErrorDetails) {
    super(details.tell(INPUT_ENGLISH), details.cause === undefined ? {} : { cause: details.cause });
    this.code = details.code;
    this.byteOffset = details.byteOffset;
    this.expected = details.expected;
    this.advice = details.advice?.(INPUT_ENGLISH);
    this.told = { tell: details.tell, advice: details.advice };
  }
}
