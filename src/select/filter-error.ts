import { FILTER_ENGLISH } from './filter-english.ts';
import type { FilterWords, TellFilter } from './filter-words.ts';
import { withShortWords } from './quoted.ts';

/** What is wrong with a filter, and where. */
export interface Complaint {
  /** A clause without a capital and a full stop. */
  readonly tell: TellFilter;
  /** First UTF-16 unit of what is wrong in the text of the filter. */
  readonly position: number;
  /** UTF-16 units of it, at least 1. */
  readonly length: number;
  /** What was probably meant, as `tcp.flags.syn`; undefined where nothing is near. */
  readonly nearest?: string | undefined;
}

/** A filter that cannot be compiled: its text, where it goes wrong and why. */
export class FilterError extends Error {
  readonly expression: string;
  readonly position: number;
  /** Units of what is wrong. */
  readonly length: number;
  /** What is wrong, in English. */
  readonly reason: string;
  /** The same in other languages too. */
  readonly tell: TellFilter;
  readonly nearest: string | undefined;
  /** Where that is, both from 1: an expression may be of several lines. */
  readonly line: number;
  readonly column: number;

  constructor(expression: string, { tell, position, length, nearest }: Complaint) {
    super(complaintText(expression, { tell, position, length, nearest }, FILTER_ENGLISH));
    this.name = 'FilterError';
    this.expression = expression;
    this.position = position;
    this.length = length;
    this.reason = withShortWords(tell(FILTER_ENGLISH));
    this.tell = tell;
    this.nearest = nearest;
    const linesBefore = expression.slice(0, position).split('\n');
    this.line = linesBefore.length;
    this.column = (linesBefore.at(-1) ?? '').length + 1;
  }

  /** As the message, in the language of the words. */
  told(words: FilterWords): string {
    return complaintText(this.expression, this, words);
  }
}

/** Columns of the expression shown around the position; filters of programs can be very long. */
const MOST_COLUMNS = 72;
const COLUMNS_BEFORE = 30;

/** A text with carets under what is wrong in it, as two lines. */
export function pointAt(expression: string, position: number, length: number): string[] {
  const isShort = expression.length <= MOST_COLUMNS;
  const first = isShort ? 0 : Math.max(0, position - COLUMNS_BEFORE);
  const last = isShort ? expression.length : Math.min(expression.length, first + MOST_COLUMNS);
  const shown = expression.slice(first, last).replaceAll(/\p{Cc}/gu, ' ');
  const before = first > 0 ? '...' : '';
  const after = last < expression.length ? '...' : '';
  const upTo = shown.slice(0, position - first);
  const wrong = shown.slice(upTo.length, upTo.length + Math.max(1, length)) || ' ';
  return [
    `  ${before}${shown}${after}`,
    `  ${blank(before)}${blank(upTo)}${wrong.replaceAll(wide(), '^^').replaceAll(/[^^]/g, '^')}`,
  ];
}

/** Characters that take two columns. Made when they are looked for: the tables of Unicode are slow to load. */
function wide(): RegExp {
  return /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\u3000-\u303f\uff01-\uff60]/gu;
}

/** So many columns of nothing as the text has. */
function blank(text: string): string {
  return text.replaceAll(wide(), '  ').replaceAll(/./g, ' ');
}

function complaintText(
  expression: string,
  { tell, position, length, nearest }: Complaint,
  words: FilterWords,
): string {
  const hint = nearest === undefined ? [] : [words.didYouMean(nearest)];
  return [withShortWords(tell(words)), ...pointAt(expression, position, length), ...hint].join(
    '\n',
  );
}
