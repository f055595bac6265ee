import { headerReasons, reasonIndex } from '../outcome.ts';
import type { Packet } from '../packet.ts';
import { ANY_IP, ETHERNET, IPV6, PPP_HDLC } from '../protocol.ts';

/*
 * Endace extensible record format: time 8, type 1, flags 1, record length 2, lost 2, wire length 2;
 * extension headers of 8 octets, each saying in its first bit whether another follows; and in front
 * of Ethernet two octets of padding.
 */
const TYPE = 8;
const HEADER_LENGTH = 16;
const EXTENSION_LENGTH = 8;
const MORE_EXTENSIONS = 0x80;
const TYPE_MASK = 0x7f;
const ETHERNET_PADDING = 2;

const HDLC_TYPES: readonly number[] = [1, 5, 9, 12, 17];
const ETHERNET_TYPES: readonly number[] = [2, 11, 16, 20];
const IPV4_TYPE = 22;
const IPV6_TYPE = 23;

const HEADER = headerReasons('erf');
const OTHER = reasonIndex('erf');

export function decodeErf(packet: Packet): number {
  const { view, offset } = packet;
  if (packet.end - offset < HEADER_LENGTH) return packet.shortOf(HEADER_LENGTH, HEADER);
  const first = view.getUint8(offset + TYPE);
  let length = HEADER_LENGTH;
  for (let more = first & MORE_EXTENSIONS; more !== 0; length += EXTENSION_LENGTH) {
    if (packet.end - offset < length + EXTENSION_LENGTH)
      return packet.shortOf(length + EXTENSION_LENGTH, HEADER);
    more = view.getUint8(offset + length) & MORE_EXTENSIONS;
  }
  packet.offset = offset + length;
  return payloadOf(packet, first & TYPE_MASK);
}

function payloadOf(packet: Packet, type: number): number {
  if (ETHERNET_TYPES.includes(type)) {
    packet.offset += ETHERNET_PADDING;
    return ETHERNET;
  }
  if (HDLC_TYPES.includes(type)) return PPP_HDLC;
  if (type === IPV4_TYPE) return ANY_IP;
  return type === IPV6_TYPE ? IPV6 : OTHER;
}
