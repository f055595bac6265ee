import { headerReasons, reasonIndex } from '../outcome.ts';
import type { Packet } from '../packet.ts';
import { ETHER_TYPE, IPV4, IPV6, PPP_HDLC } from '../protocol.ts';

/*
 * LINKTYPE_NULL: an address family in the byte order of the machine that captured, 4 octets.
 * LINKTYPE_LOOP: the same in network byte order.
 */
const HEADER_LENGTH = 4;
/** A larger value is no family but an EtherType. */
const LARGEST_LENGTH = 1500;
/** Families below are looked for in either half of the word. */
const FIRST_NO_FAMILY = 6;

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
  return payloadOf(packet, familyAt(view, offset));
}

/**
 * The family in whatever byte order and width the machine that captured had: it is a small number,
 * or an EtherType above 1500, so the octets that are zero tell where it lies.
 */
function familyAt(view: DataView, offset: number): number {
  const little = view.getUint32(offset, true);
  if (little <= 0xffff)
    return (little & 0xff) === 0 && little < FIRST_NO_FAMILY << 8 ? little >>> 8 : little;
  return little < FIRST_NO_FAMILY << 16 ? little >>> 16 : view.getUint32(offset);
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
  return family > LARGEST_LENGTH ? ETHER_TYPE | (family & 0xffff) : OTHER;
}
