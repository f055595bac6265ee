import { close, read, readSync } from 'node:fs';
import type { OctetWindow } from './octet-window.ts';

/** Where the octets of one input come from. */
export interface OctetSource {
  /**
   * Reads what fits behind `window.end` and moves it. The result is the number of octets added;
   * 0 is the end of the input. Rejects or throws what the system says.
   */
  fill(window: OctetWindow): number | Promise<number>;
  close(): void;
}

/** A file on disk: read synchronously, since a promise for each chunk costs more than the read. */
export class FileSource implements OctetSource {
  readonly #descriptor: number;

  constructor(descriptor: number) {
    this.#descriptor = descriptor;
  }

  fill(window: OctetWindow): number {
    const room = window.bytes.length - window.end;
    const added = room > 0 ? readSync(this.#descriptor, window.bytes, window.end, room, null) : 0;
    window.end += added;
    return added;
  }

  close(): void {
    closeQuietly(this.#descriptor);
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
  #isClosed = false;

  constructor(descriptor: number) {
    this.#descriptor = descriptor;
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
        return added;
      }
      await new Promise((resolve) => setTimeout(resolve, wait));
      wait = Math.min(wait * 2, LONGEST_WAIT_MILLISECONDS);
    }
    return 0;
  }

  close(): void {
    this.#isClosed = true;
    closeQuietly(this.#descriptor);
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
  #rest: Uint8Array;
  readonly #chunk: number;

  /** Hands out at most `chunk` octets at a time. */
  constructor(octets: Uint8Array, chunk: number = Number.POSITIVE_INFINITY) {
    this.#rest = octets;
    this.#chunk = chunk;
  }

  fill(window: OctetWindow): number {
    const room = window.bytes.length - window.end;
    const added = Math.min(room, this.#rest.length, this.#chunk);
    window.bytes.set(this.#rest.subarray(0, added), window.end);
    this.#rest = this.#rest.subarray(added);
    window.end += added;
    return added;
  }

  close(): void {
    this.#rest = new Uint8Array(0);
  }
}

const STANDARD_INPUT = 0;

function closeQuietly(descriptor: number): void {
  if (descriptor !== STANDARD_INPUT) {
    close(descriptor, () => undefined);
  }
}
