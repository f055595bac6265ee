import { headerReasons } from '../outcome.ts';
import type { Packet } from '../packet.ts';
import { ETHER_TYPE } from '../protocol.ts';

/*
 *  0              1          2               4                        7
 *  +---+----------+----------+---------------+------------------------+----------+---------
 *  |ver| opt. len | flags    | protocol type | network identifier     | reserved | options      RFC 8926, section 3.4
 *  +---+----------+----------+---------------+------------------------+----------+---------
 */
const PROTOCOL_TYPE = 2;
const HEADER_LENGTH = 8;
const OPTION_WORDS = 0x3f;

const HEADER = headerReasons('geneve');

export function decodeGeneve(packet: Packet): number {
  const { view, offset } = packet;
  if (packet.end - offset < HEADER_LENGTH) return packet.shortOf(HEADER_LENGTH, HEADER);
  const length = HEADER_LENGTH + (view.getUint8(offset) & OPTION_WORDS) * 4;
  if (packet.end - offset < length) return packet.shortOf(length, HEADER);
  packet.offset = offset + length;
  return ETHER_TYPE | view.getUint16(offset + PROTOCOL_TYPE);
}
