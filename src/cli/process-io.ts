import { fstatSync, type Stats, statSync, writeSync } from 'node:fs';
import { exitCodeOf, type StopSignal } from './exit-code.ts';
import type { Io, OutputStream } from './io.ts';

const STDIN = 0;
const STDOUT = 1;
const STDERR = 2;
const RETRY_MILLISECONDS = 1;

/** The streams, the environment and the signals of this process. */
export function processIo(): Io {
  return {
    stdout: new DescriptorStream(STDOUT, () => process.stdout.columns),
    stderr: new DescriptorStream(STDERR, () => process.stderr.columns),
    get stdinIsTerminal() {
      return isTerminal(STDIN);
    },
    env: process.env,
    onStop,
  };
}

/**
 * Writes to an open descriptor, synchronously. `process.stdout` is left alone unless it is a
 * terminal: once touched it makes a pipe non-blocking, and every block is written in pieces.
 */
export class DescriptorStream implements OutputStream {
  readonly #descriptor: number;
  readonly #columns: () => number | undefined;
  #isGone = false;
  #isTerminal: boolean | undefined;

  constructor(descriptor: number, columns: () => number | undefined = () => undefined) {
    this.#descriptor = descriptor;
    this.#columns = columns;
  }

  get isTerminal(): boolean {
    this.#isTerminal ??= isTerminal(this.#descriptor);
    return this.#isTerminal;
  }

  get columns(): number | undefined {
    return this.isTerminal ? this.#columns() : undefined;
  }

  write(octets: Uint8Array): boolean {
    let written = 0;
    while (written < octets.length && !this.#isGone) {
      try {
        written += writeSync(this.#descriptor, octets, written, octets.length - written);
      } catch (error) {
        this.#handle(error);
      }
    }
    return !this.#isGone;
  }

  #handle(error: unknown): void {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'EPIPE') this.#isGone = true;
    else if (code === 'EAGAIN') wait(RETRY_MILLISECONDS);
    else throw error;
  }
}

/**
 * Whether a person may be there. A terminal is a character device: only for one is `node:tty` loaded,
 * since it brings in streams and the network, and takes longer than a small capture.
 */
function isTerminal(descriptor: number): boolean {
  const status = statusOf(descriptor);
  if (status?.isCharacterDevice() !== true || status.rdev === nullDevice()) return false;
  return process.getBuiltinModule('node:tty').isatty(descriptor);
}

function statusOf(descriptor: number): Stats | undefined {
  try {
    return fstatSync(descriptor);
  } catch {
    return undefined; // it is closed
  }
}

function nullDevice(): number | undefined {
  return statSync('/dev/null', { throwIfNoEntry: false })?.rdev;
}

/** Holds the thread: a reader that is slower than we are has to catch up first. */
function wait(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

/** The first signal asks to finish with what was read; the second ends the process at once. */
function onStop(handler: (signal: StopSignal) => void): () => void {
  let isStopping = false;
  const stop = (signal: StopSignal): void => {
    if (isStopping) process.exit(exitCodeOf(signal));
    isStopping = true;
    handler(signal);
  };
  const signals = ['SIGINT', 'SIGTERM'] as const;
  for (const signal of signals) process.on(signal, stop);
  return () => {
    for (const signal of signals) process.off(signal, stop);
  };
}
