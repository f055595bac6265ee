import { BASELINE_CHANGES } from '../../model/baseline-keys.ts';
import type { BaselineRecord, ServiceRecord } from '../../model/baseline-record.ts';
import { plural } from '../../report/format/units.ts';
import { BASELINE_RULES, type RuleOutcome, type RuleRef, type Violation } from '../verdict.ts';
import type { Drifts } from './drift.ts';
import { METRICS, type Metric } from './metrics.ts';

export interface Comparison {
  /** The file of the baseline, as given. */
  readonly path: string;
  readonly drifts: Drifts;
  readonly commands: Violation['commands'];
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
    const description = `The ${metric.noun} of each service is that of the baseline`;
    return [outcome(metric.name, description, both.length, found, comparison)];
  });
  const added = [...current]
    .filter(([name]) => !old.has(name))
    .map(([name, { connections }]) => ({
      message: `${serviceText(name)} is new`,
      found: plural(connections, 'connection'),
      expected: 'none, as in the baseline',
    }));
  const gone = [...old]
    .filter(([name]) => !current.has(name))
    .map(([name, { connections }]) => ({
      message: `${serviceText(name)} has vanished`,
      found: 'no connection',
      expected: `${plural(connections, 'connection')}, as in the baseline`,
    }));
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

type Difference = Pick<Violation, 'message' | 'found' | 'expected'>;

function difference(
  metric: Metric,
  drift: number,
  name: string,
  before: ServiceRecord,
  after: ServiceRecord,
): Difference[] {
  const { key, noun, least, isTwoSided, text } = metric;
  const [then, now] = [before[key], after[key]];
  if (then === null || now === null) return [];
  const more = now - then;
  const size = isTwoSided ? Math.abs(more) : more;
  if (size <= least || size <= (then * drift) / 100) return [];
  const sign = more > 0 ? '+' : '-';
  const share = then === 0 ? '' : ` (${sign}${Number(((100 * size) / then).toPrecision(3))} %)`;
  return [
    {
      message: `${serviceText(name)}: the ${noun} differs from the baseline`,
      found: `${text(now)}${share}`,
      expected: isTwoSided ? `${text(then)} ± ${drift} %` : mostText(metric, then, drift),
    },
  ];
}

/** `at most 25 ms (20 ms + 25 %)`: the limit, and what makes it. */
function mostText({ least, text }: Metric, then: number, drift: number): string {
  const byDrift = (then * drift) / 100;
  const limit = `at most ${text(then + Math.max(byDrift, least))}`;
  if (then === 0 || (byDrift === 0 && least === 0)) return limit;
  return `${limit} (${text(then)} + ${byDrift >= least ? `${drift} %` : text(least)})`;
}

function serviceText(name: string): string {
  if (/^\d+$/.test(name)) return `port ${name}`;
  return name.includes(':') ? name : `${name} ports`;
}

function outcome(
  name: string,
  description: string,
  subjects: number,
  found: readonly Difference[],
  { path, commands }: Comparison,
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
    violations: found.length,
    allowed: null,
    holds: found.length === 0,
    listed: found.slice(0, MOST_LISTED).map((one) => ({
      rule: rule.name,
      severity: rule.severity,
      ...one,
      capture: null,
      connection: null,
      frames: [],
      byteOffset: null,
      commands,
    })),
  };
}
