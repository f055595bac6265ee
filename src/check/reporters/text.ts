import { terminalSafeRecord } from '../../report/format/escape.ts';
import { type Palette, palette } from '../../report/format/palette.ts';
import { countText, plural } from '../../report/format/units.ts';
import type {
  CaptureVerdict,
  CheckReporter,
  CheckResult,
  RuleOutcome,
  Severity,
  Violation,
} from '../verdict.ts';

/** Violations of one rule that are told to people, of those that are listed. */
const MOST_TOLD = 5;
const INDENT = '    ';

/** For people: each capture, its rules, and of those that do not hold what leads to the packets. */
export const text: CheckReporter = {
  name: 'text',
  render(result, { color }) {
    const paint = palette(color ? 1 : 0);
    const safe = terminalSafeRecord(result);
    const lines = safe.captures.flatMap((capture) => [...captureLines(capture, paint), '']);
    return `${[...lines, summary(safe, paint)].join('\n')}\n`;
  },
};

function captureLines({ capture, verdict, outcomes }: CaptureVerdict, paint: Palette): string[] {
  const { path, connections, packets } = capture;
  const word = verdict === 'passed' ? paint.good(verdict) : paint.error(verdict);
  const size = `${plural(connections, 'connection')}, ${plural(packets, 'packet')}`;
  const name = path === '-' ? 'standard input' : path;
  const widest = Math.max(0, ...outcomes.map(({ rule }) => rule.name.length));
  return [
    `${paint.strong(name)}: ${word} (${size})`,
    ...outcomes.flatMap((outcome) => outcomeLines(outcome, widest, paint)),
  ];
}

function outcomeLines(outcome: RuleOutcome, widest: number, paint: Palette): string[] {
  const { rule, holds, violations, listed } = outcome;
  const label = holds ? paint.good('ok     ') : severityWord(rule.severity, paint);
  const head = `  ${label}  ${rule.name.padEnd(widest)}  ${countsOf(outcome)}`;
  if (holds) return [head];
  const told = listed.slice(0, MOST_TOLD);
  const left = violations - told.length;
  return [
    head,
    ...told.flatMap((violation) => violationLines(violation, rule.over, paint)),
    ...(left > 0 ? [`${INDENT}... and ${countText(left)} more`] : []),
  ];
}

function countsOf({ rule, subjects, violations, allowed }: RuleOutcome): string {
  const limit = allowed === null ? '' : `, allowed ${allowed}`;
  if (subjects === 0) return `nothing to judge${limit}`;
  if (violations === 0) return `${plural(subjects, rule.over)}${limit}`;
  return `${countText(violations)} of ${plural(subjects, rule.over)}${limit}`;
}

function violationLines(
  violation: Violation,
  over: RuleOutcome['rule']['over'],
  paint: Palette,
): string[] {
  const { connection, message, frames, found, expected, commands, capture } = violation;
  const segment = over === 'segment' ? `frame ${frames[0] ?? '?'} of ` : '';
  const subject =
    connection === null
      ? (capture?.path ?? 'the recording')
      : `${segment}connection ${connection.id}, ${paint.client(connection.client)} to ${paint.server(connection.server)}`;
  const rows: readonly (readonly [string, string])[] = [
    ...(frames.length > 0 && over !== 'segment' ? [['frames', frames.join(', ')] as const] : []),
    ['found', found],
    ['expected', expected],
    ...(connection === null ? [] : [['id', connection.communityId] as const]),
    ['show', commands.tcpdissect],
    ...(commands.wireshark === null ? [] : [['Wireshark', commands.wireshark] as const]),
  ];
  return [
    `${INDENT}${subject}: ${message}`,
    ...rows.map(([key, value]) => `${INDENT}  ${paint.faint(key.padEnd(9))}  ${value}`),
  ];
}

function severityWord(severity: Severity, paint: Palette): string {
  const word = severity.padEnd(7);
  if (severity === 'error') return paint.error(word);
  return severity === 'warning' ? paint.warning(word) : word;
}

function summary(result: CheckResult, paint: Palette): string {
  const { verdict, errors, warnings, infos, captures, interrupted } = result;
  const word = verdict === 'passed' ? paint.good(verdict) : paint.error(verdict);
  const broken = [
    ...(errors > 0 ? [plural(errors, 'error')] : []),
    ...(warnings > 0 ? [plural(warnings, 'warning')] : []),
    ...(infos > 0 ? [plural(infos, 'note')] : []),
  ];
  const unread = captures.filter(({ verdict: one }) => one === 'unreadable' || one === 'damaged');
  const isJudged = captures.some(({ outcomes }) => outcomes.length > 0);
  const clauses = [
    ...(isJudged && broken.length === 0 ? ['all rules hold'] : broken),
    ...(unread.length > 0 ? [`${plural(unread.length, 'capture')} not read to the end`] : []),
    ...(captures.length > 1 ? [plural(captures.length, 'capture')] : []),
    ...(interrupted ? ['interrupted'] : []),
  ];
  return `${paint.strong('Verdict')}: ${word} (${clauses.join('; ')})`;
}
