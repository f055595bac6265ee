import { headerReasons, reasonIndex } from '../outcome.ts';
import type { Packet } from '../packet.ts';
import { ETHERNET } from '../protocol.ts';

/*
 * Mirrored frames in GRE (draft-foschiano-erspan). Type I, without a sequence number in GRE, has no
 * header of its own; type II has 8 octets, type III 12, and 8 more where the O bit is set.
 */
const TYPE_2_LENGTH = 8;
const TYPE_3_LENGTH = 12;
const TYPE_3_FLAGS = 10;
const PLATFORM_LENGTH = 8;
const HAS_PLATFORM = 0x0001;
/** 0: Ethernet. */
const FRAME_TYPE = 0x7c00;
/** In the version field; the protocol type of GRE is not to be trusted. */
const VERSION_2 = 1;
const VERSION_3 = 2;

/** Type I: the frame follows GRE at once. */
export const ERSPAN_TYPE_1 = ETHERNET;

const HEADER = headerReasons('erspan');
const OTHER = reasonIndex('erspan');

export function decodeErspan(packet: Packet): number {
  const { view, offset } = packet;
  if (packet.end - offset < TYPE_2_LENGTH) return packet.shortOf(TYPE_2_LENGTH, HEADER);
  const version = view.getUint8(offset) >>> 4;
  if (version === VERSION_3) return decodeType3(packet);
  if (version !== VERSION_2) return OTHER;
  packet.offset = offset + TYPE_2_LENGTH;
  return ETHERNET;
}

function decodeType3(packet: Packet): number {
  const { view, offset } = packet;
  if (packet.end - offset < TYPE_3_LENGTH) return packet.shortOf(TYPE_3_LENGTH, HEADER);
  const flags = view.getUint16(offset + TYPE_3_FLAGS);
  const length = (flags & HAS_PLATFORM) === 0 ? TYPE_3_LENGTH : TYPE_3_LENGTH + PLATFORM_LENGTH;
  if (packet.end - offset < length) return packet.shortOf(length, HEADER);
  packet.offset = offset + length;
  return (flags & FRAME_TYPE) === 0 ? ETHERNET : OTHER;
}
