import { headerReasons } from '../outcome.ts';
import type { Packet } from '../packet.ts';
import { decodeLengthField } from './ethernet.ts';

/*
 *  0             2        4
 *  +-------------+--------+---------
 *  | priority,id | type   | payload      IEEE 802.1Q, 9.6; the tag's own type was read before
 *  +-------------+--------+---------
 */
const TYPE = 2;
const TAG_LENGTH = 4;
const IDENTIFIER = 0x0fff;

const HEADER = headerReasons('vlan');

export function decodeVlan(packet: Packet): number {
  const { view, offset } = packet;
  if (packet.end - offset < TAG_LENGTH) return packet.shortOf(TAG_LENGTH, HEADER);
  packet.vlan = view.getUint16(offset) & IDENTIFIER;
  packet.offset = offset + TAG_LENGTH;
  return decodeLengthField(packet, view.getUint16(offset + TYPE));
}
