import type { BlockName } from '../input-words.ts';
import { MAXIMUM_RECORD_LENGTH } from '../link-type.ts';

/*
 * The frame of every block (draft-ietf-opsawg-pcapng, section 3.1): type and total length in front,
 * the total length again at the end.
 */
export const BLOCK_TOTAL_LENGTH = 4;
export const BLOCK_TRAILER_LENGTH = 4;
export const MINIMUM_BLOCK_LENGTH = 12;

/** Room for the largest packet and 128 KiB of options; a longer block is damage. */
export const MAXIMUM_BLOCK_LENGTH = MAXIMUM_RECORD_LENGTH + 32 + (1 << 17);

export const INTERFACE_DESCRIPTION = 1;
/** Obsolete: laid out as an Enhanced Packet Block, with two fields in place of the interface. */
export const PACKET = 2;
export const SIMPLE_PACKET = 3;
export const INTERFACE_STATISTICS = 5;
export const ENHANCED_PACKET = 6;
/** The same in both byte orders, since it comes before the byte order is known. */
export const SECTION_HEADER = 0x0a0d0d0a;

export const SECTION_BYTE_ORDER_MAGIC = 8;
export const SECTION_MAJOR_VERSION = 12;
export const SECTION_MINOR_VERSION = 14;
export const SECTION_OPTIONS = 24;
const BYTE_ORDER_MAGIC = 0x1a2b3c4d;

/** Block length below which a block of that type cannot hold its fixed fields. */
export const MINIMUM_LENGTHS: ReadonlyMap<number, number> = new Map([
  [SECTION_HEADER, 28],
  [INTERFACE_DESCRIPTION, 20],
  [PACKET, 32],
  [SIMPLE_PACKET, 16],
  [INTERFACE_STATISTICS, 24],
  [ENHANCED_PACKET, 32],
]);

const NAMES: ReadonlyMap<number, string> = new Map([
  [SECTION_HEADER, 'Section Header Block'],
  [INTERFACE_DESCRIPTION, 'Interface Description Block'],
  [PACKET, 'Packet Block'],
  [SIMPLE_PACKET, 'Simple Packet Block'],
  [INTERFACE_STATISTICS, 'Interface Statistics Block'],
  [ENHANCED_PACKET, 'Enhanced Packet Block'],
]);

/** The specification's name of a block type, or its number, for messages. */
export function blockName(type: number): BlockName {
  const name = NAMES.get(type);
  return name === undefined ? { type: `0x${type.toString(16).padStart(8, '0')}` } : { name };
}

/**
 * The byte order of the section whose header begins at `start`: true for little-endian, undefined
 * where its magic number is none.
 */
export function readByteOrder(view: DataView, start: number): boolean | undefined {
  if (view.getUint32(start + SECTION_BYTE_ORDER_MAGIC, true) === BYTE_ORDER_MAGIC) {
    return true;
  }
  return view.getUint32(start + SECTION_BYTE_ORDER_MAGIC, false) === BYTE_ORDER_MAGIC
    ? false
    : undefined;
}
