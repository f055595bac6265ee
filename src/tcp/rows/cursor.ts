/**
 * A view that is pointed at one part of a row. The classes that extend it give the words names: each
 * number stands in one pair of accessors alone, and V8 inlines them, so that the engine reads like
 * code over ordinary objects while a connection costs no object at all.
 *
 * The words are numbered by how many segments touch them, those first that belong to the sender of one
 * and the receiver of another: memory comes in lines of 16 words, and a segment waits for each line
 * that it touches and the one before it did not. Which these are was counted on ordinary traffic.
 */
export class RowCursor {
  /** First word of the part, as an index into `ints`. */
  at = 0;
  /** The same place as an index into `doubles`. */
  at8 = 0;

  point(word: number): void {
    this.at = word;
    this.at8 = word >> 1;
  }
}
