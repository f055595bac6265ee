/** A frame of a recording. */
export interface FramePlace {
  /** Index of the capture. */
  readonly capture: number;
  /** 1-based frame number within it. */
  readonly frame: number;
}

/** One fragment's payload, copied out of the capture window. */
interface Piece {
  /** Octets of the datagram's payload in front of it. */
  readonly start: number;
  /** One past its last octet. */
  readonly end: number;
  readonly octets: Uint8Array;
}

/** What adding a fragment told of those before it. */
export type Overlap = 'none' | 'duplicate' | 'overlap';

/** The fragments of one datagram seen so far, in order of their place in it. */
export class Datagram {
  readonly key: string;
  /** Seconds of capture time when its first fragment was seen. */
  readonly began: number;
  /** Octets of payload held. */
  octets = 0;
  /** An IPv6 datagram with overlapping fragments: nothing of it is used (RFC 5722). */
  isDiscarded = false;
  /** Octets of the whole payload, once a fragment with no more behind it has been seen. */
  #length = -1;
  readonly #pieces: Piece[] = [];
  readonly #places: FramePlace[] = [];

  constructor(key: string, began: number) {
    this.key = key;
    this.began = began;
  }

  /** The frames that its fragments came in. */
  get places(): readonly FramePlace[] {
    return this.#places;
  }

  get fragments(): number {
    return this.#pieces.length;
  }

  /**
   * Adds a copy of a fragment's payload, which came in frames at `places`; the first fragment that is
   * the last one tells the length.
   */
  add(
    start: number,
    payload: Uint8Array,
    moreFragments: boolean,
    places: readonly FramePlace[],
  ): Overlap {
    this.#places.push(...places);
    const piece = { start, end: start + payload.length, octets: payload.slice() };
    if (!moreFragments && this.#length < 0) this.#length = piece.end;
    let at = this.#pieces.length;
    while (at > 0 && (this.#pieces[at - 1]?.start ?? 0) > start) at--;
    const overlap = this.#overlap(piece, at);
    this.#pieces.splice(at, 0, piece);
    this.octets += payload.length;
    return overlap;
  }

  #overlap(piece: Piece, at: number): Overlap {
    const before = this.#pieces[at - 1];
    const after = this.#pieces[at];
    if (before?.start === piece.start && before.end === piece.end) return 'duplicate';
    const isOverlapping =
      (before !== undefined && before.end > piece.start) ||
      (after !== undefined && after.start < piece.end);
    return isOverlapping ? 'overlap' : 'none';
  }

  /** True once nothing is missing between the beginning and the end; what lies behind the end is of no use. */
  isComplete(): boolean {
    if (this.#length < 0 || this.octets < this.#length) return false;
    let reached = 0;
    for (const { start, end } of this.#pieces) {
      if (start > reached) break;
      reached = Math.max(reached, end);
    }
    return reached >= this.#length;
  }

  /**
   * The whole payload behind `header`. Where fragments overlap, what lies nearer to the beginning
   * wins, and of two with the same beginning the one that came first.
   */
  join(header: Uint8Array): Uint8Array {
    const whole = new Uint8Array(header.length + this.#length);
    whole.set(header);
    let reached = 0;
    for (const { start, end, octets } of this.#pieces) {
      const stop = Math.min(end, this.#length);
      if (stop <= reached || start > reached) continue;
      whole.set(octets.subarray(reached - start, stop - start), header.length + reached);
      reached = stop;
    }
    return whole;
  }
}
