import type { Damage } from '../diagnostic.ts';
import { blockName, MAXIMUM_BLOCK_LENGTH, MINIMUM_BLOCK_LENGTH, MINIMUM_LENGTHS } from './block.ts';

/** What contradicts the format of pcapng. Offsets are those of the field in the input. */

export function badBlockLength(type: number, length: number, byteOffset: number): Damage {
  const least = MINIMUM_LENGTHS.get(type) ?? MINIMUM_BLOCK_LENGTH;
  const name = blockName(type);
  const expected = length < least ? `at least ${least}` : `at most ${MAXIMUM_BLOCK_LENGTH}`;
  return {
    code: 'block-length',
    message: `${article(name)} ${name} claims ${length} octets, expected ${expected}`,
    byteOffset,
  };
}

export function blockLengthsDiffer(first: number, second: number, byteOffset: number): Damage {
  return {
    code: 'block-lengths-differ',
    message: `a block ends with length ${second}, expected ${first} as at its beginning`,
    byteOffset,
  };
}

export function unknownInterface(index: number, known: number, byteOffset: number): Damage {
  return {
    code: 'unknown-interface',
    message: `a packet names interface ${index}, expected one of the ${known} that its section has described`,
    byteOffset,
  };
}

export function frameTooLong(captured: number, most: number, byteOffset: number): Damage {
  return {
    code: 'record-length',
    message: `a packet claims ${captured} captured octets, expected at most ${most}`,
    byteOffset,
  };
}

export function noByteOrder(byteOffset: number): Damage {
  return {
    code: 'byte-order-magic',
    message: 'a Section Header Block has no byte-order magic, expected 1a2b3c4d or 4d3c2b1a',
    byteOffset,
  };
}

export function unsupportedVersion(major: number, minor: number, byteOffset: number): Damage {
  return {
    code: 'unsupported-version',
    message: `a section is of pcapng version ${major}.${minor}, expected 1.0`,
    byteOffset,
  };
}

function article(name: string): string {
  return /^[AEIOU]/.test(name) ? 'an' : 'a';
}
