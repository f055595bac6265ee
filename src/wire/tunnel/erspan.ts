import { headerReasons, reasonIndex } from '../outcome.ts';
import type { Packet } from '../packet.ts';
import { ANY_IP, ETHERNET } from '../protocol.ts';

/*
 * Mirrored frames in GRE (draft-foschiano-erspan). Type I, without a sequence number in GRE, has no
 * header of its own; type II has 8 octets, type III 12, and 8 more where the O bit is set.
 */
const TYPE_2_LENGTH = 8;
const TYPE_3_LENGTH = 12;
const TYPE_3_FLAGS = 10;
const PLATFORM_LENGTH = 8;
const HAS_PLATFORM = 0x0001;
const FRAME_TYPE = 0x7c00;
const FRAME_IP = 0x0800;
const VERSION_2 = 1;
const VERSION_3 = 2;

/** Type I: the frame follows GRE at once. */
export const ERSPAN_TYPE_1 = ETHERNET;

const HEADER = headerReasons('erspan');
const OTHER = reasonIndex('erspan');

export function decodeErspan2(packet: Packet): number {
  const { view, offset } = packet;
  if (packet.end - offset < TYPE_2_LENGTH) return packet.shortOf(TYPE_2_LENGTH, HEADER);
  if (view.getUint8(offset) >>> 4 !== VERSION_2) return OTHER;
  packet.offset = offset + TYPE_2_LENGTH;
  return ETHERNET;
}

export function decodeErspan3(packet: Packet): number {
  const { view, offset } = packet;
  if (packet.end - offset < TYPE_3_LENGTH) return packet.shortOf(TYPE_3_LENGTH, HEADER);
  if (view.getUint8(offset) >>> 4 !== VERSION_3) return OTHER;
  const flags = view.getUint16(offset + TYPE_3_FLAGS);
  const length = (flags & HAS_PLATFORM) === 0 ? TYPE_3_LENGTH : TYPE_3_LENGTH + PLATFORM_LENGTH;
  if (packet.end - offset < length) return packet.shortOf(length, HEADER);
  packet.offset = offset + length;
  const frameType = flags & FRAME_TYPE;
  if (frameType === FRAME_IP) return ANY_IP;
  return frameType === 0 ? ETHERNET : OTHER;
}
