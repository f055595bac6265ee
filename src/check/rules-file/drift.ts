import { nearestName } from '../../select/nearest.ts';
import { quoted } from '../../select/quoted.ts';
import { DRIFT_NAMES, driftFrom, driftIsSwitch } from '../baseline/drift.ts';
import { type Problem, problemAt, type RulesText, type TellProblem } from './problem.ts';
import type { YamlNode } from './yaml.ts';

/** The key of a rules file for how far metrics may be from a baseline. */
const KEY = 'drift';

/** What a rules file allows to differ from a baseline; what is wrong with it goes to `problems`. */
export function driftsIn(
  root: YamlNode,
  source: RulesText,
  problems: Problem[],
): [string, number | 'off'][] {
  const drift = root.kind === 'map' ? root.entries.find(({ key }) => key === KEY) : undefined;
  if (drift === undefined) return [];
  if (drift.value.kind !== 'map') {
    problems.push(
      problemAt(source, drift.value.span, ({ rulesFile }) => rulesFile.keysWithValues(KEY)),
    );
    return [];
  }
  return drift.value.entries.flatMap(({ key, keySpan, value }): [string, number | 'off'][] => {
    if (!DRIFT_NAMES.includes(key)) {
      const nearest = nearestName(key, DRIFT_NAMES);
      const known = nearest === undefined ? DRIFT_NAMES : null;
      const tell: TellProblem = ({ rulesFile }) => rulesFile.noKey(KEY, quoted(key), known);
      problems.push(problemAt(source, keySpan, tell, nearest));
      return [];
    }
    const found = value.kind === 'scalar' ? driftFrom(key, value.value) : undefined;
    if (found !== undefined) return [[key, found]];
    const tell: TellProblem = ({ rulesFile }) => rulesFile.drift(key, driftIsSwitch(key));
    problems.push(problemAt(source, value.span, tell));
    return [];
  });
}
