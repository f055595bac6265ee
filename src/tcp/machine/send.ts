import { ACK, AE, CWR, ECE, FIN, RST, SYN } from '../../wire/packet.ts';
import { CLOSED_IN_THREE } from '../rows/connection-row.ts';
import type { EndpointRow } from '../rows/endpoint-row.ts';
import * as known from '../rows/state-fields.ts';
import type { Segment } from '../segment.ts';
import { sequenceAdd, sequenceAfter } from '../sequence.ts';
import * as states from '../states.ts';
import { deliverFin } from './receive.ts';
import { acknowledgesFinOf, acknowledgesSynOf, hasFinToDeliver } from './sequence-space.ts';
import type { TransitionLog } from './transition-log.ts';

/** What the sender did by sending the segment: facts, the only ones there are. */
export function send(segment: Segment, log: TransitionLog): void {
  const { packet, sender, receiver } = segment;
  const { flags } = packet;
  if ((flags & RST) !== 0) sendReset(segment, log);
  else if ((flags & SYN) !== 0) sendSyn(segment, log);
  else if (sender.state < states.ESTABLISHED && !hasClosed(sender)) {
    sendFirstWithoutSyn(segment, log);
  }
  // A FIN that was ahead of a hole, or that crossed, counts as soon as its receiver acknowledges it.
  if ((receiver.stateMarks & (known.SENT_FIN | known.FIN_DELIVERED)) === known.SENT_FIN) {
    if (acknowledgesFinOf(receiver, packet)) deliverFin(segment, log, receiver, sender, false);
  }
  if ((flags & (FIN | RST | SYN)) === FIN) sendFin(segment, log);
}

/** What it sends afterwards comes from no new life of the socket. */
function hasClosed(sender: EndpointRow): boolean {
  return (sender.stateMarks & (known.SENT_FIN | known.SENT_RST)) !== 0;
}

// -- SYN ------------------------------------------------------------------------------------------------

function sendSyn(segment: Segment, log: TransitionLog): void {
  const { packet, sender, receiver } = segment;
  const isSynAck = (packet.flags & ACK) !== 0;
  if ((sender.stateMarks & known.KNOWS_ISS) === 0 || isSynAck) {
    sender.iss = packet.sequence;
    sender.stateMarks |= known.KNOWS_ISS;
  }
  if (sender.synFrame === 0) {
    sender.synFrame = segment.frame;
    sender.synTime = segment.time;
  }
  const mark = isSynAck ? known.SENT_SYN_ACK : known.SENT_SYN;
  segment.isRepeatedControl = (sender.stateMarks & mark) !== 0;
  noteOffers(segment, isSynAck);
  const event = isSynAck ? states.SND_SYN_ACK : states.SND_SYN;
  const hasMoved = log.apply(segment, sender, event, false);
  sender.stateMarks |= mark;
  // The peer's SYN crossed this one and arrives next: first sent, first received.
  if (hasMoved && !isSynAck && (receiver.stateMarks & known.SENT_SYN) !== 0) {
    log.apply(segment, sender, states.RCV_SYN, true);
  }
}

/** What the sender's SYN offers, or its SYN-ACK agrees to. */
export function noteOffers({ packet, sender, receiver }: Segment, isSynAck: boolean): void {
  let marks = sender.stateMarks;
  if (packet.mss >= 0) sender.mss = packet.mss + 1;
  if (packet.windowScale >= 0) sender.scaleShift = packet.windowScale + 1;
  if (packet.sackPermitted) marks |= known.OFFERED_SACK;
  if (packet.hasTimestamps) marks |= known.OFFERED_TIMESTAMPS;
  if (packet.mptcpSubtypes !== 0) marks |= known.OFFERED_MPTCP;
  if (!isSynAck && packet.payloadLength > 0 && packet.fastOpenCookieLength > 0) {
    marks |= known.FAST_OPEN_REQUESTED;
  }
  const sawSyn = (receiver.stateMarks & known.SENT_SYN) !== 0;
  if (isSynAck && sawSyn && sequenceAfter(packet.acknowledgment, sequenceAdd(receiver.iss, 1))) {
    receiver.stateMarks |= known.FAST_OPEN_ACCEPTED;
  }
  sender.stateMarks = marks | offeredEcn(packet.flags, isSynAck);
}

/** RFC 3168, section 6.1.1, and RFC 9768, section 3.1: what the two SYNs say with AE, CWR and ECE. */
function offeredEcn(flags: number, isSynAck: boolean): number {
  const codepoint = flags & (AE | CWR | ECE);
  if (!isSynAck) {
    if (codepoint === (AE | CWR | ECE)) return known.OFFERED_ECN | known.OFFERED_ACCURATE_ECN;
    return codepoint === (CWR | ECE) ? known.OFFERED_ECN : 0;
  }
  if (codepoint === ECE) return known.OFFERED_ECN;
  return codepoint === CWR || (codepoint & AE) !== 0 ? known.OFFERED_ACCURATE_ECN : 0;
}

/** A segment without SYN from an endpoint that is not known to be open yet. */
function sendFirstWithoutSyn(segment: Segment, log: TransitionLog): void {
  const { packet, sender, receiver } = segment;
  if (sender.state === states.UNKNOWN) {
    log.apply(segment, sender, states.SEEN_OPEN, true);
    return;
  }
  if ((packet.flags & ACK) === 0 || !acknowledgesSynOf(receiver, packet.acknowledgment)) return;
  // It acknowledges the peer's SYN and goes on: what made it ESTABLISHED was not captured.
  if (sender.state === states.SYN_SENT) {
    log.apply(segment, sender, states.RCV_SYN_ACK, false);
    return;
  }
  if ((receiver.stateMarks & known.FAST_OPEN_REQUESTED) !== 0) return;
  if (sender.state !== states.SYN_RECEIVED) log.apply(segment, sender, states.SND_SYN_ACK, true);
  if (packet.payloadLength > 0 || (packet.flags & FIN) !== 0) {
    log.apply(segment, sender, states.SEEN_OPEN, true);
  }
}

// -- FIN ------------------------------------------------------------------------------------------------

function sendFin(segment: Segment, log: TransitionLog): void {
  const { packet, sender, receiver } = segment;
  const finSequence = sequenceAdd(packet.sequence, packet.payloadLength);
  const isAnswer = acknowledgesFinOf(receiver, packet);
  if ((sender.stateMarks & known.SENT_FIN) !== 0 && finSequence === sender.finSequence) {
    segment.isRepeatedControl = true;
    reconsiderFin(segment, log, isAnswer);
  } else {
    sender.finSequence = finSequence;
    sender.finFrame = segment.frame;
    sender.finTime = segment.time;
    sender.stateMarks |= isAnswer ? known.SENT_FIN | known.FIN_IS_ANSWER : known.SENT_FIN;
    log.apply(segment, sender, states.SND_FIN, false);
    if (isAnswer && (receiver.stateMarks & known.FIN_ACKED) === 0) {
      segment.connection.marks |= CLOSED_IN_THREE;
    }
  }
  if (hasFinToDeliver(receiver)) crossFin(segment, log);
}

/** The sender closed without having the peer's FIN, which arrives next: first sent, first received. */
function crossFin(segment: Segment, log: TransitionLog): void {
  const { sender, receiver } = segment;
  const isAcked = (sender.stateMarks & known.FIN_ACKED) !== 0;
  const isAckedByFin = (receiver.stateMarks & known.FIN_IS_ANSWER) !== 0;
  if (isAcked && isAckedByFin) log.apply(segment, sender, states.RCV_ACK_OF_FIN, true);
  deliverFin(segment, log, receiver, sender, true);
  if (isAcked && !isAckedByFin) log.apply(segment, sender, states.RCV_ACK_OF_FIN, true);
}

/**
 * A FIN sent again, a round trip after the first and still not acknowledged: the first did not
 * arrive. Whatever else its receiver got meanwhile came before this one.
 */
function reconsiderFin(segment: Segment, log: TransitionLog, isAnswer: boolean): void {
  const { sender, receiver } = segment;
  if (segment.time - sender.finTime < segment.connection.initialRtt) return;
  let lost = 0;
  for (let entry = receiver.lastTransition; log.isInferred(entry); entry = log.older(entry)) {
    const isSameSegment = lost !== 0 && log.frameOf(entry) === log.frameOf(lost);
    if (isSameSegment || log.eventOf(entry) === states.RCV_FIN) lost = entry;
  }
  if (lost === 0) return;
  log.withdraw(receiver, sender, lost);
  const wasAnswer = (sender.stateMarks & known.FIN_IS_ANSWER) !== 0;
  if (!wasAnswer && (receiver.stateMarks & known.FIN_ACKED) !== 0) {
    log.apply(segment, receiver, states.RCV_ACK_OF_FIN, true);
  }
  if (isAnswer) sender.stateMarks |= known.FIN_IS_ANSWER;
}

// -- RST ------------------------------------------------------------------------------------------------

function sendReset(segment: Segment, log: TransitionLog): void {
  const { packet, sender, receiver } = segment;
  if ((sender.stateMarks & known.HAS_SENT) === 0) {
    // No socket has spoken for it: the port refuses, or the capture begins here.
    log.withdrawAll(sender, receiver);
    if ((receiver.stateMarks & known.SENT_SYN) !== 0) sender.state = states.CLOSED;
    else log.apply(segment, sender, states.SND_RST, false);
    sender.stateMarks |= known.SENT_RST;
  } else if (packet.sequence === sender.sndNxt) {
    // Only a reset at its own SND.NXT says that its sender has closed; any other answers a stray segment.
    if (log.apply(segment, sender, states.SND_RST, false)) sender.stateMarks |= known.SENT_RST;
  }
  sender.resetSequence = packet.sequence;
}
