import { ACK, RST } from '../../wire/packet.ts';
import { type Connection, serverOf } from '../connection.ts';
import * as words from '../journal.ts';
import { WAS_RESET } from '../rows/connection-row.ts';
import type { EndpointRow } from '../rows/endpoint-row.ts';
import * as known from '../rows/state-fields.ts';
import { sequenceAfter } from '../sequence.ts';
import { CLOSED, ESTABLISHED, SND_RST } from '../states.ts';

export type ResetReason =
  | 'refused'
  | 'abort'
  | 'unread-data'
  | 'data-after-close'
  | 'half-open-peer'
  | 'keep-alive-timeout'
  | 'user-timeout'
  | 'illegal-segment'
  | 'unknown';

/** The reset that ended a connection. */
export interface ResetFacts {
  readonly frame: number;
  /** Nanoseconds. */
  readonly time: number;
  /** 0 low, 1 high. */
  readonly side: number;
  readonly cause: ResetReason;
}

/** Silence that is more than a round trip: what timers need to give up. */
const LONG_SILENCE = 1e9;
/** Data that is younger than this when the reset comes may well lie unread. */
const JUST_NOW = 10e6;

/** The reset that ended the connection, and why it was sent; undefined where none did. */
export function resetOf(connection: Connection): ResetFacts | undefined {
  const { low, high, row } = connection;
  const both = low.stateMarks & high.stateMarks;
  const wasReset = (row.marks & WAS_RESET) !== 0;
  if ((both & known.SENT_FIN) !== 0 && (!wasReset || (both & known.FIN_ACKED) !== 0)) {
    return undefined;
  }
  if (!wasReset && ((low.stateMarks | high.stateMarks) & known.SENT_RST) === 0) return undefined;
  const entry = entryOf(connection);
  if (entry === 0) return undefined;
  const { journal } = connection;
  const side = words.entrySide(journal.word(entry));
  const frame = journal.frame(entry);
  return { frame, time: journal.time(entry), side, cause: causeOf(connection, entry) };
}

/** The step that is the closing reset: the one that closed its sender, or else the first. */
function entryOf({ journal, row }: Connection): number {
  let first = 0;
  let closing = 0;
  let entry = row.journalHead;
  for (let left = row.journalLength; left > 0; left--) {
    const word = journal.word(entry);
    const kind = words.entryKind(word);
    if (kind === words.TRANSITION && (word & words.WITHDRAWN) === 0 && closing === 0) {
      if (words.transitionEvent(word) === SND_RST) closing = journal.frame(entry);
    } else if (kind === words.STEP && (words.stepFlags(word) & RST) !== 0) {
      if (closing !== 0 && journal.frame(entry) === closing) return entry;
      if (first === 0) first = entry;
    }
    if (left > 1) entry = journal.next(entry);
  }
  return first;
}

/**
 * Why the reset was sent, by what its sender and its peer had done until then.
 *
 * Two forms tell much: a socket that is given up sends RST with ACK; where there is no socket any
 * more, the answer to a segment with ACK is RST alone, at the number that the segment acknowledged
 * (RFC 9293, section 3.5.2).
 */
function causeOf(connection: Connection, entry: number): ResetReason {
  const { journal, low, high } = connection;
  const word = journal.word(entry);
  const sender = words.entrySide(word) === 0 ? low : high;
  const peer = sender === low ? high : low;
  const time = journal.time(entry);
  const hasAck = (words.stepFlags(word) & ACK) !== 0;
  if (hasRefused(sender, peer)) return 'refused';
  if (!isSeen(sender)) return 'unknown';
  if ((sender.stateMarks & known.SENT_FIN) !== 0) {
    return peer.lastDataTime > sender.finTime ? 'data-after-close' : 'abort';
  }
  if ((sender.stateMarks & known.SENT_RST) === 0) return 'illegal-segment';
  if (sender.probes > 0 && peer.lastSegmentTime <= sender.probesSince) return 'keep-alive-timeout';
  if (waitsInVain(sender, peer, time)) return 'user-timeout';
  if (!hasGoneOn(sender)) return 'abort';
  if (!hasAck) return wasProvoked(peer) ? 'half-open-peer' : 'abort';
  return leftUnread(connection, sender, peer, time) ? 'unread-data' : 'abort';
}

/** A reset answered the SYN, and nothing else did. */
export function hasRefused(endpoint: EndpointRow, peer: EndpointRow): boolean {
  const marks = endpoint.stateMarks;
  return (
    (peer.stateMarks & known.SENT_SYN) !== 0 &&
    (marks & (known.SENT_RST | known.SENT_SYN | known.SENT_SYN_ACK)) === known.SENT_RST &&
    endpoint.state === CLOSED &&
    endpoint.passed >> ESTABLISHED === 0
  );
}

/** It has sent something other than resets. */
function isSeen(endpoint: EndpointRow): boolean {
  return endpoint.segments > endpoint.rstSegments;
}

/** It has sent more than its SYN. */
function hasGoneOn(endpoint: EndpointRow): boolean {
  return endpoint.segments > endpoint.rstSegments + endpoint.synSegments;
}

/** The last that the peer sent was data, a FIN or a probe: what asks for an answer. */
function wasProvoked(peer: EndpointRow): boolean {
  const last = peer.lastSegmentTime;
  const isFin = (peer.stateMarks & known.SENT_FIN) !== 0 && peer.finTime === last;
  return isFin || peer.lastDataTime === last || (peer.probes > 0 && peer.probesSince <= last);
}

/** Its data is not acknowledged, was sent again, and its peer has been silent. */
function waitsInVain(sender: EndpointRow, peer: EndpointRow, time: number): boolean {
  return (
    sender.retransmittedSegments > 0 &&
    (sender.stateMarks & known.WAS_ACKED) !== 0 &&
    sequenceAfter(sender.sndNxt, sender.sndUna) &&
    time - peer.lastSegmentTime > LONG_SILENCE
  );
}

/**
 * The peer's data came after the last that the sender had to say. A server has left a request
 * unanswered then; a client has been sent more than a response, just now.
 */
function leftUnread(
  connection: Connection,
  sender: EndpointRow,
  peer: EndpointRow,
  time: number,
): boolean {
  if (peer.lastDataTime <= sender.lastDataTime) return false;
  if (sender === serverOf(connection)) return true;
  const roundTrip = connection.row.initialRtt;
  return (
    peer.lastDataTime - sender.lastDataTime > 2 * roundTrip + JUST_NOW &&
    time - peer.lastDataTime <= Math.max(roundTrip, JUST_NOW)
  );
}
