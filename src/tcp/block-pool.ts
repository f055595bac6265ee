import { ints, PAGE_WORDS, type Pages } from './memory.ts';

/**
 * Memory for what only some connections need: blocks of a few words each. A block is named by its
 * first word; 0 is no block.
 */
export class BlockPool {
  readonly #blockWords: number;
  readonly #pages: Pages;
  /** Pages taken ahead, and the blocks that all pages hold. */
  readonly #spare: number[] = [];
  #room = 0;
  /** How many may still be made. */
  #left: number;
  /** First of the blocks given back, chained by their first words. */
  #free = 0;
  /** Where the next block of the newest page begins, and where that page ends. */
  #next = 0;
  #end = 0;

  /** `blockWords`: at most a page, and even where a block holds doubles; never more than `mostBlocks` are given out. */
  constructor(pages: Pages, blockWords: number, mostBlocks: number) {
    this.#pages = pages;
    this.#blockWords = blockWords;
    this.#left = mostBlocks;
  }

  /** A block whose words hold anything; 0 where all blocks are in use. */
  allocate(): number {
    const block = this.#free;
    if (block === 0) return this.#make();
    this.#free = ints[block] ?? 0;
    return block;
  }

  /** Takes pages ahead until so many blocks in all cannot be denied; false where there are too few. */
  provide(blocks: number): boolean {
    while (this.#room < blocks) {
      const page = this.#takePage();
      if (page === 0) return false;
      this.#spare.push(page);
    }
    return true;
  }

  /** A block of zeros; 0 where all blocks are in use. */
  allocateZeroed(): number {
    const block = this.allocate();
    if (block !== 0) ints.fill(0, block, block + this.#blockWords);
    return block;
  }

  release(block: number): void {
    ints[block] = this.#free;
    this.#free = block;
  }

  /** Gives a chain of blocks back, each of which names the next in its first word. */
  releaseChain(first: number, last: number): void {
    ints[last] = this.#free;
    this.#free = first;
  }

  /** A block that nobody had so far; 0 where all have been made. */
  #make(): number {
    if (this.#left === 0) return 0;
    if (this.#next + this.#blockWords > this.#end) {
      const page = this.#spare.pop() ?? this.#takePage();
      if (page === 0) return 0;
      this.#next = page;
      this.#end = page + PAGE_WORDS;
    }
    this.#left--;
    const fresh = this.#next;
    this.#next += this.#blockWords;
    return fresh;
  }

  #takePage(): number {
    const page = this.#pages.take();
    if (page !== 0) this.#room += Math.floor(PAGE_WORDS / this.#blockWords);
    return page;
  }
}
