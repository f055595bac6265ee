import { headerReasons, reasonIndex } from '../outcome.ts';
import type { Packet } from '../packet.ts';
import { ETHERNET, SWAPPED_802_11 } from '../protocol.ts';

/*
 *  0          1
 *  +----------+--------------------------------+---------
 *  | preamble | HLEN 5, RID 5, WBID 5, TFLWMK.. | ...          RFC 5415, section 4.3
 *  +----------+--------------------------------+---------
 */
const FLAGS = 0;
const HEADER_LENGTH = 8;
const PREAMBLE_PLAIN = 0x00;
/** Wireless binding identifier (WBID). */
const BINDING_802_11 = 1;
const IS_NATIVE = 0x0100;
const IS_FRAGMENT = 0x0080;
const IS_KEEP_ALIVE = 0x0008;

const HEADER = headerReasons('capwap');
const ENCRYPTED = reasonIndex('capwap-encrypted');
const OTHER = reasonIndex('capwap');

export function decodeCapwap(packet: Packet): number {
  const { view, offset } = packet;
  if (packet.end - offset < HEADER_LENGTH) return packet.shortOf(HEADER_LENGTH, HEADER);
  const word = view.getInt32(offset + FLAGS);
  if (word >>> 24 !== PREAMBLE_PLAIN) return ENCRYPTED;
  const length = ((word >>> 19) & 0x1f) * 4;
  if (length < HEADER_LENGTH) return HEADER.malformed;
  if (packet.end - offset < length) return packet.shortOf(length, HEADER);
  if ((word & (IS_FRAGMENT | IS_KEEP_ALIVE)) !== 0) return OTHER;
  packet.offset = offset + length;
  if ((word & IS_NATIVE) === 0) return ETHERNET;
  return ((word >>> 9) & 0x1f) === BINDING_802_11 ? SWAPPED_802_11 : OTHER;
}
