import { ACK, SYN } from '../../wire/packet.ts';
import { type Connection, clientOf, serverOf } from '../connection.ts';
import * as words from '../journal.ts';
import { REPLACED_OPEN, REPLACED_TIME_WAIT } from '../rows/connection-row.ts';
import type { EndpointRow } from '../rows/endpoint-row.ts';
import * as known from '../rows/state-fields.ts';
import { ESTABLISHED, RCV_RST } from '../states.ts';
import { INFO, WARNING } from './codes.ts';
import { conclude, sideOf } from './conclude.ts';
import type { FindingKind } from './kinds.ts';
import type { Notebook } from './notebook.ts';
import { hasRefused } from './reset-cause.ts';

/** A SYN that comes again sooner, in nanoseconds, is a copy that the network or a tap made. */
const SYN_REPETITION = 10e6;

/** Port 0 is reserved (RFC 6335, section 6). */
export function concludePorts(connection: Connection, notes: Notebook): void {
  const { row, low, high, lowPort, highPort } = connection;
  if (lowPort !== 0 && highPort !== 0) return;
  const endpoint = lowPort === 0 ? low : high;
  conclude(notes, connection, endpoint, 'port-zero', WARNING, row.firstFrame, row.startTime);
}

/** What its SYN met of the pair's previous connection. */
export function concludeSuccession(connection: Connection, notes: Notebook): void {
  const { row } = connection;
  if ((row.marks & (REPLACED_OPEN | REPLACED_TIME_WAIT)) === 0) return;
  const isOpen = (row.marks & REPLACED_OPEN) !== 0;
  const kind = isOpen ? 'syn-in-established' : 'time-wait-reuse';
  const severity = isOpen ? WARNING : INFO;
  conclude(notes, connection, clientOf(connection), kind, severity, row.firstFrame, row.startTime);
}

/** How the opening went: refused, unanswered, repeated. */
export function concludeOpening(connection: Connection, notes: Notebook): void {
  const client = clientOf(connection);
  const server = serverOf(connection);
  if ((client.stateMarks & known.SENT_SYN) === 0) return;
  if (hasRefused(server, client)) {
    const refusal = refusalOf(connection, sideOf(connection, client));
    const { journal } = connection;
    const frame = refusal === 0 ? 0 : journal.frame(refusal);
    const time = refusal === 0 ? connection.row.lastTime : journal.time(refusal);
    conclude(notes, connection, server, 'refused', WARNING, frame, time);
    return;
  }
  const isUnanswered = server.segments === 0 && client.segments === client.synSegments;
  if (isUnanswered) noteSyns(connection, client, 'unanswered', false, notes);
  else if (client.synSegments > 1 || server.synSegments > 1) {
    // A SYN that meets an older connection is sent again when that one is out of the way.
    const isInTheWay = (connection.row.marks & (REPLACED_OPEN | REPLACED_TIME_WAIT)) !== 0;
    if (!isInTheWay) noteSyns(connection, client, 'handshake-retransmitted', true, notes);
    noteSyns(connection, server, 'handshake-retransmitted', true, notes);
  }
}

/** The entry of the reset that the client took for an answer: others may follow, to what it sent afterwards. */
function refusalOf({ journal, row }: Connection, clientSide: number): number {
  let entry = row.journalHead;
  for (let left = row.journalLength; left > 0; left--) {
    const word = journal.word(entry);
    const isOfClient = words.entrySide(word) === clientSide && (word & words.WITHDRAWN) === 0;
    const isTransition = words.entryKind(word) === words.TRANSITION;
    if (isOfClient && isTransition && words.transitionEvent(word) === RCV_RST) return entry;
    if (left > 1) entry = journal.next(entry);
  }
  return 0;
}

/** Notes each SYN of an endpoint until it has opened; the repeated ones alone where only they matter. */
function noteSyns(
  connection: Connection,
  endpoint: EndpointRow,
  kind: FindingKind,
  repeatedOnly: boolean,
  notes: Notebook,
): void {
  const { journal } = connection;
  // In a simultaneous open the SYN-ACK repeats the SYN's number, and is no repetition.
  const last = { syn: Number.NEGATIVE_INFINITY, synAck: Number.NEGATIVE_INFINITY };
  for (const entry of synsBeforeOpen(connection, endpoint)) {
    const form = (words.stepFlags(journal.word(entry)) & ACK) !== 0 ? 'synAck' : 'syn';
    const time = journal.time(entry);
    const since = time - last[form];
    const isFirst = since === Number.POSITIVE_INFINITY;
    if (isFirst ? !repeatedOnly : since >= SYN_REPETITION) {
      conclude(notes, connection, endpoint, kind, WARNING, journal.frame(entry), time);
    }
    last[form] = time;
  }
}

/** The steps of an endpoint with SYN, as far as it had not come to ESTABLISHED. */
function synsBeforeOpen(connection: Connection, endpoint: EndpointRow): number[] {
  const { journal, row } = connection;
  const side = sideOf(connection, endpoint);
  const syns: number[] = [];
  let entry = row.journalHead;
  for (let left = row.journalLength; left > 0; left--) {
    const word = journal.word(entry);
    if (words.entrySide(word) === side) {
      if (isOpening(word)) break;
      const isStep = words.entryKind(word) === words.STEP;
      if (isStep && (words.stepFlags(word) & SYN) !== 0) syns.push(entry);
    }
    if (left > 1) entry = journal.next(entry);
  }
  return syns;
}

/** A transition to ESTABLISHED that stands. */
function isOpening(word: number): boolean {
  return (
    words.entryKind(word) === words.TRANSITION &&
    (word & words.WITHDRAWN) === 0 &&
    words.transitionTo(word) === ESTABLISHED
  );
}
