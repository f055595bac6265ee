import { ACK, SYN } from '../../wire/packet.ts';
import { HAS_BASE } from '../rows/analysis-fields.ts';
import type { Segment } from '../segment.ts';
import { REUSED_PORTS } from './names.ts';
import type { UnackedSegments } from './unacknowledged.ts';

/**
 * What a SYN on known sockets changes before anything is judged: sent again, it takes NEXT back to
 * MAXACK, so that it counts from where it began; a SYN-ACK with a number of its own moves BASE.
 */
export function meetSyn(segment: Segment, unacked: UnackedSegments): void {
  const { packet, sender } = segment;
  if ((sender.analysisMarks & HAS_BASE) === 0) return;
  if ((packet.flags & ACK) === 0) {
    sender.next = sender.maxAck;
    segment.isOnRecord = true;
  } else if (sender.base !== packet.sequence) {
    sender.base = packet.sequence;
    unacked.rebase(sender);
    segment.analysis = REUSED_PORTS;
  }
}

/** BASE, which relative numbers count from: a SYN's own number, or one below the first that is seen. */
export function settleBases(segment: Segment): void {
  const { packet, sender, receiver } = segment;
  if ((sender.analysisMarks & HAS_BASE) === 0) {
    const isSyn = (packet.flags & SYN) !== 0;
    sender.base = isSyn ? packet.sequence : (packet.sequence - 1) | 0;
    sender.analysisMarks |= HAS_BASE;
  }
  if ((receiver.analysisMarks & HAS_BASE) === 0 && (packet.flags & ACK) !== 0) {
    receiver.base = (packet.acknowledgment - 1) | 0;
    receiver.analysisMarks |= HAS_BASE;
  }
}

/** Relative numbers; the raw ones where there is no BASE. */
export function countFromBases(segment: Segment): void {
  const { packet, sender, receiver } = segment;
  segment.relativeSequence = (packet.sequence - sender.base) >>> 0;
  segment.relativeAcknowledgment = (packet.acknowledgment - receiver.base) >>> 0;
}
