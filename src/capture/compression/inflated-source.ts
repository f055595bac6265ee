import type { Transform } from 'node:stream';
import type { CaptureError } from '../capture-error.ts';
import { OctetWindow } from '../octet-window.ts';
import type { OctetSource } from '../source.ts';
import {
  checkExpansion,
  compressedCutShort,
  compressedDamaged,
  trailingOctets,
} from './expansion-limit.ts';
import { Pieces } from './pieces.ts';

/** A decompressor of `node:zlib`: it works in another thread. */
export type StreamDecompressor = Transform;

/** Compressed octets handed over at a time. */
const INPUT_OCTETS = 1 << 18;
/** Decompressed octets that may wait; the decompressor rests meanwhile. */
const ENOUGH_OCTETS = 4 << 20;
/** How finely the last octets before damage are handed over. */
const SALVAGE_OCTETS = 16;
/** Compressed octets kept for salvage where the source cannot be read again. */
const MOST_RETAINED_OCTETS = 4 << 20;

/** Decompresses with `node:zlib`, in another thread while this one works on what is there. */
export class InflatedSource implements OctetSource {
  readonly #source: OctetSource;
  readonly #create: () => StreamDecompressor;
  readonly #input = new OctetWindow();
  readonly #pieces = new Pieces();
  #retained: Uint8Array[] | undefined = [];
  #handedOver = 0;
  #produced = 0;
  #decompressor: StreamDecompressor | undefined;
  #failure: unknown;
  #isOver = false;
  #isClosed = false;
  #wake: (() => void) | undefined;

  constructor(source: OctetSource, head: Uint8Array, create: () => StreamDecompressor) {
    this.#source = source;
    this.#create = create;
    this.#input.makeRoom(head.length);
    this.#input.bytes.set(head);
    this.#input.end = head.length;
  }

  get consumed(): number {
    return this.#source.consumed;
  }

  async fill(window: OctetWindow): Promise<number> {
    if (this.#decompressor === undefined) {
      this.#decompressor = this.#start();
      void this.#pump(this.#decompressor);
    }
    for (;;) {
      const added = this.#pieces.moveTo(window);
      if (added > 0) {
        if (this.#pieces.octets < ENOUGH_OCTETS) {
          this.#decompressor.resume();
        }
        return added;
      }
      if (this.#failure !== undefined) {
        throw this.#failure;
      }
      if (this.#isOver || this.#isClosed || window.end === window.bytes.length) {
        return 0;
      }
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  close(): void {
    this.#isClosed = true;
    this.#decompressor?.destroy();
    this.#source.close();
    this.#wakeUp();
  }

  #start(): StreamDecompressor {
    const decompressor = this.#create();
    decompressor.on('data', (octets: Uint8Array) => {
      this.#produced += octets.length;
      this.#pieces.add(octets);
      if (this.#pieces.octets >= ENOUGH_OCTETS) {
        decompressor.pause();
      }
      this.#wakeUp();
    });
    return decompressor;
  }

  /** Hands compressed octets over until they end, or something is wrong with them. */
  async #pump(decompressor: StreamDecompressor): Promise<void> {
    try {
      while (!this.#isClosed) {
        const octets = await this.#readInput();
        if (octets.length === 0) {
          await this.#finish(decompressor);
          break;
        }
        const error = await handOver(decompressor, octets);
        if (error !== undefined) {
          await this.#salvage(octets);
          throw this.#explain(error);
        }
        this.#handedOver += octets.length;
        checkExpansion(this.#handedOver, this.#produced);
        if (decompressor.readableEnded) {
          break;
        }
      }
    } catch (error) {
      this.#failure = error;
    }
    this.#isOver = true;
    this.#wakeUp();
  }

  async #readInput(): Promise<Uint8Array> {
    const input = this.#input;
    if (input.available === 0) {
      input.makeRoom();
      await this.#source.fill(input);
    }
    const end = Math.min(input.start + INPUT_OCTETS, input.end);
    const octets = input.bytes.subarray(input.start, end);
    input.start = end;
    this.#retain(octets);
    return octets;
  }

  #retain(octets: Uint8Array): void {
    const tooMany = this.#handedOver + octets.length > MOST_RETAINED_OCTETS;
    if (tooMany || this.#source.replay !== undefined) {
      this.#retained = undefined;
    }
    this.#retained?.push(octets.slice());
  }

  async #finish(decompressor: StreamDecompressor): Promise<void> {
    const error = await new Promise<Error | undefined>((resolve) => {
      decompressor.once('error', resolve);
      decompressor.once('end', () => resolve(undefined));
      decompressor.end();
    });
    if (error !== undefined) {
      throw this.#explain(error);
    }
  }

  /**
   * The decompressor keeps to itself what it made of the octets that it then found damaged. So
   * everything is handed to another one again, and those octets in small pieces: what it says
   * beyond the first is what was whole before the damage.
   */
  async #salvage(damaged: Uint8Array): Promise<void> {
    const last = damaged.slice();
    const second = this.#create();
    let produced = 0;
    second.on('data', (octets: Uint8Array) => {
      const isKnown = Math.min(Math.max(this.#produced - produced, 0), octets.length);
      produced += octets.length;
      this.#pieces.add(octets.subarray(isKnown));
    });
    let offset = 0;
    let error: Error | undefined;
    for await (const octets of this.#again()) {
      const piece = octets.subarray(0, this.#handedOver - offset);
      offset += piece.length;
      error ??= await handOver(second, piece);
      if (offset === this.#handedOver) {
        break;
      }
    }
    for (let start = 0; start < last.length && error === undefined; start += SALVAGE_OCTETS) {
      error = await handOver(second, last.subarray(start, start + SALVAGE_OCTETS));
    }
    second.destroy();
    this.#produced = Math.max(produced, this.#produced);
  }

  /** The compressed octets from the beginning; none where they cannot be had again. */
  async *#again(): AsyncGenerator<Uint8Array> {
    const source = this.#source.replay?.();
    if (source === undefined) {
      yield* this.#retained ?? [];
      return;
    }
    const window = new OctetWindow();
    while ((await source.fill(window)) > 0) {
      yield window.bytes.subarray(window.start, window.end);
      window.start = 0;
      window.end = 0;
    }
  }

  #explain(error: Error): CaptureError {
    const code = 'code' in error ? error.code : undefined;
    if (code === 'Z_BUF_ERROR' || error.message.toLowerCase().includes('unexpected end')) {
      return compressedCutShort(this.#source.consumed, error);
    }
    return error.message === 'incorrect header check' && this.#produced > 0
      ? trailingOctets(this.#source.consumed)
      : compressedDamaged(
          (words) => words.decompressor(error.message),
          this.#source.consumed,
          error,
        );
  }

  #wakeUp(): void {
    this.#wake?.();
    this.#wake = undefined;
  }
}

/** Hands octets over and waits until they are used up; the error, where they are damaged. */
function handOver(
  decompressor: StreamDecompressor,
  octets: Uint8Array,
): Promise<Error | undefined> {
  return new Promise((resolve) => {
    const onError = (error: Error) => resolve(error);
    const onEnd = () => resolve(undefined);
    decompressor.once('error', onError);
    decompressor.once('end', onEnd);
    decompressor.write(octets, (error) => {
      decompressor.off('end', onEnd);
      if (error === null || error === undefined) {
        decompressor.off('error', onError);
        resolve(undefined);
      }
    });
  });
}
