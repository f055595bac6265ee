import { headerReasons, reasonIndex } from '../outcome.ts';
import { INVALID, type Packet, UNVERIFIED, VALID } from '../packet.ts';
import { IP_PROTOCOL, IPV6 } from '../protocol.ts';

/*
 *  0        8        16       24
 *  +--------+--------+--------+--------+
 *  |ver |ihl| DS |ECN| total length    |  RFC 791, section 3.1
 *  +--------+--------+--------+--------+
 *  | identification  |flags| offset    |
 *  +--------+--------+--------+--------+
 *  | TTL    |protocol| header checksum |
 *  +--------+--------+--------+--------+
 *  | source address                    |
 *  | destination address               |
 *  | options                           |
 *  +--------+--------+--------+--------+
 */
const IDENTIFICATION = 4;
const TIME_TO_LIVE = 8;
const CHECKSUM = 10;
const SOURCE = 12;
const DESTINATION = 16;
const HEADER_LENGTH = 20;

const MORE_FRAGMENTS = 0x2000;
const FRAGMENT_OFFSET = 0x1fff;

const OPTION_END = 0;
const OPTION_NOP = 1;
const OPTION_LOOSE_ROUTE = 131;
const OPTION_STRICT_ROUTE = 137;
const FIRST_ROUTE_POINTER = 4;

const HEADER = headerReasons('ipv4');
/** A fragment that can be put together with the others of its datagram. */
export const IPV4_FRAGMENT = reasonIndex('ipv4-fragment');
/** A fragment without the TCP header that can not: snapped, or its header checksum does not hold. */
export const IPV4_UNUSABLE_FRAGMENT = reasonIndex('ipv4-unusable-fragment');

export function decodeIpv4(packet: Packet): number {
  const { view, offset } = packet;
  if (packet.end - offset < HEADER_LENGTH) return packet.shortOf(HEADER_LENGTH, HEADER);
  const word0 = view.getInt32(offset);
  const headerLength = (word0 >>> 22) & 0x3c;
  const totalLength = word0 & 0xffff;
  if (word0 >>> 28 === 6) return packet.leaveFor(IPV6);
  if (word0 >>> 28 !== 4 || headerLength < HEADER_LENGTH) return HEADER.malformed;
  if (totalLength < headerLength && totalLength !== 0) return HEADER.malformed;
  // A total length of 0 is left by segmentation offload: the frame is as long as it is. One that
  // exceeds the frame counts for as much as there was of it.
  if (totalLength !== 0) packet.limit(offset + totalLength);
  const payload = offset + headerLength;
  if (packet.end < payload) return packet.shortOf(headerLength, HEADER);

  const word1 = view.getInt32(offset + IDENTIFICATION);
  const word2 = view.getInt32(offset + TIME_TO_LIVE);
  packet.ipVersion = 4;
  packet.ipOffset = offset;
  packet.ipHeaderLength = headerLength;
  packet.ipTotalLength = totalLength;
  packet.ipEcn = (word0 >>> 16) & 3;
  packet.ipIdentification = word1 >>> 16;
  packet.ipHopLimit = word2 >>> 24;
  packet.ipProtocol = (word2 >>> 16) & 0xff;
  packet.isFirstFragment = false;
  const source = view.getInt32(offset + SOURCE);
  const destination = view.getInt32(offset + DESTINATION);
  packet.setIpv4Addresses(source, destination);

  let sum = halves(word0) + halves(word1) + halves(word2) + halves(source) + halves(destination);
  if (headerLength > HEADER_LENGTH) {
    for (let at = offset + HEADER_LENGTH; at < payload; at += 4) sum += halves(view.getInt32(at));
    followSourceRoute(packet, offset + HEADER_LENGTH, payload);
  }
  packet.offset = payload;
  const status = headerChecksumStatus(sum, word2 & 0xffff);
  packet.ipChecksum = packet.ignoresChecksums ? UNVERIFIED : status;
  if (((word1 & (MORE_FRAGMENTS | FRAGMENT_OFFSET)) | 0) !== 0)
    return fragment(packet, word1 & 0xffff, status);
  return IP_PROTOCOL | packet.ipProtocol;
}

function halves(word: number): number {
  return (word >>> 16) + (word & 0xffff);
}

/** The verdict on a sum over the whole header; 0xffff stored for 0x0000 does not hold (RFC 1624). */
function headerChecksumStatus(sum: number, stored: number): number {
  const folded = (sum & 0xffff) + (sum >>> 16);
  return (folded === 0xffff || folded === 0x1_fffe) && stored !== 0xffff ? VALID : INVALID;
}

/**
 * A fragment waits for the others of its datagram, unless it can not be trusted to belong to it.
 * Then a first one is decoded by itself as far as it goes.
 */
function fragment(packet: Packet, flagsAndOffset: number, headerStatus: number): number {
  packet.fragmentOffset = (flagsAndOffset & FRAGMENT_OFFSET) * 8;
  packet.moreFragments = (flagsAndOffset & MORE_FRAGMENTS) !== 0;
  const isWhole =
    packet.end === packet.wireEnd && packet.ipOffset + packet.ipTotalLength <= packet.wireEnd;
  if (isWhole && (headerStatus === VALID || packet.ignoresChecksums)) return IPV4_FRAGMENT;
  if (packet.fragmentOffset > 0) return IPV4_UNUSABLE_FRAGMENT;
  packet.isFirstFragment = true;
  return IP_PROTOCOL | packet.ipProtocol;
}

/**
 * A source route that is not used up ends at another destination than the header's (RFC 791,
 * section 3.1): the last address of the route, which the TCP checksum covers as well.
 */
function followSourceRoute(packet: Packet, start: number, end: number): void {
  const { view } = packet;
  let at = start;
  while (at < end) {
    const kind = view.getUint8(at);
    if (kind === OPTION_END) return;
    if (kind === OPTION_NOP) {
      at += 1;
      continue;
    }
    const length = at + 1 < end ? view.getUint8(at + 1) : 0;
    if (length < 2 || at + length > end) return;
    if ((kind === OPTION_LOOSE_ROUTE || kind === OPTION_STRICT_ROUTE) && length >= 7) {
      const pointer = view.getUint8(at + 2);
      const isUsable = pointer >= FIRST_ROUTE_POINTER && pointer % 4 === 0;
      if (isUsable && pointer <= length) packet.destination0 = view.getInt32(at + length - 4);
      return;
    }
    at += length;
  }
}

/** What the checksum field of the IPv4 header at hand should hold. */
export function expectedIpv4Checksum(packet: Packet): number {
  const { view, ipOffset } = packet;
  const end = ipOffset + ((view.getUint8(ipOffset) & 15) << 2);
  let sum = 0;
  for (let at = ipOffset; at < end; at += 2) {
    if (at !== ipOffset + CHECKSUM) sum += view.getUint16(at);
  }
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16);
  return ~sum & 0xffff;
}
