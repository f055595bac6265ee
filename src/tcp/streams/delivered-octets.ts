const CAPACITY = 1 << 20;
const MASK = CAPACITY - 1;

/** The last mebioctet that a stream delivered, to hold later copies of it to. */
export class DeliveredOctets {
  #ring: Uint8Array | undefined;
  /** Positions from here on to `#end` are kept. */
  #start = 0;
  #end = 0;

  /** What was delivered at the end; nothing before it is known where `position` is not that end. */
  push(octets: Uint8Array, position: number): void {
    this.#ring ??= new Uint8Array(CAPACITY);
    if (position !== this.#end) this.#start = position;
    this.#end = position + octets.length;
    this.#start = Math.max(this.#start, this.#end - CAPACITY);
    for (let index = Math.max(0, octets.length - CAPACITY); index < octets.length; index++) {
      this.#ring[(position + index) & MASK] = octets[index] ?? 0;
    }
  }

  /** How many of the octets, the first of them at `position`, are not those that were delivered. */
  countDifferent(octets: Uint8Array, position: number): number {
    const ring = this.#ring;
    if (ring === undefined) return 0;
    const first = Math.max(0, this.#start - position);
    const last = Math.min(octets.length, this.#end - position);
    let different = 0;
    for (let index = first; index < last; index++) {
      if (octets[index] !== ring[(position + index) & MASK]) different++;
    }
    return different;
  }
}
