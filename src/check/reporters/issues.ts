import { createHash } from 'node:crypto';
import {
  BASELINE_RULES,
  type CheckResult,
  type RuleOutcome,
  type RuleRef,
  type Violation,
} from '../verdict.ts';

/**
 * Violations that are one and the same to whoever follows them from run to run: of one rule, between
 * the same endpoints. The port of the client is not looked at, nor are frame numbers: both change.
 */
export interface Issue {
  readonly rule: RuleRef;
  /** Of the first of its violations. */
  readonly first: Violation;
  readonly violations: readonly Violation[];
  /** 32 hexadecimal digits, the same in each run. */
  readonly fingerprint: string;
}

const FINGERPRINT_DIGITS = 32;
const SEPARATOR = '\u0000';

/** The issues of all rules that do not hold; violations that a rule allows are none. */
export function issuesOf(result: CheckResult): Issue[] {
  const issues = new Map<string, { rule: RuleRef; first: Violation; violations: Violation[] }>();
  for (const { rule, listed } of brokenOutcomes(result)) {
    for (const violation of listed) {
      const print = fingerprint(violation);
      const issue = issues.get(print);
      if (issue === undefined)
        issues.set(print, { rule, first: violation, violations: [violation] });
      else issue.violations.push(violation);
    }
  }
  return [...issues].map(([print, issue]) => ({ ...issue, fingerprint: print }));
}

/** What became of the rules that do not hold, in all captures. */
export function brokenOutcomes(result: CheckResult): RuleOutcome[] {
  return result.captures.flatMap(({ outcomes }) => outcomes.filter(({ holds }) => !holds));
}

function fingerprint(violation: Violation): string {
  const words = [violation.rule, ...subjectOf(violation)];
  const hash = createHash('sha256').update(words.join(SEPARATOR));
  return hash.digest('hex').slice(0, FINGERPRINT_DIGITS);
}

function subjectOf({ rule, capture, connection, message }: Violation): string[] {
  if (connection !== null) return ['connection', addressOf(connection.client), connection.server];
  // What differs from a baseline is named in the message, without its values.
  if (rule.startsWith(BASELINE_RULES)) return ['service', message];
  return ['capture', capture?.path ?? ''];
}

/** `192.0.2.1` of `192.0.2.1:40001`, `[2001:db8::1]` of `[2001:db8::1]:40001`. */
function addressOf(socket: string): string {
  return socket.slice(0, socket.lastIndexOf(':'));
}
