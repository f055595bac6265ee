import { ints, PAGE_WORDS, type Pages } from '../memory.ts';

/** Words (4 octets) of one endpoint's part of a row: whole cache lines, as the connection's own part. */
export const ENDPOINT_WORDS = 160;
/** Words of the connection's own part, which stands first. */
export const CONNECTION_WORDS = 80;
export const ROW_WORDS = CONNECTION_WORDS + 2 * ENDPOINT_WORDS;

/**
 * The rows of all live connections. A row is named by its first word; it is given back when its
 * connection retires.
 */
export class RowPool {
  readonly #pages: Pages;
  readonly #free: number[] = [];
  /** Where the next row of the newest page begins, and where that page ends. */
  #next = 0;
  #end = 0;

  constructor(pages: Pages) {
    this.#pages = pages;
  }

  /** A row of zeros; 0 where there is no memory left. */
  allocate(): number {
    const reused = this.#free.pop();
    if (reused !== undefined) {
      ints.fill(0, reused, reused + ROW_WORDS);
      return reused;
    }
    if (this.#next + ROW_WORDS > this.#end) {
      const page = this.#pages.take();
      if (page === 0) return 0;
      this.#next = page;
      this.#end = page + PAGE_WORDS;
    }
    const row = this.#next;
    this.#next += ROW_WORDS;
    return row;
  }

  release(row: number): void {
    this.#free.push(row);
  }
}
