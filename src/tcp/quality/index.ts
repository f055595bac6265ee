import { ACK_LOST_SEGMENT } from '../analysis/names.ts';
import { SENT_SUPER_SEGMENTS } from '../rows/conformance-fields.ts';
import { HAS_SENT } from '../rows/state-fields.ts';
import type { Segment } from '../segment.ts';
import { sequenceBefore } from '../sequence.ts';

/** A recorder that puts segments out of order does it within this time, in nanoseconds; a clock is set by more. */
const RECORDER_DELAY = 1e9;
/** An acknowledgment this soon before what it acknowledges answers it; later, it may be sent again. */
const RECORDED_TOGETHER = 3e6;
const PLAIN_TCP_HEADER = 20;

/**
 * Finds out what the capture distorts of a segment: whether it was several segments on the wire, and
 * whether the recorder put it behind what passed later. Runs in front of the counters and the state
 * machine, which still hold what was before it.
 */
export function examineQuality(segment: Segment): void {
  const { connection, packet, receiver, delta } = segment;
  segment.wireSegments = 1;
  segment.isReordered = false;
  // The MSS that the receiver announced, plus 1: 0 where its SYN was not captured.
  if (receiver.mss !== 0 && packet.payloadLength >= receiver.mss) countSuperSegment(segment);
  if (delta < 0) {
    connection.clockStepsBack++;
    segment.isReordered = delta > -RECORDER_DELAY;
  } else if (packet.payloadLength > 0) {
    segment.isReordered = followsItsAcknowledgment(segment);
  }
  if (segment.isReordered) connection.reorderedSegments++;
}

/** Segmentation offload cuts it after it was captured, receive offload joined it before. */
function countSuperSegment(segment: Segment): void {
  const { connection, packet, sender, receiver } = segment;
  sender.conformanceMarks |= SENT_SUPER_SEGMENTS;
  // Options take their room from the payload (RFC 6691).
  const room = Math.max(1, receiver.mss - 1 - (packet.tcpHeaderLength - PLAIN_TCP_HEADER));
  segment.wireSegments = Math.ceil(packet.payloadLength / room);
  connection.superSegments++;
  connection.superWireSegments += segment.wireSegments;
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
