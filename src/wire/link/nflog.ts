import { headerReasons, reasonIndex } from '../outcome.ts';
import type { Packet } from '../packet.ts';
import { ETHER_TYPE, IPV4, IPV6 } from '../protocol.ts';

/*
 * LINKTYPE_NFLOG: address family 1, version 1, resource 2, then attributes: length 2 (with these
 * four octets), type 2, value, padded to four octets; in the byte order of the machine that captured.
 */
const HEADER_LENGTH = 4;
const ATTRIBUTE_HEADER_LENGTH = 4;
const PACKET_HEADER = 1;
const PACKET_HEADER_LENGTH = 8;
const PAYLOAD = 9;
const AF_INET = 2;
const AF_INET6 = 10;
/** Lengths and types are small: a value with its lower half empty is in the other byte order. */
const LARGEST_TYPE = 0x7fff;

const HEADER = headerReasons('nflog');
const OTHER = reasonIndex('nflog');

export function decodeNflog(packet: Packet): number {
  const { view, offset, end } = packet;
  if (end - offset < HEADER_LENGTH + ATTRIBUTE_HEADER_LENGTH) {
    return packet.shortOf(HEADER_LENGTH + ATTRIBUTE_HEADER_LENGTH, HEADER);
  }
  const family = view.getUint8(offset);
  let at = offset + HEADER_LENGTH;
  let etherType = 0;
  const isLittle = isLittleEndian(view, at);
  while (end - at >= ATTRIBUTE_HEADER_LENGTH) {
    const length = view.getUint16(at, isLittle);
    const type = view.getUint16(at + 2, isLittle) & LARGEST_TYPE;
    if (length < ATTRIBUTE_HEADER_LENGTH || at + length > packet.wireEnd) return HEADER.malformed;
    if (type === PACKET_HEADER && length === PACKET_HEADER_LENGTH && end - at >= length) {
      etherType = view.getUint16(at + ATTRIBUTE_HEADER_LENGTH);
    }
    if (type === PAYLOAD) {
      packet.offset = at + ATTRIBUTE_HEADER_LENGTH;
      packet.limit(at + length);
      if (etherType !== 0) return ETHER_TYPE | etherType;
      if (family === AF_INET) return IPV4;
      return family === AF_INET6 ? IPV6 : OTHER;
    }
    at += (length + 3) & ~3;
  }
  return at > end ? HEADER.snapped : OTHER;
}

/** The first attribute's length is the smaller number in the right byte order. */
function isLittleEndian(view: DataView, at: number): boolean {
  return view.getUint16(at, true) <= view.getUint16(at, false);
}
