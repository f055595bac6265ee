import { headerReasons, reasonIndex } from '../outcome.ts';
import type { Packet } from '../packet.ts';
import { ETHERNET, IPV4, IPV6 } from '../protocol.ts';

/*
 *  0                    20   23 24
 *  +--------------------+----+-+--------+
 *  | label              | TC |S| TTL    |  RFC 3032, section 2.1; S: bottom of stack
 *  +--------------------+----+-+--------+
 */
const ENTRY_LENGTH = 4;
const BOTTOM_OF_STACK = 0x100;

/** A pseudowire's control word, in front of an Ethernet frame (RFC 4385, section 3). */
const CONTROL_WORD_LENGTH = 4;

const HEADER = headerReasons('mpls');
const OTHER = reasonIndex('mpls');

/** Reads a label stack as one layer; what it carries is told by the first four bits behind it. */
export function decodeMpls(packet: Packet): number {
  let isBottom = false;
  while (!isBottom) {
    if (packet.end - packet.offset < ENTRY_LENGTH) return packet.shortOf(ENTRY_LENGTH, HEADER);
    isBottom = (packet.view.getInt32(packet.offset) & BOTTOM_OF_STACK) !== 0;
    packet.offset += ENTRY_LENGTH;
  }
  if (packet.end <= packet.offset) return packet.shortOf(1, HEADER);
  const nibble = packet.view.getUint8(packet.offset) >>> 4;
  if (nibble === 4) return IPV4;
  if (nibble === 6) return IPV6;
  if (nibble !== 0) return OTHER;
  if (packet.end - packet.offset < CONTROL_WORD_LENGTH)
    return packet.shortOf(CONTROL_WORD_LENGTH, HEADER);
  packet.offset += CONTROL_WORD_LENGTH;
  return ETHERNET;
}
