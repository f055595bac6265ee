import { headerReasons, reasonIndex } from '../outcome.ts';
import type { Packet } from '../packet.ts';
import { ANY_IP } from '../protocol.ts';

/*
 *  0            1      2        4          8
 *  +------------+------+--------+----------+--------------------------------------+
 *  |ver PT * ESN| type | length | endpoint | [sequence 2, N-PDU 1, next header 1] |  3GPP TS 29.281, section 5
 *  +------------+------+--------+----------+--------------------------------------+
 *
 * Extension headers count their length in units of four octets and end with the next one's type.
 */
const MESSAGE_TYPE = 1;
const MESSAGE_LENGTH = 2;
const HEADER_LENGTH = 8;
const OPTIONAL_LENGTH = 4;
/** Clear in GTP', which carries charging records. */
const IS_GTP = 0x10;
const HAS_OPTIONAL = 0x07;
const HAS_EXTENSION = 0x04;
const VERSION_0_LENGTH = 20;
const USER_DATA = 0xff;
/** The first octets of IPv4 headers with up to 36 octets of options. */
const SMALLEST_IPV4 = 0x45;
const LARGEST_IPV4 = 0x4e;

const HEADER = headerReasons('gtp-u');
const OTHER = reasonIndex('gtp');

export function decodeGtpU(packet: Packet): number {
  const { view, offset } = packet;
  if (packet.end - offset < HEADER_LENGTH) return packet.shortOf(HEADER_LENGTH, HEADER);
  const flags = view.getUint8(offset);
  const version = flags >>> 5;
  if (version > 1 || (flags & IS_GTP) === 0) return OTHER;
  if (view.getUint8(offset + MESSAGE_TYPE) !== USER_DATA) return OTHER;
  const fixedLength = version === 0 ? VERSION_0_LENGTH : HEADER_LENGTH;
  packet.limit(offset + fixedLength + view.getUint16(offset + MESSAGE_LENGTH));
  let length = fixedLength;
  if (version === 1 && (flags & HAS_OPTIONAL) !== 0) length += OPTIONAL_LENGTH;
  if (packet.end - offset < length) return packet.shortOf(length, HEADER);
  packet.offset = offset + length;
  if (version === 1 && (flags & HAS_EXTENSION) !== 0 && !passExtensions(packet))
    return packet.shortOf(4, HEADER);
  return payloadOf(packet);
}

/** Follows the chain of extension headers; false where it is not all there. */
function passExtensions(packet: Packet): boolean {
  const { view, end } = packet;
  let next = view.getUint8(packet.offset - 1);
  while (next !== 0) {
    const words = packet.offset < end ? view.getUint8(packet.offset) : 0;
    if (words === 0 || end - packet.offset < words * 4) return false;
    packet.offset += words * 4;
    next = view.getUint8(packet.offset - 1);
  }
  return true;
}

/** User data does not say what it is; IP shows in its first octet. */
function payloadOf(packet: Packet): number {
  if (packet.end <= packet.offset) return packet.shortOf(1, HEADER);
  const first = packet.view.getUint8(packet.offset);
  const isIp = (first >= SMALLEST_IPV4 && first <= LARGEST_IPV4) || first >>> 4 === 6;
  return isIp ? ANY_IP : OTHER;
}
