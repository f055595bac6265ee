const PRIME_1 = 0x9e3779b1;
const PRIME_2 = 0x85ebca77;
const PRIME_3 = 0xc2b2ae3d;
const PRIME_4 = 0x27d4eb2f;
const PRIME_5 = 0x165667b1;

const STRIPE_OCTETS = 16;
const WORD_OCTETS = 4;

/** The xxHash of 32 bits, seed 0 (the xxHash specification, version 0.1.1), octets piece by piece. */
export class XxHash32 {
  #lane1 = (PRIME_1 + PRIME_2) | 0;
  #lane2 = PRIME_2 | 0;
  #lane3 = 0;
  #lane4 = -PRIME_1 | 0;
  #length = 0;
  readonly #rest = new Uint8Array(STRIPE_OCTETS);
  readonly #restView = new DataView(this.#rest.buffer);
  #restLength = 0;

  update(octets: Uint8Array): this {
    this.#length += octets.length;
    let offset = 0;
    if (this.#restLength > 0) {
      offset = Math.min(STRIPE_OCTETS - this.#restLength, octets.length);
      this.#rest.set(octets.subarray(0, offset), this.#restLength);
      this.#restLength += offset;
      if (this.#restLength < STRIPE_OCTETS) {
        return this;
      }
      this.#stripes(this.#restView, 0, STRIPE_OCTETS);
    }
    const view = new DataView(octets.buffer, octets.byteOffset, octets.byteLength);
    const end = offset + Math.floor((octets.length - offset) / STRIPE_OCTETS) * STRIPE_OCTETS;
    this.#stripes(view, offset, end);
    this.#rest.set(octets.subarray(end));
    this.#restLength = octets.length - end;
    return this;
  }

  /** The hash of everything so far, as an unsigned number. */
  digest(): number {
    let hash =
      this.#length >= STRIPE_OCTETS
        ? rotate(this.#lane1, 1) +
          rotate(this.#lane2, 7) +
          rotate(this.#lane3, 12) +
          rotate(this.#lane4, 18)
        : PRIME_5;
    hash = (hash + this.#length) | 0;
    let offset = 0;
    for (; offset + WORD_OCTETS <= this.#restLength; offset += WORD_OCTETS) {
      const word = Math.imul(this.#restView.getUint32(offset, true), PRIME_3);
      hash = Math.imul(rotate((hash + word) | 0, 17), PRIME_4);
    }
    for (; offset < this.#restLength; offset += 1) {
      const octet = Math.imul(this.#rest[offset] ?? 0, PRIME_5);
      hash = Math.imul(rotate((hash + octet) | 0, 11), PRIME_1);
    }
    hash = Math.imul(hash ^ (hash >>> 15), PRIME_2);
    hash = Math.imul(hash ^ (hash >>> 13), PRIME_3);
    return (hash ^ (hash >>> 16)) >>> 0;
  }

  #stripes(view: DataView, start: number, end: number): void {
    let lane1 = this.#lane1;
    let lane2 = this.#lane2;
    let lane3 = this.#lane3;
    let lane4 = this.#lane4;
    for (let offset = start; offset < end; offset += STRIPE_OCTETS) {
      lane1 = round(lane1, view.getInt32(offset, true));
      lane2 = round(lane2, view.getInt32(offset + WORD_OCTETS, true));
      lane3 = round(lane3, view.getInt32(offset + 2 * WORD_OCTETS, true));
      lane4 = round(lane4, view.getInt32(offset + 3 * WORD_OCTETS, true));
    }
    this.#lane1 = lane1;
    this.#lane2 = lane2;
    this.#lane3 = lane3;
    this.#lane4 = lane4;
  }
}

function round(lane: number, word: number): number {
  return Math.imul(rotate((lane + Math.imul(word, PRIME_2)) | 0, 13), PRIME_1);
}

function rotate(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits));
}
