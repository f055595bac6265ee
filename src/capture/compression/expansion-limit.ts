import { CaptureError } from '../capture-error.ts';

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
      message: `a decompression bomb: ${consumed} compressed octets became more than ${produced}`,
      byteOffset: produced,
      expected: `at most ${LARGEST_RATIO} times the compressed octets`,
      advice: 'decompress it yourself and pipe it in, if it is what you want',
    });
  }
}

/** What a compressed stream that ends early is told as. */
export function compressedCutShort(consumed: number, cause?: unknown): CaptureError {
  return new CaptureError({
    code: 'cut-short',
    message: `the compressed data are cut short after ${consumed} octets`,
    expected: 'the end of the compressed data',
    cause,
  });
}

/** What damaged compressed data are told as. */
export function compressedDamaged(reason: string, consumed: number, cause?: unknown): CaptureError {
  return new CaptureError({
    code: 'damaged',
    message: `the compressed data are damaged before offset ${consumed} of the file: ${reason}`,
    expected: 'whole compressed data',
    cause,
  });
}

/** What octets behind whole compressed data are told as. */
export function trailingOctets(consumed: number): CaptureError {
  return new CaptureError({
    code: 'trailing-octets',
    message: `the compressed data are followed, before offset ${consumed} of the file, by octets that are none`,
    expected: 'the end of the file or another compressed member',
  });
}
