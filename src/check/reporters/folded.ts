import { fold, keepingQuantities } from '../../report/format/width.ts';

const INDENT = 2;
/** What is beside a column narrower than this would stand in a tower: it goes on below, indented. */
const NARROWEST = 24;

/**
 * A line of which what is behind its first columns goes on below itself, where there is room; in lines
 * of at most `foldAt` columns, where that is given.
 */
export function folded(line: string, columns: number, foldAt: number | undefined): string {
  if (foldAt === undefined) return line;
  const own = line.search(/\S/);
  const hanging = foldAt - columns < NARROWEST ? own + INDENT : columns;
  return fold(keepingQuantities(line), foldAt, hanging);
}
