/** The signs of a report that are not plain words. */
export interface Glyphs {
  /** Shaft and heads of an arrow; each head is one column wide. */
  readonly line: string;
  readonly headRight: string;
  readonly headLeft: string;
  /** Shaft of an arrow that stands for many. */
  readonly doubleLine: string;
  /** So many times. */
  readonly times: string;
  /** Between two sockets. */
  readonly to: string;
  readonly check: string;
  readonly cross: string;
  readonly ellipsis: string;
  /** What was left out between two rows. */
  readonly gap: string;
  readonly bullet: string;
  /** Columns of a small plot, from the lowest to the highest. */
  readonly sparks: string;
  readonly micro: string;
  readonly info: string;
  readonly warning: string;
  readonly error: string;
}

export const UNICODE: Glyphs = {
  line: '─',
  doubleLine: '═',
  times: '×',
  headRight: '►',
  headLeft: '◄',
  to: '→',
  check: '✓',
  cross: '✗',
  ellipsis: '…',
  gap: '⋮',
  bullet: '·',
  sparks: '▁▂▃▄▅▆▇█',
  micro: 'µ',
  info: '·',
  warning: '▲',
  error: '✗',
};

/** For terminals and files that hold nothing else. */
export const ASCII: Glyphs = {
  line: '-',
  doubleLine: '=',
  times: 'x',
  headRight: '>',
  headLeft: '<',
  to: '->',
  check: 'ok',
  cross: 'WRONG',
  ellipsis: '...',
  gap: ':',
  bullet: '|',
  sparks: '_.-=+*%#',
  micro: 'u',
  info: 'i',
  warning: '!',
  error: 'x',
};
