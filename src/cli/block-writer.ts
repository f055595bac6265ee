import type { OctetBlock } from '../report/octet-text.ts';
import type { Sink } from '../report/reporter.ts';
import type { OutputStream } from './io.ts';

const BLOCK_OCTETS = 256 * 1024;
/** A UTF-16 unit takes at most so many octets of UTF-8. */
const OCTETS_PER_UNIT = 3;

/** Collects what is written and hands it on in blocks: a system call per line would be the cost of it. */
export class BlockWriter implements Sink, OctetBlock {
  /** What waits to be written: `[0, at)`. Whoever fills it calls `makeRoom` first. */
  readonly #octets: Buffer;
  /** The same octets, for who writes them one by one. */
  readonly view: DataView;
  at = 0;
  /** Nobody reads the stream any more: what is written is dropped. */
  isClosed = false;
  readonly #stream: OutputStream;
  readonly #isLineBuffered: boolean;
  readonly #beforeFlush: () => void;

  /** With `isLineBuffered` every text written goes on at once. */
  constructor(stream: OutputStream, isLineBuffered: boolean, beforeFlush: () => void = () => {}) {
    this.#stream = stream;
    this.#isLineBuffered = isLineBuffered;
    this.#beforeFlush = beforeFlush;
    this.#octets = Buffer.allocUnsafeSlow(BLOCK_OCTETS);
    this.view = new DataView(this.#octets.buffer);
  }

  get block(): OctetBlock {
    return this;
  }

  write(text: string): void {
    const most = text.length * OCTETS_PER_UNIT;
    if (most > BLOCK_OCTETS) {
      this.flush();
      this.#pass(Buffer.from(text));
      return;
    }
    this.makeRoom(most);
    this.at += this.#octets.write(text, this.at);
    this.wrote();
  }

  /** Writes octets as they are. */
  writeOctets(octets: Uint8Array): void {
    if (octets.length > BLOCK_OCTETS) {
      this.flush();
      this.#pass(octets);
      return;
    }
    this.makeRoom(octets.length);
    this.#octets.set(octets, this.at);
    this.at += octets.length;
    this.wrote();
  }

  /** Makes sure that so many octets, 64 KiB at most, can be put behind `at`. */
  makeRoom(octets: number): void {
    if (octets > BLOCK_OCTETS - this.at) this.flush();
  }

  /** To be called behind each line that was put into the block. */
  wrote(): void {
    if (this.#isLineBuffered) this.flush();
  }

  flush(): void {
    if (this.at === 0) return;
    const { at } = this;
    this.at = 0;
    this.#pass(this.#octets.subarray(0, at));
  }

  #pass(octets: Uint8Array): void {
    if (this.isClosed) return;
    this.#beforeFlush();
    this.isClosed = !this.#stream.write(octets);
  }
}
