import type { Io, OutputStream } from './io.ts';

/** Columns of text that goes to no terminal. */
export const DEFAULT_COLUMNS = 100;

/** Columns to fill: COLUMNS, as shells set it, over the width of the terminal. */
export function columnsOf(io: Io, stream: OutputStream): number {
  const { COLUMNS } = io.env;
  const fromShell = Number(COLUMNS);
  return Number.isInteger(fromShell) && fromShell > 0
    ? fromShell
    : (stream.columns ?? DEFAULT_COLUMNS);
}
