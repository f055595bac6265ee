import { headerReasons, reasonIndex } from '../outcome.ts';
import type { Packet } from '../packet.ts';
import { ETHER_TYPE } from '../protocol.ts';

/* A time stamp put in by Arista switches: subtype 2, version 2, time 8 or 6, EtherType 2. */
const VERSION = 2;
const SHORTEST = 4;
const TYPE_LENGTH = 2;
const TIME_LENGTHS: ReadonlyMap<number, number> = new Map([
  [0x0010, 8],
  [0x0020, 6],
]);

const HEADER = headerReasons('arista-timestamp');
const OTHER = reasonIndex('arista-timestamp');

export function decodeAristaTimestamp(packet: Packet): number {
  const { view, offset } = packet;
  if (packet.end - offset < SHORTEST) return packet.shortOf(SHORTEST, HEADER);
  const time = TIME_LENGTHS.get(view.getUint16(offset + VERSION));
  if (time === undefined) return OTHER;
  const length = SHORTEST + time + TYPE_LENGTH;
  if (packet.end - offset < length) return packet.shortOf(length, HEADER);
  packet.offset = offset + length;
  return ETHER_TYPE | view.getUint16(packet.offset - TYPE_LENGTH);
}
