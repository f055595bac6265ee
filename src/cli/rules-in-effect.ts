import { existsSync, readFileSync } from 'node:fs';
import { systemReason } from '../capture/system-reason.ts';
import type { Drifts } from '../check/baseline/drift.ts';
import { QuickRuleError, quickRule } from '../check/quick-rules.ts';
import type { RuleMaker } from '../check/rule.ts';
import {
  refuseUnverified,
  rulesInEffect,
  UnknownRuleError,
  UnverifiedRuleError,
} from '../check/rule-set.ts';
import type { LoadedRules } from '../check/rules-file/load.ts';
import { pathText } from '../report/format/path-text.ts';
import type { CheckOptions } from './check-options.ts';
import { contradiction, UsageError } from './usage-error.ts';

/** What a rules file is called that is found by itself. */
const FOUND_BY_ITSELF = ['tcpdissect.yml', 'tcpdissect.yaml'];

export interface RulesInEffect {
  readonly rules: RuleMaker[];
  /** What the rules file allows to differ from a baseline. */
  readonly drifts: Drifts;
  /** The rules files that were read: the one in effect, and those that it extends. */
  readonly files: readonly string[];
}

/**
 * The rules that the command line and the rules file ask for.
 *
 * @throws UsageError for what is wrong with either
 */
export async function rulesFor(options: CheckOptions): Promise<RulesInEffect> {
  const { quick, enable, disable } = options;
  const files: string[] = [];
  try {
    const file = await fileRules(options, files);
    const rules = rulesInEffect({
      file: file?.rules,
      quick: quick.map(([name, value]) => ruleOf(name, value)),
      enable,
      disable,
    });
    if (!options.checksums) refuseUnverified(rules, options);
    return { rules, drifts: file?.drifts ?? new Map(), files };
  } catch (error) {
    if (error instanceof UnverifiedRuleError) throw contradiction('--no-checksums', error.rule);
    if (error instanceof UnknownRuleError) throw new UsageError(({ usage }) => error.tell(usage));
    throw error;
  }
}

/** Adds to `files` what it reads. */
async function fileRules(
  { rules }: CheckOptions,
  files: string[],
): Promise<LoadedRules | undefined> {
  if (rules === false) return undefined;
  const path = rules ?? FOUND_BY_ITSELF.find((name) => existsSync(name));
  if (path === undefined) return undefined;
  const [{ loadRules }, { RulesFileError }] = await Promise.all([
    import('../check/rules-file/load.ts'),
    import('../check/rules-file/problem.ts'),
  ]);
  const readNoted = (file: string) => {
    files.push(file);
    return read(file);
  };
  const text = readNoted(path);
  if (typeof text !== 'string') {
    const { reason } = text;
    throw new UsageError(({ usage }) =>
      usage.cannotReadRules(pathText(path), usage.system(reason)),
    );
  }
  try {
    return loadRules({ path, text }, readNoted);
  } catch (error) {
    if (error instanceof RulesFileError) throw new UsageError((words) => error.told(words));
    throw error;
  }
}

/** Some editors and shells write UTF-16, which would be read as text that nobody wrote. */
const NO_UTF_8 = 'it is not UTF-8: save it as that';

function read(path: string): string | { readonly reason: string } {
  let octets: Uint8Array;
  try {
    octets = readFileSync(path);
  } catch (error) {
    return { reason: systemReason(error) };
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(octets);
  } catch {
    return { reason: NO_UTF_8 };
  }
}

function ruleOf(...[name, value]: CheckOptions['quick'][number]): RuleMaker {
  try {
    return quickRule(name, value);
  } catch (error) {
    if (!(error instanceof QuickRuleError)) throw error;
    throw new UsageError(({ usage }) => usage.option(`--${name} ${value}`, error.tell(usage)));
  }
}
