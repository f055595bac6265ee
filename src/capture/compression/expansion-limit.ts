import { CaptureError } from '../capture-error.ts';
import type { TellInput } from '../input-words.ts';

/** Below this output no expansion is a threat: zeros in a small file are no attack. */
const HARMLESS_OCTETS = 256 << 20;
/** Captures compress to a tenth, floods of like packets to a hundredth. */
const LARGEST_RATIO = 400;
const MOST_OCTETS = 2 ** 44;

/**
 * Notices a decompression bomb.
 *
 * @throws CaptureError where `produced` octets out of `consumed` ones are too many.
 */
export function checkExpansion(consumed: number, produced: number): void {
  const isBomb = produced > HARMLESS_OCTETS && produced > consumed * LARGEST_RATIO;
  if (isBomb || produced > MOST_OCTETS) {
    throw new CaptureError({
      code: 'decompression-bomb',
      tell: (words) => words.decompressionBomb(consumed, produced),
      byteOffset: produced,
      expected: `at most ${LARGEST_RATIO} times the compressed octets`,
      advice: (words) => words.advice.decompress,
    });
  }
}

/** What a compressed stream that ends early is told as. */
export function compressedCutShort(consumed: number, cause?: unknown): CaptureError {
  return new CaptureError({
    code: 'cut-short',
    tell: (words) => words.compressedCutShort(consumed),
    expected: 'the end of the compressed data',
    cause,
  });
}

/** What damaged compressed data are told as. */
export function compressedDamaged(
  reason: TellInput,
  consumed: number,
  cause?: unknown,
): CaptureError {
  return new CaptureError({
    code: 'damaged',
    tell: (words) => words.compressedDamaged(consumed, reason(words)),
    expected: 'whole compressed data',
    cause,
  });
}

/** What octets behind whole compressed data are told as. */
export function trailingOctets(consumed: number): CaptureError {
  return new CaptureError({
    code: 'trailing-octets',
    tell: (words) => words.trailingOctets(consumed),
    expected: 'the end of the file or another compressed member',
  });
}
