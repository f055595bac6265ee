import { headerReasons } from '../outcome.ts';
import type { Packet } from '../packet.ts';
import { ETHER_TYPE, ISL, LLC } from '../protocol.ts';
import { isIsl } from './isl.ts';

/*
 *  0                  6                  12       14
 *  +------------------+------------------+--------+---------
 *  | destination      | source           | type   | payload      IEEE 802.3, clause 3
 *  +------------------+------------------+--------+---------
 */
const TYPE = 12;
const HEADER_LENGTH = 14;

const LARGEST_LENGTH = 1500;
const SMALLEST_TYPE = 1536;

const HEADER = headerReasons('ethernet');

export function decodeEthernet(packet: Packet): number {
  const { view, offset } = packet;
  if (packet.end - offset < HEADER_LENGTH) return packet.shortOf(HEADER_LENGTH, HEADER);
  const type = view.getUint16(offset + TYPE);
  if (type < SMALLEST_TYPE && isIsl(view, offset)) return ISL;
  packet.offset = offset + HEADER_LENGTH;
  return type >= SMALLEST_TYPE ? ETHER_TYPE | type : decodeLengthField(packet, type);
}

/** What follows a type field that may be a length instead: IEEE 802.3 with LLC (IEEE 802.2). */
export function decodeLengthField(packet: Packet, length: number): number {
  if (length >= SMALLEST_TYPE) return ETHER_TYPE | length;
  if (length > LARGEST_LENGTH) return HEADER.malformed;
  packet.limit(packet.offset + length);
  return LLC;
}
