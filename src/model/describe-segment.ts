import { ANALYSIS_NAMES } from '../tcp/analysis/names.ts';
import { EVIDENCE, LOST_PLACES, RETRANSMISSION_KINDS } from '../tcp/retransmission/names.ts';
import { CLIENT_IS_HIGH } from '../tcp/rows/connection-row.ts';
import type { Segment } from '../tcp/segment.ts';
import { expectedTcpChecksum } from '../wire/checksum.ts';
import { CHECKSUM_STATUS } from '../wire/checksum-status.ts';
import { expectedIpv4Checksum } from '../wire/network/ipv4.ts';
import { ACK, INVALID, PARTIAL, type Packet, RESERVED } from '../wire/packet.ts';
import { listOptions } from '../wire/transport/tcp-option-list.ts';
import { addressText } from './address-text.ts';
import { communityId } from './community-id.ts';
import { stateName } from './describe-endpoint.ts';
import { describeOption } from './describe-option.ts';
import { inSeconds, type RecordingClock } from './recording-clock.ts';
import type { SegmentRecord } from './segment-record.ts';
import { timestampText } from './time-text.ts';
import { FLAG_NAMES } from './vocabulary.ts';

/** The complete record of a segment: a copy, independent of the packet's octets. */
export function describeSegment(segment: Segment, clock: RecordingClock): SegmentRecord {
  const { packet } = segment;
  const clientIsHigh = (segment.connection.marks & CLIENT_IS_HIGH) !== 0;
  const isFromClient = (segment.senderSide === 1) === clientIsHigh;
  const orNull = (value: number) => (value === 0 ? null : value);
  return {
    type: 'segment',
    capture: segment.capture,
    frame: segment.frame,
    timestamp: timestampText(segment.seconds, segment.nanoseconds),
    elapsedSeconds: clock.elapsedSeconds(segment.time),
    connectionElapsedSeconds: inSeconds(segment.connectionElapsed),
    deltaSeconds: segment.isFirst ? null : inSeconds(segment.delta),
    connection: segment.connectionId,
    from: isFromClient ? 'client' : 'server',
    source: { address: sourceText(packet), port: packet.sourcePort },
    destination: { address: destinationText(packet), port: packet.destinationPort },
    sequence: packet.sequence >>> 0,
    acknowledgment: packet.acknowledgment >>> 0,
    relativeSequence: segment.relativeSequence,
    relativeAcknowledgment: (packet.flags & ACK) !== 0 ? segment.relativeAcknowledgment : null,
    flags: FLAG_NAMES.filter((_, index) => ((packet.flags >> (8 - index)) & 1) !== 0),
    reservedBits: (packet.flags & RESERVED) >> 9,
    headerLength: packet.tcpHeaderLength,
    window: packet.window,
    scaledWindow: segment.scaledWindow < 0 ? null : segment.scaledWindow,
    urgentPointer: packet.urgentPointer,
    payloadLength: packet.payloadLength,
    options: listOptions(packet).map(describeOption),
    checksums: checksumsOf(packet),
    analysis: ANALYSIS_NAMES.filter((_, bit) => ((segment.analysis >> bit) & 1) !== 0),
    duplicateAckNumber: orNull(segment.duplicateAckNumber),
    duplicateAckFrame: orNull(segment.duplicateAckFrame),
    acknowledgesFrame: orNull(segment.acknowledgesFrame),
    ackRttSeconds: segment.ackRtt === 0 ? null : inSeconds(segment.ackRtt),
    initialRttSeconds: segment.initialRtt === 0 ? null : inSeconds(segment.initialRtt),
    bytesInFlight: orNull(segment.bytesInFlight),
    retransmission: retransmissionOf(segment),
    states: {
      client: stateName(clientIsHigh ? segment.highState : segment.lowState),
      server: stateName(clientIsHigh ? segment.lowState : segment.highState),
    },
  };
}

/** The verdict on a segment sent again; null where it was not. */
export function retransmissionOf(segment: Segment): SegmentRecord['retransmission'] {
  if (segment.verdictKind === 0) return null;
  return {
    kind: RETRANSMISSION_KINDS[segment.verdictKind - 1] ?? 'unknown',
    originalFrame: segment.verdictOriginalFrame === 0 ? null : segment.verdictOriginalFrame,
    lost: LOST_PLACES[segment.verdictLost] ?? 'unknown',
    evidence: EVIDENCE.filter((_, bit) => ((segment.verdictEvidence >> bit) & 1) !== 0),
  };
}

function checksumsOf(packet: Packet): SegmentRecord['checksums'] {
  const tellsIp = packet.ipChecksum === INVALID;
  const tellsTcp = packet.tcpChecksum === INVALID || packet.tcpChecksum === PARTIAL;
  return {
    ip: CHECKSUM_STATUS[packet.ipChecksum] ?? 'unverified',
    tcp: CHECKSUM_STATUS[packet.tcpChecksum] ?? 'unverified',
    ipFound: tellsIp ? packet.view.getUint16(packet.ipOffset + 10) : null,
    ipExpected: tellsIp ? expectedIpv4Checksum(packet) : null,
    tcpFound: tellsTcp ? packet.view.getUint16(packet.tcpOffset + 16) : null,
    tcpExpected: tellsTcp ? expectedTcpChecksum(packet) : null,
  };
}

/** The Community ID of a packet's connection. */
export function communityIdOf(packet: Packet): string {
  const version = packet.ipVersion === 4 ? 4 : 6;
  const { source0, source1, source2, source3, sourcePort } = packet;
  const { destination0, destination1, destination2, destination3, destinationPort } = packet;
  return communityId(
    { version, words: [source0, source1, source2, source3], port: sourcePort },
    {
      version,
      words: [destination0, destination1, destination2, destination3],
      port: destinationPort,
    },
  );
}

function sourceText({ ipVersion, source0, source1, source2, source3 }: Packet): string {
  const version = ipVersion === 4 ? 4 : 6;
  return addressText({ version, words: [source0, source1, source2, source3] });
}

function destinationText(packet: Packet): string {
  const { destination0, destination1, destination2, destination3 } = packet;
  const version = packet.ipVersion === 4 ? 4 : 6;
  return addressText({
    version,
    words: [destination0, destination1, destination2, destination3],
  });
}
