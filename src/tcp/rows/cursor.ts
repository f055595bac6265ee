/**
 * A view that is pointed at one part of a row. The classes that extend it give the words names: each
 * number stands in one pair of accessors alone, and V8 inlines them, so that the engine reads like
 * code over ordinary objects while a connection costs no object at all.
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
