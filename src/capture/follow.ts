import { closeSync, fstatSync, openSync, readSync, type Stats, statSync } from 'node:fs';
import { CaptureError } from './capture-error.ts';
import { CaptureInput, type InputOptions } from './input.ts';
import type { Interruption } from './interruption.ts';
import type { OctetWindow } from './octet-window.ts';
import type { OctetSource } from './source.ts';
import { captureErrorAt } from './system-error.ts';

const POLL_MILLISECONDS = 100;

/**
 * A file that another program still writes to: at its end it waits for more. It ends when the file
 * was rotated away (another file bears its name, or it was made shorter) and everything in it was
 * read, or when `signal` is aborted.
 */
class GrowingFileSource implements OctetSource {
  readonly #path: string;
  readonly #descriptor: number;
  readonly #signal: Interruption;
  #position = 0;
  #isClosed = false;

  /** @throws what the system says of the path. */
  constructor(path: string, signal: Interruption) {
    this.#path = path;
    this.#descriptor = openSync(path, 'r');
    this.#signal = signal;
  }

  get consumed(): number {
    return this.#position;
  }

  fill(window: OctetWindow): number | Promise<number> {
    return this.#read(window) || this.#wait(window);
  }

  close(): void {
    if (!this.#isClosed) {
      this.#isClosed = true;
      closeSync(this.#descriptor);
    }
  }

  #read(window: OctetWindow): number {
    const room = window.bytes.length - window.end;
    if (room === 0 || this.#isClosed) {
      return 0;
    }
    const added = readSync(this.#descriptor, window.bytes, window.end, room, this.#position);
    window.end += added;
    this.#position += added;
    return added;
  }

  async #wait(window: OctetWindow): Promise<number> {
    while (!this.#signal.aborted && !this.#isClosed) {
      // Asked before the read: what is written between the two is not lost.
      const isRotated = this.#isRotated();
      const added = this.#read(window);
      if (added > 0 || isRotated) {
        return added;
      }
      await pause(this.#signal);
    }
    return 0;
  }

  #isRotated(): boolean {
    const mine = fstatSync(this.#descriptor);
    const named = holderOf(this.#path);
    // Between the two steps of a rotation the name may be nobody's: the new file will tell.
    const isRenamed = named !== undefined && (named.ino !== mine.ino || named.dev !== mine.dev);
    return isRenamed || mine.size < this.#position;
  }
}

/**
 * Reads a growing file, and after each rotation the file that has its name then, until `signal` is
 * aborted: one input after the other. Each is to be read to its end before the next is asked for.
 *
 * @throws CaptureError where the file does not exist at first, or is no capture.
 */
export async function* followCapture(
  path: string,
  window: OctetWindow,
  signal: Interruption,
  options: InputOptions = {},
): AsyncGenerator<CaptureInput, void, undefined> {
  let isFirst = true;
  while (!signal.aborted) {
    if (!isFirst && isNobodys(path)) {
      await pause(signal);
      continue;
    }
    isFirst = false;
    const input = await openGrowing(path, window, signal, options);
    if (input !== undefined) {
      yield input;
      input.close();
    }
  }
}

/** Undefined while the name is nobody's; what else the system says of it is thrown. */
function holderOf(path: string): Stats | undefined {
  return statSync(path, { throwIfNoEntry: false });
}

function isNobodys(path: string): boolean {
  try {
    return holderOf(path) === undefined;
  } catch (error) {
    throw captureErrorAt(path, error);
  }
}

/** The input, or nothing where the file was taken away before it held a capture's header. */
async function openGrowing(
  path: string,
  window: OctetWindow,
  signal: Interruption,
  options: InputOptions,
): Promise<CaptureInput | undefined> {
  try {
    return await CaptureInput.from(path, new GrowingFileSource(path, signal), window, options);
  } catch (error) {
    if (error instanceof CaptureError && (error.code === 'empty' || signal.aborted)) {
      return undefined;
    }
    throw captureErrorAt(path, error);
  }
}

function pause(signal: Interruption): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, POLL_MILLISECONDS);
    signal.addEventListener('abort', end);
  });
}
