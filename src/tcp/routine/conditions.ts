import { ACK, INVALID, type Packet, PSH, UNVERIFIED, VALID } from '../../wire/packet.ts';
import { windowFull } from '../analysis/window.ts';
import { windowOf } from '../conformance/index.ts';
import { unitOfWindow } from '../conformance/numbers.ts';
import * as analysisMarks from '../rows/analysis-fields.ts';
import * as conformanceMarks from '../rows/conformance-fields.ts';
import { HAS_SYN_TIME } from '../rows/connection-row.ts';
import type { EndpointRow } from '../rows/endpoint-row.ts';
import { SENT_STARTED } from '../rows/sent-fields.ts';
import * as known from '../rows/state-fields.ts';
import type { Segment } from '../segment.ts';
import { sequenceAfter, sequenceBefore, sequenceBeforeOrAt } from '../sequence.ts';
import { ESTABLISHED } from '../states.ts';
import * as zeekMarks from '../zeek/marks.ts';
import { acknowledgesRoutinely, continuesRoutinely } from '../zeek/routine.ts';

/** Its headers and checksums ask for nothing but its numbers to be looked at. */
export function isPlain(packet: Packet): boolean {
  return (
    (packet.flags & ~PSH) === ACK &&
    packet.window > 0 &&
    packet.urgentPointer === 0 &&
    (!packet.mayHaveOtherOptions || hasNoOptionButTimestamps(packet)) &&
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
    (ipTotalLength !== 0 || packet.ignoresChecksums)
  );
}

const RECEIVER_ANALYSED = analysisMarks.HAS_BASE | analysisMarks.IN_FLIGHT_UNKNOWN;
const SENDER_ANALYSED = RECEIVER_ANALYSED | analysisMarks.WINDOW_UNSCALED;
const SENDER_SETTLED = known.HAS_SENT | known.SENT_FIN;
const RECEIVER_SETTLED = known.HAS_SENT | known.WAS_ACKED | known.SENT_FIN | known.IS_DOUBTED;

/** Both endpoints are ESTABLISHED, and no stage waits for anything. */
export function isSteady({ connection, sender, receiver }: Segment): boolean {
  return (
    sender.at !== receiver.at &&
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
export function isInStep(segment: Segment): boolean {
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
export function isRemarkable(packet: Packet, sender: EndpointRow): boolean {
  return packet.acknowledgment === sender.lastAck || (packet.flags & PSH) !== 0;
}

/** Its payload is new, fits into the window of its receiver, and leaves some of it. */
export function hasRoom(segment: Segment): boolean {
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
