import { headerReasons, reasonIndex } from '../outcome.ts';
import type { Packet } from '../packet.ts';
import { LLC } from '../protocol.ts';

/*
 * Token Ring (IEEE 802.5): access control, frame control, destination, source, then routing where
 * the first bit of the source says so. FDDI (ISO 9314-2): frame control, destination, source.
 * Both carry LLC in frames whose control octet says so.
 */
const TOKEN_RING_CONTROL = 1;
const TOKEN_RING_SOURCE = 8;
const TOKEN_RING_LENGTH = 14;
const FRAME_TYPE = 0xc0;
const LLC_FRAME = 0x40;
const HAS_ROUTING = 0x80;
const ROUTING_LENGTH = 0x1f;

const FDDI_LENGTH = 13;
const FDDI_FORMAT = 0xf0;
const FDDI_LLC = 0x50;

const TOKEN_RING_HEADER = headerReasons('token-ring');
const FDDI_HEADER = headerReasons('fddi');
const TOKEN_RING_OTHER = reasonIndex('token-ring');
const FDDI_OTHER = reasonIndex('fddi');

export function decodeTokenRing(packet: Packet): number {
  const { view, offset } = packet;
  if (packet.end - offset < TOKEN_RING_LENGTH)
    return packet.shortOf(TOKEN_RING_LENGTH, TOKEN_RING_HEADER);
  if ((view.getUint8(offset + TOKEN_RING_CONTROL) & FRAME_TYPE) !== LLC_FRAME)
    return TOKEN_RING_OTHER;
  packet.offset = offset + TOKEN_RING_LENGTH;
  if ((view.getUint8(offset + TOKEN_RING_SOURCE) & HAS_ROUTING) === 0) return LLC;
  if (packet.end <= packet.offset) return packet.shortOf(1, TOKEN_RING_HEADER);
  const routing = view.getUint8(packet.offset) & ROUTING_LENGTH;
  if (packet.end - packet.offset < routing) return packet.shortOf(routing, TOKEN_RING_HEADER);
  packet.offset += routing;
  return LLC;
}

export function decodeFddi(packet: Packet): number {
  const { view, offset } = packet;
  if (packet.end - offset < FDDI_LENGTH) return packet.shortOf(FDDI_LENGTH, FDDI_HEADER);
  if ((view.getUint8(offset) & FDDI_FORMAT) !== FDDI_LLC) return FDDI_OTHER;
  packet.offset = offset + FDDI_LENGTH;
  return LLC;
}
