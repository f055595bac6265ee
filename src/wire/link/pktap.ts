import { headerReasons, reasonIndex } from '../outcome.ts';
import type { Packet } from '../packet.ts';
import { LINK_TYPE } from '../protocol.ts';

/* LINKTYPE_PKTAP, little-endian: header length 4, record type 4, link type 4, and what Darwin knows. */
const LENGTH = 0;
const RECORD_TYPE = 4;
const FRAME_LINK_TYPE = 8;
const SHORTEST = 12;
const PACKET = 1;

const HEADER = headerReasons('pktap');
const OTHER = reasonIndex('pktap');

export function decodePktap(packet: Packet): number {
  const { view, offset } = packet;
  if (packet.end - offset < SHORTEST) return packet.shortOf(SHORTEST, HEADER);
  const length = view.getUint32(offset + LENGTH, true);
  if (length < SHORTEST) return HEADER.malformed;
  if (packet.end - offset < length) return packet.shortOf(length, HEADER);
  const linkType = view.getUint32(offset + FRAME_LINK_TYPE, true);
  if (view.getUint32(offset + RECORD_TYPE, true) !== PACKET || linkType > 0xffff) return OTHER;
  packet.offset = offset + length;
  return LINK_TYPE | linkType;
}
