import type { Side } from '../../model/vocabulary.ts';
import { gapLine, type PayloadOptions, type PayloadWriter, payloadLine } from './payload-writer.ts';

const PER_LINE = 16;
const OFFSET_DIGITS = 8;
const FIRST_PRINTABLE = 0x20;
const LAST_PRINTABLE = 0x7e;

/**
 * Payload as a dump: the position in the stream, sixteen octets in hexadecimal, and the same as ASCII.
 * A line ends early where the other side speaks or octets are missing.
 */
export class HexPayload implements PayloadWriter {
  readonly #options: PayloadOptions;
  readonly #line = new Uint8Array(PER_LINE);
  #length = 0;
  #position = 0;
  #side: Side = 'client';

  constructor(options: PayloadOptions) {
    this.#options = options;
  }

  octets(side: Side, octets: Uint8Array, position: number): void {
    if (side !== this.#side) this.end();
    this.#side = side;
    for (const [index, octet] of octets.entries()) {
      if (this.#length === 0) this.#position = position + index;
      this.#line[this.#length++] = octet;
      if (this.#length === PER_LINE) this.end();
    }
  }

  gap(side: Side, _: number, octets: number, isSnapped: boolean): void {
    this.end();
    this.#options.sink.write(gapLine(side, octets, isSnapped, this.#options));
  }

  /** A line that is not full is printed. */
  end(): void {
    if (this.#length === 0) return;
    const text = dumpLine(this.#line.subarray(0, this.#length), this.#position);
    this.#length = 0;
    this.#options.sink.write(payloadLine(this.#side, text, this.#options));
  }
}

function dumpLine(octets: Uint8Array, position: number): string {
  const offset = position.toString(16).padStart(OFFSET_DIGITS, '0');
  const hex = Array.from(octets, (octet) => octet.toString(16).padStart(2, '0'));
  const half = PER_LINE / 2;
  const columns = `${hex.slice(0, half).join(' ')}  ${hex.slice(half).join(' ')}`;
  const shown = Array.from(octets, (octet) =>
    octet >= FIRST_PRINTABLE && octet <= LAST_PRINTABLE ? String.fromCharCode(octet) : '.',
  ).join('');
  return `${offset}  ${columns.padEnd(PER_LINE * 3)}  ${shown}`;
}
