import type { EndpointRow } from '../rows/endpoint-row.ts';
import type { ZeekFields } from '../rows/zeek-fields.ts';
import type { Segment } from '../segment.ts';
import { sequenceBefore, sequenceBeforeOrAt, sequenceDistance, sequenceMax } from '../sequence.ts';
import type { CellPool } from './cell-pool.ts';
import { GAP_LETTER, type Histories, isLogged } from './history.ts';
import {
  CLOSED,
  ESTABLISHED,
  GIVEN_UP,
  IS_PARTIAL,
  previousStateOf,
  RESET,
  SENT_FIN,
  stateOf,
} from './marks.ts';
import { isUnacknowledged, offsetOf, sizeOf } from './numbers.ts';
import { isOriginator, peerOf } from './roles.ts';

/** Octets sent without any acknowledgment after which nothing is held, or waited for, any more. */
export const MOST_UNACKNOWLEDGED = 16_384;
/** Octets held for acknowledgments to come at most. */
const MOST_HELD = 10 * 2 ** 20;
/** Islands of payload at most: no sender with segments of a usual size makes as many in `MOST_HELD`. */
const MOST_ISLANDS = 8192;

/** Words of an island's cell. */
const FROM = 0;
const TO = 1;

/**
 * Puts the payload of each endpoint in order by its offsets, to find the holes that its peer
 * acknowledged all the same: Zeek's gaps. In order, a stream is two numbers: up to where it is
 * complete (`zeekDelivered`), and up to where it is no longer held (`zeekTrimmed`). What lies beyond
 * a hole is a list of islands in the pool.
 */
export class Streams {
  readonly #cells: CellPool;
  readonly #histories: Histories;

  constructor(cells: CellPool, histories: Histories) {
    this.#cells = cells;
    this.#histories = histories;
  }

  /** Takes payload that an endpoint sent. */
  take(endpoint: EndpointRow, peer: EndpointRow, offset: number, octets: number): void {
    if ((endpoint.zeekMarks & GIVEN_UP) !== 0) return;
    const to = (offset + octets) | 0;
    const done = sequenceMax(endpoint.zeekTrimmed, offsetOf(endpoint, endpoint.zeekAck));
    if (sequenceBeforeOrAt(to, done)) return;
    const from = sequenceMax(offset, done);
    if (sequenceBeforeOrAt(from, endpoint.zeekDelivered)) this.#deliver(endpoint, peer, to);
    else this.#addIsland(endpoint, from, to);
    if (this.#isTooMuch(endpoint)) this.#giveUp(endpoint);
  }

  /** Takes the peer's acknowledgment of an endpoint's payload; true where it is news. */
  acknowledge(segment: Segment, endpoint: EndpointRow, offset: number): boolean {
    let upTo = offset;
    if ((endpoint.zeekMarks & SENT_FIN) !== 0 && sequenceBeforeOrAt(endpoint.zeekFinEnd, upTo)) {
      upTo = (endpoint.zeekFinEnd - 1) | 0;
    }
    if (sequenceBeforeOrAt(upTo, endpoint.zeekTrimmed)) return false;
    if (sequenceBefore(endpoint.zeekDelivered, upTo)) this.#skip(segment, endpoint, upTo);
    endpoint.zeekTrimmed = upTo;
    return true;
  }

  /** Something that an endpoint sent before its end is missing, or its peer's payload still held. */
  isPending(endpoint: EndpointRow, peer: EndpointRow): boolean {
    if ((endpoint.zeekMarks & GIVEN_UP) !== 0) return false;
    const missing = sequenceDistance(endpoint.zeekDelivered, offsetOf(endpoint, endpoint.zeekLast));
    if (missing < 0) return false;
    // A FIN counts as one octet, a RST as none.
    if (missing > 1) return true;
    return stateOf(endpoint) !== RESET && isHolding(peer);
  }

  /** Gives back what an endpoint's stream took of the pool. */
  release(endpoint: ZeekFields): void {
    if (endpoint.zeekIslandHead !== 0) this.#cells.releaseAll(endpoint.zeekIslandHead);
  }

  /** The stream is complete up to here, and with it the islands that begin there. */
  #deliver(endpoint: EndpointRow, peer: EndpointRow, to: number): void {
    if (sequenceBeforeOrAt(to, endpoint.zeekDelivered)) return;
    endpoint.zeekDelivered = to;
    if (endpoint.zeekIslandHead !== 0) this.#landIslands(endpoint);
    if (isUnacknowledged(endpoint) && sizeOf(endpoint, peer) > MOST_UNACKNOWLEDGED) {
      endpoint.zeekTrimmed = endpoint.zeekDelivered;
    }
  }

  /** Gives up every hole before an acknowledgment. */
  #skip(segment: Segment, endpoint: EndpointRow, upTo: number): void {
    // Where the start is only supposed, the first octets need not exist.
    if (upTo <= 1 && (segment.connection.zeekMarks & IS_PARTIAL) !== 0) return;
    const peer = peerOf(segment, endpoint);
    if ((endpoint.zeekMarks & GIVEN_UP) === 0) {
      for (;;) {
        const head = endpoint.zeekIslandHead;
        if (head === 0) break;
        const from = this.#cells.word(head, FROM);
        if (!sequenceBefore(from, upTo)) break;
        this.#countGap(segment, endpoint, peer, sequenceDistance(endpoint.zeekDelivered, from));
        this.#deliver(endpoint, peer, this.#cells.word(head, TO));
      }
      const missing = sequenceDistance(endpoint.zeekDelivered, upTo);
      if (missing > 0) this.#countGap(segment, endpoint, peer, missing);
    }
    this.#deliver(endpoint, peer, upTo);
  }

  #countGap(segment: Segment, endpoint: EndpointRow, peer: EndpointRow, octets: number): void {
    if (!isClean(endpoint) || !isClean(peer)) return;
    const { connection } = segment;
    connection.zeekMissedOctets += octets;
    if (isLogged(++endpoint.zeekGaps)) {
      this.#histories.write(connection, GAP_LETTER, isOriginator(segment, endpoint));
    }
  }

  #isTooMuch(endpoint: EndpointRow): boolean {
    const tail = endpoint.zeekIslandTail;
    if (tail !== 0 && isUnacknowledged(endpoint)) {
      const span = sequenceDistance(endpoint.zeekDelivered, this.#cells.word(tail, TO));
      if (span > MOST_UNACKNOWLEDGED) return true;
    }
    if (endpoint.zeekIslandCount > MOST_ISLANDS) return true;
    const inOrder = sequenceDistance(endpoint.zeekTrimmed, endpoint.zeekDelivered);
    return Math.max(inOrder, 0) + endpoint.zeekIslandOctets > MOST_HELD;
  }

  #giveUp(endpoint: EndpointRow): void {
    endpoint.zeekMarks |= GIVEN_UP;
    endpoint.zeekTrimmed = endpoint.zeekDelivered;
    this.release(endpoint);
    endpoint.zeekIslandHead = 0;
    endpoint.zeekIslandTail = 0;
    endpoint.zeekIslandCount = 0;
    endpoint.zeekIslandOctets = 0;
  }

  // -- the list of islands: in order, apart from each other and from what is delivered ------------------

  #addIsland(endpoint: EndpointRow, from: number, to: number): void {
    const cells = this.#cells;
    const tail = endpoint.zeekIslandTail;
    if (tail === 0 || sequenceBefore(cells.word(tail, TO), from)) {
      this.#insert(endpoint, tail, from, to);
      return;
    }
    let before = 0;
    let cell = endpoint.zeekIslandHead;
    while (cell !== 0 && sequenceBefore(cells.word(cell, TO), from)) {
      before = cell;
      cell = cells.next(cell);
    }
    if (sequenceBefore(to, cells.word(cell, FROM))) this.#insert(endpoint, before, from, to);
    else this.#widen(endpoint, cell, from, to);
  }

  /** A new island behind `before`, or at the head of the list. */
  #insert(endpoint: EndpointRow, before: number, from: number, to: number): void {
    const cells = this.#cells;
    const cell = cells.allocate();
    cells.setWord(cell, FROM, from);
    cells.setWord(cell, TO, to);
    if (before === 0) {
      cells.setNext(cell, endpoint.zeekIslandHead);
      endpoint.zeekIslandHead = cell;
    } else {
      cells.setNext(cell, cells.next(before));
      cells.setNext(before, cell);
    }
    if (endpoint.zeekIslandTail === before) endpoint.zeekIslandTail = cell;
    endpoint.zeekIslandCount++;
    endpoint.zeekIslandOctets += sequenceDistance(from, to);
  }

  /** Widens an island to take in a range that touches it, and those behind it that it then reaches. */
  #widen(endpoint: EndpointRow, cell: number, from: number, to: number): void {
    const cells = this.#cells;
    const oldFrom = cells.word(cell, FROM);
    const oldTo = cells.word(cell, TO);
    const newFrom = sequenceBefore(from, oldFrom) ? from : oldFrom;
    let newTo = sequenceMax(to, oldTo);
    let octets = endpoint.zeekIslandOctets - sequenceDistance(oldFrom, oldTo);
    let next = cells.next(cell);
    while (next !== 0 && sequenceBeforeOrAt(cells.word(next, FROM), newTo)) {
      newTo = sequenceMax(newTo, cells.word(next, TO));
      octets -= sequenceDistance(cells.word(next, FROM), cells.word(next, TO));
      const following = cells.next(next);
      cells.release(next);
      endpoint.zeekIslandCount--;
      next = following;
    }
    cells.setNext(cell, next);
    if (next === 0) endpoint.zeekIslandTail = cell;
    cells.setWord(cell, FROM, newFrom);
    cells.setWord(cell, TO, newTo);
    endpoint.zeekIslandOctets = octets + sequenceDistance(newFrom, newTo);
  }

  /** Takes the islands that the delivered part has reached from the list. */
  #landIslands(endpoint: EndpointRow): void {
    const cells = this.#cells;
    let head = endpoint.zeekIslandHead;
    while (head !== 0 && sequenceBeforeOrAt(cells.word(head, FROM), endpoint.zeekDelivered)) {
      const to = cells.word(head, TO);
      endpoint.zeekDelivered = sequenceMax(endpoint.zeekDelivered, to);
      endpoint.zeekIslandOctets -= sequenceDistance(cells.word(head, FROM), to);
      endpoint.zeekIslandCount--;
      const next = cells.next(head);
      cells.release(head);
      head = next;
    }
    endpoint.zeekIslandHead = head;
    if (head === 0) endpoint.zeekIslandTail = 0;
  }
}

/** Established, or closed after it was. */
function isClean(endpoint: EndpointRow): boolean {
  const state = stateOf(endpoint);
  return state === ESTABLISHED || (state === CLOSED && previousStateOf(endpoint) === ESTABLISHED);
}

/** Payload of the endpoint is held that its peer has not acknowledged yet. */
function isHolding(endpoint: EndpointRow): boolean {
  return (
    endpoint.zeekIslandHead !== 0 || sequenceBefore(endpoint.zeekTrimmed, endpoint.zeekDelivered)
  );
}
