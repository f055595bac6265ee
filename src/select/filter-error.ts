/** What is wrong with a filter, and where. */
export interface Complaint {
  /** A clause without a capital and a full stop. */
  readonly reason: string;
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
  readonly reason: string;
  readonly nearest: string | undefined;
  /** Where that is, both from 1: an expression may be of several lines. */
  readonly line: number;
  readonly column: number;

  constructor(expression: string, { reason, position, length, nearest }: Complaint) {
    super([reason, ...pointAt(expression, position, length), ...suggest(nearest)].join('\n'));
    this.name = 'FilterError';
    this.expression = expression;
    this.position = position;
    this.length = length;
    this.reason = reason;
    this.nearest = nearest;
    const linesBefore = expression.slice(0, position).split('\n');
    this.line = linesBefore.length;
    this.column = (linesBefore.at(-1) ?? '').length + 1;
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
  const carets = Math.max(1, Math.min(length, last - position));
  return [
    `  ${before}${shown}${after}`,
    `  ${' '.repeat(before.length + position - first)}${'^'.repeat(carets)}`,
  ];
}

function suggest(nearest: string | undefined): string[] {
  return nearest === undefined ? [] : [`did you mean ${nearest}?`];
}
