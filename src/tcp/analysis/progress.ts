import { FIN, SYN } from '../../wire/packet.ts';
import { IN_FLIGHT_UNKNOWN } from '../rows/analysis-fields.ts';
import type { Segment } from '../segment.ts';
import { sequenceBefore } from '../sequence.ts';
import { ZERO_WINDOW_PROBE } from './names.ts';
import type { UnackedSegments } from './unacknowledged.ts';

/** From here on numbers of octets in flight are not believed. */
const IMPLAUSIBLE_FLIGHT = 2_000_000_000;
/** SACK blocks that count. */
const MOST_SACK_BLOCKS = 3;

/** What the sender is remembered by: UNACKED, NEXT, MAXACK, WIN, LASTACK, FLAGS and their times. */
export function noteProgress(segment: Segment, unacked: UnackedSegments): void {
  const { packet, sender } = segment;
  const payloadEnd = (packet.sequence + packet.payloadLength) | 0;
  let end = payloadEnd;
  if (segment.length > 0) {
    const withFlags = (packet.flags & (SYN | FIN)) !== 0 ? (payloadEnd + 1) | 0 : payloadEnd;
    // A full list leaves the SYN or FIN uncounted. Late segments are not remembered at all.
    if (segment.row < 0 || unacked.append(segment, withFlags)) end = withFlags;
  }
  if ((segment.analysis & ZERO_WINDOW_PROBE) === 0) {
    if (sender.next === 0 || sequenceBefore(sender.next, end)) {
      sender.next = end;
      sender.nextTime = segment.connectionElapsed;
    }
    if (sender.maxAck === 0 || packet.sequence === sender.maxAck) sender.maxAck = sender.next;
  }
  sender.lastWindow = packet.window;
  sender.lastAck = packet.acknowledgment;
  sender.lastTime = segment.connectionElapsed;
  sender.lastFlags = segment.analysis;
}

/**
 * Octets sent and not acknowledged after a segment with payload, without those that the receiver's last
 * SACK blocks cover and, for a SYN or FIN, without its own number; 0 where they are not known.
 */
export function octetsInFlight(segment: Segment, unacked: UnackedSegments): number {
  const { packet, sender, receiver } = segment;
  if (packet.payloadLength === 0 || sender.unackedCount === 0) return 0;
  if ((sender.analysisMarks & IN_FLIGHT_UNKNOWN) !== 0) return 0;
  segment.isOnRecord = true;
  const octets = (unacked.flight(sender) - receiver.sackedOctets) >>> 0;
  if (octets === 0 || octets >= IMPLAUSIBLE_FLIGHT) return 0;
  return (packet.flags & (SYN | FIN)) !== 0 ? octets - 1 : octets;
}

/** SACKS: octets in the first blocks of its last segment. */
export function noteSackBlocks(segment: Segment): void {
  const { packet, sender } = segment;
  const blocks = Math.min(packet.sackBlockCount, MOST_SACK_BLOCKS);
  let octets = 0;
  for (let edge = 0; edge < 2 * blocks; edge += 2) {
    octets += (packet.sackEdges[edge + 1] ?? 0) - (packet.sackEdges[edge] ?? 0);
  }
  sender.sackedOctets = octets | 0;
}
