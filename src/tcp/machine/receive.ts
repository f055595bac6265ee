import { ACK, RST, SYN } from '../../wire/packet.ts';
import { HANDSHAKE, TEARDOWN } from '../journal.ts';
import { WAS_RESET } from '../rows/connection-row.ts';
import type { EndpointRow } from '../rows/endpoint-row.ts';
import * as known from '../rows/state-fields.ts';
import type { Segment } from '../segment.ts';
import { sequenceAfter } from '../sequence.ts';
import * as states from '../states.ts';
import { acknowledgesSynOf, hasFinToDeliver } from './sequence-space.ts';
import type { TransitionLog } from './transition-log.ts';

/**
 * What the receiver will make of the segment, in the order of RFC 9293, section 3.10.7: acceptable
 * at all, RST, SYN, ACK, FIN. All of it is inferred.
 */
export function receive(segment: Segment, log: TransitionLog): void {
  const { packet, sender, receiver } = segment;
  const { flags } = packet;
  if ((flags & RST) !== 0) {
    receiveReset(segment, log);
    return;
  }
  if ((flags & SYN) !== 0) receiveSyn(segment, log);
  else if ((flags & ACK) !== 0) receiveAck(segment, log);
  if (hasFinToDeliver(sender)) deliverFin(segment, log, sender, receiver, true);
}

function receiveSyn(segment: Segment, log: TransitionLog): void {
  const { packet, receiver } = segment;
  if ((packet.flags & ACK) === 0) {
    if (receiver.state === states.LISTEN) receiver.stateMarks |= known.OPENED_PASSIVELY;
    if (receiver.state <= states.SYN_SENT) log.apply(segment, receiver, states.RCV_SYN, true);
  } else if (receiver.state === states.UNKNOWN) {
    log.apply(segment, receiver, states.RCV_SYN_ACK, true);
  } else if (acknowledgesSynOf(receiver, packet.acknowledgment)) {
    if (receiver.state === states.SYN_SENT) {
      log.apply(segment, receiver, states.RCV_SYN_ACK, true);
    } else if (receiver.state === states.SYN_RECEIVED) {
      log.apply(segment, receiver, states.RCV_ACK_OF_SYN, true);
    }
  }
}

function receiveAck(segment: Segment, log: TransitionLog): void {
  const { receiver } = segment;
  switch (receiver.state) {
    case states.ESTABLISHED:
    case states.CLOSE_WAIT:
      return;
    case states.UNKNOWN:
      log.apply(segment, receiver, states.SEEN_OPEN, true);
      return;
    case states.SYN_RECEIVED:
      receiveHandshakeAck(segment, log);
      return;
    case states.FIN_WAIT_1:
    case states.CLOSING:
    case states.LAST_ACK:
      receiveAckOfFin(segment, log);
      return;
    default:
      return;
  }
}

function receiveHandshakeAck(segment: Segment, log: TransitionLog): void {
  const { packet, sender, receiver } = segment;
  const sawSynAck = (receiver.stateMarks & known.KNOWS_ISS) !== 0;
  const sawSyn = (sender.stateMarks & known.KNOWS_ISS) !== 0;
  if (sawSyn && !sequenceAfter(packet.sequence, sender.iss)) return;
  if (sawSynAck && !acknowledgesSynOf(receiver, packet.acknowledgment)) return;
  log.apply(segment, receiver, states.RCV_ACK_OF_SYN, true);
  if ((sender.stateMarks & known.SENT_HANDSHAKE_ACK) === 0) {
    sender.stateMarks |= known.SENT_HANDSHAKE_ACK;
    log.step(segment, HANDSHAKE, false);
  }
}

function receiveAckOfFin(segment: Segment, log: TransitionLog): void {
  const { packet, receiver } = segment;
  if (!sequenceAfter(packet.acknowledgment, receiver.finSequence)) return;
  receiver.stateMarks |= known.FIN_ACKED;
  if (log.apply(segment, receiver, states.RCV_ACK_OF_FIN, true)) log.step(segment, TEARDOWN, false);
}

/** The receiver gets the sender's FIN, with everything before it. */
export function deliverFin(
  segment: Segment,
  log: TransitionLog,
  sender: EndpointRow,
  receiver: EndpointRow,
  isInferred: boolean,
): void {
  if (receiver.state < states.SYN_RECEIVED) return;
  sender.stateMarks |= known.FIN_DELIVERED;
  log.apply(segment, receiver, states.RCV_FIN, isInferred);
}

/** Sections 3.10.7.3 and 3.10.7.4 with RFC 5961: only a reset at exactly RCV.NXT counts. */
function receiveReset(segment: Segment, log: TransitionLog): void {
  const { receiver } = segment;
  if (receiver.state === states.SYN_SENT ? !refusesSyn(segment) : !isExactReset(segment)) {
    segment.discarded = true;
    return;
  }
  const returnsToListen =
    receiver.state === states.SYN_RECEIVED && (receiver.stateMarks & known.OPENED_PASSIVELY) !== 0;
  if (returnsToListen) {
    log.move(segment, receiver, states.LISTEN, states.RCV_RST, true);
    segment.connection.marks |= WAS_RESET;
  } else if (log.apply(segment, receiver, states.RCV_RST, true)) {
    segment.connection.marks |= WAS_RESET;
  }
}

/** In SYN-SENT a reset must acknowledge the SYN. */
function refusesSyn({ packet, receiver }: Segment): boolean {
  return (packet.flags & ACK) !== 0 && acknowledgesSynOf(receiver, packet.acknowledgment);
}

/** At RCV.NXT of its receiver: what that acknowledged last, or all that it can have received. */
function isExactReset({ packet, sender, receiver }: Segment): boolean {
  return (
    receiver.state === states.UNKNOWN ||
    (sender.stateMarks & known.HAS_SENT) === 0 ||
    packet.sequence === sender.contiguousEnd ||
    ((sender.stateMarks & known.WAS_ACKED) !== 0 && packet.sequence === sender.sndUna)
  );
}
