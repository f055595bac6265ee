import { headerReasons } from '../outcome.ts';
import type { Packet } from '../packet.ts';
import { ANY_IP } from '../protocol.ts';

/** WCCP version 2 puts a redirect header of four octets in front of the packet, version 1 none. */
const REDIRECT_LENGTH = 4;

const HEADER = headerReasons('wccp');

export function decodeWccp(packet: Packet): number {
  if (packet.end <= packet.offset) return packet.shortOf(1, HEADER);
  if (packet.view.getUint8(packet.offset) >>> 4 !== 4) packet.offset += REDIRECT_LENGTH;
  return ANY_IP;
}
