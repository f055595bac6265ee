import type { Journal } from '../journal.ts';
import * as journalWords from '../journal.ts';
import type { EndpointRow } from '../rows/endpoint-row.ts';
import { FIN_DELIVERED } from '../rows/state-fields.ts';
import type { Segment } from '../segment.ts';
import { nextState, RCV_FIN } from '../states.ts';

/** Entries of a journal beyond which no steps are kept, and no transitions: a storm brings no more. */
const MOST_BEFORE_STEPS = 200;
const MOST_BEFORE_TRANSITIONS = 1000;

/**
 * The only writer of states: looks an event up in the table, moves the endpoint, and notes the
 * transition in the connection's journal with the segment at hand; or takes transitions back.
 */
export class TransitionLog {
  readonly #journal: Journal;
  /** The segment at hand, or an earlier one that is believed late (`doubt.ts`). */
  frame = 0;
  time = Number.NaN;
  sequence = 0;
  acknowledgment = 0;

  constructor(journal: Journal) {
    this.#journal = journal;
  }

  begin(segment: Segment): void {
    this.frame = segment.frame;
    this.time = segment.time;
    this.sequence = segment.packet.sequence;
    this.acknowledgment = segment.packet.acknowledgment;
  }

  /** `event` happens to the endpoint; false where it changes nothing. */
  apply(segment: Segment, endpoint: EndpointRow, event: number, isInferred: boolean): boolean {
    const to = nextState(endpoint.state, event);
    if (to < 0) return false;
    this.move(segment, endpoint, to, event, isInferred);
    return true;
  }

  /** Moves the endpoint to a state that the table does not tell alone. */
  move(
    segment: Segment,
    endpoint: EndpointRow,
    to: number,
    event: number,
    isInferred: boolean,
  ): void {
    const { connection } = segment;
    if (connection.journalLength >= MOST_BEFORE_TRANSITIONS) {
      // The state stays true; what led to it is counted and can no longer be taken back.
      connection.untoldEntries++;
      endpoint.state = to;
      endpoint.passed |= 1 << to;
      endpoint.lastTransition = 0;
      endpoint.unconfirmed = 0;
      return;
    }
    const side = endpoint.at === segment.low.at ? 0 : 1;
    const word = journalWords.packTransition(side, endpoint.state, to, event);
    const marked = isInferred ? word | journalWords.INFERRED : word;
    const entry = this.#write(segment, marked, endpoint.lastTransition);
    endpoint.state = to;
    endpoint.passed |= 1 << to;
    endpoint.lastTransition = entry;
    if (!isInferred) endpoint.unconfirmed = 0;
    else if (endpoint.unconfirmed === 0) endpoint.unconfirmed = entry;
  }

  /** Notes a segment of the handshake or the teardown, once. */
  step(segment: Segment, phase: number, isRepeated: boolean): void {
    if (segment.isStep) return;
    const { packet, senderSide, connection } = segment;
    if (connection.journalLength >= MOST_BEFORE_STEPS) {
      connection.untoldEntries++;
      return;
    }
    segment.isStep = true;
    const word = journalWords.packStep(senderSide, packet.flags, phase);
    const marked = isRepeated ? word | journalWords.RETRANSMITTED : word;
    this.#write(segment, marked, packet.payloadLength);
  }

  /** Notes a step of the other side that is believed late. */
  lateStep(segment: Segment, flags: number, phase: number): void {
    if (segment.connection.journalLength >= MOST_BEFORE_STEPS) segment.connection.untoldEntries++;
    else this.#write(segment, journalWords.packStep(1 - segment.senderSide, flags, phase), 0);
  }

  // -- inferred transitions: the newest of an endpoint, from `lastTransition` back along `older` ---------------

  older(entry: number): number {
    return this.#journal.link(entry);
  }

  isInferred(entry: number): boolean {
    return entry !== 0 && (this.#journal.word(entry) & journalWords.INFERRED) !== 0;
  }

  eventOf(entry: number): number {
    return journalWords.transitionEvent(this.#journal.word(entry));
  }

  frameOf(entry: number): number {
    return this.#journal.frame(entry);
  }

  /** A segment of the endpoint's own proves `newest`, and with it all that came before. */
  confirm(endpoint: EndpointRow, newest: number): void {
    for (let entry = newest; this.isInferred(entry); entry = this.older(entry)) {
      this.#journal.setWord(entry, this.#journal.word(entry) & ~journalWords.INFERRED);
    }
    if (newest === endpoint.lastTransition) endpoint.unconfirmed = 0;
  }

  /** Takes back every transition of the endpoint from its newest to `oldest`. */
  withdraw(endpoint: EndpointRow, peer: EndpointRow, oldest: number): void {
    const journal = this.#journal;
    for (let entry = endpoint.lastTransition; ; entry = journal.link(entry)) {
      const word = journal.word(entry);
      journal.setWord(entry, word | journalWords.WITHDRAWN);
      endpoint.passed &= ~(1 << endpoint.state);
      endpoint.state = journalWords.transitionFrom(word);
      endpoint.lastTransition = journal.link(entry);
      if (journalWords.transitionEvent(word) === RCV_FIN) peer.stateMarks &= ~FIN_DELIVERED;
      if (entry === oldest) break;
    }
    endpoint.unconfirmed = this.isInferred(endpoint.lastTransition) ? endpoint.lastTransition : 0;
  }

  /** Takes back all that is told of the endpoint. */
  withdrawAll(endpoint: EndpointRow, peer: EndpointRow): void {
    let oldest = endpoint.lastTransition;
    if (oldest === 0) return;
    while (this.older(oldest) !== 0) oldest = this.older(oldest);
    this.withdraw(endpoint, peer, oldest);
  }

  #write(segment: Segment, word: number, link: number): number {
    const journal = this.#journal;
    const entry = journal.append(segment.connection);
    journal.fill(entry, word, this.frame, this.time, this.sequence, this.acknowledgment, link);
    return entry;
  }
}
