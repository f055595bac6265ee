import { FIN, RST, SYN } from '../../wire/packet.ts';
import type { ZeekFields } from '../rows/zeek-fields.ts';
import { sequenceAdd, sequenceDistance } from '../sequence.ts';
import { INACTIVE, previousStateOf, RESET, SENT_FIN, SYN_SENT, stateOf } from './marks.ts';

/*
 * The numbers that Zeek keeps of each endpoint: where its sequence numbers start, how far it sent
 * (`last`) and how far its peer acknowledged (`ack`), both with a count of the times that they
 * passed 2^32. Offsets count from the first octet of payload, so that the SYN's is -1.
 */

/** Octets beyond which the number of a SYN or RST is not trusted, nor an acknowledgment of 0. */
const FAR = 1 << 20;
const WRAP = 2 ** 32;

/** Starts an endpoint's numbers anew. */
export function startNumbers(endpoint: ZeekFields, start: number, last: number): void {
  endpoint.zeekStart = start;
  endpoint.zeekAck = start;
  endpoint.zeekLast = last;
  endpoint.zeekLastWraps = 0;
  endpoint.zeekAckWraps = 0;
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
export function isAcknowledgmentBeforeStart(endpoint: ZeekFields, acknowledgment: number): boolean {
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
  const distance = sequenceDistance(near, number);
  let wraps = wrapsOfNear;
  if (distance < 0 && wraps > 0 && number >>> 0 > near >>> 0) wraps--;
  if (distance > 0 && number >>> 0 < near >>> 0) wraps++;
  return wraps === 0 && sequenceDistance(endpoint.zeekStart, number) < 0;
}

/** Takes a peer's acknowledgment, unless it is an unlikely 0. */
export function takeAcknowledgment(endpoint: ZeekFields, acknowledgment: number): void {
  const advance = sequenceDistance(endpoint.zeekAck, acknowledgment);
  if (advance <= 0 || (acknowledgment === 0 && advance > FAR)) return;
  if (acknowledgment >>> 0 < endpoint.zeekAck >>> 0) endpoint.zeekAckWraps++;
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
  if (advance > 0 && end >>> 0 < endpoint.zeekLast >>> 0) endpoint.zeekLastWraps++;
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
