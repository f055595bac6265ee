/*
 * A list of options (draft-ietf-opsawg-pcapng, section 3.5): code and length of two octets each,
 * the value, padding to four octets; `opt_endofopt` or the end of the block ends it.
 */
const VALUE = 4;

export const OPTION_END = 0;
export const OPTION_COMMENT = 1;

/** Offset of what follows the option at `offset`, past its padding. */
export function nextOption(view: DataView, offset: number, littleEndian: boolean): number {
  return offset + VALUE + roundUpToFour(view.getUint16(offset + 2, littleEndian));
}

/**
 * Finds an option by its code and says where its value begins; its length stands in the two octets
 * before. The result is 0 where there is none, and a list that does not hold together ends where it
 * stops making sense: what is optional must not cost the packets.
 */
export function findOption(
  view: DataView,
  start: number,
  end: number,
  code: number,
  littleEndian: boolean,
): number {
  let offset = start;
  while (offset + VALUE <= end) {
    const found = view.getUint16(offset, littleEndian);
    const length = view.getUint16(offset + 2, littleEndian);
    if (found === OPTION_END || offset + VALUE + length > end) {
      return 0;
    }
    if (found === code) {
      return offset + VALUE;
    }
    offset += VALUE + roundUpToFour(length);
  }
  return 0;
}

/** The length of the value that begins at `value`. */
export function optionLength(view: DataView, value: number, littleEndian: boolean): number {
  return view.getUint16(value - 2, littleEndian);
}

/** Values are padded to four octets, and so are blocks. */
function roundUpToFour(length: number): number {
  return Math.ceil(length / 4) * 4;
}
