const MINIMUM_MATCH = 4;
const LONG_LENGTH = 15;
const LONGER_LENGTH = 255;
/** Below this a loop over octets beats a call. */
const SHORT_COPY = 32;

/**
 * Decodes one LZ4 block (the LZ4 block format, version 1.6). Matches may reach back in `target` as
 * far as `history`. The result is where the output ends, or undefined where the block is damaged or
 * does not fit before `limit`.
 */
export function decodeLz4Block(
  block: Uint8Array,
  target: Uint8Array,
  start: number,
  limit: number,
  history: number,
): number | undefined {
  const input = new BlockInput(block);
  let output = start;
  while (input.offset < block.length) {
    const token = input.octet();
    const literals = input.length(token >>> 4);
    if (input.offset + literals > block.length || output + literals > limit) {
      return undefined;
    }
    copyLiterals(block, input.offset, target, output, literals);
    input.offset += literals;
    output += literals;
    if (input.offset === block.length) {
      return output;
    }
    const distance = input.octet() | (input.octet() << 8);
    const match = input.length(token & LONG_LENGTH) + MINIMUM_MATCH;
    const from = output - distance;
    if (distance === 0 || from < history || output + match > limit) {
      return undefined;
    }
    copyMatch(target, from, output, match);
    output += match;
  }
  // A block ends with literals, so an empty one or one that ends with a match is damaged.
  return undefined;
}

/** Where a block is read; past its end are zeros, which the bounds of the output then stop. */
class BlockInput {
  offset = 0;
  readonly #block: Uint8Array;

  constructor(block: Uint8Array) {
    this.#block = block;
  }

  octet(): number {
    const octet = this.#block[this.offset] ?? 0;
    this.offset += 1;
    return octet;
  }

  /** A length that begins with four bits of the token and goes on in octets of its own. */
  length(nibble: number): number {
    let length = nibble;
    if (nibble === LONG_LENGTH) {
      let more: number;
      do {
        more = this.octet();
        length += more;
      } while (more === LONGER_LENGTH);
    }
    return length;
  }
}

function copyLiterals(
  block: Uint8Array,
  input: number,
  target: Uint8Array,
  output: number,
  length: number,
): void {
  if (length > SHORT_COPY) {
    target.set(block.subarray(input, input + length), output);
    return;
  }
  for (let index = 0; index < length; index += 1) {
    target[output + index] = block[input + index] ?? 0;
  }
}

/** A match may overlap what it writes, and then repeats itself. */
function copyMatch(target: Uint8Array, from: number, output: number, length: number): void {
  if (length > SHORT_COPY && from + length <= output) {
    target.copyWithin(output, from, from + length);
    return;
  }
  for (let index = 0; index < length; index += 1) {
    target[output + index] = target[from + index] ?? 0;
  }
}
