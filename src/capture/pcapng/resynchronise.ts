import type { OctetWindow } from '../octet-window.ts';
import {
  BLOCK_TOTAL_LENGTH,
  BLOCK_TRAILER_LENGTH,
  ENHANCED_PACKET,
  INTERFACE_DESCRIPTION,
  INTERFACE_STATISTICS,
  MINIMUM_BLOCK_LENGTH,
  MINIMUM_LENGTHS,
  PACKET,
  readByteOrder,
  SECTION_HEADER,
  SIMPLE_PACKET,
} from './block.ts';

/** Types that a block may have for us to believe in it: those of the specification. */
const NAME_RESOLUTION = 4;
const SYSTEMD_JOURNAL = 9;
const DECRYPTION_SECRETS = 10;
const CUSTOM = 0x00000bad;
const CUSTOM_NOT_COPIED = 0x40000bad;
const BELIEVED_TYPES: ReadonlySet<number> = new Set([
  SECTION_HEADER,
  INTERFACE_DESCRIPTION,
  PACKET,
  SIMPLE_PACKET,
  NAME_RESOLUTION,
  INTERFACE_STATISTICS,
  ENHANCED_PACKET,
  SYSTEMD_JOURNAL,
  DECRYPTION_SECRETS,
  CUSTOM,
  CUSTOM_NOT_COPIED,
]);
/** Longer blocks are not believed in after damage. */
const LONGEST_BELIEVED = 1 << 19;

/**
 * Looks behind the window's start for the next block: one of a known type whose length is repeated
 * at its end. True with the window at it; false with the window at the first octet that is still
 * undecided, or at its end once the input has `ended`.
 */
export function findBlock(window: OctetWindow, littleEndian: boolean, ended: boolean): boolean {
  const { view, end } = window;
  for (let offset = window.start + 1; offset + MINIMUM_BLOCK_LENGTH <= end; offset += 1) {
    const length = believedLength(view, offset, littleEndian);
    if (length === 0) {
      continue;
    }
    if (offset + length > end) {
      if (ended) {
        continue;
      }
      window.start = offset - 1;
      return false;
    }
    const trailer = offset + length - BLOCK_TRAILER_LENGTH;
    if (view.getUint32(trailer, true) === view.getUint32(offset + BLOCK_TOTAL_LENGTH, true)) {
      window.start = offset;
      return true;
    }
  }
  window.start = ended ? end : Math.max(window.start, end - MINIMUM_BLOCK_LENGTH);
  return false;
}

/** The length of the block that may begin at `offset`; 0 where none does. */
function believedLength(view: DataView, offset: number, littleEndian: boolean): number {
  const type = view.getUint32(offset, littleEndian);
  if (!BELIEVED_TYPES.has(type)) {
    return 0;
  }
  const order = type === SECTION_HEADER ? readByteOrder(view, offset) : littleEndian;
  const length = view.getUint32(offset + BLOCK_TOTAL_LENGTH, order ?? true);
  const least = MINIMUM_LENGTHS.get(type) ?? MINIMUM_BLOCK_LENGTH;
  const isBelieved =
    order !== undefined && length % 4 === 0 && length >= least && length <= LONGEST_BELIEVED;
  return isBelieved ? length : 0;
}
