import { ABSENT, PSH, VALID } from '../../wire/packet.ts';
import { SAW_ACK, SAW_DATA } from '../analysis/completeness.ts';
import { countInitialWindow } from '../analysis/counts.ts';
import { scaledWindow } from '../analysis/window.ts';
import { windowOf } from '../conformance/index.ts';
import * as analysisMarks from '../rows/analysis-fields.ts';
import * as conformanceMarks from '../rows/conformance-fields.ts';
import type { EndpointRow } from '../rows/endpoint-row.ts';
import type { Segment } from '../segment.ts';
import { sequenceAfter, sequenceAfterOrAt, sequenceBeforeOrAt } from '../sequence.ts';
import { ESTABLISHED } from '../states.ts';
import { offsetOf } from '../zeek/numbers.ts';

/** What the analysis says of it, and remembers. */
export function noteNumbers(segment: Segment): void {
  const { packet, sender, receiver, end, connectionElapsed } = segment;
  const { sequence, acknowledgment, payloadLength } = packet;
  segment.forgetAnalysis();
  segment.relativeSequence = (sequence - sender.base) >>> 0;
  segment.relativeAcknowledgment = (acknowledgment - receiver.base) >>> 0;
  segment.scaledWindow = scaledWindow(segment);
  if (acknowledgment !== sender.lastAck) {
    sender.lastAck = acknowledgment;
    sender.nonDuplicateFrame = segment.frame;
    sender.duplicateAckCount = 0;
  }
  if (payloadLength > 0) {
    sender.next = end;
    sender.nextTime = connectionElapsed;
    if ((sender.analysisMarks & analysisMarks.INITIAL_WINDOW_OVER) === 0) {
      countInitialWindow(segment);
    }
  }
  const { maxAck } = sender;
  if (maxAck === 0 || maxAck === sequence) sender.maxAck = end;
  sender.lastWindow = packet.window;
  sender.lastTime = connectionElapsed;
  sender.lastFlags = 0;
  segment.connection.completeness |= payloadLength > 0 ? SAW_DATA : SAW_ACK;
}

/** The counters of its connection and its sender. */
export function count(segment: Segment): void {
  const { packet, connection, sender, time, scaledWindow: window } = segment;
  const { payloadLength } = packet;
  if (packet.ipChecksum === VALID) connection.ipValid++;
  else if (packet.ipChecksum === ABSENT) connection.ipAbsent++;
  else connection.ipUnverified++;
  if (packet.tcpChecksum === VALID) connection.tcpValid++;
  else connection.tcpUnverified++;
  sender.segments++;
  sender.octets += segment.frameOctets;
  if ((packet.flags & PSH) !== 0) sender.pshSegments++;
  if (payloadLength > 0) {
    countPayload(sender, payloadLength, time);
  } else {
    sender.pureAcks++;
  }
  if (window >= 0) {
    if (sender.windowSamples++ === 0 || window < sender.windowMin) sender.windowMin = window;
    if (window > sender.windowMax) sender.windowMax = window;
    sender.windowSum += window;
  }
  const idle = time - sender.lastSegmentTime;
  if (idle > sender.idleMax) sender.idleMax = idle;
  sender.lastSegmentTime = time;
}

function countPayload(sender: EndpointRow, octets: number, time: number): void {
  if (sender.dataSegments++ === 0) {
    sender.firstDataTime = time;
    sender.segmentMin = octets;
  } else if (octets < sender.segmentMin) {
    sender.segmentMin = octets;
  }
  if (octets > sender.segmentMax) sender.segmentMax = octets;
  sender.payloadOctets += octets;
  sender.lastDataTime = time;
  sender.lastPayloadTime = time;
}

/** The variables of RFC 9293, section 3.3.1, and the edge of the window. */
export function advance(segment: Segment): void {
  const { packet, sender, receiver, end } = segment;
  const { sequence, acknowledgment } = packet;
  const window = windowOf(packet, sender, receiver);
  if (window >= 0) {
    const edge = (acknowledgment + window) | 0;
    const hasEdge = (sender.conformanceMarks & conformanceMarks.HAS_EDGE) !== 0;
    if (!hasEdge || sequenceAfterOrAt(edge, sender.windowEdge)) {
      sender.windowEdge = edge;
      sender.conformanceMarks |= conformanceMarks.HAS_EDGE;
    }
  }
  sender.sndNxt = end;
  const { contiguousEnd } = sender;
  if (sequenceAfterOrAt(contiguousEnd, sequence) && sequenceAfter(end, contiguousEnd)) {
    sender.contiguousEnd = end;
  }
  if (sequenceAfter(acknowledgment, receiver.sndUna)) {
    receiver.sndUna = acknowledgment;
    if (sequenceAfter(acknowledgment, receiver.contiguousEnd)) {
      receiver.contiguousEnd = acknowledgment;
    }
  }
  if (packet.hasTimestamps && sequenceBeforeOrAt(sequence, sender.sndUna)) {
    sender.timestampRecent = packet.timestampValue;
  }
  segment.discarded = false;
  segment.isStep = false;
  segment.isRepeatedControl = false;
  segment.lowState = ESTABLISHED;
  segment.highState = ESTABLISHED;
}

/** What Zeek counts. */
export function noteZeek({ packet, connection, sender, receiver, end, time }: Segment): void {
  const { acknowledgment, payloadLength } = packet;
  if (payloadLength > 0) {
    sender.zeekLast = end;
    sender.zeekDelivered = (sender.zeekDelivered + payloadLength) | 0;
  }
  if (sequenceAfter(acknowledgment, receiver.zeekAck)) {
    const offset = offsetOf(receiver, acknowledgment);
    receiver.zeekAck = acknowledgment;
    if (sequenceAfter(offset, receiver.zeekTrimmed)) receiver.zeekTrimmed = offset;
  }
  sender.zeekIpOctets += packet.ipTotalLength;
  connection.zeekLastTime = time;
}
