/** What the plain model knows of one direction: every octet by itself. */
export class PlainDirection {
  readonly #seen = new Set<number>();
  #first: number | undefined;
  #high = 0;
  #acked = 0;

  /** Numbers are relative and never wrap. True where the segment was sent again. */
  send(start: number, octets: number): { isRepeated: boolean; fresh: number; below: number } {
    const end = start + octets;
    this.#first ??= start;
    const isRepeated = start < this.#high;
    const below = Math.max(0, Math.min(end, this.#high) - start);
    const before = this.#seen.size;
    for (let octet = start; octet < end; octet++) this.#seen.add(octet);
    this.#high = Math.max(this.#high, end);
    this.#first = Math.min(this.#first, start);
    return { isRepeated, fresh: this.#seen.size - before, below };
  }

  acknowledge(number: number): void {
    this.#acked = Math.max(this.#acked, number);
  }

  get unique(): number {
    return this.#seen.size;
  }

  get high(): number {
    return this.#high;
  }

  /** Octets between the first and the last that were sent or acknowledged, and never seen. */
  get missed(): number {
    const first = this.#first ?? 0;
    return Math.max(this.#high, this.#acked) - first - this.#seen.size;
  }
}
