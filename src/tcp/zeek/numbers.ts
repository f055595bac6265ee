import { FIN, RST, SYN } from '../../wire/packet.ts';
import type { ZeekFields } from '../rows/zeek-fields.ts';
import { sequenceAdd, sequenceDistance } from '../sequence.ts';
import {
  ESTABLISHED,
  INACTIVE,
  PARTIAL,
  previousStateOf,
  RESET,
  SENT_FIN,
  SYN_ACK_SENT,
  SYN_SENT,
  stateOf,
} from './marks.ts';

/*
 * The numbers that Zeek keeps of each endpoint: where its sequence numbers start, how far it sent
 * (`last`) and how far its peer acknowledged (`ack`), both with a count of the times that they
 * passed 2^32. Offsets count from the first octet of payload, so that the SYN's is -1.
 */

/** Octets beyond which the number of a SYN or RST is not trusted, nor an acknowledgment of 0. */
const FAR = 1 << 20;
const WRAP = 2 ** 32;

/** Starts an endpoint's numbers anew. */
function startNumbers(endpoint: ZeekFields, start: number, last: number): void {
  endpoint.zeekStart = start;
  endpoint.zeekAck = start;
  endpoint.zeekLast = last;
  endpoint.zeekLastWraps = wrapsBetween(start, last);
  endpoint.zeekAckWraps = 0;
}

/** What going from one number to another near it adds to the times that 2^32 was passed. */
function wrapsBetween(from: number, to: number): number {
  const isForward = sequenceDistance(from, to) >= 0;
  if (isForward === to >>> 0 >= from >>> 0) return 0;
  return isForward ? 1 : -1;
}

/** Starts the sender's numbers at its first segment, and anew where a SYN says so. */
export function settleStart(
  sender: ZeekFields,
  flags: number,
  sequence: number,
  end: number,
): void {
  const isSyn = (flags & SYN) !== 0;
  switch (stateOf(sender)) {
    case INACTIVE:
      // Without a SYN there is supposed to have been one; nothing of the first segment is old.
      if (isSyn) startNumbers(sender, sequence, end);
      else startNumbers(sender, (sequence - 1) | 0, sequence);
      break;
    case SYN_SENT:
    case SYN_ACK_SENT:
      if (isSyn && sequence !== sender.zeekStart) startNumbers(sender, sequence, end);
      break;
    case PARTIAL:
    case ESTABLISHED:
      if (isSyn) startNumbers(sender, sequence, end);
      break;
    case RESET:
      // The RST that was its first segment may have been forged.
      if (isSyn && previousStateOf(sender) === INACTIVE) startNumbers(sender, sequence, end);
      break;
    default:
  }
}

/** The offset of a sequence number, modulo 2^32. */
export function offsetOf(endpoint: ZeekFields, sequence: number): number {
  return (sequence - endpoint.zeekStart - 1) | 0;
}

/** A sequence number near what the endpoint sent last lies before its start. */
export function isSequenceBeforeStart(endpoint: ZeekFields, sequence: number): boolean {
  return isBeforeStart(endpoint, sequence, endpoint.zeekLast, endpoint.zeekLastWraps);
}

/** An acknowledgment of what the endpoint sent lies before its start. */
function isAcknowledgmentBeforeStart(endpoint: ZeekFields, acknowledgment: number): boolean {
  return isBeforeStart(endpoint, acknowledgment, endpoint.zeekAck, endpoint.zeekAckWraps);
}

/**
 * Without a wrap so far, what lies 2^31 or more beyond the start counts as before it: so an endpoint
 * that sent more than 2 GiB is misjudged until its numbers pass 2^32.
 */
function isBeforeStart(
  endpoint: ZeekFields,
  number: number,
  near: number,
  wrapsOfNear: number,
): boolean {
  const wraps = wrapsOfNear + wrapsBetween(near, number);
  return wraps <= 0 && sequenceDistance(endpoint.zeekStart, number) < 0;
}

/** Notes an acknowledgment of the peer's numbers; true where it can be trusted to be one of its payload. */
export function noteAcknowledgment(
  peer: ZeekFields,
  acknowledgment: number,
  flags: number,
): boolean {
  if (stateOf(peer) === INACTIVE) {
    const start = (acknowledgment - 1) | 0;
    startNumbers(peer, start, start);
    return true;
  }
  if (isAcknowledgmentBeforeStart(peer, acknowledgment)) return false;
  if ((flags & RST) === 0) takeAcknowledgment(peer, acknowledgment);
  return true;
}

/** Takes a peer's acknowledgment, unless it is an unlikely 0. */
function takeAcknowledgment(endpoint: ZeekFields, acknowledgment: number): void {
  const advance = sequenceDistance(endpoint.zeekAck, acknowledgment);
  if (advance <= 0 || (acknowledgment === 0 && advance > FAR)) return;
  endpoint.zeekAckWraps += wrapsBetween(endpoint.zeekAck, acknowledgment);
  endpoint.zeekAck = acknowledgment;
}

/** Takes the end of a segment; true where it is not above the highest one, and could have been. */
export function takeEnd(endpoint: ZeekFields, end: number, flags: number): boolean {
  const advance = sequenceDistance(endpoint.zeekLast, end);
  if ((flags & (SYN | RST)) !== 0 && (advance > FAR || advance < -FAR)) return false;
  const sentSynAlone = endpoint.zeekLast === sequenceAdd(endpoint.zeekStart, 1);
  if (!((flags & FIN) !== 0 && sentSynAlone)) {
    if (stateOf(endpoint) === RESET) return false;
    if (advance <= 0) return true;
  }
  endpoint.zeekLastWraps += wrapsBetween(endpoint.zeekLast, end);
  endpoint.zeekLast = end;
  return false;
}

/** Nothing but its SYN was acknowledged. */
export function isUnacknowledged(endpoint: ZeekFields): boolean {
  return (endpoint.zeekAck - endpoint.zeekStart) >>> 0 <= 1;
}

/** Octets of payload that the endpoint sent, by its numbers and its peer's acknowledgments. */
export function sizeOf(endpoint: ZeekFields, peer: ZeekFields): number {
  const wasHalfOpen =
    previousStateOf(endpoint) === SYN_SENT &&
    stateOf(endpoint) === RESET &&
    stateOf(peer) === INACTIVE;
  if (wasHalfOpen && !isUnacknowledged(endpoint)) return 0;
  const last = endpoint.zeekLastWraps * WRAP + (endpoint.zeekLast >>> 0);
  const ack = endpoint.zeekAckWraps * WRAP + (endpoint.zeekAck >>> 0);
  const numbers = Math.max(last, ack) - (endpoint.zeekStart >>> 0);
  const controls = (endpoint.zeekMarks & SENT_FIN) === 0 ? 1 : 2;
  return Math.max(0, numbers - controls);
}
