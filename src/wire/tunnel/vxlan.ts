import { headerReasons, reasonIndex } from '../outcome.ts';
import type { Packet } from '../packet.ts';
import { ETHERNET } from '../protocol.ts';
import { nextOf } from './nsh.ts';

/*
 *  0        1               3               4                        7
 *  +--------+---------------+---------------+------------------------+----------+
 *  | flags  | reserved      | [next proto.] | network identifier     | reserved |  RFC 7348, section 5
 *  +--------+---------------+---------------+------------------------+----------+
 */
const NEXT_PROTOCOL = 3;
const HEADER_LENGTH = 8;

const HEADER = headerReasons('vxlan');
const OTHER = reasonIndex('vxlan');

export function decodeVxlan(packet: Packet): number {
  if (packet.end - packet.offset < HEADER_LENGTH) return packet.shortOf(HEADER_LENGTH, HEADER);
  packet.offset += HEADER_LENGTH;
  return ETHERNET;
}

/** The generic protocol extension (draft-ietf-nvo3-vxlan-gpe). */
export function decodeVxlanGpe(packet: Packet): number {
  const { offset } = packet;
  if (packet.end - offset < HEADER_LENGTH) return packet.shortOf(HEADER_LENGTH, HEADER);
  packet.offset = offset + HEADER_LENGTH;
  return nextOf(packet.view.getUint8(offset + NEXT_PROTOCOL), OTHER);
}
