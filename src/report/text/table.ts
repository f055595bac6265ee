import { cut, widthOf } from '../format/width.ts';
import type { Style } from './style.ts';

/** One column of a table of `Row`s. */
export interface Column<Row> {
  readonly head: string;
  readonly text: (row: Row) => string;
  readonly paint?: (text: string, row: Row) => string;
  readonly isNumber?: boolean;
  /** How it may be shortened where there is no room: `shorten` for addresses, `cutStart` for paths. */
  readonly shrink?: (text: string, columns: number, ellipsis: string) => string;
  /** As wide as this it may be before other columns go for it; see `COMFORTABLE`. */
  readonly comfortable?: number;
  /** Where there is no room, the columns of the highest rank go first; those of rank 0 stay. */
  readonly rank: number;
}

/** A column with the width that it got. */
interface Fitted<Row> extends Column<Row> {
  readonly width: number;
}

const INDENT = '  ';
const GAP = '  ';
const LEAST_SHRUNK = 8;
/** An IPv4 address with its port is never shortened as long as other columns can go. */
const COMFORTABLE = 21;
/** On a wide terminal a longer one has this share of it before other columns go. */
const COMFORTABLE_SHARE = 0.22;

/**
 * A table that is never wider than the terminal and never wraps. Columns without any text are
 * left out. For few rows only: they are all laid out before the first is shown.
 */
export function tableLines<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  style: Style,
): string[] {
  const fitted = fitColumns(rows, columns, style.columns);
  const head = fitted.map((column) => laidOut(column.head, column, style.paint.faint));
  const body = rows.map((row) =>
    fitted.map((column) => {
      const { text, paint, width, shrink = cut } = column;
      const cell = shrink(text(row), width, style.glyphs.ellipsis);
      return laidOut(cell, column, (cell) => paint?.(cell, row) ?? cell);
    }),
  );
  return [head, ...body].map((cells) => (INDENT + cells.join(GAP)).trimEnd());
}

/** Painted once its width is known: colours take no room. Blanks part the columns, not borders. */
function laidOut<Row>(
  cell: string,
  { width, isNumber }: Fitted<Row>,
  paint: (cell: string) => string,
): string {
  const padding = ' '.repeat(Math.max(0, width - widthOf(cell)));
  return isNumber === true ? padding + paint(cell) : paint(cell) + padding;
}

function fitColumns<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  room: number,
): Fitted<Row>[] {
  let fitted = columns
    .map((column) => ({ ...column, width: naturalWidth(rows, column) }))
    .filter(({ width, rank }) => width > 0 || rank === 0)
    .map((column) => ({ ...column, width: Math.max(column.width, widthOf(column.head)) }));
  const usual = Math.max(COMFORTABLE, Math.floor(room * COMFORTABLE_SHARE));
  const leastTotal = (): number =>
    totalWidth(
      fitted.map(({ width, shrink, comfortable = usual }) =>
        shrink === undefined ? width : Math.min(width, comfortable),
      ),
    );
  while (leastTotal() > room) {
    const last = Math.max(...fitted.map(({ rank }) => rank));
    if (last === 0) break;
    fitted = fitted.filter(({ rank }) => rank < last);
  }
  return shrinkColumns(fitted, room);
}

/** Takes from the widest of the columns that may shrink until the rest fits. */
function shrinkColumns<Row>(columns: readonly Fitted<Row>[], room: number): Fitted<Row>[] {
  const fitted = columns.map((column) => ({ ...column }));
  for (;;) {
    const excess = totalWidth(fitted.map(({ width }) => width)) - room;
    const shrinkable = fitted.filter(
      ({ shrink, width }) => shrink !== undefined && width > LEAST_SHRUNK,
    );
    const widest = shrinkable.toSorted((a, b) => b.width - a.width)[0];
    if (excess <= 0 || widest === undefined) return fitted;
    widest.width -= 1;
  }
}

function totalWidth(widths: readonly number[]): number {
  const gaps = GAP.length * (widths.length - 1);
  return INDENT.length + gaps + widths.reduce((sum, width) => sum + width, 0);
}

function naturalWidth<Row>(rows: readonly Row[], { text }: Column<Row>): number {
  return rows.reduce((widest, row) => Math.max(widest, widthOf(text(row))), 0);
}
