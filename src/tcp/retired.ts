import type { RowPage } from './rows/row-pool.ts';
import { CONNECTION_WORDS, ENDPOINT_WORDS } from './rows/row-pool.ts';

/** Words 0 to 9 and 16 to 19 of an endpoint: what the analysis of a late segment needs. */
const INTS_KEPT = 10;
const DOUBLES_FROM = 16;
const DOUBLES_KEPT = 4;
/** Of the connection: id and marks, completeness, Multipath TCP; then the start, SYN time, initial RTT. */
const CONNECTION_INTS = [0, 1, 2, 10, 25] as const;
const CONNECTION_DOUBLES = [28, 29, 36, 37, 38, 39] as const;

const STRIDE =
  2 * (INTS_KEPT + DOUBLES_KEPT) + CONNECTION_INTS.length + CONNECTION_DOUBLES.length + 1;
const PAGE_BITS = 12;

/**
 * Compact records of connections that are final, so that segments which come late keep their id and
 * their analysis. First in, first out, at most `capacity`.
 */
export class RetiredConnections {
  readonly capacity: number;
  readonly #pages: Int32Array[] = [];
  #count = 0;

  constructor(capacity: number) {
    this.capacity = capacity;
  }

  /** How many were ever retired; the last `capacity` of them are remembered. */
  get count(): number {
    return this.#count;
  }

  /** The slot that the next `keep` will use. */
  get nextSlot(): number {
    return this.#count % this.capacity;
  }

  /** True where the next `keep` overwrites an older record. */
  get isFull(): boolean {
    return this.#count >= this.capacity;
  }

  /** Copies what late segments need out of a live row; returns the slot. */
  keep(page: RowPage, word: number): number {
    const slot = this.nextSlot;
    this.#count++;
    if (slot >> PAGE_BITS === this.#pages.length) {
      this.#pages.push(new Int32Array(STRIDE << PAGE_BITS));
    }
    this.store(slot, page, word);
    return slot;
  }

  /** Writes a row back into its slot. */
  store(slot: number, page: RowPage, word: number): void {
    const kept = this.#pages[slot >> PAGE_BITS];
    if (kept === undefined) return;
    let at = (slot & ((1 << PAGE_BITS) - 1)) * STRIDE;
    for (const index of CONNECTION_INTS) kept[at++] = page.ints[word + index] ?? 0;
    for (const index of CONNECTION_DOUBLES) kept[at++] = page.ints[word + index] ?? 0;
    for (let side = 0; side < 2; side++) {
      const endpoint = word + CONNECTION_WORDS + side * ENDPOINT_WORDS;
      for (let index = 0; index < INTS_KEPT; index++) kept[at++] = page.ints[endpoint + index] ?? 0;
      for (let index = 0; index < DOUBLES_KEPT; index++) {
        kept[at++] = page.ints[endpoint + DOUBLES_FROM + index] ?? 0;
      }
    }
  }

  /** Fills a live row from a slot. */
  load(slot: number, page: RowPage, word: number): void {
    const kept = this.#pages[slot >> PAGE_BITS];
    if (kept === undefined) return;
    let at = (slot & ((1 << PAGE_BITS) - 1)) * STRIDE;
    for (const index of CONNECTION_INTS) page.ints[word + index] = kept[at++] ?? 0;
    for (const index of CONNECTION_DOUBLES) page.ints[word + index] = kept[at++] ?? 0;
    for (let side = 0; side < 2; side++) {
      const endpoint = word + CONNECTION_WORDS + side * ENDPOINT_WORDS;
      for (let index = 0; index < INTS_KEPT; index++) page.ints[endpoint + index] = kept[at++] ?? 0;
      for (let index = 0; index < DOUBLES_KEPT; index++) {
        page.ints[endpoint + DOUBLES_FROM + index] = kept[at++] ?? 0;
      }
    }
  }

  /** The flow-table entry (family in bit 31) that a slot belongs to; -1 once a successor took it. */
  ownerOf(slot: number): number {
    const kept = this.#pages[slot >> PAGE_BITS];
    return kept?.[(slot & ((1 << PAGE_BITS) - 1)) * STRIDE + STRIDE - 1] ?? -1;
  }

  setOwner(slot: number, owner: number): void {
    const kept = this.#pages[slot >> PAGE_BITS];
    if (kept !== undefined) kept[(slot & ((1 << PAGE_BITS) - 1)) * STRIDE + STRIDE - 1] = owner;
  }
}
