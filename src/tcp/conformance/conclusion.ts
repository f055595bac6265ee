import { ACK, SYN } from '../../wire/packet.ts';
import { type Connection, clientOf, serverOf } from '../connection.ts';
import * as words from '../journal.ts';
import { REPLACED_OPEN, REPLACED_TIME_WAIT, WAS_RESET } from '../rows/connection-row.ts';
import type { EndpointRow } from '../rows/endpoint-row.ts';
import * as known from '../rows/state-fields.ts';
import { sequenceAfter } from '../sequence.ts';
import { type FindingKind, INFO, WARNING } from './codes.ts';
import type { Notebook } from './notebook.ts';
import { hasRefused, type ResetReason, resetOf } from './reset-cause.ts';

/** Payload of the largest segment that fits an Ethernet frame. */
const ETHERNET_MSS = 1460;
/** A window that is closed for less long, in nanoseconds, is ordinary flow control. */
const SHORT_CLOSURE = 200e6;
/** Half-closed for longer than this, in nanoseconds, one side may have been forgotten. */
const LONG_HALF_CLOSE = 60e9;
const LONG_SILENCE = 1e9;
/** Fewer repeated segments, or a smaller share of them, are no trouble. */
const FEW_RETRANSMISSIONS = 3;
const SMALL_SHARE = 0.01;

function sideOf(connection: Connection, endpoint: EndpointRow): number {
  return endpoint === connection.low ? 0 : 1;
}

function write(
  notes: Notebook,
  connection: Connection,
  endpoint: EndpointRow,
  kind: FindingKind,
  severity: number,
  frame: number,
  time: number,
  a = 0,
): void {
  const side = sideOf(connection, endpoint);
  notes.write(connection.row, { kind, side, severity, frame, time, a, b: 0 });
}

/** Port 0 is reserved (RFC 6335, section 6). */
export function concludePorts(connection: Connection, notes: Notebook): void {
  const { row, low, high, lowPort, highPort } = connection;
  if (lowPort !== 0 && highPort !== 0) return;
  const endpoint = lowPort === 0 ? low : high;
  write(notes, connection, endpoint, 'port-zero', WARNING, row.firstFrame, row.startTime);
}

/** What its SYN met of the pair's previous connection. */
export function concludeSuccession(connection: Connection, notes: Notebook): void {
  const { row } = connection;
  if ((row.marks & (REPLACED_OPEN | REPLACED_TIME_WAIT)) === 0) return;
  const isOpen = (row.marks & REPLACED_OPEN) !== 0;
  const kind = isOpen ? 'syn-in-established' : 'time-wait-reuse';
  const severity = isOpen ? WARNING : INFO;
  write(notes, connection, clientOf(connection), kind, severity, row.firstFrame, row.startTime);
}

/** How the opening went: refused, unanswered, repeated. */
export function concludeOpening(connection: Connection, notes: Notebook): void {
  const client = clientOf(connection);
  const server = serverOf(connection);
  if ((client.stateMarks & known.SENT_SYN) === 0) return;
  if (hasRefused(server, client)) {
    const { row } = connection;
    write(notes, connection, server, 'refused', WARNING, row.lastFrame, row.lastTime);
    return;
  }
  const isUnanswered = server.segments === 0 && client.segments === client.synSegments;
  if (isUnanswered) noteSyns(connection, client, 'unanswered', false, notes);
  else if (client.synSegments > 1 || server.synSegments > 1) {
    noteSyns(connection, client, 'handshake-retransmitted', true, notes);
    noteSyns(connection, server, 'handshake-retransmitted', true, notes);
  }
}

/** Notes each SYN of an endpoint; the repeated ones alone where only they matter. */
function noteSyns(
  connection: Connection,
  endpoint: EndpointRow,
  kind: FindingKind,
  repeatedOnly: boolean,
  notes: Notebook,
): void {
  const { journal, row } = connection;
  const side = sideOf(connection, endpoint);
  let seen = 0;
  let entry = row.journalHead;
  for (let left = row.journalLength; left > 0; left--) {
    const word = journal.word(entry);
    const flags = words.stepFlags(word);
    const isSyn = words.entryKind(word) === words.STEP && (flags & SYN) !== 0;
    if (isSyn && words.entrySide(word) === side) {
      // In a simultaneous open the SYN-ACK repeats the SYN's number, and is no repetition.
      const form = (flags & ACK) !== 0 ? 2 : 1;
      if (!repeatedOnly || (seen & form) !== 0) {
        write(
          notes,
          connection,
          endpoint,
          kind,
          WARNING,
          journal.frame(entry),
          journal.time(entry),
        );
      }
      seen |= form;
    }
    if (left > 1) entry = journal.next(entry);
  }
}

/** Segment sizes that the path, or the peer, does not allow (RFC 9293, section 3.7.1). */
export function concludeSegmentSize(connection: Connection, notes: Notebook): void {
  const { low, high } = connection;
  noteSegmentSize(connection, low, high, notes);
  noteSegmentSize(connection, high, low, notes);
}

function noteSegmentSize(
  connection: Connection,
  endpoint: EndpointRow,
  peer: EndpointRow,
  notes: Notebook,
): void {
  const offered = endpoint.mss - 1;
  const other = peer.mss - 1;
  if (offered > ETHERNET_MSS && other > 0 && other <= ETHERNET_MSS) {
    if (peer.segmentMax <= ETHERNET_MSS) {
      const { synFrame, synTime } = endpoint;
      write(notes, connection, endpoint, 'mss-above-mtu', INFO, synFrame, synTime, offered);
    }
  }
  const { segmentMax } = endpoint;
  const isLarger = other > 0 && segmentMax > other && segmentMax <= ETHERNET_MSS;
  if (isLarger && endpoint.partialChecksums === 0) {
    const { startTime } = connection.row;
    write(notes, connection, endpoint, 'segment-above-mss', INFO, 0, startTime, segmentMax);
  }
}

/** What was sent again, and what was never acknowledged (RFC 9293, section 3.8.1). */
export function concludeLoss(connection: Connection, notes: Notebook): void {
  const { low, high } = connection;
  noteLoss(connection, low, high, notes);
  noteLoss(connection, high, low, notes);
}

function noteLoss(
  connection: Connection,
  endpoint: EndpointRow,
  peer: EndpointRow,
  notes: Notebook,
): void {
  const { retransmittedSegments, dataSegments } = endpoint;
  if (retransmittedSegments === 0) return;
  const { row, ended } = connection;
  const isMuch =
    retransmittedSegments >= FEW_RETRANSMISSIONS &&
    retransmittedSegments >= dataSegments * SMALL_SHARE;
  const severity = isMuch ? WARNING : INFO;
  write(notes, connection, endpoint, 'retransmissions', severity, 0, row.startTime);
  const isWaiting =
    ended !== 'closed' &&
    (row.marks & WAS_RESET) === 0 &&
    (endpoint.stateMarks & known.WAS_ACKED) !== 0 &&
    sequenceAfter(endpoint.sndNxt, endpoint.sndUna) &&
    endpoint.lastSegmentTime - peer.lastSegmentTime > LONG_SILENCE;
  if (isWaiting && peer.segments > 0) {
    const isLast = row.lastTime === endpoint.lastSegmentTime;
    const frame = isLast ? row.lastFrame : 0;
    write(notes, connection, endpoint, 'data-unacknowledged', WARNING, frame, row.lastTime);
  }
}

/** How long an endpoint kept its window closed (RFC 9293, section 3.8.6.1). */
export function concludeWindow(connection: Connection, notes: Notebook): void {
  const { low, high } = connection;
  noteClosure(connection, low, notes);
  noteClosure(connection, high, notes);
}

function noteClosure(connection: Connection, endpoint: EndpointRow, notes: Notebook): void {
  if (endpoint.zeroWindows === 0) return;
  const { row } = connection;
  const severity = closureOf(connection, endpoint) < SHORT_CLOSURE ? INFO : WARNING;
  write(notes, connection, endpoint, 'zero-window', severity, 0, row.startTime);
}

/** Nanoseconds that an endpoint's window was closed. */
export function closureOf(connection: Connection, endpoint: EndpointRow): number {
  const since = endpoint.zeroWindowSince;
  return endpoint.zeroWindowTime + (since === 0 ? 0 : connection.row.lastTime + 1 - since);
}

/** One direction closed, and the other open for long (RFC 9293, section 3.6). */
export function concludeClosing(connection: Connection, notes: Notebook): void {
  const { low, high } = connection;
  const first = firstToClose(low, high);
  if (first === undefined || halfCloseOf(connection) < LONG_HALF_CLOSE) return;
  write(notes, connection, first, 'half-closed-long', INFO, first.finFrame, first.finTime);
}

function firstToClose(low: EndpointRow, high: EndpointRow): EndpointRow | undefined {
  const lowHas = (low.stateMarks & known.SENT_FIN) !== 0;
  const highHas = (high.stateMarks & known.SENT_FIN) !== 0;
  if (lowHas && highHas) return low.finTime <= high.finTime ? low : high;
  if (lowHas) return low;
  return highHas ? high : undefined;
}

/** Nanoseconds for which one direction was closed and the other was not. */
export function halfCloseOf({ low, high, row }: Connection): number {
  const first = firstToClose(low, high);
  if (first === undefined) return 0;
  const second = first === low ? high : low;
  const end = (second.stateMarks & known.SENT_FIN) !== 0 ? second.finTime : row.lastTime;
  return end - first.finTime;
}

/** Causes of a reset that are a kind of finding by themselves. */
const KIND_OF_CAUSE: Readonly<Partial<Record<ResetReason, FindingKind>>> = {
  'half-open-peer': 'half-open-peer',
  'keep-alive-timeout': 'keep-alive-timeout',
};

/** Who reset it. */
export function concludeReset(connection: Connection, notes: Notebook): void {
  const reset = resetOf(connection);
  if (reset === undefined || reset.cause === 'refused') return;
  const { side, frame, time, cause } = reset;
  const kind = KIND_OF_CAUSE[cause] ?? 'reset';
  notes.write(connection.row, { kind, side, severity: WARNING, frame, time, a: 0, b: 0 });
}
