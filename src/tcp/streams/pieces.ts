/** How well a piece is known; the better knowledge replaces the worse. */
export const SNAPPED = 0;
/** Its segment is taken to have been discarded by the receiver: a later copy may be the true one. */
export const DOUBTFUL = 1;
export const SOUND = 2;
export type Rank = typeof SNAPPED | typeof DOUBTFUL | typeof SOUND;

/** Octets of a stream from position `start` to `end`; without `octets` where the capture left them out. */
export interface Piece {
  readonly start: number;
  readonly end: number;
  readonly octets: Uint8Array | undefined;
  readonly rank: Rank;
}

/** What keeping a piece costs besides its octets, roughly. */
const PIECE_COST = 128;

/**
 * What came ahead of a hole, in order of position. Pieces never overlap: of two copies of one octet
 * the first stays, unless the second is better known.
 */
export class Pieces {
  #pieces: Piece[] = [];
  /** Memory that the pieces take, in octets. */
  cost = 0;

  get first(): Piece | undefined {
    return this.#pieces[0];
  }

  /**
   * Adds a piece where nothing as good is kept already. Calls back with each range of octets that two
   * sound copies have in common: the octets kept, and where they begin.
   */
  add(piece: Piece, overlap: (kept: Uint8Array, position: number) => void): void {
    const from = this.#firstEndingAfter(piece.start);
    let to = from;
    let at = piece.start;
    let tail: Piece | undefined;
    const laid: Piece[] = [];
    for (; to < this.#pieces.length; to++) {
      const old = this.#pieces[to];
      if (old === undefined || old.start >= piece.end) break;
      this.#account(old, -1);
      if (old.rank < piece.rank) {
        if (old.start < piece.start) laid.push(cut(old, old.start, piece.start));
        if (old.end > piece.end) tail = cut(old, piece.end, old.end);
        continue;
      }
      if (at < old.start) laid.push(cut(piece, at, old.start));
      const common = cut(old, Math.max(old.start, piece.start), Math.min(old.end, piece.end));
      if (piece.rank === SOUND && common.octets) overlap(common.octets, common.start);
      laid.push(old);
      at = old.end;
    }
    if (at < piece.end) laid.push(cut(piece, at, piece.end));
    if (tail !== undefined) laid.push(tail);
    for (const each of laid) this.#account(each, 1);
    this.#pieces.splice(from, to - from, ...laid);
  }

  /** Takes the first `count` pieces away. */
  dropFirst(count: number): void {
    for (const piece of this.#pieces.splice(0, count)) this.#account(piece, -1);
  }

  /** Takes the doubtful pieces away. */
  dropDoubtful(): void {
    this.#pieces = this.#pieces.filter(({ rank }) => rank !== DOUBTFUL);
  }

  /** The piece `index` places behind the first. */
  at(index: number): Piece | undefined {
    return this.#pieces[index];
  }

  #account({ start, end, octets }: Piece, sign: 1 | -1): void {
    this.cost += sign * (PIECE_COST + (octets === undefined ? 0 : end - start));
  }

  #firstEndingAfter(position: number): number {
    let low = 0;
    let high = this.#pieces.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#pieces[middle]?.end ?? 0) > position) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}

function cut(piece: Piece, start: number, end: number): Piece {
  if (start === piece.start && end === piece.end) return piece;
  const { octets, rank } = piece;
  return { start, end, rank, octets: octets?.subarray(start - piece.start, end - piece.start) };
}
