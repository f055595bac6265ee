import { pathText } from '../report/format/path-text.ts';
import { nearestName } from '../select/nearest.ts';
import { ENGLISH } from '../words/en/index.ts';
import type { UsageWords } from '../words/usage-words.ts';
import { QUICK_OPTIONS } from './quick-options.ts';
import { ALWAYS_ON, RECOMMENDED, recommendedRule } from './recommended.ts';
import type { RuleMaker } from './rule.ts';
import type { RuleRef } from './verdict.ts';

/** What rules were asked for, and where. */
export interface RuleRequest {
  /** Rules of a rules file by name, undefined for one that it switches off; undefined: no file. */
  readonly file: ReadonlyMap<string, RuleMaker | undefined> | undefined;
  /** Rules of the command line. */
  readonly quick: readonly RuleMaker[];
  readonly enable: readonly string[];
  readonly disable: readonly string[];
}

/** There is no rule of that name. */
export class UnknownRuleError extends Error {
  override readonly name = 'UnknownRuleError';

  readonly tell: (words: UsageWords) => string;

  constructor(name: string, known: Iterable<string>) {
    const nearest = nearestName(name, known) ?? null;
    const option = QUICK_OPTIONS.find((quick) => quick.name === name);
    const tell = (words: UsageWords) =>
      option === undefined ? words.noRule(name, nearest) : words.ruleIsOption(name, `--${name}`);
    super(tell(ENGLISH.usage));
    this.tell = tell;
  }
}

/** A rule on checksums that was asked for by name would hold, because none is verified. */
export class UnverifiedRuleError extends Error {
  override readonly name = 'UnverifiedRuleError';
  /** What it is called, with its place where it is one of a rules file. */
  readonly rule: string;

  constructor({ name, source }: RuleRef) {
    const rule = source === null ? name : `${name} (${pathText(source.path)}:${source.line})`;
    super(ENGLISH.usage.contradiction('checksums: false', rule));
    this.rule = rule;
  }
}

/**
 * The rules in effect: those of the file and the command line, or the recommended ones where neither
 * has any. Of nothing every rule holds, so that one on the number of connections is always there.
 *
 * @throws UnknownRuleError for a name to switch that is none
 */
export function rulesInEffect({ file, quick, enable, disable }: RuleRequest): RuleMaker[] {
  const rules = new Map<string, RuleMaker | undefined>();
  if (file === undefined && quick.length === 0) {
    for (const name of RECOMMENDED.keys()) rules.set(name, recommendedRule(name));
  }
  for (const [name, rule] of file ?? []) rules.set(name, rule);
  for (const rule of quick) rules.set(rule.ref.name, rule);
  for (const name of enable) {
    const rule = rules.get(name) ?? recommendedRule(name);
    if (rule === undefined) throw new UnknownRuleError(name, RECOMMENDED.keys());
    rules.set(name, rule);
  }
  const countsConnections = rules.has(ALWAYS_ON) || rules.has('expect-connections');
  const always = countsConnections ? undefined : recommendedRule(ALWAYS_ON);
  const all = new Map(always === undefined ? rules : [[ALWAYS_ON, always], ...rules]);
  for (const name of disable) {
    if (!all.has(name) && !RECOMMENDED.has(name)) {
      throw new UnknownRuleError(name, [...all.keys(), ...RECOMMENDED.keys()]);
    }
    all.delete(name);
  }
  return [...all.values()].filter((rule) => rule !== undefined);
}

/**
 * Where checksums are not verified: a recommended rule on them judges nothing, which is as was asked.
 *
 * @throws UnverifiedRuleError for one that was asked for by name, or by a rules file
 */
export function refuseUnverified(
  rules: readonly RuleMaker[],
  { enable }: Pick<RuleRequest, 'enable'>,
): void {
  for (const { ref } of rules) {
    const { name, source, option } = ref;
    const isAskedFor = source !== null || enable.includes(name);
    if (name === 'checksums-valid' ? isAskedFor : option === '--no-invalid-checksums') {
      throw new UnverifiedRuleError(ref);
    }
  }
}
