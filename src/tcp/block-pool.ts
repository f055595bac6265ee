/**
 * Memory for what only some connections need: blocks of a few words each, out of one typed array that
 * grows, outside the garbage collector's heap. Blocks are named by their first word; 0 is no block.
 */
export class BlockPool {
  /** The words of all blocks; replaced when the pool grows, so it is not to be kept over `allocate`. */
  ints: Int32Array;
  /** The same octets as doubles: word w is `doubles[w >> 1]`. */
  doubles: Float64Array;
  readonly #blockWords: number;
  readonly #mostWords: number;
  /** First of the blocks given back, chained by their first words. */
  #free = 0;
  /** First word that was never given out. */
  #unused: number;

  /** `blockWords` must be even where a block holds doubles; never more than `mostBlocks` are given out. */
  constructor(blockWords: number, mostBlocks: number) {
    this.#blockWords = blockWords;
    this.#mostWords = (mostBlocks + 1) * blockWords;
    this.#unused = blockWords;
    const memory = new ArrayBuffer(Math.min(64 * blockWords, this.#mostWords) * 4);
    this.ints = new Int32Array(memory);
    this.doubles = new Float64Array(memory, 0, memory.byteLength >> 3);
  }

  /** A block whose words hold anything; 0 where all blocks are in use. */
  allocate(): number {
    const block = this.#free;
    if (block !== 0) {
      this.#free = this.ints[block] ?? 0;
      return block;
    }
    if (this.#unused >= this.ints.length && !this.#grow()) return 0;
    const fresh = this.#unused;
    this.#unused += this.#blockWords;
    return fresh;
  }

  /** A block of zeros; 0 where all blocks are in use. */
  allocateZeroed(): number {
    const block = this.allocate();
    if (block !== 0) this.ints.fill(0, block, block + this.#blockWords);
    return block;
  }

  release(block: number): void {
    this.ints[block] = this.#free;
    this.#free = block;
  }

  /** Gives a chain of blocks back, each of which names the next in its first word. */
  releaseChain(first: number, last: number): void {
    this.ints[last] = this.#free;
    this.#free = first;
  }

  #grow(): boolean {
    const { length } = this.ints;
    if (length >= this.#mostWords) return false;
    const memory = new ArrayBuffer(Math.min(2 * length, this.#mostWords) * 4);
    const ints = new Int32Array(memory);
    ints.set(this.ints);
    this.ints = ints;
    this.doubles = new Float64Array(memory, 0, memory.byteLength >> 3);
    return true;
  }
}
