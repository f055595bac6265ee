import type { AnalysisResult } from '../analyze.ts';
import { idRanges } from '../report/format/id-ranges.ts';
import type { Words } from '../words/words.ts';

/** A clause on the ids (ascending) that no connection has; undefined where each has one, or nothing was read. */
export function unknownConnections(
  ids: readonly number[],
  { captures, totals: { connections } }: AnalysisResult,
): ((words: Words) => string) | undefined {
  const unknown = ids.filter((id) => id >= connections);
  if (unknown.length === 0 || captures.length === 0) return undefined;
  return ({ usage, grammar }) =>
    usage.noConnections(grammar.items(idRanges(unknown)), unknown.length, connections);
}
