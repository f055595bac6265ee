import { maskOf, parseIpv4, parseIpv6 } from '../address-literal.ts';
import type { Token, TokenReader } from '../token-reader.ts';
import type { FieldType } from './field.ts';

/** A value as written, from its first to its last: they differ for a network alone. Inclusive; parts as in `Field`. */
export interface Interval {
  readonly low: readonly number[];
  readonly high: readonly number[];
}

/** Types that have values at all. */
export type ValueType = Exclude<FieldType, 'presence'>;

const PARSERS: Readonly<Record<ValueType, (text: string) => Interval | undefined>> = {
  boolean: parseBoolean,
  number: parseNumber,
  time: parseTime,
  ethernet: parseEthernet,
  ipv4: (text) => parseNetwork(text, 32, (address) => one(parseIpv4(address))),
  ipv6: (text) => parseNetwork(text, 128, parseIpv6),
};

/** Reads a value of a field of this type. */
export function parseInterval(reader: TokenReader, type: ValueType): Interval {
  const token = reader.next();
  return readInterval(reader, token, token.text, type);
}

/** `80`, or `8000..8080`, as an element of a set. */
export function parseElement(reader: TokenReader, type: ValueType): Interval {
  const token = reader.next();
  const range = /^(.*[^.])\.\.([^.].*)$/.exec(token.text);
  if (range !== null) {
    const [, first = '', last = ''] = range;
    const { low } = readInterval(reader, token, first, type);
    const { high } = readInterval(reader, token, last, type);
    return { low, high };
  }
  const { low, high } = readInterval(reader, token, token.text, type);
  if (!reader.accept('..')) return { low, high };
  return { low, high: parseInterval(reader, type).high };
}

function readInterval(reader: TokenReader, token: Token, text: string, type: ValueType): Interval {
  const isValue = token.kind === 'word' || token.kind === 'string';
  return (
    (isValue ? PARSERS[type](text) : undefined) ??
    reader.refuse(token, (words) => words.display.expected[type])
  );
}

function one(value: number | undefined): number[] | undefined {
  return value === undefined ? undefined : [value];
}

function exactly(parts: readonly number[]): Interval {
  return { low: parts, high: parts };
}

function parseBoolean(text: string): Interval | undefined {
  if (/^true$/i.test(text)) return exactly([1]);
  if (/^false$/i.test(text)) return exactly([0]);
  const value = parseNumber(text)?.low[0];
  return value === undefined ? undefined : exactly([value === 0 ? 0 : 1]);
}

const LARGEST_NUMBER = 0xffff_ffff;

function parseNumber(text: string): Interval | undefined {
  if (!/^(0x[0-9a-f]+|0b[01]+|0[0-7]*|[1-9]\d*)$/i.test(text)) return undefined;
  const value = /^0[0-7]+$/.test(text) ? Number.parseInt(text, 8) : Number(text);
  return value <= LARGEST_NUMBER ? exactly([value]) : undefined;
}

/** Nine decimals count. */
function parseTime(text: string): Interval | undefined {
  const match = /^(-?)(\d{1,15})(?:\.(\d*))?$/.exec(text);
  if (match === null) return undefined;
  const [, sign, whole, decimals = ''] = match;
  const seconds = Number(whole);
  const nanoseconds = Number(decimals.slice(0, 9).padEnd(9, '0'));
  if (sign !== '-') return exactly([seconds, nanoseconds]);
  return exactly(nanoseconds === 0 ? [0 - seconds, 0] : [-seconds - 1, 1e9 - nanoseconds]);
}

/** Six octets, with colons, hyphens or points between them, or points between pairs of them. */
function parseEthernet(text: string): Interval | undefined {
  const isAddress = /^([0-9a-f]{2}([:.-]))([0-9a-f]{2}\2){4}[0-9a-f]{2}$/i.test(text);
  if (!isAddress && !/^([0-9a-f]{4}\.){2}[0-9a-f]{4}$/i.test(text)) return undefined;
  const digits = text.replace(/[:.-]/g, '');
  return exactly([Number.parseInt(digits.slice(0, 4), 16), Number.parseInt(digits.slice(4), 16)]);
}

function parseNetwork(
  text: string,
  bits: number,
  parse: (address: string) => readonly number[] | undefined,
): Interval | undefined {
  const match = /^([^/]*)(?:\/(\d{1,3}))?$/.exec(text);
  const words = parse(match?.[1] ?? '');
  const prefixLength = Number(match?.[2] ?? bits);
  if (words === undefined || prefixLength > bits) return undefined;
  const mask = maskOf(prefixLength, words.length);
  return {
    low: words.map((word, index) => (word & (mask[index] ?? 0)) >>> 0),
    high: words.map((word, index) => (word | ~(mask[index] ?? 0)) >>> 0),
  };
}
