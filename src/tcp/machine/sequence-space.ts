import { ACK, type Packet, RST, SYN } from '../../wire/packet.ts';
import type { EndpointRow } from '../rows/endpoint-row.ts';
import {
  FIN_DELIVERED,
  HAS_SENT,
  HAS_TIMESTAMP,
  KNOWS_ISS,
  SENT_FIN,
  WAS_ACKED,
} from '../rows/state-fields.ts';
import type { Segment } from '../segment.ts';
import {
  sequenceAdd,
  sequenceAfter,
  sequenceAfterOrAt,
  sequenceBefore,
  sequenceBeforeOrAt,
  sequenceMax,
} from '../sequence.ts';

/** Moves the variables of RFC 9293, section 3.3.1, as the segment shows them. */
export function advance(segment: Segment): void {
  const { packet, sender, receiver } = segment;
  if ((packet.flags & RST) === 0) {
    advanceSent(segment);
    if ((packet.flags & ACK) !== 0) advanceAcknowledged(receiver, packet.acknowledgment);
  } else if ((sender.stateMarks & (HAS_SENT | KNOWS_ISS)) === KNOWS_ISS) {
    sender.stateMarks |= HAS_SENT;
    sender.sndNxt = segment.end;
    sender.contiguousEnd = segment.end;
  }
  if (packet.hasTimestamps) advanceTimestamp(packet, sender);
}

/** SND.NXT of the sender, and the end of what it sent without a hole. */
function advanceSent({ packet, sender, end }: Segment): void {
  if ((sender.stateMarks & HAS_SENT) === 0) {
    sender.stateMarks |= HAS_SENT;
    sender.sndNxt = end;
    sender.contiguousEnd = end;
    return;
  }
  if (sequenceAfter(end, sender.sndNxt)) sender.sndNxt = end;
  if ((packet.flags & SYN) !== 0) {
    sender.contiguousEnd = sequenceMax(sender.contiguousEnd, end);
  } else if (
    sequenceAfterOrAt(sender.contiguousEnd, packet.sequence) &&
    sequenceAfter(end, sender.contiguousEnd)
  ) {
    sender.contiguousEnd = end;
  }
}

/** SND.UNA of the receiver. What was acknowledged was received, also across a hole in the capture. */
function advanceAcknowledged(receiver: EndpointRow, acknowledgment: number): void {
  const marks = receiver.stateMarks;
  if ((marks & WAS_ACKED) !== 0 && !sequenceAfter(acknowledgment, receiver.sndUna)) return;
  if (!isPlausibleAck(receiver, acknowledgment)) return;
  receiver.sndUna = acknowledgment;
  receiver.stateMarks = marks | WAS_ACKED;
  if (sequenceAfter(acknowledgment, receiver.contiguousEnd)) {
    receiver.contiguousEnd = acknowledgment;
  }
}

/** TS.Recent as the peer holds it: RFC 7323, section 4.3. */
function advanceTimestamp(packet: Packet, sender: EndpointRow): void {
  if (!sequenceBeforeOrAt(packet.sequence, sender.sndUna)) return;
  const isNewer =
    (sender.stateMarks & HAS_TIMESTAMP) === 0 ||
    sequenceAfter(packet.timestampValue, sender.timestampRecent);
  if (!isNewer) return;
  sender.timestampRecent = packet.timestampValue;
  sender.stateMarks |= HAS_TIMESTAMP;
}

/** PAWS (RFC 7323, section 5): a timestamp older than the one that its receiver holds. */
export function isStale({ packet, sender }: Segment): boolean {
  return (
    packet.hasTimestamps &&
    (sender.stateMarks & HAS_TIMESTAMP) !== 0 &&
    (packet.flags & SYN) === 0 &&
    sequenceBefore(packet.timestampValue, sender.timestampRecent)
  );
}

/** ISS < SEG.ACK =< SND.NXT of the endpoint, as far as they are known (section 3.10.7.4). */
function isPlausibleAck(endpoint: EndpointRow, acknowledgment: number): boolean {
  const marks = endpoint.stateMarks;
  const isFirst = (marks & (KNOWS_ISS | WAS_ACKED)) === KNOWS_ISS;
  if (isFirst && sequenceBeforeOrAt(acknowledgment, endpoint.iss)) return false;
  return (marks & HAS_SENT) === 0 || sequenceBeforeOrAt(acknowledgment, endpoint.sndNxt);
}

/** The number acknowledges the endpoint's SYN, and nothing that it never sent. */
export function acknowledgesSynOf(endpoint: EndpointRow, acknowledgment: number): boolean {
  return (
    (endpoint.stateMarks & KNOWS_ISS) !== 0 &&
    sequenceAfter(acknowledgment, endpoint.iss) &&
    sequenceBeforeOrAt(acknowledgment, endpoint.sndNxt)
  );
}

/** The packet acknowledges the endpoint's FIN. */
export function acknowledgesFinOf(endpoint: EndpointRow, packet: Packet): boolean {
  return (
    (endpoint.stateMarks & SENT_FIN) !== 0 &&
    (packet.flags & ACK) !== 0 &&
    packet.acknowledgment === sequenceAdd(endpoint.finSequence, 1)
  );
}

/** The endpoint sent a FIN behind which no data is missing, and its peer is not told to have it yet. */
export function hasFinToDeliver(endpoint: EndpointRow): boolean {
  return (
    (endpoint.stateMarks & (SENT_FIN | FIN_DELIVERED)) === SENT_FIN &&
    sequenceAfterOrAt(endpoint.contiguousEnd, endpoint.finSequence)
  );
}
