import type { Packet } from '../../wire/packet.ts';
import type { Predicate } from '../tree.ts';
import { type Field, flag, type Getter, number, presence, type SelectedSegment } from './field.ts';

/*
 * Fields of the IP header that carries the segment; those of outer headers, of tunnels, are not
 * looked at. IPv4: RFC 791, section 3.1. IPv6: RFC 8200, section 3.
 */
const FLAGS_AND_OFFSET = 6;
const CHECKSUM = 10;
const RESERVED_BIT = 0x8000;
const DO_NOT_FRAGMENT = 0x4000;
const MORE_FRAGMENTS = 0x2000;
const FRAGMENT_OFFSET = 0x1fff;
const IPV6_NEXT_HEADER = 6;
const IPV6_HEADER_LENGTH = 40;

const isIpv4: Predicate<SelectedSegment> = ({ segment }) => segment.packet.ipVersion === 4;
const isIpv6: Predicate<SelectedSegment> = ({ segment }) => segment.packet.ipVersion === 6;

const ipv4 = (value: (packet: Packet) => number) =>
  number(({ segment }) => value(segment.packet), isIpv4);
const ipv4Flag = (bit: number) =>
  flag(({ segment }) => half(segment.packet, FLAGS_AND_OFFSET) & bit, isIpv4);
const ipv6 = (value: (packet: Packet) => number) =>
  number(({ segment }) => value(segment.packet), isIpv6);

function half(packet: Packet, offset: number): number {
  return packet.view.getUint16(packet.ipOffset + offset);
}

const SOURCE_WORDS: readonly Getter[] = [
  ({ segment }) => segment.packet.source0 >>> 0,
  ({ segment }) => segment.packet.source1 >>> 0,
  ({ segment }) => segment.packet.source2 >>> 0,
  ({ segment }) => segment.packet.source3 >>> 0,
];
const DESTINATION_WORDS: readonly Getter[] = [
  ({ segment }) => segment.packet.destination0 >>> 0,
  ({ segment }) => segment.packet.destination1 >>> 0,
  ({ segment }) => segment.packet.destination2 >>> 0,
  ({ segment }) => segment.packet.destination3 >>> 0,
];

const ipv4Address = (...values: readonly (readonly Getter[])[]): Field => ({
  type: 'ipv4',
  isPresent: isIpv4,
  values: values.map((words) => words.slice(0, 1)),
});
const ipv6Address = (...values: readonly (readonly Getter[])[]): Field => ({
  type: 'ipv6',
  isPresent: isIpv6,
  values,
});

export const IP_FIELDS: readonly (readonly [string, Field])[] = [
  ['ip', presence(isIpv4)],
  ['ip.version', ipv4(() => 4)],
  ['ip.hdr_len', ipv4((packet) => packet.ipHeaderLength)],
  ['ip.dsfield', ipv4((packet) => packet.view.getUint8(packet.ipOffset + 1))],
  ['ip.dsfield.dscp', ipv4((packet) => packet.view.getUint8(packet.ipOffset + 1) >>> 2)],
  ['ip.dsfield.ecn', ipv4((packet) => packet.ipEcn)],
  ['ip.len', ipv4((packet) => packet.ipTotalLength)],
  ['ip.id', ipv4((packet) => packet.ipIdentification)],
  ['ip.flags.rb', ipv4Flag(RESERVED_BIT)],
  ['ip.flags.df', ipv4Flag(DO_NOT_FRAGMENT)],
  ['ip.flags.mf', ipv4Flag(MORE_FRAGMENTS)],
  ['ip.frag_offset', ipv4((packet) => half(packet, FLAGS_AND_OFFSET) & FRAGMENT_OFFSET)],
  ['ip.ttl', ipv4((packet) => packet.ipHopLimit)],
  ['ip.proto', ipv4((packet) => packet.ipProtocol)],
  ['ip.checksum', ipv4((packet) => half(packet, CHECKSUM))],
  ['ip.src', ipv4Address(SOURCE_WORDS)],
  ['ip.dst', ipv4Address(DESTINATION_WORDS)],
  ['ip.addr', ipv4Address(SOURCE_WORDS, DESTINATION_WORDS)],
  ['ipv6', presence(isIpv6)],
  ['ipv6.version', ipv6(() => 6)],
  ['ipv6.tclass', ipv6((packet) => (half(packet, 0) >>> 4) & 0xff)],
  ['ipv6.tclass.dscp', ipv6((packet) => (half(packet, 0) >>> 6) & 0x3f)],
  ['ipv6.tclass.ecn', ipv6((packet) => packet.ipEcn)],
  ['ipv6.flow', ipv6((packet) => packet.view.getUint32(packet.ipOffset) & 0xf_ffff)],
  ['ipv6.plen', ipv6((packet) => Math.max(0, packet.ipTotalLength - IPV6_HEADER_LENGTH))],
  ['ipv6.nxt', ipv6((packet) => packet.view.getUint8(packet.ipOffset + IPV6_NEXT_HEADER))],
  ['ipv6.hlim', ipv6((packet) => packet.ipHopLimit)],
  ['ipv6.src', ipv6Address(SOURCE_WORDS)],
  ['ipv6.dst', ipv6Address(DESTINATION_WORDS)],
  ['ipv6.addr', ipv6Address(SOURCE_WORDS, DESTINATION_WORDS)],
];
