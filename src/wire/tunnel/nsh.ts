import { headerReasons, reasonIndex } from '../outcome.ts';
import type { Packet } from '../packet.ts';
import { ANY_IP, ETHERNET, IPV6, MPLS, NSH } from '../protocol.ts';

/*
 * Network Service Header (RFC 8300, section 2.2): version, flags, TTL and length in 32-bit words;
 * metadata type; next protocol. VXLAN-GPE numbers its next protocols alike.
 */
const LENGTH = 1;
const LENGTH_MASK = 0x3f;
const NEXT_PROTOCOL = 3;
const SHORTEST = 8;

const HEADER = headerReasons('nsh');
const OTHER = reasonIndex('nsh');

const NEXT_PROTOCOLS: readonly (number | undefined)[] = [
  undefined,
  ANY_IP,
  IPV6,
  ETHERNET,
  NSH,
  MPLS,
];

export function decodeNsh(packet: Packet): number {
  const { view, offset } = packet;
  if (packet.end - offset < SHORTEST) return packet.shortOf(SHORTEST, HEADER);
  const length = (view.getUint8(offset + LENGTH) & LENGTH_MASK) * 4;
  if (length < SHORTEST) return HEADER.malformed;
  if (packet.end - offset < length) return packet.shortOf(length, HEADER);
  packet.offset = offset + length;
  return nextOf(view.getUint8(offset + NEXT_PROTOCOL), OTHER);
}

/** What a next protocol number of NSH or VXLAN-GPE stands for, or `other`. */
export function nextOf(number: number, other: number): number {
  return NEXT_PROTOCOLS[number] ?? other;
}
