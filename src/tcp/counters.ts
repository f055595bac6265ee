import {
  ABSENT,
  ACK,
  FIN,
  INVALID,
  PARTIAL,
  PSH,
  RST,
  SYN,
  UNVERIFIED,
  URG,
  VALID,
} from '../wire/packet.ts';
import type { EndpointRow } from './rows/endpoint-row.ts';
import type { Segment } from './segment.ts';

/**
 * Adds a segment to its connection's and its sender's counters. Runs after the verdict on
 * retransmissions, which it counts by.
 */
export function countSegment(segment: Segment): void {
  countChecksums(segment);
  const { packet, sender } = segment;
  sender.segments++;
  sender.octets += segment.frameOctets;
  countFlags(sender, packet.flags, packet.payloadLength);
  if (packet.payloadLength > 0) countPayload(segment);
  if (segment.verdictKind !== 0) {
    sender.retransmittedSegments++;
    sender.retransmittedOctets += segment.verdictOctets;
  }
  countWindow(segment);
  if (packet.sackBlockCount > 0) sender.sackBlocks += packet.sackBlockCount;
  if (packet.snappedOctets > 0) segment.connection.snappedSegments++;
  if (sender.segments === 1) {
    sender.firstSegmentTime = segment.time;
  } else {
    const idle = segment.time - sender.lastSegmentTime;
    if (idle > sender.idleMax) sender.idleMax = idle;
  }
  sender.lastSegmentTime = segment.time;
}

function countFlags(sender: EndpointRow, flags: number, payloadLength: number): void {
  if ((flags & (SYN | FIN | RST)) === 0) {
    if (payloadLength === 0 && (flags & ACK) !== 0) sender.pureAcks++;
  } else {
    if ((flags & SYN) !== 0) sender.synSegments++;
    if ((flags & FIN) !== 0) sender.finSegments++;
    if ((flags & RST) !== 0) sender.rstSegments++;
  }
  if ((flags & PSH) !== 0) sender.pshSegments++;
  if ((flags & URG) !== 0) sender.urgSegments++;
}

function countPayload(segment: Segment): void {
  const { packet, sender } = segment;
  const octets = packet.payloadLength;
  sender.dataSegments++;
  sender.payloadOctets += octets;
  if (sender.dataSegments === 1 || octets < sender.segmentMin) sender.segmentMin = octets;
  if (octets > sender.segmentMax) sender.segmentMax = octets;
  sender.uniqueOctets += segment.newOctets;
  if (segment.isCopy) {
    sender.copiedDataSegments++;
    sender.copiedOctets += octets;
  }
}

function countWindow(segment: Segment): void {
  const { packet, sender, scaledWindow } = segment;
  if ((packet.flags & (SYN | RST)) !== 0) return;
  if (packet.window === 0) {
    sender.zeroWindows++;
    if (sender.zeroWindowSince === 0) sender.zeroWindowSince = segment.time + 1;
  } else if (sender.zeroWindowSince !== 0) {
    sender.zeroWindowTime += segment.time + 1 - sender.zeroWindowSince;
    sender.zeroWindowSince = 0;
  }
  if (scaledWindow < 0) return;
  if (sender.windowSamples === 0 || scaledWindow < sender.windowMin) {
    sender.windowMin = scaledWindow;
  }
  if (scaledWindow > sender.windowMax) sender.windowMax = scaledWindow;
  sender.windowSamples++;
  sender.windowSum += scaledWindow;
}

function countChecksums(segment: Segment): void {
  const { packet, connection, sender } = segment;
  if (packet.ipChecksum === VALID) connection.ipValid++;
  else if (packet.ipChecksum === ABSENT) connection.ipAbsent++;
  else if (packet.ipChecksum === INVALID) connection.ipInvalid++;
  else connection.ipUnverified++;
  if (packet.tcpChecksum === VALID) {
    connection.tcpValid++;
  } else if (packet.tcpChecksum === UNVERIFIED) {
    connection.tcpUnverified++;
  } else if (packet.tcpChecksum === PARTIAL) {
    connection.tcpPartial++;
    sender.partialChecksums++;
  } else {
    connection.tcpInvalid++;
    sender.invalidChecksums++;
  }
}
