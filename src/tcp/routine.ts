import type { Packet } from '../wire/packet.ts';
import { ABSENT, ACK, INVALID, PSH, UNVERIFIED, VALID } from '../wire/packet.ts';
import { SAW_ACK, SAW_DATA } from './analysis/completeness.ts';
import { countFlight, countInitialWindow } from './analysis/counts.ts';
import type { SegmentAnalysis } from './analysis/index.ts';
import { octetsInFlight } from './analysis/progress.ts';
import { scaledWindow, windowFull } from './analysis/window.ts';
import { type Conformance, windowOf } from './conformance/index.ts';
import { unitOfWindow } from './conformance/numbers.ts';
import { examineQuality } from './quality/index.ts';
import type { Retransmissions } from './retransmission/index.ts';
import * as analysisMarks from './rows/analysis-fields.ts';
import * as conformanceMarks from './rows/conformance-fields.ts';
import { HAS_SYN_TIME } from './rows/connection-row.ts';
import type { EndpointRow } from './rows/endpoint-row.ts';
import { SENT_STARTED } from './rows/sent-fields.ts';
import * as known from './rows/state-fields.ts';
import type { Segment } from './segment.ts';
import {
  sequenceAfter,
  sequenceAfterOrAt,
  sequenceBefore,
  sequenceBeforeOrAt,
} from './sequence.ts';
import { ESTABLISHED } from './states.ts';
import { attributeTime } from './time-shares/index.ts';
import * as zeekMarks from './zeek/marks.ts';
import { offsetOf } from './zeek/numbers.ts';
import type { ZeekObserver } from './zeek/observer.ts';
import { acknowledgesRoutinely, continuesRoutinely } from './zeek/routine.ts';

/**
 * The straight way for the segment that most are: it carries data, or acknowledges some, between two
 * endpoints that are ESTABLISHED and in step. It leaves in rows, pools and segment exactly what the
 * stages leave, one after the other; a segment that is not routine changes nothing and takes them all.
 *
 * | A segment is routine where                         | and so these have nothing to say               |
 * |----------------------------------------------------|------------------------------------------------|
 * | its flags are ACK, or ACK and PSH                  | handshake, teardown, resets, rules of flags    |
 * | its checksums hold, or cannot be verified          | doubt, checksum findings, Zeek's corruption    |
 * | it is captured whole, and offers a window          | snap length, zero windows                      |
 * | it has no option but timestamps, and no older ones | SACK, Multipath TCP, PAWS, rules of options    |
 * | both ends are ESTABLISHED, its sender confirmed    | every transition                               |
 * | it begins at NEXT, SND.NXT and the others' ends    | loss, repetition, reordering, keep-alives      |
 * | it acknowledges nothing beyond what was sent       | lost segments acknowledged, unsent data        |
 * | without payload: no PSH, and another number        | duplicate acknowledgments, window updates      |
 * | with payload: the window has room behind it        | full windows, data beyond them, probes         |
 * | the edge of its window does not go back            | shrunk windows                                 |
 */
export class RoutinePath {
  readonly #analysis: SegmentAnalysis;
  readonly #retransmissions: Retransmissions;
  readonly #conformance: Conformance;
  readonly #zeek: ZeekObserver;

  constructor(
    analysis: SegmentAnalysis,
    retransmissions: Retransmissions,
    conformance: Conformance,
    zeek: ZeekObserver,
  ) {
    this.#analysis = analysis;
    this.#retransmissions = retransmissions;
    this.#conformance = conformance;
    this.#zeek = zeek;
  }

  /** Takes a segment that is not its connection's first; false, with nothing changed, where it is not routine. */
  take(segment: Segment): boolean {
    if (!isPlain(segment.packet) || !isSteady(segment) || !isInStep(segment)) return false;
    const { packet, sender } = segment;
    const { payloadLength } = packet;
    if (payloadLength > 0 ? !hasRoom(segment) : isRemarkable(packet, sender)) return false;
    noteNumbers(segment);
    this.#noteUnacked(segment);
    this.#retransmissions.observe(segment);
    examineQuality(segment);
    attributeTime(segment);
    count(segment);
    if (payloadLength > 1) this.#conformance.ranges.append(sender, packet);
    advance(segment);
    noteZeek(segment);
    this.#zeek.writeLetter(segment);
    return true;
  }

  /** What it leaves unacknowledged, and what it acknowledges of the other direction. */
  #noteUnacked(segment: Segment): void {
    const { packet, connection, receiver } = segment;
    const { unacked, counts } = this.#analysis;
    const hasPayload = packet.payloadLength > 0;
    if (hasPayload) unacked.append(segment, segment.end);
    if (receiver.unackedCount !== 0) {
      unacked.acknowledge(segment);
      if (segment.acknowledgesFrame !== 0) counts.addRoundTrip(segment);
    }
    if (hasPayload) {
      segment.bytesInFlight = octetsInFlight(segment, unacked);
      countFlight(segment);
    }
    if (segment.isOnRecord || segment.acknowledgesFrame !== 0) {
      segment.initialRtt = connection.initialRtt;
    }
  }
}

// -- what makes a segment routine -----------------------------------------------------------------------

/** Its headers and checksums ask for nothing but its numbers to be looked at. */
function isPlain(packet: Packet): boolean {
  return (
    (packet.flags & ~PSH) === ACK &&
    packet.window > 0 &&
    packet.urgentPointer === 0 &&
    hasNoOptionButTimestamps(packet) &&
    (packet.tcpChecksum === VALID ||
      (packet.tcpChecksum === UNVERIFIED && packet.payloadOffset <= packet.end)) &&
    packet.ipChecksum !== INVALID &&
    isWhole(packet)
  );
}

function hasNoOptionButTimestamps(packet: Packet): boolean {
  return (
    (packet.mss & packet.windowScale) === -1 &&
    (packet.sackBlockCount | packet.mptcpSubtypes) === 0 &&
    !packet.sackPermitted &&
    !packet.optionsMalformed &&
    !packet.optionsSnapped
  );
}

/** All of it is captured, and its lengths agree. */
function isWhole(packet: Packet): boolean {
  const { ipTotalLength } = packet;
  return (
    packet.snappedOctets === 0 &&
    packet.isPayloadLengthKnown &&
    !packet.isFirstFragment &&
    packet.ipOffset + ipTotalLength <= packet.wireEnd &&
    (ipTotalLength !== 0 || !packet.verifiesChecksums)
  );
}

const RECEIVER_ANALYSED = analysisMarks.HAS_BASE | analysisMarks.IN_FLIGHT_UNKNOWN;
const SENDER_ANALYSED = RECEIVER_ANALYSED | analysisMarks.WINDOW_UNSCALED;
const SENDER_SETTLED = known.HAS_SENT | known.SENT_FIN;
const RECEIVER_SETTLED = known.HAS_SENT | known.WAS_ACKED | known.SENT_FIN | known.IS_DOUBTED;

/** Both endpoints are ESTABLISHED, and no stage waits for anything. */
function isSteady({ connection, sender, receiver }: Segment): boolean {
  return (
    sender !== receiver &&
    sender.state === ESTABLISHED &&
    receiver.state === ESTABLISHED &&
    sender.unconfirmed === 0 &&
    (sender.stateMarks & SENDER_SETTLED) === known.HAS_SENT &&
    (receiver.stateMarks & RECEIVER_SETTLED) === (known.HAS_SENT | known.WAS_ACKED) &&
    (sender.analysisMarks & SENDER_ANALYSED) === analysisMarks.HAS_BASE &&
    (receiver.analysisMarks & RECEIVER_ANALYSED) === analysisMarks.HAS_BASE &&
    (sender.zeekMarks & zeekMarks.ROUTINE_MASK) === zeekMarks.ROUTINE &&
    (receiver.zeekMarks & zeekMarks.ROUTINE_MASK) === zeekMarks.ROUTINE &&
    (sender.conformanceMarks & conformanceMarks.OVERACKNOWLEDGED) === 0 &&
    sender.segments !== 0 &&
    sender.sackedOctets === 0 &&
    sender.zeroWindowSince === 0 &&
    connection.mptcpConnection === 0 &&
    (connection.initialRtt !== 0 || (connection.marks & HAS_SYN_TIME) === 0)
  );
}

/** Its numbers go on where its sender's ended, and acknowledge what its receiver sent. */
function isInStep(segment: Segment): boolean {
  const { packet, sender, receiver } = segment;
  const { sequence, acknowledgment } = packet;
  if (sequence === 0 || sequence !== sender.next) return false;
  if (sequence !== sender.sndNxt || sequence !== sender.zeekLast) return false;
  if (sequenceAfter(acknowledgment, receiver.sndNxt)) return false;
  const { maxAck, stateMarks } = receiver;
  if (maxAck !== 0 && sequenceBefore(maxAck, acknowledgment)) return false;
  const knowsStart = (stateMarks & known.KNOWS_ISS) !== 0;
  if (knowsStart && sequenceBeforeOrAt(acknowledgment, receiver.iss)) return false;
  if (!acknowledgesRoutinely(receiver, acknowledgment)) return false;
  if (packet.hasTimestamps) {
    if ((sender.stateMarks & known.HAS_TIMESTAMP) === 0) return false;
    if (sequenceBefore(packet.timestampValue, sender.timestampRecent)) return false;
  }
  return movesEdgeOn(segment);
}

/** The right edge of the window that it offers is not before the one offered so far, but for rounding. */
function movesEdgeOn({ packet, sender, receiver }: Segment): boolean {
  const window = windowOf(packet, sender, receiver);
  if (window < 0 || (sender.conformanceMarks & conformanceMarks.HAS_EDGE) === 0) return true;
  const taken = (sender.windowEdge - packet.acknowledgment - window) | 0;
  return taken <= 0 || taken < unitOfWindow(sender);
}

/** Without payload: it acknowledges what the one before it did, or asks for a delivery of nothing. */
function isRemarkable(packet: Packet, sender: EndpointRow): boolean {
  return packet.acknowledgment === sender.lastAck || (packet.flags & PSH) !== 0;
}

/** Its payload is new, fits into the window of its receiver, and leaves some of it. */
function hasRoom(segment: Segment): boolean {
  const { packet, sender, receiver, end } = segment;
  if (packet.sequence !== sender.sentHigh || (sender.sentMarks & SENT_STARTED) === 0) return false;
  const { lastAck } = receiver;
  if (receiver.lastWindow === 0) return false;
  if (lastAck !== 0 && sequenceBeforeOrAt(end, lastAck)) return false;
  if (windowFull(segment) !== 0) return false;
  const hasEdge = (receiver.conformanceMarks & conformanceMarks.HAS_EDGE) !== 0;
  if (hasEdge && sequenceAfter(end, receiver.windowEdge)) return false;
  return continuesRoutinely(packet, sender, end);
}

// -- what a routine segment leaves ------------------------------------------------------------------------

/** What the analysis says of it, and remembers. */
function noteNumbers(segment: Segment): void {
  const { packet, sender, receiver, end, connectionElapsed } = segment;
  const { sequence, acknowledgment, payloadLength } = packet;
  segment.forgetAnalysis();
  segment.relativeSequence = (sequence - sender.base) >>> 0;
  segment.relativeAcknowledgment = (acknowledgment - receiver.base) >>> 0;
  segment.scaledWindow = scaledWindow(segment);
  if (acknowledgment !== sender.lastAck) {
    sender.lastAck = acknowledgment;
    sender.nonDuplicateFrame = segment.frame;
    sender.duplicateAckCount = 0;
  }
  if (payloadLength > 0) {
    sender.next = end;
    sender.nextTime = connectionElapsed;
    if ((sender.analysisMarks & analysisMarks.INITIAL_WINDOW_OVER) === 0) {
      countInitialWindow(segment);
    }
  }
  const { maxAck } = sender;
  if (maxAck === 0 || maxAck === sequence) sender.maxAck = end;
  sender.lastWindow = packet.window;
  sender.lastTime = connectionElapsed;
  sender.lastFlags = 0;
  segment.connection.completeness |= payloadLength > 0 ? SAW_DATA : SAW_ACK;
}

/** The counters of its connection and its sender. */
function count(segment: Segment): void {
  const { packet, connection, sender, time, scaledWindow: window } = segment;
  const { payloadLength } = packet;
  if (packet.ipChecksum === VALID) connection.ipValid++;
  else if (packet.ipChecksum === ABSENT) connection.ipAbsent++;
  else connection.ipUnverified++;
  if (packet.tcpChecksum === VALID) connection.tcpValid++;
  else connection.tcpUnverified++;
  sender.segments++;
  sender.octets += segment.frameOctets;
  if ((packet.flags & PSH) !== 0) sender.pshSegments++;
  if (payloadLength > 0) {
    countPayload(sender, payloadLength, time);
  } else {
    sender.pureAcks++;
  }
  if (window >= 0) {
    if (sender.windowSamples++ === 0 || window < sender.windowMin) sender.windowMin = window;
    if (window > sender.windowMax) sender.windowMax = window;
    sender.windowSum += window;
  }
  const idle = time - sender.lastSegmentTime;
  if (idle > sender.idleMax) sender.idleMax = idle;
  sender.lastSegmentTime = time;
}

function countPayload(sender: EndpointRow, octets: number, time: number): void {
  if (sender.dataSegments++ === 0) {
    sender.firstDataTime = time;
    sender.segmentMin = octets;
  } else if (octets < sender.segmentMin) {
    sender.segmentMin = octets;
  }
  if (octets > sender.segmentMax) sender.segmentMax = octets;
  sender.payloadOctets += octets;
  sender.uniqueOctets += octets;
  sender.lastDataTime = time;
  sender.lastPayloadTime = time;
}

/** The variables of RFC 9293, section 3.3.1, and the edge of the window. */
function advance(segment: Segment): void {
  const { packet, sender, receiver, end } = segment;
  const { sequence, acknowledgment } = packet;
  const window = windowOf(packet, sender, receiver);
  if (window >= 0) {
    const edge = (acknowledgment + window) | 0;
    const hasEdge = (sender.conformanceMarks & conformanceMarks.HAS_EDGE) !== 0;
    if (!hasEdge || sequenceAfterOrAt(edge, sender.windowEdge)) {
      sender.windowEdge = edge;
      sender.conformanceMarks |= conformanceMarks.HAS_EDGE;
    }
  }
  sender.sndNxt = end;
  const { contiguousEnd } = sender;
  if (sequenceAfterOrAt(contiguousEnd, sequence) && sequenceAfter(end, contiguousEnd)) {
    sender.contiguousEnd = end;
  }
  if (sequenceAfter(acknowledgment, receiver.sndUna)) {
    receiver.sndUna = acknowledgment;
    if (sequenceAfter(acknowledgment, receiver.contiguousEnd)) {
      receiver.contiguousEnd = acknowledgment;
    }
  }
  if (packet.hasTimestamps && sequenceBeforeOrAt(sequence, sender.sndUna)) {
    sender.timestampRecent = packet.timestampValue;
  }
  segment.discarded = false;
  segment.isStep = false;
  segment.isRepeatedControl = false;
  segment.lowState = ESTABLISHED;
  segment.highState = ESTABLISHED;
}

/** What Zeek counts. */
function noteZeek({ packet, connection, sender, receiver, end, time }: Segment): void {
  const { acknowledgment, payloadLength } = packet;
  if (payloadLength > 0) {
    sender.zeekLast = end;
    sender.zeekDelivered = (sender.zeekDelivered + payloadLength) | 0;
  }
  if (sequenceAfter(acknowledgment, receiver.zeekAck)) {
    const offset = offsetOf(receiver, acknowledgment);
    receiver.zeekAck = acknowledgment;
    if (sequenceAfter(offset, receiver.zeekTrimmed)) receiver.zeekTrimmed = offset;
  }
  sender.zeekIpOctets += packet.ipTotalLength;
  connection.zeekLastTime = time;
}
