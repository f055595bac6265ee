import { ACK, FIN, RST, SYN } from '../../wire/packet.ts';
import type { EndpointRow } from '../rows/endpoint-row.ts';
import type { Segment } from '../segment.ts';
import type { Histories } from './history.ts';
import {
  CLOSE_DONE,
  CLOSED,
  ESTABLISHED,
  enterState,
  INACTIVE,
  IS_PARTIAL,
  PARTIAL,
  previousStateOf,
  RESET,
  SYN_ACK_SENT,
  SYN_SENT,
  stateOf,
} from './marks.ts';
import { exchangeRoles, isOriginator } from './roles.ts';

/** Moves the states of both endpoints on; true where the segment closes the sender's side. */
export function moveStates(
  segment: Segment,
  sender: EndpointRow,
  peer: EndpointRow,
  histories: Histories,
): boolean {
  const { flags } = segment.packet;
  switch (stateOf(sender)) {
    case INACTIVE:
      return wake(segment, sender, peer, histories);
    case SYN_SENT:
    case SYN_ACK_SENT:
      if ((flags & FIN) !== 0) enterState(sender, CLOSED);
      if ((flags & RST) !== 0) enterState(sender, RESET);
      return (flags & (FIN | RST)) !== 0;
    case PARTIAL:
    case ESTABLISHED:
      return moveOpen(sender, peer, flags);
    case CLOSED:
      return resetClosed(sender, peer, flags);
    default:
      return false;
  }
}

/** The first segment of an endpoint. */
function wake(
  segment: Segment,
  sender: EndpointRow,
  peer: EndpointRow,
  histories: Histories,
): boolean {
  const { flags } = segment.packet;
  if ((flags & SYN) !== 0) open(segment, sender, peer, histories);
  if ((flags & FIN) !== 0) enterState(sender, CLOSED);
  if ((flags & RST) !== 0) enterState(sender, RESET);
  if (stateOf(sender) === INACTIVE) joinMidstream(segment, sender, peer);
  return (flags & (FIN | RST)) !== 0;
}

function open(
  segment: Segment,
  sender: EndpointRow,
  peer: EndpointRow,
  histories: Histories,
): void {
  const isSynAck = (segment.packet.flags & ACK) !== 0;
  if (isOriginator(segment, sender)) {
    enterState(sender, isSynAck ? SYN_ACK_SENT : SYN_SENT);
    return;
  }
  if (!isSynAck && stateOf(peer) === SYN_ACK_SENT) {
    // The SYN was captured behind the SYN-ACK that answers it.
    exchangeRoles(segment, histories);
    enterState(peer, ESTABLISHED);
  } else if (stateOf(peer) === SYN_SENT) {
    enterState(peer, ESTABLISHED);
  }
  enterState(sender, ESTABLISHED);
}

/** The first segment of an endpoint is none that opens or closes. */
function joinMidstream(segment: Segment, sender: EndpointRow, peer: EndpointRow): void {
  const { packet, connection } = segment;
  const peerState = stateOf(peer);
  const isEarlyAck = packet.payloadLength === 0 && peerState === SYN_SENT;
  if (isEarlyAck && !isOriginator(segment, sender)) return;
  if ((packet.flags & ACK) !== 0 && peerState === ESTABLISHED) {
    // Its SYN was missed.
    enterState(sender, ESTABLISHED);
    connection.zeekMarks &= ~IS_PARTIAL;
  } else {
    enterState(sender, PARTIAL);
  }
}

function moveOpen(sender: EndpointRow, peer: EndpointRow, flags: number): boolean {
  const isBareSyn = (flags & (SYN | ACK)) === SYN;
  if (isBareSyn && stateOf(sender) === PARTIAL && stateOf(peer) === INACTIVE) {
    enterState(sender, SYN_SENT);
  }
  if ((flags & RST) !== 0) {
    enterState(sender, RESET);
    return true;
  }
  if ((flags & FIN) === 0) return false;
  enterState(sender, CLOSED);
  // A peer that sent a FIN and then a RST closed normally after all.
  if (stateOf(peer) === RESET && previousStateOf(peer) === CLOSED) enterState(peer, CLOSED);
  return true;
}

function resetClosed(sender: EndpointRow, peer: EndpointRow, flags: number): boolean {
  if ((flags & RST) === 0 || stateOf(peer) === CLOSED) return false;
  enterState(sender, RESET);
  return (sender.zeekMarks & CLOSE_DONE) === 0;
}
