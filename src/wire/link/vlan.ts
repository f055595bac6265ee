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

const HEADER = headerReasons('vlan');

export function decodeVlan(packet: Packet): number {
  const { offset } = packet;
  if (packet.end - offset < TAG_LENGTH) return packet.shortOf(TAG_LENGTH, HEADER);
  packet.offset = offset + TAG_LENGTH;
  return decodeLengthField(packet, packet.view.getUint16(offset + TYPE));
}
