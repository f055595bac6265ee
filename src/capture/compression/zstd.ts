import { Decompress } from 'fzstd';
import type { Decoder, Emit } from './decoded-source.ts';
import { compressedCutShort, compressedDamaged } from './expansion-limit.ts';

const UNEXPECTED_END = 5;

/**
 * Zstandard frames (RFC 8878) where Node has no decompressor of its own. The package does not
 * verify the frames' checksums.
 */
export class ZstdDecoder implements Decoder {
  readonly #frames: Decompress;
  #consumed = 0;

  constructor(emit: Emit) {
    this.#frames = new Decompress((octets) => emit(octets));
  }

  write(octets: Uint8Array): void {
    this.#consumed += octets.length;
    // The package keeps what it cannot use yet, and the window behind these octets is reused.
    this.#push(octets.slice(), false);
  }

  end(): void {
    this.#push(new Uint8Array(0), true);
  }

  #push(octets: Uint8Array, isLast: boolean): void {
    try {
      this.#frames.push(octets, isLast);
    } catch (error) {
      if (!(error instanceof Error)) {
        throw error;
      }
      throw 'code' in error && error.code === UNEXPECTED_END
        ? compressedCutShort(this.#consumed, error)
        : compressedDamaged((words) => words.decompressor(error.message), this.#consumed, error);
    }
  }
}
