import { headerReasons, reasonIndex } from '../outcome.ts';
import type { Packet } from '../packet.ts';
import { ETHER_TYPE, IPV4, IPV6 } from '../protocol.ts';

/*
 * LINKTYPE_NULL: an address family in the byte order of the machine that captured, 4 octets.
 * LINKTYPE_LOOP: the same in network byte order.
 */
const HEADER_LENGTH = 4;

const AF_INET = 2;
/** Each BSD, Darwin and Windows gave IPv6 a number of its own. */
const AF_INET6 = new Set([24, 28, 30, 10, 23]);

const HEADER = headerReasons('loopback');
const OTHER = reasonIndex('loopback');

export function decodeNullLoopback(packet: Packet): number {
  const { view, offset } = packet;
  if (packet.end - offset < HEADER_LENGTH) return packet.shortOf(HEADER_LENGTH, HEADER);
  // A family is a small number: the half of the word that is not zero tells the byte order.
  const big = view.getUint32(offset);
  const family = big >>> 16 === 0 ? big : view.getUint32(offset, true);
  packet.offset = offset + HEADER_LENGTH;
  if (family === AF_INET) return IPV4;
  if (AF_INET6.has(family)) return IPV6;
  return family >= 1536 && family <= 0xffff ? ETHER_TYPE | family : OTHER;
}
