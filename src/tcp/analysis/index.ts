import { ACK, SYN } from '../../wire/packet.ts';
import { HAS_BASE } from '../rows/analysis-fields.ts';
import type { Segment } from '../segment.ts';
import { sequenceDistance } from '../sequence.ts';
import { REUSED_PORTS } from './names.ts';

/**
 * What Wireshark says of a segment (`tcp.analysis.*`), in the order in which it says it.
 *
 * `isReuse`: the segment opened its connection by taking over a known pair of sockets.
 */
export function analyseSegment(segment: Segment, isReuse: boolean): void {
  const { packet, sender, receiver } = segment;
  segment.analysis = isReuse ? REUSED_PORTS : 0;
  segment.duplicateAckNumber = 0;
  segment.duplicateAckFrame = 0;
  segment.acknowledgesFrame = 0;
  segment.ackRtt = 0;
  segment.bytesInFlight = 0;
  settleBases(segment);
  segment.relativeSequence = sequenceDistance(sender.base, packet.sequence) >>> 0;
  segment.relativeAcknowledgment = sequenceDistance(receiver.base, packet.acknowledgment) >>> 0;
  segment.initialRtt = segment.connection.initialRtt;
  settleWindowScale(segment);
}

/** The numbers that relative ones count from: a SYN's own, or one below the first that is seen. */
function settleBases(segment: Segment): void {
  const { packet, sender, receiver } = segment;
  const isSyn = (packet.flags & SYN) !== 0;
  if ((sender.analysisMarks & HAS_BASE) === 0) {
    sender.base = isSyn ? packet.sequence : (packet.sequence - 1) | 0;
    sender.analysisMarks |= HAS_BASE;
  }
  if ((receiver.analysisMarks & HAS_BASE) === 0 && (packet.flags & ACK) !== 0) {
    receiver.base = (packet.acknowledgment - 1) | 0;
    receiver.analysisMarks |= HAS_BASE;
  }
}

function settleWindowScale(segment: Segment): void {
  const { packet, sender, receiver } = segment;
  if ((packet.flags & SYN) !== 0) {
    segment.scaledWindow = packet.window;
  } else if (sender.scaleShift > 0 && receiver.scaleShift > 0) {
    segment.scaledWindow = packet.window << Math.min(sender.scaleShift - 1, 14);
  } else if (sender.synFrame > 0 && receiver.synFrame > 0) {
    segment.scaledWindow = packet.window;
  } else {
    segment.scaledWindow = -1;
  }
}
