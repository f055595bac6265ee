import { CaptureError } from '../capture-error.ts';
import { OctetWindow } from '../octet-window.ts';
import type { OctetSource } from '../source.ts';
import { checkExpansion } from './expansion-limit.ts';
import { Pieces } from './pieces.ts';

/** Compressed octets in, others out, at once and in this thread. */
export interface Decoder {
  /** Hands to `emit` what these octets make whole; throws CaptureError where they are damaged. */
  write(octets: Uint8Array): void;
  /** There are no more: throws CaptureError where that is too early. */
  end(): void;
}

/** Takes over what a decoder made. */
export type Emit = (octets: Uint8Array) => void;

/** Small, since a few octets may become very many before anyone counts them. */
const SLICE_OCTETS = 1024;
const ENOUGH_OCTETS = 1 << 20;

/** Decompresses with a decoder of our own, as synchronously as the source below is. */
export class DecodedSource implements OctetSource {
  readonly #source: OctetSource;
  readonly #decoder: Decoder;
  readonly #pieces = new Pieces();
  readonly #compressed = new OctetWindow();
  #produced = 0;
  #isOver = false;
  #failure: CaptureError | undefined;

  constructor(source: OctetSource, head: Uint8Array, create: (emit: Emit) => Decoder) {
    this.#source = source;
    this.#compressed.makeRoom(head.length);
    this.#compressed.bytes.set(head);
    this.#compressed.end = head.length;
    this.#decoder = create((octets) => {
      this.#produced += octets.length;
      this.#pieces.add(octets);
    });
  }

  get consumed(): number {
    return this.#source.consumed;
  }

  fill(window: OctetWindow): number | Promise<number> {
    for (;;) {
      this.#decode();
      const added = this.#pieces.moveTo(window);
      if (added > 0) {
        return added;
      }
      if (this.#failure !== undefined) {
        throw this.#failure;
      }
      if (this.#isOver || window.end === window.bytes.length) {
        return 0;
      }
      this.#compressed.makeRoom();
      const read = this.#source.fill(this.#compressed);
      if (typeof read !== 'number') {
        return read.then((count) => {
          this.#endAfter(count);
          return this.fill(window);
        });
      }
      this.#endAfter(read);
    }
  }

  close(): void {
    this.#source.close();
  }

  #decode(): void {
    const compressed = this.#compressed;
    while (compressed.available > 0 && this.#pieces.octets < ENOUGH_OCTETS && !this.#isOver) {
      const end = Math.min(compressed.start + SLICE_OCTETS, compressed.end);
      const slice = compressed.bytes.subarray(compressed.start, end);
      compressed.start = end;
      this.#attempt(() => {
        this.#decoder.write(slice);
        checkExpansion(compressed.offset, this.#produced);
      });
    }
  }

  #endAfter(read: number): void {
    if (read === 0) {
      this.#attempt(() => this.#decoder.end());
      this.#isOver = true;
    }
  }

  /** A failure is told once everything before it was taken. */
  #attempt(decode: () => void): void {
    try {
      decode();
    } catch (error) {
      if (!(error instanceof CaptureError)) {
        throw error;
      }
      this.#failure = error;
      this.#isOver = true;
    }
  }
}
