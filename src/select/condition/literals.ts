import { type Complaint, FilterError } from '../filter-error.ts';
import { nearestName } from '../nearest.ts';

/** What a number is multiplied with, or the power of ten that it is divided by. */
type Factor = { readonly times: number } | { readonly less: number };

/** Units that a number may end with. */
const UNITS: ReadonlyMap<string, Factor> = new Map([
  ['ns', { less: 9 }],
  ['us', { less: 6 }],
  ['µs', { less: 6 }],
  ['ms', { less: 3 }],
  ['s', { times: 1 }],
  ['min', { times: 60 }],
  ['h', { times: 3_600 }],
  ['d', { times: 86_400 }],
  ['B', { times: 1 }],
  ['kB', { times: 1e3 }],
  ['MB', { times: 1e6 }],
  ['GB', { times: 1e9 }],
  ['TB', { times: 1e12 }],
  ['KiB', { times: 2 ** 10 }],
  ['MiB', { times: 2 ** 20 }],
  ['GiB', { times: 2 ** 30 }],
  ['TiB', { times: 2 ** 40 }],
  ['%', { less: 2 }],
]);

/** What is passed over as a whole: strings (raw, of bytes, in three quotes), comments and names. */
const PASSED_OVER =
  /[bBrR]?(?:"""[\s\S]*?(?:"""|$)|'''[\s\S]*?(?:'''|$))|[rR](?:"[^"\n]*"?|'[^'\n]*'?)|[bB]?(?:"(?:[^"\\\n]|\\[\s\S])*"?|'(?:[^'\\\n]|\\[\s\S])*'?)|\/\/[^\n]*|[A-Za-z_]\w*|0[xX][\da-fA-F]+[uU]?/y;

const NUMBER = /(\d+(?:\.\d+)?)([eE][-+]?\d+)?(%|[A-Za-zµ]\w*)?/y;

/** Behind `%`: what makes it the remainder of a division, as in `x %2` or `10%-3`. */
const OPERAND = /-|\s*(?!in\b)[\w"'([!.]/y;

interface Replacement {
  /** Where it begins and ends in what is compiled. */
  readonly start: number;
  readonly end: number;
  /** Where it began and ended as written. */
  readonly writtenStart: number;
  readonly writtenEnd: number;
}

/** A text of CEL, and where each part of it stood in the condition as it was written. */
export interface PlainText {
  readonly text: string;
  /** From a position in `text` to one in the condition as written. */
  positionOf(position: number): number;
}

/**
 * Spells out the numbers with units that people write and CEL does not know: `200ms` is 0.2 seconds,
 * `10kB` 10,000 octets, `1MiB` 2^20 of them, `5%` is 0.05.
 *
 * @throws FilterError for a unit that there is not
 */
export function spellOutUnits(condition: string): PlainText {
  const replacements: Replacement[] = [];
  let text = '';
  let copied = 0;
  let at = 0;
  while (at < condition.length) {
    const passed = lengthAt(PASSED_OVER, condition, at);
    const number = passed === 0 ? literalAt(condition, at) : undefined;
    if (number?.value !== undefined) {
      text += condition.slice(copied, at);
      const start = text.length;
      text += doubleText(number.value);
      copied = at + number.length;
      replacements.push({ start, end: text.length, writtenStart: at, writtenEnd: copied });
    }
    at += passed || number?.length || 1;
  }
  text += condition.slice(copied);
  return { text, positionOf: (position) => positionIn(replacements, position) };
}

/** A number at a position; `value` where it has a unit. */
function literalAt(
  condition: string,
  at: number,
): { readonly length: number; readonly value?: number } | undefined {
  NUMBER.lastIndex = at;
  const match = NUMBER.exec(condition);
  if (match === null) return undefined;
  const [whole, digits = '', exponent = '', unit = ''] = match;
  const plain = digits.length + exponent.length;
  // An u makes an unsigned integer of CEL.
  if (unit === '' || /^[uU]$/.test(unit)) return { length: whole.length };
  if (unit === '%' && lengthAt(OPERAND, condition, at + whole.length) > 0) return { length: plain };
  const factor = UNITS.get(unit);
  if (factor === undefined) return refuseUnit(condition, at + plain, unit);
  const value = scaled(digits, Number(exponent.slice(1)), factor);
  return { length: whole.length, value };
}

/** The double nearest to what is written: 0.7 % is 0.007, which 0.7 / 100 is not. */
function scaled(digits: string, exponent: number, factor: Factor): number {
  if ('less' in factor) return Number(`${digits}e${exponent - factor.less}`);
  return Number(`${digits}e${exponent}`) * factor.times;
}

function refuseUnit(condition: string, position: number, unit: string): never {
  const known = [...UNITS.keys()];
  const complaint: Complaint = {
    tell: (words) => words.condition.noUnit(unit, known),
    position,
    length: unit.length,
    nearest:
      known.find((name) => name.toLowerCase() === unit.toLowerCase()) ?? nearestName(unit, known),
  };
  throw new FilterError(condition, complaint);
}

/** A number that CEL reads as a double. */
function doubleText(value: number): string {
  const text = String(value);
  return /[.e]/.test(text) ? text : `${text}.0`;
}

function lengthAt(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0].length ?? 0;
}

function positionIn(replacements: readonly Replacement[], position: number): number {
  let shift = 0;
  for (const { start, end, writtenStart, writtenEnd } of replacements) {
    if (position <= start) break;
    if (position < end) return writtenStart;
    shift = writtenEnd - end;
  }
  return position + shift;
}

/**
 * A number with or without a unit, as `200ms`, `1 %` or `0.5`; undefined for what is none. `kind`
 * says what it measures, where its unit tells.
 */
export function parseMeasure(
  text: string,
): { readonly value: number; readonly kind: 'time' | 'size' | 'share' | undefined } | undefined {
  const [, digits = '', unit = ''] = /^\s*(\d+(?:\.\d+)?)\s*([%A-Za-zµ]*)\s*$/.exec(text) ?? [];
  if (digits === '') return undefined;
  if (unit === '') return { value: Number(digits), kind: undefined };
  const factor = UNITS.get(unit);
  if (factor === undefined) return undefined;
  const value = scaled(digits, 0, factor);
  const kind = unit === '%' ? 'share' : unit.endsWith('B') ? 'size' : 'time';
  return { value, kind };
}
