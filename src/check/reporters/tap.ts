import { terminalSafe } from '../../report/format/escape.ts';
import { countText } from '../../report/format/units.ts';
import type { CaptureVerdict, CheckReporter, CheckResult, RuleOutcome } from '../verdict.ts';
import { failsRun } from './failing.ts';
import {
  diagnosticsOf,
  INTERRUPTED,
  namesOf,
  readingProblem,
  tallyText,
  unmeasuredText,
} from './wording.ts';

/**
 * The Test Anything Protocol, version 14: a test point for each capture and rule. A rule that does not
 * hold without failing the run is `# TODO`, one with nothing to judge is `# SKIP`.
 */
export const tap: CheckReporter = {
  name: 'tap',
  render(result) {
    const points = result.captures.flatMap((verdict) => pointsOf(verdict, result));
    return [
      'TAP version 14',
      `1..${points.length}${points.length === 0 ? ' # SKIP there is no capture' : ''}`,
      ...points.flatMap(({ ok, description, directive, told }, index) => [
        `${ok ? 'ok' : 'not ok'} ${index + 1} - ${escaped(description)}${
          directive === undefined ? '' : ` # ${directive}`
        }`,
        ...yamlBlock(told),
      ]),
      ...(result.interrupted ? [`Bail out! ${INTERRUPTED}`] : []),
      '',
    ].join('\n');
  },
};

interface Point {
  readonly ok: boolean;
  readonly description: string;
  readonly directive?: string;
  /** What the block of YAML behind the point tells; none where it is empty. */
  readonly told: Readonly<Record<string, unknown>>;
}

function pointsOf(verdict: CaptureVerdict, result: CheckResult): Point[] {
  const { capture } = verdict;
  const diagnostics = diagnosticsOf(capture, result);
  const problem = readingProblem(verdict, diagnostics);
  const messages = diagnostics.map(({ message }) => message);
  const reading = {
    ok: problem === undefined,
    description: `${namesOf(capture)}: the capture is read`,
    told: {
      ...(problem !== undefined && !messages.includes(problem) && { message: problem }),
      ...(messages.length > 0 && { diagnostics: messages }),
    },
  };
  return [reading, ...verdict.outcomes.map((outcome) => pointOf(outcome, capture, result))];
}

function pointOf(
  outcome: RuleOutcome,
  capture: CaptureVerdict['capture'],
  result: CheckResult,
): Point {
  const { rule, violations, listed, subjects, holds } = outcome;
  const description = `${namesOf(capture)}: ${rule.name}`;
  const text = unmeasuredText(outcome);
  const unmeasured = text === undefined ? {} : { unmeasured: text };
  if (violations === 0) {
    if (subjects > 0) return { ok: true, description, told: unmeasured };
    const why = unmeasuredText(outcome) ?? `there is no ${rule.over} to judge`;
    return { ok: true, description, directive: `SKIP ${why}`, told: {} };
  }
  const told = {
    message: `${rule.description}: ${tallyText(outcome)}`,
    ...unmeasured,
    severity: rule.severity,
    ...(rule.source !== null && { at: rule.source }),
    violations: listed.map(({ message, found, expected, connection, frames, commands }) => ({
      message,
      found,
      expected,
      ...(connection !== null && { connection }),
      frames,
      commands,
    })),
    ...(violations > listed.length && { notListed: countText(violations - listed.length) }),
  };
  if (holds) return { ok: true, description, told };
  if (failsRun(outcome, result)) return { ok: false, description, told };
  return {
    ok: false,
    description,
    directive: `TODO a ${rule.severity}, which fails nothing`,
    told,
  };
}

/** `\` and `#` would begin an escape and a directive. */
function escaped(text: string): string {
  return terminalSafe(text).replace(/[\\#]/g, String.raw`\$&`);
}

/** YAML by way of JSON, of which it is a superset; each key of the top on a line of its own. */
function yamlBlock(told: Point['told']): string[] {
  const entries = Object.entries(told);
  if (entries.length === 0) return [];
  return [
    '  ---',
    ...entries.flatMap(([key, value]) =>
      Array.isArray(value)
        ? [`  ${key}:`, ...value.map((item) => `    - ${scalar(item)}`)]
        : [`  ${key}: ${scalar(value)}`],
    ),
    '  ...',
  ];
}

// What JSON leaves as it is and YAML does not print (YAML 1.2.2, section 5.1), or takes for a line end.
const NOT_PRINTED = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g;

function scalar(value: unknown): string {
  return JSON.stringify(value).replace(
    NOT_PRINTED,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
