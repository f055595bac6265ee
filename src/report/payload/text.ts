import type { Side } from '../../model/vocabulary.ts';
import { terminalSafe } from '../format/escape.ts';
import { gapLine, type PayloadOptions, type PayloadWriter, payloadLine } from './payload-writer.ts';

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
/** Longer lines are broken: payload need not have lines at all. */
const LONGEST_LINE = 4096;
/** UTF-8: octets of this form continue a character. */
const CONTINUATION = 0x80;
const CONTINUATION_MASK = 0xc0;
const MOST_CONTINUATIONS = 3;

/**
 * Payload as text for people, a line of it a line: CR LF and LF end lines, tabs stay, UTF-8 is read
 * where a line is UTF-8, and everything else that is no printable character is spelt out as `\x1b`.
 */
export class TextPayload implements PayloadWriter {
  readonly #options: PayloadOptions;
  readonly #line = new Uint8Array(LONGEST_LINE);
  #length = 0;
  #side: Side = 'client';

  constructor(options: PayloadOptions) {
    this.#options = options;
  }

  octets(side: Side, octets: Uint8Array): void {
    this.#turnTo(side);
    for (let from = 0; from < octets.length; ) {
      const found = octets.indexOf(LINE_FEED, from);
      const to = Math.min(found < 0 ? octets.length : found, from + LONGEST_LINE - this.#length);
      this.#line.set(octets.subarray(from, to), this.#length);
      this.#length += to - from;
      from = to;
      if (to === found) {
        this.#endLine();
        from++;
      } else if (this.#length === LONGEST_LINE) {
        this.#breakLine();
      }
    }
  }

  gap(side: Side, _: number, octets: number, isSnapped: boolean): void {
    this.#turnTo(side);
    this.end();
    this.#options.sink.write(gapLine(side, octets, isSnapped, this.#options));
  }

  /** A line that has not ended is ended. */
  end(): void {
    if (this.#length > 0) this.#print(this.#length);
  }

  #turnTo(side: Side): void {
    if (side !== this.#side) this.end();
    this.#side = side;
  }

  #endLine(): void {
    const hasReturn = this.#length > 0 && this.#line[this.#length - 1] === CARRIAGE_RETURN;
    this.#print(hasReturn ? this.#length - 1 : this.#length);
  }

  /** Prints a line that is too long, up to the last whole character, and goes on with the rest. */
  #breakLine(): void {
    const end = lastCharacterOf(this.#line);
    const rest = this.#line.slice(end);
    this.#print(end);
    this.#line.set(rest);
    this.#length = rest.length;
  }

  #print(length: number): void {
    const text = readable(this.#line.subarray(0, length), this.#options.unicode);
    this.#length = 0;
    this.#options.sink.write(payloadLine(this.#side, text, this.#options));
  }
}

const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Text without what a terminal would obey. Where octets are no UTF-8, each outside ASCII is spelt out. */
function readable(octets: Uint8Array, unicode: boolean): string {
  let text: string;
  let isText = unicode;
  try {
    text = UTF8.decode(octets);
  } catch {
    text = Buffer.from(octets).toString('latin1');
    isText = false;
  }
  return text
    .split('\t')
    .map((part) => terminalSafe(part, isText))
    .join('\t');
}

/** Where the last character of the line begins, if it may go on behind the line; else the line's end. */
function lastCharacterOf(line: Uint8Array): number {
  let at = line.length - 1;
  const first = at - MOST_CONTINUATIONS;
  while (at > first && ((line[at] ?? 0) & CONTINUATION_MASK) === CONTINUATION) at--;
  return (line[at] ?? 0) < CONTINUATION ? line.length : at;
}
