import { isGraveEnough } from '../judge.ts';
import type { CheckResult, RuleOutcome } from '../verdict.ts';

/** Whether a rule that does not hold fails its capture, or is told alone. */
export function failsRun({ rule, holds }: RuleOutcome, { failOn }: CheckResult): boolean {
  return !holds && isGraveEnough(rule.severity, failOn);
}
