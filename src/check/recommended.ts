import type { RecommendedName } from '../model/rules-file-schema.ts';
import { ENGLISH } from '../words/en/index.ts';
import type { RuleMaker } from './rule.ts';
import { captureComplete, connectionsPresent } from './rules/capture.ts';
import { noResets } from './rules/closing.ts';
import type { Plain } from './rules/made.ts';
import { handshakeComplete } from './rules/opening.ts';
import { checksumsValid, noConformanceErrors } from './rules/soundness.ts';
import type { RuleRef, Severity } from './verdict.ts';

/** Of nothing every rule holds: this one is on unless it is switched off by name. */
export const ALWAYS_ON = 'connections-present';

interface Recommended {
  readonly severity: Severity;
  readonly rule: Plain;
}

/** The rules that apply where none are given, by name. */
const RULES: Readonly<Record<RecommendedName, Recommended>> = {
  [ALWAYS_ON]: { severity: 'error', rule: connectionsPresent },
  'handshake-complete': { severity: 'error', rule: handshakeComplete },
  'no-resets': { severity: 'error', rule: noResets },
  'checksums-valid': { severity: 'error', rule: checksumsValid },
  'no-conformance-errors': { severity: 'error', rule: noConformanceErrors },
  'capture-complete': { severity: 'warning', rule: captureComplete },
};

export const RECOMMENDED: ReadonlyMap<string, Recommended> = new Map(Object.entries(RULES));

const DOCUMENTATION = 'README.md#rules';

/** One of them, with the severity and the origin that it has here. */
export function recommendedRule(
  name: string,
  changes: Partial<Pick<RuleRef, 'severity' | 'source' | 'option'>> = {},
): RuleMaker | undefined {
  const found = RECOMMENDED.get(name);
  if (found === undefined) return undefined;
  return made(name, found.rule, {
    severity: changes.severity ?? found.severity,
    source: changes.source ?? null,
    option: changes.option ?? null,
  });
}

/** A rule that comes with tcpdissect, under a name. */
export function made(
  name: string,
  rule: Plain,
  { severity, source, option }: Pick<RuleRef, 'severity' | 'source' | 'option'>,
): RuleMaker {
  const { over, describe } = rule;
  const description = describe(ENGLISH.rules);
  const ref = { name, description, severity, over, source, option, documentation: DOCUMENTATION };
  return { ref, describe, make: () => rule.make(ref) };
}
