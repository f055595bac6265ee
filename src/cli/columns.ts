import type { Io, OutputStream } from './io.ts';

/** Columns of text that goes to no terminal. */
export const DEFAULT_COLUMNS = 100;

/** No terminal has more: its width is told in 16 bits. */
const MOST_COLUMNS = 65_535;

/** Columns to fill: COLUMNS, as shells set it, over the width of the terminal. */
export function columnsOf(io: Io, stream: OutputStream): number {
  return foldAt(io, stream) ?? DEFAULT_COLUMNS;
}

/**
 * Columns that lines of a list are folded at; undefined: not at all, since whoever searches what goes
 * to a file or a pipe wants a line for each thing.
 */
export function foldAt({ env }: Io, stream: OutputStream): number | undefined {
  const fromShell = Number(env['COLUMNS']);
  if (Number.isInteger(fromShell) && fromShell > 0) return Math.min(fromShell, MOST_COLUMNS);
  return stream.isTerminal ? (stream.columns ?? DEFAULT_COLUMNS) : undefined;
}
