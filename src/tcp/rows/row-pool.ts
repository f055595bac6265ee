/** Words (4 octets) of one endpoint's part of a row. A multiple of 2, so that doubles are aligned. */
export const ENDPOINT_WORDS = 156;
/** Words of the connection's own part, which stands first. */
export const CONNECTION_WORDS = 80;
export const ROW_WORDS = CONNECTION_WORDS + 2 * ENDPOINT_WORDS;

const ROWS_PER_PAGE_BITS = 9;
const ROWS_PER_PAGE = 1 << ROWS_PER_PAGE_BITS;

/** One page of rows: the same octets as 32-bit integers and as doubles. */
export interface RowPage {
  readonly ints: Int32Array;
  readonly doubles: Float64Array;
}

/**
 * The memory of all live connections: one row each, in pages that are never moved, outside the
 * garbage collector's heap. Rows are given out by number and given back when a connection retires.
 */
export class RowPool {
  readonly #pages: RowPage[] = [];
  readonly #free: number[] = [];
  #made = 0;

  /** Rows in use. */
  get size(): number {
    return this.#made - this.#free.length;
  }

  /** Rows ever given out: their numbers are below this. */
  get made(): number {
    return this.#made;
  }

  /** A row of zeros. */
  allocate(): number {
    const reused = this.#free.pop();
    if (reused !== undefined) {
      const start = this.wordOf(reused);
      this.page(reused).ints.fill(0, start, start + ROW_WORDS);
      return reused;
    }
    const row = this.#made++;
    if (row >> ROWS_PER_PAGE_BITS === this.#pages.length) {
      const memory = new ArrayBuffer(ROWS_PER_PAGE * ROW_WORDS * 4);
      this.#pages.push({ ints: new Int32Array(memory), doubles: new Float64Array(memory) });
    }
    return row;
  }

  release(row: number): void {
    this.#free.push(row);
  }

  page(row: number): RowPage {
    const page = this.#pages[row >> ROWS_PER_PAGE_BITS];
    if (page === undefined) throw new RangeError(`row ${row} was never allocated`);
    return page;
  }

  /** First word of a row within its page. */
  wordOf(row: number): number {
    return (row & (ROWS_PER_PAGE - 1)) * ROW_WORDS;
  }
}
