import { headerReasons, reasonIndex } from '../outcome.ts';
import type { Packet } from '../packet.ts';
import { setIpv6Destination, setIpv6Source } from './ipv6.ts';

/*
 *  0      1      2          4               8
 *  +------+------+----------+---------------+-----------------------
 *  | type | code | checksum | MTU, pointer  | the packet at fault      RFC 792, RFC 4443
 *  +------+------+----------+---------------+-----------------------
 */
const CODE = 1;
const REST = 4;
const HEADER_LENGTH = 8;

/** Errors that quote a packet: unreachable, source quench, redirect, time exceeded, parameter problem. */
const IPV4_ERRORS: readonly number[] = [3, 4, 5, 11, 12];
/** Unreachable, packet too big, time exceeded, parameter problem. */
const IPV6_ERRORS: readonly number[] = [1, 2, 3, 4];
const IPV4_UNREACHABLE = 3;
const IPV4_FRAGMENTATION_NEEDED = 4;
const IPV6_PACKET_TOO_BIG = 2;

/** The largest number that the fields of a packet hold without being made floating. */
const LARGEST_INTEGER = 0x7fff_ffff;

const TCP = 6;
/** Ports and sequence number: what every error quotes of TCP (RFC 792). */
const QUOTED_TCP_LENGTH = 8;
const IPV4_HEADER_LENGTH = 20;
const IPV4_FRAGMENT_OFFSET = 0x1fff;
const IPV6_HEADER_LENGTH = 40;

const HEADER = headerReasons('icmp');
const ICMP = reasonIndex('icmp');
const ICMPV6 = reasonIndex('icmpv6');
/**
 * An error about a TCP segment. That segment is not in this frame, but addresses, ports and sequence
 * number of the packet are those of the quotation, `icmpType`, `icmpCode` and `icmpMtu` the error's.
 */
export const ICMP_ERROR = reasonIndex('icmp-error');

export function decodeIcmp(packet: Packet): number {
  const type = readHeader(packet);
  if (type < 0) return packet.shortOf(HEADER_LENGTH, HEADER);
  if (!IPV4_ERRORS.includes(type) || !quotesIpv4(packet)) return ICMP;
  const hasMtu = type === IPV4_UNREACHABLE && packet.icmpCode === IPV4_FRAGMENTATION_NEEDED;
  if (!hasMtu) packet.icmpMtu = 0;
  else packet.icmpMtu &= 0xffff;
  return ICMP_ERROR;
}

export function decodeIcmpv6(packet: Packet): number {
  const type = readHeader(packet);
  if (type < 0) return packet.shortOf(HEADER_LENGTH, HEADER);
  if (!IPV6_ERRORS.includes(type) || !quotesIpv6(packet)) return ICMPV6;
  if (type !== IPV6_PACKET_TOO_BIG) packet.icmpMtu = 0;
  return ICMP_ERROR;
}

/** The type, or -1 where the header is not all there. */
function readHeader(packet: Packet): number {
  const { view, offset } = packet;
  if (packet.end - offset < HEADER_LENGTH) return -1;
  packet.icmpType = view.getUint8(offset);
  packet.icmpCode = view.getUint8(offset + CODE);
  packet.icmpMtu = Math.min(view.getUint32(offset + REST), LARGEST_INTEGER);
  packet.offset = offset + HEADER_LENGTH;
  return packet.icmpType;
}

function quotesIpv4(packet: Packet): boolean {
  const { view, offset, end } = packet;
  if (end - offset < IPV4_HEADER_LENGTH + QUOTED_TCP_LENGTH) return false;
  const first = view.getUint8(offset);
  const tcp = offset + (first & 15) * 4;
  if (first >>> 4 !== 4 || end - tcp < QUOTED_TCP_LENGTH || view.getUint8(offset + 9) !== TCP)
    return false;
  if ((view.getUint16(offset + 6) & IPV4_FRAGMENT_OFFSET) !== 0) return false;
  packet.ipVersion = 4;
  packet.setIpv4Addresses(view.getInt32(offset + 12), view.getInt32(offset + 16));
  readQuotedTcp(packet, tcp);
  return true;
}

function quotesIpv6(packet: Packet): boolean {
  const { view, offset, end } = packet;
  if (end - offset < IPV6_HEADER_LENGTH + QUOTED_TCP_LENGTH) return false;
  if (view.getUint8(offset) >>> 4 !== 6 || view.getUint8(offset + 6) !== TCP) return false;
  packet.ipVersion = 6;
  setIpv6Source(packet, offset + 8);
  setIpv6Destination(packet, offset + 24);
  readQuotedTcp(packet, offset + IPV6_HEADER_LENGTH);
  return true;
}

function readQuotedTcp(packet: Packet, at: number): void {
  packet.sourcePort = packet.view.getUint16(at);
  packet.destinationPort = packet.view.getUint16(at + 2);
  packet.sequence = packet.view.getInt32(at + 4);
}
