import type { CheckResult, RuleOutcome, Severity } from '../verdict.ts';

/**
 * Whether a rule that does not hold fails the run. Errors do; warnings and remarks where the run
 * failed without anything graver, so where it was told to fail on them.
 */
export function failsRun({ rule, holds }: RuleOutcome, result: CheckResult): boolean {
  if (holds) return false;
  return (
    rule.severity === 'error' || (result.verdict === 'failed' && rule.severity === gravest(result))
  );
}

function gravest({ errors, warnings }: CheckResult): Severity {
  if (errors > 0) return 'error';
  return warnings > 0 ? 'warning' : 'info';
}
