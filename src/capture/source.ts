import { close, closeSync, read, readSync } from 'node:fs';
import type { OctetWindow } from './octet-window.ts';

/** Where the octets of one input come from. */
export interface OctetSource {
  /**
   * Reads what fits behind `window.end` and moves it. The result is the number of octets added;
   * 0 is the end of the input. Rejects or throws what the system says.
   */
  fill(window: OctetWindow): number | Promise<number>;
  /** Octets taken from outside so far: compressed ones, where the input is compressed. */
  readonly consumed: number;
  /** The same octets from the beginning, for a source that can be read twice. */
  replay?(): OctetSource;
  close(): void;
}

/** A file on disk: read synchronously, since a promise for each chunk costs more than the read. */
export class FileSource implements OctetSource {
  readonly #descriptor: number;
  #position: number;

  /** Reads from `position` on, and leaves the descriptor's own position alone. */
  constructor(descriptor: number, position = 0) {
    this.#descriptor = descriptor;
    this.#position = position;
  }

  get consumed(): number {
    return this.#position;
  }

  fill(window: OctetWindow): number {
    const room = window.bytes.length - window.end;
    const added =
      room > 0 ? readSync(this.#descriptor, window.bytes, window.end, room, this.#position) : 0;
    window.end += added;
    this.#position += added;
    return added;
  }

  replay(): OctetSource {
    return new FileSource(this.#descriptor);
  }

  /** Synchronously too: the first call that is not starts threads, which takes longer than to read a small file. */
  close(): void {
    if (this.#descriptor === STANDARD_INPUT) return;
    try {
      closeSync(this.#descriptor);
    } catch {
      // Nothing was written to it: what closing says changes nothing.
    }
  }
}

const FIRST_WAIT_MILLISECONDS = 1;
const LONGEST_WAIT_MILLISECONDS = 50;

/**
 * Standard input, a pipe, a FIFO or a terminal: read asynchronously, so that signals are served
 * while nothing comes.
 */
export class PipeSource implements OctetSource {
  readonly #descriptor: number;
  #consumed = 0;
  #isClosed = false;

  constructor(descriptor: number) {
    this.#descriptor = descriptor;
  }

  get consumed(): number {
    return this.#consumed;
  }

  async fill(window: OctetWindow): Promise<number> {
    const room = window.bytes.length - window.end;
    if (room === 0) {
      return 0;
    }
    let wait = FIRST_WAIT_MILLISECONDS;
    while (!this.#isClosed) {
      const added = await readOnce(this.#descriptor, window.bytes, window.end, room);
      if (added !== undefined) {
        window.end += added;
        this.#consumed += added;
        return added;
      }
      await new Promise((resolve) => setTimeout(resolve, wait));
      wait = Math.min(wait * 2, LONGEST_WAIT_MILLISECONDS);
    }
    return 0;
  }

  close(): void {
    this.#isClosed = true;
    if (this.#descriptor !== STANDARD_INPUT) close(this.#descriptor, () => undefined);
  }
}

/** Octets read, or undefined where a non-blocking descriptor has none yet. */
function readOnce(
  descriptor: number,
  bytes: Uint8Array,
  offset: number,
  length: number,
): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    read(descriptor, bytes, offset, length, null, (error, count) => {
      if (error === null) {
        resolve(count);
      } else if (error.code === 'EAGAIN') {
        resolve(undefined);
      } else if (error.code === 'EOF') {
        resolve(0);
      } else {
        reject(error);
      }
    });
  });
}

/** Octets that a program already has; for library users and tests. */
export class MemorySource implements OctetSource {
  readonly #octets: Uint8Array;
  readonly #chunk: number;
  #consumed = 0;

  /** Hands out at most `chunk` octets at a time. */
  constructor(octets: Uint8Array, chunk: number = Number.POSITIVE_INFINITY) {
    this.#octets = octets;
    this.#chunk = chunk;
  }

  get consumed(): number {
    return this.#consumed;
  }

  fill(window: OctetWindow): number {
    const room = window.bytes.length - window.end;
    const added = Math.min(room, this.#octets.length - this.#consumed, this.#chunk);
    window.bytes.set(this.#octets.subarray(this.#consumed, this.#consumed + added), window.end);
    this.#consumed += added;
    window.end += added;
    return added;
  }

  close(): void {
    this.#consumed = this.#octets.length;
  }
}

/** The file descriptor of standard input, which is never closed. */
export const STANDARD_INPUT = 0;
