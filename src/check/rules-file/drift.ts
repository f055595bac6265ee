import { nearestName } from '../../select/nearest.ts';
import { DRIFT_NAMES, driftExpected, driftFrom } from '../baseline/drift.ts';
import { type Problem, problemAt, type RulesText } from './problem.ts';
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
    problems.push(problemAt(source, drift.value.span, `${KEY} must be keys with values`));
    return [];
  }
  return drift.value.entries.flatMap(({ key, keySpan, value }): [string, number | 'off'][] => {
    if (!DRIFT_NAMES.includes(key)) {
      const nearest = nearestName(key, DRIFT_NAMES);
      const hint = nearest === undefined ? `, but ${DRIFT_NAMES.join(', ')}` : '';
      problems.push(problemAt(source, keySpan, `${KEY} has no ${key}${hint}`, nearest));
      return [];
    }
    const found = value.kind === 'scalar' ? driftFrom(key, value.value) : undefined;
    if (found !== undefined) return [[key, found]];
    const reason = `${KEY} of ${key} must be ${driftExpected(key)}`;
    problems.push(problemAt(source, value.span, reason));
    return [];
  });
}
