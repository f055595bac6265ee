import type { AnalysisResult } from '../analyze.ts';
import type { Words } from '../words/words.ts';

/** A clause on the ids (ascending) that no connection has; undefined where each has one, or nothing was read. */
export function unknownConnections(
  ids: readonly number[],
  { captures, totals: { connections } }: AnalysisResult,
): ((words: Words) => string) | undefined {
  const unknown = ids.filter((id) => id >= connections);
  if (unknown.length === 0 || captures.length === 0) return undefined;
  return ({ usage }) => usage.noConnections(asRanges(unknown), unknown.length, connections);
}

/** As `3, 7-9`. */
function asRanges(ids: readonly number[]): string {
  const ranges: [first: number, last: number][] = [];
  for (const id of ids) {
    const range = ranges.at(-1);
    if (range?.[1] === id - 1) range[1] = id;
    else ranges.push([id, id]);
  }
  return ranges.map(([first, last]) => (first === last ? first : `${first}-${last}`)).join(', ');
}
