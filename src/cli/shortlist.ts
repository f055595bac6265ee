/** What is listed: a score, the highest first, and an id that decides between equals, the lowest first. */
interface Ranked {
  readonly score: number;
  readonly id: number;
}

/**
 * The best of a long row of things, of which each is made only if it is among the best so far: a
 * heap with the worst on top. Memory for `capacity` of them.
 */
export class Shortlist<T extends Ranked> {
  readonly #capacity: number;
  readonly #heap: T[] = [];

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  offer(score: number, id: number, make: (score: number, id: number) => T): void {
    if (this.#heap.length < this.#capacity) {
      this.#heap.push(make(score, id));
      this.#rise(this.#heap.length - 1);
      return;
    }
    const worst = this.#heap[0];
    if (worst === undefined || !isBetter({ score, id }, worst)) return;
    this.#heap[0] = make(score, id);
    this.#sink(0);
  }

  /** The best first. */
  ranked(): T[] {
    return this.#heap.toSorted((a, b) => (isBetter(a, b) ? -1 : 1));
  }

  #rise(from: number): void {
    let at = from;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!this.#swapIfWorse(at, parent)) return;
      at = parent;
    }
  }

  #sink(from: number): void {
    let at = from;
    for (;;) {
      const left = 2 * at + 1;
      const right = left + 1;
      const child = this.#isWorse(right, left) ? right : left;
      if (!this.#swapIfWorse(child, at)) return;
      at = child;
    }
  }

  /** Puts the one at `child` in the place of its parent where it is worse. */
  #swapIfWorse(child: number, parent: number): boolean {
    const below = this.#heap[child];
    const above = this.#heap[parent];
    if (below === undefined || above === undefined || !isBetter(above, below)) return false;
    this.#heap[child] = above;
    this.#heap[parent] = below;
    return true;
  }

  #isWorse(index: number, than: number): boolean {
    const one = this.#heap[index];
    const other = this.#heap[than];
    return one !== undefined && other !== undefined && isBetter(other, one);
  }
}

function isBetter(a: Ranked, b: Ranked): boolean {
  return a.score !== b.score ? a.score > b.score : a.id < b.id;
}
