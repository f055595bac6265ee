/** Words of a cell: the cell behind it, and three of its owner's. */
const CELL_WORDS = 4;
const FIRST_CELLS = 64;

/**
 * Small linked cells for what only few connections need: long histories, and payload beyond holes.
 * A cell is a number; 0 is none.
 */
export class CellPool {
  #words = new Int32Array(FIRST_CELLS * CELL_WORDS);
  /** Cells ever made; cell 0 is never given out. */
  #made = 1;
  #free = 0;
  #used = 0;

  /** Cells in use. */
  get size(): number {
    return this.#used;
  }

  /** A cell of zeros that no other follows. */
  allocate(): number {
    this.#used++;
    const reused = this.#free;
    if (reused !== 0) {
      this.#free = this.next(reused);
      this.#words.fill(0, reused * CELL_WORDS, (reused + 1) * CELL_WORDS);
      return reused;
    }
    const cell = this.#made++;
    if (this.#made * CELL_WORDS > this.#words.length) {
      const larger = new Int32Array(this.#words.length * 2);
      larger.set(this.#words);
      this.#words = larger;
    }
    return cell;
  }

  release(cell: number): void {
    this.#used--;
    this.setNext(cell, this.#free);
    this.#free = cell;
  }

  /** Releases a cell and all that follow it. */
  releaseAll(head: number): void {
    let cell = head;
    while (cell !== 0) {
      const next = this.next(cell);
      this.release(cell);
      cell = next;
    }
  }

  next(cell: number): number {
    return this.#words[cell * CELL_WORDS] ?? 0;
  }
  setNext(cell: number, next: number): void {
    this.#words[cell * CELL_WORDS] = next;
  }

  /** A word of the cell: index 0 to 2. */
  word(cell: number, index: number): number {
    return this.#words[cell * CELL_WORDS + 1 + index] ?? 0;
  }
  setWord(cell: number, index: number, value: number): void {
    this.#words[cell * CELL_WORDS + 1 + index] = value;
  }
}
