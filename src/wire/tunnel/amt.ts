import { headerReasons, reasonIndex } from '../outcome.ts';
import type { Packet } from '../packet.ts';
import { ANY_IP } from '../protocol.ts';

/** Automatic Multicast Tunneling (RFC 7450, section 5.1): type, one octet reserved, IP packet. */
const MULTICAST_DATA = 6;
const HEADER_LENGTH = 2;

const HEADER = headerReasons('amt');
const OTHER = reasonIndex('amt');

export function decodeAmt(packet: Packet): number {
  if (packet.end - packet.offset < HEADER_LENGTH) return packet.shortOf(HEADER_LENGTH, HEADER);
  if ((packet.view.getUint8(packet.offset) & 0x0f) !== MULTICAST_DATA) return OTHER;
  packet.offset += HEADER_LENGTH;
  return ANY_IP;
}
