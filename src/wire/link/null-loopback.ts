import { headerReasons, reasonIndex } from '../outcome.ts';
import type { Packet } from '../packet.ts';
import { ETHER_TYPE, IPV4, IPV6, PPP_HDLC } from '../protocol.ts';

/*
 * LINKTYPE_NULL: an address family in the byte order of the machine that captured, 4 octets.
 * LINKTYPE_LOOP: the same in network byte order.
 */
const HEADER_LENGTH = 4;
const SMALLEST_ETHER_TYPE = 1536;

const AF_INET = 2;
/** NetBSD and OpenBSD, FreeBSD, and Darwin gave IPv6 numbers of their own. */
const AF_INET6: readonly number[] = [24, 28, 30];
/** Some systems write PPP under this link type. */
const PPP_ADDRESS_AND_CONTROL = 0xff03;

const HEADER = headerReasons('loopback');
const OTHER = reasonIndex('loopback');

export function decodeNull(packet: Packet): number {
  const { view, offset } = packet;
  if (packet.end - offset < HEADER_LENGTH) return packet.shortOf(HEADER_LENGTH, HEADER);
  if (view.getUint16(offset) === PPP_ADDRESS_AND_CONTROL) return packet.leaveFor(PPP_HDLC);
  // A family is a small number: the half of the word that is not zero tells the byte order.
  const big = view.getUint32(offset);
  return payloadOf(packet, big >>> 16 === 0 ? big : view.getUint32(offset, true));
}

export function decodeLoop(packet: Packet): number {
  const { view, offset } = packet;
  if (packet.end - offset < HEADER_LENGTH) return packet.shortOf(HEADER_LENGTH, HEADER);
  return payloadOf(packet, view.getUint32(offset));
}

function payloadOf(packet: Packet, family: number): number {
  packet.offset += HEADER_LENGTH;
  if (family === AF_INET) return IPV4;
  if (AF_INET6.includes(family)) return IPV6;
  return family >= SMALLEST_ETHER_TYPE && family <= 0xffff ? ETHER_TYPE | family : OTHER;
}
