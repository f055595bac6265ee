import type { OctetWindow } from './octet-window.ts';
import type { OctetSource } from './source.ts';

/** Octets that come in pieces of any size: a readable stream, a response's body, a generator. */
export class IterableSource implements OctetSource {
  readonly #pieces: AsyncIterator<Uint8Array>;
  #rest: Uint8Array = new Uint8Array(0);
  #consumed = 0;
  #isOver = false;

  constructor(pieces: AsyncIterable<Uint8Array>) {
    this.#pieces = pieces[Symbol.asyncIterator]();
  }

  get consumed(): number {
    return this.#consumed;
  }

  async fill(window: OctetWindow): Promise<number> {
    while (this.#rest.length === 0 && !this.#isOver) {
      const { value, done } = await this.#pieces.next();
      if (done === true) this.#isOver = true;
      else this.#rest = value;
    }
    const added = Math.min(window.bytes.length - window.end, this.#rest.length);
    window.bytes.set(this.#rest.subarray(0, added), window.end);
    this.#rest = this.#rest.subarray(added);
    this.#consumed += added;
    window.end += added;
    return added;
  }

  /** Lets the one who makes the pieces know that no more are wanted. */
  close(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#rest = new Uint8Array(0);
    this.#pieces.return?.().catch(() => undefined);
  }
}
