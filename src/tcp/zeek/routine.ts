import type { Packet } from '../../wire/packet.ts';
import { ACK, FIN, RST, SYN } from '../../wire/packet.ts';
import type { EndpointRow } from '../rows/endpoint-row.ts';
import type { ZeekFields } from '../rows/zeek-fields.ts';
import type { Segment } from '../segment.ts';
import * as marks from './marks.ts';
import { isUnacknowledged, offsetOf } from './numbers.ts';
import { receptionOf, SOUND } from './reception.ts';
import { MOST_UNACKNOWLEDGED } from './streams.ts';

/** Well below the limit of `Streams`, which counts what is held before it gives up. */
const MOST_ROUTINELY_HELD = 8 * 2 ** 20;

/**
 * Takes a segment of the kind that most are, where data flows: sound, with ACK and no other control,
 * in order and within its limits, with no letter to write but perhaps its first. False, and nothing
 * is changed, for any other.
 */
export function takeRoutinely(segment: Segment, sender: EndpointRow, peer: EndpointRow): boolean {
  const { packet } = segment;
  const { sequence, payloadLength } = packet;
  if ((packet.flags & (SYN | FIN | RST | ACK)) !== ACK || packet.window === 0) return false;
  if ((sender.zeekMarks & marks.ROUTINE_MASK) !== marks.ROUTINE) return false;
  if ((peer.zeekMarks & marks.ROUTINE_MASK) !== marks.ROUTINE) return false;
  if (sequence !== sender.zeekLast || receptionOf(packet) !== SOUND) return false;
  if (!acknowledgesRoutinely(peer, packet.acknowledgment)) return false;
  if (payloadLength > 0) {
    if (!continuesRoutinely(packet, sender, segment.end)) return false;
    sender.zeekLast = segment.end;
    sender.zeekDelivered = (sender.zeekDelivered + payloadLength) | 0;
  }
  const { acknowledgment } = packet;
  if (((acknowledgment - peer.zeekAck) | 0) > 0) {
    const offset = offsetOf(peer, acknowledgment);
    peer.zeekAck = acknowledgment;
    if (((offset - peer.zeekTrimmed) | 0) > 0) peer.zeekTrimmed = offset;
  }
  sender.zeekIpOctets += packet.ipTotalLength;
  segment.connection.zeekLastTime = segment.time;
  return true;
}

/** The acknowledgment is old, or of payload that is there. */
export function acknowledgesRoutinely(peer: ZeekFields, acknowledgment: number): boolean {
  if (((acknowledgment - peer.zeekAck) | 0) <= 0) return true;
  const offset = offsetOf(peer, acknowledgment);
  return (
    offset >= 0 &&
    ((offset - peer.zeekDelivered) | 0) <= 0 &&
    acknowledgment >>> 0 > peer.zeekAck >>> 0
  );
}

/** The payload goes on where the sender's stream ends, and not too much of it is held then. */
export function continuesRoutinely(packet: Packet, sender: ZeekFields, end: number): boolean {
  const { payloadLength } = packet;
  const offset = offsetOf(sender, packet.sequence);
  if (offset < 0 || offset !== sender.zeekDelivered || sender.zeekIslandHead !== 0) return false;
  if (packet.payloadCaptured < payloadLength || end >>> 0 < packet.sequence >>> 0) return false;
  const to = (offset + payloadLength) | 0;
  if (to > MOST_UNACKNOWLEDGED && isUnacknowledged(sender)) return false;
  return ((to - sender.zeekTrimmed) | 0) <= MOST_ROUTINELY_HELD;
}
