import type { OctetWindow } from '../octet-window.ts';

/** Decompressed octets that wait for room in the window, in order. */
export class Pieces {
  readonly #pieces: Uint8Array[] = [];
  #octets = 0;

  /** Octets that wait. */
  get octets(): number {
    return this.#octets;
  }

  /** Takes a piece over; nobody else may write to it any more. */
  add(piece: Uint8Array): void {
    if (piece.length > 0) {
      this.#pieces.push(piece);
      this.#octets += piece.length;
    }
  }

  /** Moves what fits behind the window's end, and says how many octets that were. */
  moveTo(window: OctetWindow): number {
    const end = window.end;
    for (let piece = this.#pieces[0]; piece !== undefined; piece = this.#pieces[0]) {
      const room = window.bytes.length - window.end;
      if (room === 0) {
        break;
      }
      const moved = Math.min(room, piece.length);
      window.bytes.set(moved < piece.length ? piece.subarray(0, moved) : piece, window.end);
      window.end += moved;
      if (moved < piece.length) {
        this.#pieces[0] = piece.subarray(moved);
      } else {
        this.#pieces.shift();
      }
    }
    this.#octets -= window.end - end;
    return window.end - end;
  }
}
