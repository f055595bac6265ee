import type { RuleListRecord } from '../model/check-record.ts';
import { SCHEMA_VERSION } from '../model/schema/version.ts';
import { terminalSafe } from '../report/format/escape.ts';
import { padEnd, widthOf } from '../report/format/width.ts';
import type { Words } from '../words/words.ts';
import { folded } from './reporters/folded.ts';
import type { RuleMaker } from './rule.ts';

/** Columns of a severity, and of what a rule is about. */
const SEVERITY_COLUMNS = 7;
const OVER_COLUMNS = 10;

/** A line per rule: its severity, what it is about, its name, what holds, and where it comes from. */
export function ruleListText(
  rules: readonly RuleMaker[],
  { check: words, rules: told }: Words,
  foldAt: number | undefined,
): string {
  const widest = Math.max(0, ...rules.map(({ ref }) => ref.name.length));
  const lines = rules.map(({ ref, describe }) => {
    const { name, severity, over, source, option } = ref;
    const file = source && `${source.path}:${source.line}`;
    const columns = [
      padEnd(words.severity[severity], SEVERITY_COLUMNS),
      padEnd(words.over[over], OVER_COLUMNS),
      name.padEnd(widest),
      '',
    ].join('  ');
    const line = columns + terminalSafe(words.listed(describe(told), option ?? file));
    return `${folded(line, widthOf(columns), foldAt)}\n`;
  });
  return lines.join('');
}

/** The same for programs, with the version of this one. */
export function ruleListRecord(rules: readonly RuleMaker[], version: string): RuleListRecord {
  return { schema: SCHEMA_VERSION, version, rules: rules.map(({ ref }) => ref) };
}
