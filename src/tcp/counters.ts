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
import {
  COPIED_DATA,
  COPIED_OCTETS,
  EMPTY_PUSHES,
  OUT_OF_ORDER,
  PROBE_OCTETS,
  type RareCounts,
  REPEATED,
  REPEATED_OCTETS,
  SACK_BLOCKS_MAX,
  SACKING,
  TRUNCATED,
  TRUNCATED_OCTETS,
  URGENT_DATA,
  URGENT_OCTETS,
  WITHOUT_ACK,
  ZERO_WINDOW_PROBES,
} from './rare-counts.ts';
import { BEGAN_WITHOUT_ACK } from './rows/analysis-fields.ts';
import type { EndpointRow } from './rows/endpoint-row.ts';
import type { Segment } from './segment.ts';

/**
 * Adds a segment to its connection's and its sender's counters. Runs after the verdict on
 * retransmissions, which it counts by.
 */
export function countSegment(segment: Segment, rare: RareCounts): void {
  countChecksums(segment);
  const { packet, sender } = segment;
  sender.segments++;
  sender.octets += segment.frameOctets;
  countFlags(sender, packet.flags, packet.payloadLength);
  if (packet.payloadLength > 0) countPayload(segment, rare);
  countControl(segment, rare);
  if (segment.length > 0) countNumbers(segment, rare);
  if (segment.verdictKind !== 0) {
    sender.retransmittedSegments++;
    sender.retransmittedOctets += segment.verdictOctets;
  }
  countWindow(segment);
  if (packet.sackBlockCount > 0) {
    sender.sackBlocks += packet.sackBlockCount;
    rare.add(sender, SACKING);
    rare.raise(sender, SACK_BLOCKS_MAX, packet.sackBlockCount);
  }
  if (packet.snappedOctets > 0) segment.connection.snappedSegments++;
  if (sender.segments > 1) {
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

/** What only some segments lack, or have without payload. */
function countControl({ packet, sender }: Segment, rare: RareCounts): void {
  const { flags } = packet;
  if ((flags & ACK) === 0) {
    if (sender.segments === 1) sender.analysisMarks |= BEGAN_WITHOUT_ACK;
    else rare.add(sender, WITHOUT_ACK);
  }
  if ((flags & PSH) !== 0 && packet.payloadLength === 0) rare.add(sender, EMPTY_PUSHES);
}

/** Probes of a shut window, and other segments whose numbers are not simply the next. */
function countNumbers(segment: Segment, rare: RareCounts): void {
  const { packet, sender, receiver } = segment;
  if (sender.at !== receiver.at && receiver.zeroWindowSince !== 0) {
    rare.add(sender, ZERO_WINDOW_PROBES);
    rare.addOctets(sender, PROBE_OCTETS, packet.payloadLength);
    return;
  }
  if (segment.repeatedNumbers > 0) {
    rare.add(sender, REPEATED);
    rare.addOctets(sender, REPEATED_OCTETS, segment.repeatedNumbers);
  }
  if (segment.isOutOfOrder) rare.add(sender, OUT_OF_ORDER);
}

function countPayload(segment: Segment, rare: RareCounts): void {
  const { packet, sender } = segment;
  const octets = packet.payloadLength;
  sender.dataSegments++;
  sender.lastPayloadTime = segment.time;
  sender.payloadOctets += octets;
  if (sender.dataSegments === 1) {
    sender.firstDataTime = segment.time;
    sender.segmentMin = octets;
  } else if (octets < sender.segmentMin) {
    sender.segmentMin = octets;
  }
  if (octets > sender.segmentMax) sender.segmentMax = octets;
  if (segment.newOctets !== octets) sender.repeatedPayload += octets - segment.newOctets;
  if (segment.isCopy) {
    rare.add(sender, COPIED_DATA);
    rare.addOctets(sender, COPIED_OCTETS, octets);
  }
  if ((packet.flags & URG) !== 0) {
    rare.add(sender, URGENT_DATA);
    rare.addOctets(sender, URGENT_OCTETS, packet.urgentPointer);
  }
  if (packet.payloadCaptured < octets) {
    rare.add(sender, TRUNCATED);
    rare.addOctets(sender, TRUNCATED_OCTETS, octets - packet.payloadCaptured);
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
