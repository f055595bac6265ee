import type { Packet } from '../wire/packet.ts';
import { ConnectionRow } from './rows/connection-row.ts';
import { EndpointRow } from './rows/endpoint-row.ts';
import { CONNECTION_WORDS, ENDPOINT_WORDS, type RowPool } from './rows/row-pool.ts';
import { isOneSocket } from './socket-pair.ts';

const SECOND = 1e9;

/**
 * One segment on its way through the engine: the packet, its connection and both endpoints, and what
 * each stage found out about it. One instance is refilled for every segment.
 *
 * Numbers that may need more than 31 bits begin as NaN: a field that has held small integers alone
 * gives the object another shape when it first holds a larger number, and V8 then throws away all
 * code that it compiled for the old one.
 */
export class Segment {
  readonly packet: Packet;
  /** The live rows of its connection: side 0 is the lower socket (address, then port), side 1 the higher. */
  readonly connection: ConnectionRow;
  readonly low: EndpointRow;
  readonly high: EndpointRow;
  /** The two endpoints as this segment sees them; the same row twice where a socket talks to itself. */
  readonly sender: EndpointRow;
  readonly receiver: EndpointRow;
  senderSide = 0;

  /** Index of its capture, and its 1-based frame number in it. */
  capture = 0;
  frame = 0;
  /** When it passed, in nanoseconds since the recording's origin (exact for 104 days). */
  time = Number.NaN;
  /** The record's own time. */
  seconds = 0;
  nanoseconds = 0;
  /** Original length of its frame. */
  frameOctets = 0;

  /** Number of the segment among all segments of the recording, from 1. */
  serial = 0;
  /** The row of its connection in the pool, or -1 for a segment that came after its connection retired. */
  row = 0;
  connectionId = 0;
  /** The segment opened its connection. */
  isFirst = false;
  /** Nanoseconds since the connection's first and previous segment. */
  connectionElapsed = Number.NaN;
  delta = Number.NaN;

  /** SEG.LEN: payload and one each for SYN and FIN; `end` is the sequence number behind it. */
  length = 0;
  end = 0;

  // -- what the analysis says (analysis/) --------------------------------------------------------------
  relativeSequence = Number.NaN;
  relativeAcknowledgment = Number.NaN;
  /** Bits by the order of `ANALYSIS_NAMES`. */
  analysis = 0;
  /** Wireshark keeps a record of it though it may say nothing: a SYN or ACK repeated, octets in flight. */
  isOnRecord = false;
  duplicateAckNumber = 0;
  duplicateAckFrame = 0;
  acknowledgesFrame = 0;
  /** What it acknowledges was sent more than once, so that its round trip is no sample (Karn, RFC 6298, section 3). */
  isAckAmbiguous = false;
  /** Something in front of what it acknowledges was sent after that: the acknowledgment had to wait. */
  isAckHeldBack = false;
  /** Sequence numbers of the segment that it acknowledges; meaningful with `acknowledgesFrame`. */
  acknowledgedOctets = 0;
  /** Nanoseconds since the latest copy of that segment. */
  ackLatestRtt = Number.NaN;
  /** Nanoseconds; 0: none. */
  ackRtt = Number.NaN;
  initialRtt = Number.NaN;
  /** Octets; 0: none. */
  bytesInFlight = Number.NaN;
  /** Window after scaling; -1 where the scale is not known. */
  scaledWindow = 0;

  // -- what the capture distorts of it (quality/) --------------------------------------------------------
  /** Segments that it was on the wire: more than one with segmentation or receive offload. */
  wireSegments = 1;
  /** The recorder put it behind segments that passed later. */
  isReordered = false;

  // -- the verdict on a segment sent again (retransmission/) -----------------------------------------------
  /** 0: it is none; else an index into `RETRANSMISSION_KINDS` plus 1. */
  verdictKind = 0;
  /** Frame of what it repeats; 0: that was not captured. */
  verdictOriginalFrame = 0;
  /** An index into `LOST_PLACES`. */
  verdictLost = 0;
  /** Bits by the order of `EVIDENCE`. */
  verdictEvidence = 0;
  /** Octets of its payload that were sent before. */
  verdictOctets = 0;
  /** The capture shows it for the second time: a copy that a tap or the network made. */
  isCopy = false;
  /** Octets of payload that no segment before it carried. */
  newOctets = 0;
  /** Sequence numbers of it that the capture showed before, SYN and FIN included. */
  repeatedNumbers = 0;
  /** It fills a hole: octets behind it were captured before it. */
  isOutOfOrder = false;

  // -- what the state machine says (machine/) ----------------------------------------------------------
  /** States of the low and the high side after it, as known when it passed: indexes into `STATES`. */
  lowState = 0;
  highState = 0;
  /** The receiver is taken to have discarded it (checksum, PAWS, window, a stray reset). */
  discarded = false;
  /** It sends a SYN, SYN-ACK or FIN again; the SYN-ACK of a simultaneous open repeats no SYN. */
  isRepeatedControl = false;
  /** The machine recorded it as a step of the handshake or the teardown. */
  isStep = false;

  constructor(packet: Packet, rows: RowPool) {
    this.packet = packet;
    this.connection = new ConnectionRow(rows.connectionAnnexes);
    this.low = new EndpointRow(rows.endpointAnnexes);
    this.high = new EndpointRow(rows.endpointAnnexes);
    this.sender = new EndpointRow(rows.endpointAnnexes);
    this.receiver = new EndpointRow(rows.endpointAnnexes);
  }

  /** Looks at the row of its connection, as `senderSide` says who sent it. */
  point(row: number): void {
    this.row = row;
    this.connection.point(row);
    const low = row + CONNECTION_WORDS;
    const high = low + ENDPOINT_WORDS;
    const lowSends = this.senderSide === 0;
    this.low.point(low);
    this.high.point(high);
    this.sender.point(lowSends ? low : high);
    // A socket that talks to itself has one direction.
    this.receiver.point(lowSends && !isOneSocket(this.packet) ? high : low);
  }

  /**
   * Sets `connectionElapsed`, exact within 104 days of the connection's first segment. Further from the
   * recording's origin than that the engine's times lack their last digits, which the record has.
   * (Sets, not returns: a double that a call returns is an object on the heap.)
   */
  measureElapsed(): void {
    this.connectionElapsed = this.time - this.connection.startTime;
    if (Math.abs(this.time) >= Number.MAX_SAFE_INTEGER) this.#measureFar();
  }

  #measureFar(): void {
    const { connection, connectionElapsed: elapsed } = this;
    const rest = this.nanoseconds - connection.startNanoseconds;
    this.connectionElapsed = Math.round((elapsed - rest) / SECOND) * SECOND + rest;
  }

  /** Nothing is known yet of what the analysis says. */
  forgetAnalysis(): void {
    this.analysis = 0;
    this.isOnRecord = false;
    this.duplicateAckNumber = 0;
    this.duplicateAckFrame = 0;
    this.acknowledgesFrame = 0;
    this.isAckAmbiguous = false;
    this.isAckHeldBack = false;
    this.ackRtt = 0;
    this.initialRtt = 0;
    this.bytesInFlight = 0;
  }
}
