import { ANALYSIS_NAMES } from '../../tcp/analysis/names.ts';
import type { Segment } from '../../tcp/segment.ts';
import { ACK, AE, CWR, ECE, FIN, type Packet, PSH, RST, SYN, URG } from '../../wire/packet.ts';
import { duration, type Field, flag, number, presence } from './field.ts';

const FLAGS = 0x0fff;
const RESERVED_SHIFT = 9;
const CHECKSUM = 16;
const HEADER_WITHOUT_OPTIONS = 20;

const header = (value: (packet: Packet) => number) =>
  number(({ segment }) => value(segment.packet));
const bit = (mask: number) => flag(({ segment }) => segment.packet.flags & mask);
const told = (value: (segment: Segment) => number) => number(({ segment }) => value(segment));
/** What the analysis leaves at 0 where it has nothing to tell. */
const toldSometimes = (value: (segment: Segment) => number) =>
  number(
    ({ segment }) => value(segment),
    ({ segment }) => value(segment) !== 0,
  );
const timeSometimes = (value: (segment: Segment) => number) =>
  duration(
    ({ segment }) => value(segment),
    ({ segment }) => value(segment) !== 0,
  );
const option = (isPresent: (packet: Packet) => boolean) =>
  presence(({ segment }) => isPresent(segment.packet));
const optionNumber = (value: (packet: Packet) => number, isPresent: (packet: Packet) => boolean) =>
  number(
    ({ segment }) => value(segment.packet),
    ({ segment }) => isPresent(segment.packet),
  );

const hasMss = (packet: Packet) => packet.mss >= 0;
const hasWindowScale = (packet: Packet) => packet.windowScale >= 0;
const hasTimestamps = (packet: Packet) => packet.hasTimestamps;

const source = ({ segment }: { segment: Segment }) => segment.packet.sourcePort;
const destination = ({ segment }: { segment: Segment }) => segment.packet.destinationPort;

/** Fields of the TCP header (RFC 9293, section 3.1) and its options. */
const HEADER_FIELDS: readonly (readonly [string, Field])[] = [
  ['tcp', presence()],
  ['tcp.srcport', number(source)],
  ['tcp.dstport', number(destination)],
  ['tcp.port', { type: 'number', isPresent: undefined, values: [[source], [destination]] }],
  ['tcp.len', header((packet) => packet.payloadLength)],
  ['tcp.seq_raw', header((packet) => packet.sequence >>> 0)],
  ['tcp.ack_raw', header((packet) => packet.acknowledgment >>> 0)],
  ['tcp.hdr_len', header((packet) => packet.tcpHeaderLength)],
  ['tcp.flags', header((packet) => packet.flags & FLAGS)],
  ['tcp.flags.res', header((packet) => packet.flags >>> RESERVED_SHIFT)],
  ['tcp.flags.ae', bit(AE)],
  ['tcp.flags.cwr', bit(CWR)],
  ['tcp.flags.ece', bit(ECE)],
  ['tcp.flags.urg', bit(URG)],
  ['tcp.flags.ack', bit(ACK)],
  ['tcp.flags.push', bit(PSH)],
  ['tcp.flags.reset', bit(RST)],
  ['tcp.flags.syn', bit(SYN)],
  ['tcp.flags.fin', bit(FIN)],
  ['tcp.window_size_value', header((packet) => packet.window)],
  ['tcp.checksum', header((packet) => packet.view.getUint16(packet.tcpOffset + CHECKSUM))],
  ['tcp.urgent_pointer', header((packet) => packet.urgentPointer)],
  ['tcp.payload', option((packet) => packet.payloadCaptured > 0)],
  ['tcp.options', option((packet) => packet.tcpHeaderLength > HEADER_WITHOUT_OPTIONS)],
  ['tcp.options.mss', option(hasMss)],
  ['tcp.options.mss_val', optionNumber((packet) => packet.mss, hasMss)],
  ['tcp.options.wscale', option(hasWindowScale)],
  ['tcp.options.wscale.shift', optionNumber((packet) => packet.windowScale, hasWindowScale)],
  ['tcp.options.sack_perm', option((packet) => packet.sackPermitted)],
  ['tcp.options.sack', option((packet) => packet.sackBlockCount > 0)],
  ['tcp.options.timestamp', option(hasTimestamps)],
  [
    'tcp.options.timestamp.tsval',
    optionNumber((packet) => packet.timestampValue >>> 0, hasTimestamps),
  ],
  [
    'tcp.options.timestamp.tsecr',
    optionNumber((packet) => packet.timestampEcho >>> 0, hasTimestamps),
  ],
];

/** What the analysis says of a segment. */
const ANALYSIS_FIELDS: readonly (readonly [string, Field])[] = [
  ['tcp.stream', told((segment) => segment.connectionId)],
  ['tcp.seq', told((segment) => segment.relativeSequence)],
  ['tcp.nxtseq', told(({ relativeSequence, length }) => (relativeSequence + length) >>> 0)],
  ['tcp.ack', told((segment) => segment.relativeAcknowledgment)],
  [
    'tcp.window_size',
    told(({ scaledWindow, packet }) => (scaledWindow < 0 ? packet.window : scaledWindow)),
  ],
  ['tcp.time_relative', duration(({ segment }) => segment.connectionElapsed)],
  ['tcp.time_delta', duration(({ segment }) => (segment.isFirst ? 0 : segment.delta))],
  ['tcp.analysis.flags', presence(({ segment }) => segment.analysis !== 0)],
  ...ANALYSIS_NAMES.map((name, index): readonly [string, Field] => [
    `tcp.analysis.${name}`,
    presence(({ segment }) => ((segment.analysis >> index) & 1) !== 0),
  ]),
  ['tcp.analysis.duplicate_ack_num', toldSometimes((segment) => segment.duplicateAckNumber)],
  ['tcp.analysis.duplicate_ack_frame', toldSometimes((segment) => segment.duplicateAckFrame)],
  ['tcp.analysis.acks_frame', toldSometimes((segment) => segment.acknowledgesFrame)],
  ['tcp.analysis.ack_rtt', timeSometimes((segment) => segment.ackRtt)],
  ['tcp.analysis.initial_rtt', timeSometimes((segment) => segment.initialRtt)],
  ['tcp.analysis.bytes_in_flight', toldSometimes((segment) => segment.bytesInFlight)],
];

export const TCP_FIELDS: readonly (readonly [string, Field])[] = [
  ...HEADER_FIELDS,
  ...ANALYSIS_FIELDS,
];
