import type { Damage } from '../diagnostic.ts';
import { blockName, MAXIMUM_BLOCK_LENGTH, MINIMUM_BLOCK_LENGTH, MINIMUM_LENGTHS } from './block.ts';

/** What contradicts the format of pcapng. Offsets are those of the field in the input. */

export function badBlockLength(type: number, length: number, byteOffset: number): Damage {
  const least = MINIMUM_LENGTHS.get(type) ?? MINIMUM_BLOCK_LENGTH;
  const name = blockName(type);
  const bound =
    length < least
      ? ({ is: 'least', octets: least } as const)
      : ({ is: 'most', octets: MAXIMUM_BLOCK_LENGTH } as const);
  return {
    code: 'block-length',
    tell: (words) => words.blockLength(name, length, bound),
    byteOffset,
  };
}

export function blockLengthsDiffer(first: number, second: number, byteOffset: number): Damage {
  return {
    code: 'block-lengths-differ',
    tell: (words) => words.blockLengthsDiffer(first, second),
    byteOffset,
  };
}

export function unknownInterface(index: number, known: number, byteOffset: number): Damage {
  return {
    code: 'unknown-interface',
    tell: (words) => words.unknownInterface(index, known),
    byteOffset,
  };
}

export function frameTooLong(captured: number, most: number, byteOffset: number): Damage {
  return {
    code: 'record-length',
    tell: (words) => words.packetTooLong(captured, most),
    byteOffset,
  };
}

export function noByteOrder(byteOffset: number): Damage {
  return {
    code: 'byte-order-magic',
    tell: (words) => words.noByteOrder,
    byteOffset,
  };
}

export function unsupportedVersion(major: number, minor: number, byteOffset: number): Damage {
  return {
    code: 'unsupported-version',
    tell: (words) => words.sectionVersion(major, minor),
    byteOffset,
  };
}
