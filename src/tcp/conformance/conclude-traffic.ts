import type { Connection } from '../connection.ts';
import { WAS_RESET } from '../rows/connection-row.ts';
import type { EndpointRow } from '../rows/endpoint-row.ts';
import * as known from '../rows/state-fields.ts';
import { sequenceAfter } from '../sequence.ts';
import { INFO, WARNING } from './codes.ts';
import { conclude } from './conclude.ts';
import type { Notebook } from './notebook.ts';

/** Payload of the largest segment that fits an Ethernet frame. */
const ETHERNET_MSS = 1460;
/** A window that is closed for less long, in nanoseconds, is ordinary flow control. */
const SHORT_CLOSURE = 200e6;
/** Silence, in nanoseconds and in round trips, in which data that was sent again should have been acknowledged. */
const LONG_SILENCE = 500e6;
const MANY_ROUND_TRIPS = 4;
/** Fewer repeated segments, or a smaller share of them, are no trouble. */
const FEW_RETRANSMISSIONS = 3;
const SMALL_SHARE = 0.01;

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
      conclude(notes, connection, endpoint, 'mss-above-mtu', INFO, synFrame, synTime, offered);
    }
  }
  const { segmentMax } = endpoint;
  const isLarger = other > 0 && segmentMax > other && segmentMax <= ETHERNET_MSS;
  if (isLarger && endpoint.partialChecksums === 0) {
    const { startTime } = connection.row;
    conclude(notes, connection, endpoint, 'segment-above-mss', INFO, 0, startTime, segmentMax);
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
  // A SYN or FIN sent again has a finding of its own, or is no trouble.
  if (endpoint.retransmittedOctets === 0) return;
  const { row, ended } = connection;
  const isMuch =
    retransmittedSegments >= FEW_RETRANSMISSIONS &&
    retransmittedSegments >= dataSegments * SMALL_SHARE;
  const severity = isMuch ? WARNING : INFO;
  const frames = connection.recoveries.resentFrames(endpoint);
  for (const frame of frames.length === 0 ? [0] : frames) {
    conclude(notes, connection, endpoint, 'retransmissions', severity, frame, row.startTime);
  }
  const isWaiting =
    ended !== 'closed' &&
    (row.marks & WAS_RESET) === 0 &&
    (endpoint.stateMarks & known.WAS_ACKED) !== 0 &&
    sequenceAfter(endpoint.sndNxt, endpoint.sndUna) &&
    endpoint.lastSegmentTime - peer.lastSegmentTime >
      Math.max(LONG_SILENCE, MANY_ROUND_TRIPS * row.initialRtt);
  if (isWaiting && peer.segments > 0) {
    const isLast = row.lastTime === endpoint.lastSegmentTime;
    const frame = isLast ? row.lastFrame : 0;
    conclude(notes, connection, endpoint, 'data-unacknowledged', WARNING, frame, row.lastTime);
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
  conclude(notes, connection, endpoint, 'zero-window', severity, 0, row.startTime);
}

/** Nanoseconds that an endpoint's window was closed. */
export function closureOf(connection: Connection, endpoint: EndpointRow): number {
  const since = endpoint.zeroWindowSince;
  return endpoint.zeroWindowTime + (since === 0 ? 0 : connection.row.lastTime + 1 - since);
}
