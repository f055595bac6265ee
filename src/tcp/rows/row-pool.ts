import { BlockPool } from '../block-pool.ts';
import { ints, PAGE_WORDS, type Pages } from '../memory.ts';
import { ANNEX } from './cursor.ts';

/** Words (4 octets) of one endpoint's part of a row: whole cache lines, as the connection's own part. */
export const ENDPOINT_WORDS = 112;
/** Words of the connection's own part, which stands first. */
export const CONNECTION_WORDS = 48;
export const ROW_WORDS = CONNECTION_WORDS + 2 * ENDPOINT_WORDS;
const ROWS_PER_PAGE = Math.floor(PAGE_WORDS / ROW_WORDS);

/** Words of the annexes of the two kinds of parts. */
export const ENDPOINT_ANNEX_WORDS = 44;
export const CONNECTION_ANNEX_WORDS = 30;

/** More than memory can hold. */
const MOST_ANNEXES = 1 << 30;

/**
 * The rows of all live connections. A row is named by its first word; it is given back when its
 * connection retires.
 *
 * For each row there is room for the annexes of its three parts, so that none is ever denied: pages in
 * which nothing was written take address space alone.
 */
export class RowPool {
  readonly endpointAnnexes: BlockPool;
  readonly connectionAnnexes: BlockPool;
  readonly #pages: Pages;
  readonly #free: number[] = [];
  /** Rows for which there is room. */
  #rows = 0;
  /** Where the next row of the newest page begins, and where that page ends. */
  #next = 0;
  #end = 0;

  constructor(pages: Pages) {
    this.#pages = pages;
    this.endpointAnnexes = new BlockPool(pages, ENDPOINT_ANNEX_WORDS, MOST_ANNEXES);
    this.connectionAnnexes = new BlockPool(pages, CONNECTION_ANNEX_WORDS, MOST_ANNEXES);
  }

  /** A row of zeros; 0 where there is no memory left. */
  allocate(): number {
    const reused = this.#free.pop();
    if (reused !== undefined) {
      ints.fill(0, reused, reused + ROW_WORDS);
      return reused;
    }
    if (this.#next + ROW_WORDS > this.#end && !this.#addPage()) return 0;
    const row = this.#next;
    this.#next += ROW_WORDS;
    return row;
  }

  release(row: number): void {
    const low = row + CONNECTION_WORDS;
    releaseAnnex(row, this.connectionAnnexes);
    releaseAnnex(low, this.endpointAnnexes);
    releaseAnnex(low + ENDPOINT_WORDS, this.endpointAnnexes);
    this.#free.push(row);
  }

  #addPage(): boolean {
    const rows = this.#rows + ROWS_PER_PAGE;
    if (!this.endpointAnnexes.provide(2 * rows) || !this.connectionAnnexes.provide(rows)) {
      return false;
    }
    const page = this.#pages.take();
    if (page === 0) return false;
    this.#rows = rows;
    this.#next = page;
    this.#end = page + PAGE_WORDS;
    return true;
  }
}

function releaseAnnex(part: number, annexes: BlockPool): void {
  const annex = ints[part + ANNEX] ?? 0;
  if (annex !== 0) annexes.release(annex);
}
