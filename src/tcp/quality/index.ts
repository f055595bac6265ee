import { ACK_LOST_SEGMENT } from '../analysis/names.ts';
import { HAS_SENT } from '../rows/state-fields.ts';
import type { Segment } from '../segment.ts';
import { sequenceBefore } from '../sequence.ts';
import { examineSize } from './super-segments.ts';

/** A recorder that puts segments out of order does it within this time, in nanoseconds; a clock is set by more. */
const RECORDER_DELAY = 1e9;
/** An acknowledgment this soon before what it acknowledges answers it; later, it may be sent again. */
const RECORDED_TOGETHER = 3e6;

/**
 * Finds out what the capture distorts of a segment: whether it was several segments on the wire, and
 * whether the recorder put it behind what passed later. Runs in front of the counters and the state
 * machine, which still hold what was before it.
 */
export function examineQuality(segment: Segment): void {
  const { connection, packet, delta } = segment;
  segment.wireSegments = 1;
  segment.isReordered = false;
  if (packet.payloadLength > 0) examineSize(segment);
  if (delta < 0) {
    connection.clockStepsBack++;
    segment.isReordered = delta > -RECORDER_DELAY;
  } else if (packet.payloadLength > 0) {
    segment.isReordered = followsItsAcknowledgment(segment);
  }
  if (segment.isReordered) connection.reorderedSegments++;
}

/** Nobody acknowledges what was not sent: new data whose acknowledgment has just been recorded came first. */
function followsItsAcknowledgment({ packet, sender, receiver, time }: Segment): boolean {
  return (
    (receiver.lastFlags & ACK_LOST_SEGMENT) !== 0 &&
    (sender.stateMarks & HAS_SENT) !== 0 &&
    sequenceBefore(packet.sequence, receiver.lastAck) &&
    !sequenceBefore(packet.sequence, sender.sndNxt) &&
    time - receiver.lastSegmentTime < RECORDED_TOGETHER
  );
}
