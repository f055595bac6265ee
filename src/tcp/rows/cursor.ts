import type { BlockPool } from '../block-pool.ts';
import { ints } from '../memory.ts';

/** The word of each part that names its annex; 0: it has none. */
export const ANNEX = 12;

/**
 * A view that is pointed at one part of a row. The classes that extend it give the words names: each
 * number stands in one pair of accessors alone, and V8 inlines them, so that the engine reads like
 * code over ordinary objects while a connection costs no object at all.
 *
 * The words are numbered by how many segments touch them, those first that belong to the sender of one
 * and the receiver of another: memory comes in lines of 16 words, and a segment waits for each line
 * that it touches and the one before it did not. Which these are was counted on ordinary traffic.
 *
 * What stays 0 for most open connections has no word in the part, but one in its annex: a block that it
 * gets when the first of them is set to anything else.
 */
export class RowCursor {
  /** First word of the part, as an index into `ints`. */
  at = 0;
  /** The same place as an index into `doubles`. */
  at8 = 0;
  readonly #annexes: BlockPool;

  /** `annexes`: those of such parts; it never runs out (`RowPool`). */
  constructor(annexes: BlockPool) {
    this.#annexes = annexes;
  }

  point(word: number): void {
    this.at = word;
    this.at8 = word >> 1;
  }

  /** The annex of a part that has none yet, to write the value into: for a 0 where all words are 0. */
  protected annexFor(value: number): number {
    return value === 0 ? 0 : this.#addAnnex();
  }

  #addAnnex(): number {
    const annex = this.#annexes.allocateZeroed();
    ints[this.at + ANNEX] = annex;
    return annex;
  }
}
