import { sequenceDistance } from '../sequence.ts';
import { DeliveredOctets } from './delivered-octets.ts';
import { DOUBTFUL, type Piece, Pieces, SNAPPED, SOUND } from './pieces.ts';

/** Why octets are missing: the recorder missed them, or the snap length cut them off. */
export type GapCause = 'not-captured' | 'snapped';

/** Takes what one endpoint sent, in order. Positions count octets from the stream's begin. */
export interface StreamSink {
  /** The octets at `position`, valid during the call alone. */
  octets(octets: Uint8Array, position: number): void;
  gap(position: number, octets: number, cause: GapCause): void;
  /** A copy whose octets, so many of them, are not those of the first copy; it was left out. */
  differs(position: number, different: number, frame: number): void;
}

/** Payload of one segment, as the packet at hand holds it. */
export interface Payload {
  /** Sequence number of the first octet. */
  readonly sequence: number;
  /** Octets that the segment had; `octets` holds the captured ones, and is valid during the call. */
  readonly length: number;
  readonly octets: Uint8Array;
  readonly frame: number;
  /** The receiver is taken to have discarded the segment: only an acknowledgment proves it good. */
  readonly isDoubtful: boolean;
  /** Its octets need not be those of the stream (keep-alives: RFC 9293, section 3.8.4). */
  readonly isFiller: boolean;
}

/** Memory for octets ahead of a hole; where it is full, the hole is given up. */
const MOST_KEPT = 16 * 1024 * 1024;

/**
 * Segments of the connection that may pass between the acknowledgment of octets and the octets
 * themselves: recorders with several queues put segments out of order. Then the octets are missing.
 */
const PATIENCE = 32;

/**
 * What one endpoint sent, put in order as the receiver does (RFC 9293, section 3.10.7.4): each octet
 * once, the first copy of it. A hole is waited for until the receiver acknowledges what the capture
 * does not have, memory runs out, or the recording ends.
 */
export class OctetStream {
  readonly #sink: StreamSink;
  readonly #mostKept: number;
  readonly #pieces = new Pieces();
  readonly #delivered = new DeliveredOctets();
  #hasBegun = false;
  /** Sequence number and position of the next octet to deliver. */
  #next = 0;
  #position = 0;
  /** Position of the FIN, once it was seen: nothing behind it is of the stream. */
  #end = Number.POSITIVE_INFINITY;
  /** The receiver has acknowledged everything in front of this position. */
  #acknowledged = 0;
  /** Holes in front of this position were acknowledged when `#patience` was full. */
  #missedBefore = 0;
  #patience = 0;

  constructor(sink: StreamSink, mostKept = MOST_KEPT) {
    this.#sink = sink;
    this.#mostKept = mostKept;
  }

  /** The first octet has this sequence number. Has no effect on a stream that has begun. */
  begin(sequence: number): void {
    if (this.#hasBegun) return;
    this.#hasBegun = true;
    this.#next = sequence;
  }

  /** The stream ends in front of this sequence number: its FIN's. */
  endAt(sequence: number): void {
    const end = this.#positionOf(sequence);
    if (end >= this.#position) this.#end = Math.min(this.#end, end);
  }

  take(payload: Payload): void {
    this.begin(payload.sequence);
    const { octets, frame, isDoubtful, isFiller } = payload;
    const start = this.#positionOf(payload.sequence);
    const end = Math.min(start + payload.length, this.#end);
    const captured = Math.min(start + octets.length, end);
    if (start < this.#position && !isDoubtful && !isFiller) {
      const old = octets.subarray(0, Math.max(0, Math.min(captured, this.#position) - start));
      this.#report(start, this.#delivered.countDifferent(old, start), frame);
    }
    const from = Math.max(start, this.#position);
    if (from < captured) {
      const fresh = octets.subarray(from - start, captured - start);
      this.#put(fresh, from, isDoubtful, frame);
    }
    const cutFrom = Math.max(from, captured);
    if (cutFrom < end && !isDoubtful) {
      this.#keep({ start: cutFrom, end, octets: undefined, rank: SNAPPED }, frame);
    }
    this.#drain(this.#position);
    while (this.#pieces.cost > this.#mostKept) this.#giveUpHole();
  }

  /** The receiver expects this sequence number next. */
  acknowledge(sequence: number): void {
    if (!this.#hasBegun) return;
    const position = Math.min(this.#positionOf(sequence), this.#end);
    if (position <= this.#acknowledged) return;
    this.#acknowledged = position;
    this.#drain(this.#position);
  }

  /** A segment of the connection passed, in either direction. */
  tick(): void {
    if (this.#acknowledged <= this.#position) {
      this.#patience = 0;
    } else if (this.#patience === 0) {
      this.#missedBefore = this.#acknowledged;
      this.#patience = PATIENCE;
    } else if (--this.#patience === 0) {
      this.#drain(this.#missedBefore);
    }
  }

  /**
   * The end of the recording: what is kept is delivered, holes or not; doubtful octets only where no
   * acknowledgment was captured that could have proven them.
   */
  finish(): void {
    if (!this.#hasBegun) return;
    if (this.#acknowledged > 0) this.#pieces.dropDoubtful();
    this.#drain(Number.POSITIVE_INFINITY);
    // Without a FIN in the capture, the last octet acknowledged may be none: FINs are acknowledged too.
    const isEndKnown = this.#end !== Number.POSITIVE_INFINITY;
    const missing = (isEndKnown ? this.#end : this.#acknowledged) - this.#position;
    if (isEndKnown ? missing > 0 : missing > 1) this.#skip(missing, 'not-captured');
  }

  #positionOf(sequence: number): number {
    return this.#position + sequenceDistance(this.#next, sequence);
  }

  /** New octets: what continues the stream is delivered at once, without a copy. */
  #put(octets: Uint8Array, position: number, isDoubtful: boolean, frame: number): void {
    const end = position + octets.length;
    if (position === this.#position && !isDoubtful && this.#pieces.first === undefined) {
      this.#deliver(octets, position);
      return;
    }
    const rank = isDoubtful ? DOUBTFUL : SOUND;
    this.#keep({ start: position, end, octets: octets.slice(), rank }, frame);
  }

  #keep(piece: Piece, frame: number): void {
    this.#pieces.add(piece, (kept, position) => {
      const copy = piece.octets?.subarray(
        position - piece.start,
        position - piece.start + kept.length,
      );
      if (copy) this.#report(position, countDifferent(kept, copy), frame);
    });
  }

  /** Delivers what is in order, holes in front of `missedBefore` taken for missing. */
  #drain(missedBefore: number): void {
    let taken = 0;
    for (;;) {
      const piece = this.#pieces.at(taken);
      if (piece === undefined) break;
      if (piece.start > this.#position) {
        if (piece.start > missedBefore) break;
        this.#skip(piece.start - this.#position, 'not-captured');
      }
      const isProven =
        piece.rank !== DOUBTFUL || piece.end <= Math.max(this.#acknowledged, missedBefore);
      if (!isProven) break;
      if (piece.octets === undefined) this.#skip(piece.end - piece.start, 'snapped');
      else this.#deliver(piece.octets, piece.start);
      taken++;
    }
    if (taken > 0) this.#pieces.dropFirst(taken);
  }

  #giveUpHole(): void {
    const { first } = this.#pieces;
    if (first !== undefined) this.#drain(first.end);
  }

  #deliver(octets: Uint8Array, position: number): void {
    this.#advance(octets.length);
    this.#delivered.push(octets, position);
    this.#sink.octets(octets, position);
  }

  #skip(octets: number, cause: GapCause): void {
    const position = this.#position;
    this.#advance(octets);
    this.#sink.gap(position, octets, cause);
  }

  #advance(octets: number): void {
    this.#position += octets;
    this.#next = (this.#next + octets) | 0;
  }

  #report(position: number, different: number, frame: number): void {
    if (different > 0) this.#sink.differs(position, different, frame);
  }
}

function countDifferent(a: Uint8Array, b: Uint8Array): number {
  return a.reduce((count, octet, index) => (octet === b[index] ? count : count + 1), 0);
}
