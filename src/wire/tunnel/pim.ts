import { headerReasons, reasonIndex } from '../outcome.ts';
import type { Packet } from '../packet.ts';
import { ANY_IP } from '../protocol.ts';

/** A register message carries a packet to the rendezvous point (RFC 7761, section 4.9.3). */
const VERSION_2_REGISTER = 0x21;
const HEADER_LENGTH = 8;

const HEADER = headerReasons('pim');
const OTHER = reasonIndex('pim');

export function decodePim(packet: Packet): number {
  if (packet.end - packet.offset < HEADER_LENGTH) return packet.shortOf(HEADER_LENGTH, HEADER);
  if (packet.view.getUint8(packet.offset) !== VERSION_2_REGISTER) return OTHER;
  packet.offset += HEADER_LENGTH;
  return ANY_IP;
}
