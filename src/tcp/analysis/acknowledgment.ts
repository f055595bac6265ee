import { ACK, FIN, RST, SYN } from '../../wire/packet.ts';
import type { Segment } from '../segment.ts';
import { sequenceBefore } from '../sequence.ts';
import type { MultipathConnections } from './mptcp.ts';
import {
  ACK_LOST_SEGMENT,
  DUPLICATE_ACK,
  KEEP_ALIVE,
  KEEP_ALIVE_ACK,
  WINDOW_UPDATE,
  ZERO_WINDOW_PROBE,
  ZERO_WINDOW_PROBE_ACK,
} from './names.ts';

/** DUPS, an unsigned number, holds 2^32 - 1: set by what the other direction acknowledged. */
const DUPLICATES_OVERRIDDEN = -1;

/**
 * What a segment without payload, next in order, is that acknowledges the same as the one before it.
 * Only the window and what the receiver sent last tell the cases apart; none asks for the ACK flag.
 */
export function repeatedAcknowledgment(segment: Segment, multipath: MultipathConnections): number {
  const { packet, sender, receiver } = segment;
  if (packet.acknowledgment !== sender.lastAck || (packet.flags & (SYN | FIN | RST)) !== 0) {
    return 0;
  }
  const { window } = packet;
  if (window !== sender.lastWindow) return window > 0 ? WINDOW_UPDATE : 0;
  const receiverFlags = receiver.lastFlags;
  if (window === 0) return (receiverFlags & ZERO_WINDOW_PROBE) !== 0 ? ZERO_WINDOW_PROBE_ACK : 0;
  if ((receiverFlags & KEEP_ALIVE) !== 0) return KEEP_ALIVE_ACK;
  if (multipath.hasNewsFor(segment)) return 0;
  const count = sender.duplicateAckCount;
  sender.duplicateAckCount = count === DUPLICATES_OVERRIDDEN ? 1 : (count + 1) | 0;
  segment.duplicateAckNumber = sender.duplicateAckCount >>> 0;
  segment.duplicateAckFrame = sender.nonDuplicateFrame;
  return DUPLICATE_ACK;
}

/** NONDUP and DUPS: a new number is what later duplicates repeat. */
export function noteAcknowledgment(segment: Segment): void {
  const { packet, sender } = segment;
  if (packet.acknowledgment === sender.lastAck) return;
  sender.nonDuplicateFrame = segment.frame;
  sender.duplicateAckCount = 0;
}

/**
 * An acknowledgment of more than MAXACK, the end of what was seen without a hole. Where nothing was
 * seen behind the hole either, it is told once, until the receiver acknowledges something new.
 */
export function ackLostSegment(segment: Segment): number {
  const { packet, receiver } = segment;
  const { maxAck } = receiver;
  if (maxAck === 0 || (packet.flags & ACK) === 0) return 0;
  if (!sequenceBefore(maxAck, packet.acknowledgment)) return 0;
  if (sequenceBefore(maxAck, receiver.next)) {
    receiver.maxAck = receiver.next;
    return ACK_LOST_SEGMENT;
  }
  const isNews = receiver.duplicateAckCount === 0;
  receiver.duplicateAckCount = DUPLICATES_OVERRIDDEN;
  segment.isOnRecord = true;
  return isNews ? ACK_LOST_SEGMENT : 0;
}
