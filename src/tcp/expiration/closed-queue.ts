/** Rows of closed connections with their ids, first in, first out. */
export class ClosedQueue {
  readonly #capacity: number;
  readonly #rows: Int32Array;
  readonly #ids: Int32Array;
  readonly #due: Float64Array;
  #head = 0;
  #count = 0;

  constructor(capacity: number) {
    this.#capacity = capacity;
    this.#rows = new Int32Array(capacity);
    this.#ids = new Int32Array(capacity);
    this.#due = new Float64Array(capacity);
  }

  get isFull(): boolean {
    return this.#count === this.#capacity;
  }

  /** The row that waits longest, or -1. It may have been given to another connection since. */
  get firstRow(): number {
    return this.#count === 0 ? -1 : (this.#rows[this.#head] ?? -1);
  }

  get firstId(): number {
    return this.#ids[this.#head] ?? -1;
  }

  /** When the first is to retire, in nanoseconds; never where there is none. */
  firstDue = Number.POSITIVE_INFINITY;

  push(row: number, id: number, due: number): void {
    const tail = (this.#head + this.#count) % this.#capacity;
    this.#rows[tail] = row;
    this.#ids[tail] = id;
    this.#due[tail] = due;
    if (this.#count++ === 0) this.firstDue = due;
  }

  shift(): void {
    this.#head = (this.#head + 1) % this.#capacity;
    this.firstDue = --this.#count === 0 ? Number.POSITIVE_INFINITY : (this.#due[this.#head] ?? 0);
  }
}
