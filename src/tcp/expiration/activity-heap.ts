/**
 * Finds the least recently active connection without a step of work per segment.
 *
 * A heap of rows by the serial number of their last segment, as it was when the row was put there:
 * never more than the truth, so the top is brought up to date until it is true. New rows carry the
 * highest serial so far and so are appended without any sifting.
 */
export class ActivityHeap {
  #serials = new Float64Array(256);
  #rows = new Int32Array(256);
  #ids = new Int32Array(256);
  #size = 0;
  readonly #serialOf: (row: number, id: number) => number;

  /** `serialOf` gives the serial of a row's last segment, or -1 when the row no longer holds `id`. */
  constructor(serialOf: (row: number, id: number) => number) {
    this.#serialOf = serialOf;
  }

  /** Puts in a row whose last segment is the newest of all. `live`: how many rows are in use. */
  add(row: number, id: number, serial: number, live: number): void {
    if (this.#size > 2 * live + 1024) this.#dropGone();
    if (this.#size === this.#rows.length) this.#grow();
    this.#serials[this.#size] = serial;
    this.#rows[this.#size] = row;
    this.#ids[this.#size] = id;
    this.#size++;
  }

  /** The row that has been silent for longest, or -1 when there is none; it stays in the heap. */
  oldest(): number {
    while (this.#size > 0) {
      const truth = this.#serialOf(this.#rows[0] ?? 0, this.#ids[0] ?? 0);
      if (truth === this.#serials[0]) return this.#rows[0] ?? 0;
      if (truth < 0) {
        this.#size--;
        this.#move(this.#size, 0);
      } else {
        this.#serials[0] = truth;
      }
      this.#siftDown(0);
    }
    return -1;
  }

  /** All rows that are in use, by the ids of their connections. */
  rowsById(): number[] {
    this.#dropGone();
    const order = Array.from({ length: this.#size }, (_, index) => index);
    order.sort((a, b) => (this.#ids[a] ?? 0) - (this.#ids[b] ?? 0));
    return order.map((index) => this.#rows[index] ?? 0);
  }

  #dropGone(): void {
    let kept = 0;
    for (let index = 0; index < this.#size; index++) {
      if (this.#serialOf(this.#rows[index] ?? 0, this.#ids[index] ?? 0) < 0) continue;
      this.#move(index, kept++);
    }
    this.#size = kept;
    for (let index = (kept >> 1) - 1; index >= 0; index--) this.#siftDown(index);
  }

  #siftDown(start: number): void {
    let parent = start;
    for (;;) {
      let child = 2 * parent + 1;
      if (child >= this.#size) return;
      const right = child + 1;
      if (right < this.#size && this.#serialAt(right) < this.#serialAt(child)) child = right;
      if (this.#serialAt(child) >= this.#serialAt(parent)) return;
      this.#swap(child, parent);
      parent = child;
    }
  }

  #serialAt(index: number): number {
    return this.#serials[index] ?? 0;
  }

  #swap(a: number, b: number): void {
    const serial = this.#serialAt(a);
    const row = this.#rows[a] ?? 0;
    const id = this.#ids[a] ?? 0;
    this.#move(b, a);
    this.#serials[b] = serial;
    this.#rows[b] = row;
    this.#ids[b] = id;
  }

  #move(from: number, to: number): void {
    this.#serials[to] = this.#serialAt(from);
    this.#rows[to] = this.#rows[from] ?? 0;
    this.#ids[to] = this.#ids[from] ?? 0;
  }

  #grow(): void {
    const rows = new Int32Array(this.#rows.length * 2);
    rows.set(this.#rows);
    this.#rows = rows;
    const ids = new Int32Array(this.#ids.length * 2);
    ids.set(this.#ids);
    this.#ids = ids;
    const serials = new Float64Array(this.#serials.length * 2);
    serials.set(this.#serials);
    this.#serials = serials;
  }
}
