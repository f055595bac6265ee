import type { TellInput } from './input-words.ts';

/** Something about an input that its user should know: told beside the results, never thrown. */
export interface CaptureDiagnostic {
  readonly severity: 'info' | 'warning' | 'error';
  /** One lower-case word for each cause, as `cut-short` or `record-length`. */
  readonly code: string;
  /** What was found and what was expected, to be read after the path and a colon; no full stop. */
  readonly tell: TellInput;
  /** Offset in the (decompressed) input. */
  readonly byteOffset: number | undefined;
  /** The 1-based record that it concerns: the one that was not read, where reading stopped. */
  readonly frame: number | undefined;
}

/** What contradicts the format, and where. The records before it stand. */
export interface Damage {
  readonly code: string;
  readonly tell: TellInput;
  readonly byteOffset: number;
}
