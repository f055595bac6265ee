import type { StopSignal } from './exit-code.ts';

/** Where octets are written, and what is known of who reads them. */
export interface OutputStream {
  readonly isTerminal: boolean;
  /** Columns of the terminal; undefined where it is none or does not say. */
  readonly columns: number | undefined;
  /**
   * Writes all octets before it returns; false where nobody reads them any more.
   *
   * @throws what the system says where writing fails for any other reason
   */
  write(octets: Uint8Array): boolean;
}

/** All that the command sees of the process it runs in, so that a test can be one. */
export interface Io {
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
  readonly stdinIsTerminal: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Calls back at the first signal that asks to stop; the answer takes the handler away. */
  onStop(handler: (signal: StopSignal) => void): () => void;
}
