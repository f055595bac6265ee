import {
  type Field,
  flag,
  type Getter,
  number,
  ofEachHeader,
  presence,
  type SelectedSegment,
} from './field.ts';

/*
 * Fields of every IP header of a frame: of the one that carries the segment, and of those of tunnels
 * around it. IPv4: RFC 791, section 3.1. IPv6: RFC 8200, section 3.
 */
const TRAFFIC_CLASS = 1;
const TOTAL_LENGTH = 2;
const IDENTIFICATION = 4;
const FLAGS_AND_OFFSET = 6;
const TIME_TO_LIVE = 8;
const PROTOCOL = 9;
const CHECKSUM = 10;
const SOURCE = 12;
const DESTINATION = 16;
const RESERVED_BIT = 0x8000;
const DO_NOT_FRAGMENT = 0x4000;
const MORE_FRAGMENTS = 0x2000;
const FRAGMENT_OFFSET = 0x1fff;
const IPV6_LENGTH = 4;
const IPV6_NEXT_HEADER = 6;
const IPV6_HOP_LIMIT = 7;
const IPV6_SOURCE = 8;
const IPV6_DESTINATION = 24;
const ECN = 3;

const octet = ({ view, at }: SelectedSegment, offset: number) => view.getUint8(at + offset);
const half = ({ view, at }: SelectedSegment, offset: number) => view.getUint16(at + offset);

const ipv4 = (value: Getter) => ofEachHeader('ipv4', number(value));
const ipv4Flag = (bit: number) =>
  ofEachHeader(
    'ipv4',
    flag((subject) => half(subject, FLAGS_AND_OFFSET) & bit),
  );
const ipv6 = (value: Getter) => ofEachHeader('ipv6', number(value));

/**
 * The words of an address in the header at hand. The innermost header's are those that the segment
 * belongs to: behind a source route or routing header the final destination, as Wireshark has it.
 */
function wordsAt(offset: number, inner: readonly Getter[], count: number): readonly Getter[] {
  return inner.slice(0, count).map((word, index): Getter => {
    const place = offset + 4 * index;
    return (subject) => {
      const { view, at, segment } = subject;
      const isInner = at === segment.packet.ipOffset && view === segment.packet.view;
      return isInner ? word(subject) : view.getUint32(at + place);
    };
  });
}

const INNER_SOURCE: readonly Getter[] = [
  ({ segment }) => segment.packet.source0 >>> 0,
  ({ segment }) => segment.packet.source1 >>> 0,
  ({ segment }) => segment.packet.source2 >>> 0,
  ({ segment }) => segment.packet.source3 >>> 0,
];
const INNER_DESTINATION: readonly Getter[] = [
  ({ segment }) => segment.packet.destination0 >>> 0,
  ({ segment }) => segment.packet.destination1 >>> 0,
  ({ segment }) => segment.packet.destination2 >>> 0,
  ({ segment }) => segment.packet.destination3 >>> 0,
];
const IPV4_FROM = wordsAt(SOURCE, INNER_SOURCE, 1);
const IPV4_TO = wordsAt(DESTINATION, INNER_DESTINATION, 1);
const IPV6_FROM = wordsAt(IPV6_SOURCE, INNER_SOURCE, 4);
const IPV6_TO = wordsAt(IPV6_DESTINATION, INNER_DESTINATION, 4);

const address = (type: 'ipv4' | 'ipv6', ...values: readonly (readonly Getter[])[]): Field =>
  ofEachHeader(type, { type, values });

export const IP_FIELDS: readonly (readonly [string, Field])[] = [
  ['ip', ofEachHeader('ipv4', presence())],
  ['ip.version', ipv4(() => 4)],
  ['ip.hdr_len', ipv4((subject) => (octet(subject, 0) & 15) * 4)],
  ['ip.dsfield', ipv4((subject) => octet(subject, TRAFFIC_CLASS))],
  ['ip.dsfield.dscp', ipv4((subject) => octet(subject, TRAFFIC_CLASS) >>> 2)],
  ['ip.dsfield.ecn', ipv4((subject) => octet(subject, TRAFFIC_CLASS) & ECN)],
  ['ip.len', ipv4((subject) => half(subject, TOTAL_LENGTH))],
  ['ip.id', ipv4((subject) => half(subject, IDENTIFICATION))],
  ['ip.flags.rb', ipv4Flag(RESERVED_BIT)],
  ['ip.flags.df', ipv4Flag(DO_NOT_FRAGMENT)],
  ['ip.flags.mf', ipv4Flag(MORE_FRAGMENTS)],
  ['ip.frag_offset', ipv4((subject) => half(subject, FLAGS_AND_OFFSET) & FRAGMENT_OFFSET)],
  ['ip.ttl', ipv4((subject) => octet(subject, TIME_TO_LIVE))],
  ['ip.proto', ipv4((subject) => octet(subject, PROTOCOL))],
  ['ip.checksum', ipv4((subject) => half(subject, CHECKSUM))],
  ['ip.src', address('ipv4', IPV4_FROM)],
  ['ip.dst', address('ipv4', IPV4_TO)],
  ['ip.addr', address('ipv4', IPV4_FROM, IPV4_TO)],
  ['ipv6', ofEachHeader('ipv6', presence())],
  ['ipv6.version', ipv6(() => 6)],
  ['ipv6.tclass', ipv6((subject) => (half(subject, 0) >>> 4) & 0xff)],
  ['ipv6.tclass.dscp', ipv6((subject) => (half(subject, 0) >>> 6) & 0x3f)],
  ['ipv6.tclass.ecn', ipv6((subject) => (half(subject, 0) >>> 4) & ECN)],
  ['ipv6.flow', ipv6(({ view, at }) => view.getUint32(at) & 0xf_ffff)],
  ['ipv6.plen', ipv6((subject) => half(subject, IPV6_LENGTH))],
  ['ipv6.nxt', ipv6((subject) => octet(subject, IPV6_NEXT_HEADER))],
  ['ipv6.hlim', ipv6((subject) => octet(subject, IPV6_HOP_LIMIT))],
  ['ipv6.src', address('ipv6', IPV6_FROM)],
  ['ipv6.dst', address('ipv6', IPV6_TO)],
  ['ipv6.addr', address('ipv6', IPV6_FROM, IPV6_TO)],
];
