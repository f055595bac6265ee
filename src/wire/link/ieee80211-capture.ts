import { headerReasons, reasonIndex } from '../outcome.ts';
import type { Packet } from '../packet.ts';
import { AVS, IEEE_802_11, LINK_TYPE } from '../protocol.ts';

/*
 * What wireless captures put in front of a frame about its reception. Radiotap and PPI are
 * little-endian, AVS is big-endian, Prism is as the machine that captured.
 */
const RADIOTAP_LENGTH = 2;
const RADIOTAP_PRESENT = 4;
const RADIOTAP_SHORTEST = 8;
const PRESENT_TIME = 1;
const PRESENT_FLAGS = 2;
const PRESENT_MORE = 0x8000_0000 | 0;
const TIME_LENGTH = 8;
const FLAG_FCS = 0x10;
const FLAG_PADDED = 0x20;

const PPI_LENGTH = 2;
const PPI_LINK_TYPE = 4;
const PPI_SHORTEST = 8;
const PPI_FIELD_HEADER_LENGTH = 4;
const PPI_802_11_COMMON = 2;
const PPI_COMMON_FLAGS = 8;
const PPI_FLAG_FCS = 1;

const PRISM_LENGTH = 144;
/** Message codes, as they look in either byte order. */
const PRISM_CODES: readonly number[] = [0x44, 0x41, 0x4400_0000, 0x4100_0000];
const AVS_MAGICS: readonly number[] = [0x8021_1001, 0x8021_1002];
const AVS_LENGTH = 4;
const AVS_SHORTEST = 8;

const FCS_LENGTH = 4;

const RADIOTAP_HEADER = headerReasons('radiotap');
const PPI_HEADER = headerReasons('ppi');
const PRISM_HEADER = headerReasons('prism');
const AVS_HEADER = headerReasons('avs');
const PPI_OTHER = reasonIndex('ppi');

/** Radiotap (https://www.radiotap.org): of its fields only the flags matter. */
export function decodeRadiotap(packet: Packet): number {
  const { view, offset } = packet;
  if (packet.end - offset < RADIOTAP_SHORTEST)
    return packet.shortOf(RADIOTAP_SHORTEST, RADIOTAP_HEADER);
  const length = view.getUint16(offset + RADIOTAP_LENGTH, true);
  if (length < RADIOTAP_SHORTEST) return RADIOTAP_HEADER.malformed;
  if (packet.end - offset < length) return packet.shortOf(length, RADIOTAP_HEADER);
  const present = view.getInt32(offset + RADIOTAP_PRESENT, true);
  packet.offset = offset + length;
  if ((present & PRESENT_FLAGS) === 0) return IEEE_802_11;
  let words = RADIOTAP_PRESENT;
  while (words + 4 <= length && (view.getInt32(offset + words, true) & PRESENT_MORE) !== 0)
    words += 4;
  let field = words + 4;
  if ((present & PRESENT_TIME) !== 0) field = ((field + 7) & ~7) + TIME_LENGTH;
  if (field >= length) return RADIOTAP_HEADER.malformed;
  const flags = view.getUint8(offset + field);
  if ((flags & FLAG_FCS) !== 0) packet.limit(packet.wireEnd - FCS_LENGTH);
  packet.isHeaderPadded = (flags & FLAG_PADDED) !== 0;
  return IEEE_802_11;
}

/** Per-Packet Information (CACE): fields, and the link type of the frame behind them. */
export function decodePpi(packet: Packet): number {
  const { view, offset } = packet;
  if (packet.end - offset < PPI_SHORTEST) return packet.shortOf(PPI_SHORTEST, PPI_HEADER);
  const length = view.getUint16(offset + PPI_LENGTH, true);
  if (length < PPI_SHORTEST) return PPI_HEADER.malformed;
  if (packet.end - offset < length) return packet.shortOf(length, PPI_HEADER);
  const end = offset + length;
  let at = offset + PPI_SHORTEST;
  while (at + PPI_FIELD_HEADER_LENGTH <= end) {
    const type = view.getUint16(at, true);
    const size = view.getUint16(at + 2, true);
    at += PPI_FIELD_HEADER_LENGTH;
    if (at + size > end) break;
    if (type === PPI_802_11_COMMON && size >= PPI_COMMON_FLAGS + 2) {
      const flags = view.getUint16(at + PPI_COMMON_FLAGS, true);
      if ((flags & PPI_FLAG_FCS) !== 0) packet.limit(packet.wireEnd - FCS_LENGTH);
    }
    at += size;
  }
  packet.offset = end;
  const linkType = view.getInt32(offset + PPI_LINK_TYPE, true);
  return linkType >= 0 && linkType <= 0xffff ? LINK_TYPE | linkType : PPI_OTHER;
}

/** The header of the Prism driver, which some captures replace by the AVS one. */
export function decodePrism(packet: Packet): number {
  const { view, offset } = packet;
  if (packet.end - offset < 4) return packet.shortOf(4, PRISM_HEADER);
  const code = view.getUint32(offset);
  if (AVS_MAGICS.includes(code)) return packet.leaveFor(AVS);
  if (!PRISM_CODES.includes(code)) return PRISM_HEADER.malformed;
  if (packet.end - offset < PRISM_LENGTH) return packet.shortOf(PRISM_LENGTH, PRISM_HEADER);
  packet.offset = offset + PRISM_LENGTH;
  return IEEE_802_11;
}

export function decodeAvs(packet: Packet): number {
  const { view, offset } = packet;
  if (packet.end - offset < AVS_SHORTEST) return packet.shortOf(AVS_SHORTEST, AVS_HEADER);
  const length = view.getUint32(offset + AVS_LENGTH);
  if (length < AVS_SHORTEST) return AVS_HEADER.malformed;
  if (packet.end - offset < length) return packet.shortOf(length, AVS_HEADER);
  packet.offset = offset + length;
  return IEEE_802_11;
}
