import { BASELINE_CHANGES } from '../../model/baseline-keys.ts';
import type { BaselineRecord, ServiceRecord } from '../../model/baseline-record.ts';
import { ENGLISH } from '../../words/en/index.ts';
import { METRIC } from '../../words/en/rules.ts';
import type { BaselineRuleWords, RuleWords } from '../../words/rule-words.ts';
import {
  BASELINE_RULES,
  IN_WORDS,
  type RuleOutcome,
  type RuleRef,
  type Translated,
  type Violation,
} from '../verdict.ts';
import type { Drifts } from './drift.ts';
import { METRICS, type Metric } from './metrics.ts';

export interface Comparison {
  /** The file of the baseline, as given. */
  readonly path: string;
  readonly drifts: Drifts;
  readonly commands: Violation['commands'];
  /** In which what differs is told to people, beside English; undefined: in none. */
  readonly words?: Pick<RuleWords, 'baseline'> | undefined;
}

/** Violations of one rule that are listed; the others are counted. */
const MOST_LISTED = 25;

/** What differs from a baseline: an outcome for each metric, and for what is new and what is gone. */
export function compare(
  then: BaselineRecord,
  now: BaselineRecord,
  comparison: Comparison,
): RuleOutcome[] {
  const old = new Map(Object.entries(then.services));
  const current = new Map(Object.entries(now.services));
  const both = [...old].flatMap(([name, before]) => {
    const after = current.get(name);
    return after === undefined ? [] : [{ name, before, after }];
  });
  const metrics = METRICS.flatMap((metric) => {
    const drift = comparison.drifts.get(metric.name) ?? metric.drift;
    if (drift === 'off') return [];
    const found = both.flatMap(({ name, before, after }) =>
      difference(metric, drift, name, before, after),
    );
    const description = `The ${METRIC[metric.name]} of each service is that of the baseline`;
    return [outcome(metric.name, description, both.length, found, comparison)];
  });
  const added = [...current]
    .filter(([name]) => !old.has(name))
    .map(
      ([name, { connections }]): Difference =>
        (words) => ({
          message: words.isNew(words.service(name)),
          found: words.connections(connections),
          expected: words.asBefore(words.none),
        }),
    );
  const gone = [...old]
    .filter(([name]) => !current.has(name))
    .map(
      ([name, { connections }]): Difference =>
        (words) => ({
          message: words.hasVanished(words.service(name)),
          found: words.noConnection,
          expected: words.asBefore(words.connections(connections)),
        }),
    );
  const [isNew, hasVanished] = BASELINE_CHANGES;
  const endpoints = [
    [isNew, 'No service is new', current.size, added],
    [hasVanished, 'No service of the baseline is missing', old.size, gone],
  ] as const;
  return [
    ...metrics,
    ...endpoints
      .filter(([name]) => comparison.drifts.get(name) !== 'off')
      .map(([name, description, subjects, found]) =>
        outcome(name, description, subjects, found, comparison),
      ),
  ];
}

/** What is told of a violation, in the language of the words. */
type Difference = (words: BaselineRuleWords) => Translated;

function difference(
  metric: Metric,
  drift: number,
  name: string,
  before: ServiceRecord,
  after: ServiceRecord,
): Difference[] {
  const { key, least, isTwoSided, text } = metric;
  const [then, now] = [before[key], after[key]];
  if (then === null || now === null) return [];
  const more = now - then;
  const size = isTwoSided ? Math.abs(more) : more;
  if (size <= least || size <= (then * drift) / 100) return [];
  const sign = more > 0 ? '+' : '-';
  const share = then === 0 ? null : `${sign}${Number(((100 * size) / then).toPrecision(3))} %`;
  return [
    (words) => ({
      message: words.differs(words.service(name), metric.name),
      found: words.found(text(now), share),
      expected: isTwoSided ? `${text(then)} ± ${drift} %` : mostText(metric, then, drift, words),
    }),
  ];
}

/** `at most 25 ms (20 ms + 25 %)`: the limit, and what makes it. */
function mostText(
  { least, text }: Metric,
  then: number,
  drift: number,
  words: BaselineRuleWords,
): string {
  const byDrift = (then * drift) / 100;
  const isPlain = then === 0 || (byDrift === 0 && least === 0);
  const sum = `${text(then)} + ${byDrift >= least ? `${drift} %` : text(least)}`;
  return words.atMost(text(then + Math.max(byDrift, least)), isPlain ? null : sum);
}

function outcome(
  name: string,
  description: string,
  subjects: number,
  found: readonly Difference[],
  { path, commands, words }: Comparison,
): RuleOutcome {
  const rule: RuleRef = {
    name: `${BASELINE_RULES}${name}`,
    description,
    severity: 'error',
    over: 'service',
    source: { path, line: 1, column: 1 },
    option: '--baseline',
    documentation: 'README.md#baselines',
  };
  return {
    rule,
    subjects,
    unmeasured: 0,
    violations: found.length,
    allowed: null,
    holds: found.length === 0,
    listed: found.slice(0, MOST_LISTED).map((one) => ({
      rule: rule.name,
      severity: rule.severity,
      ...one(ENGLISH.rules.baseline),
      capture: null,
      connection: null,
      frames: [],
      byteOffset: null,
      commands,
      ...(words && { [IN_WORDS]: one(words.baseline) }),
    })),
  };
}
