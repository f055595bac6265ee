import { foldCommand } from '../../report/format/command-line.ts';
import { terminalSafeRecord } from '../../report/format/escape.ts';
import { type Palette, palette } from '../../report/format/palette.ts';
import { padEnd, widthOf } from '../../report/format/width.ts';
import type { CheckWords } from '../../words/check-words.ts';
import { ENGLISH } from '../../words/en/index.ts';
import type { Words } from '../../words/words.ts';
import {
  type CaptureVerdict,
  type CheckReporter,
  type CheckResult,
  IN_WORDS,
  type RuleOutcome,
  type Severity,
  type Violation,
} from '../verdict.ts';
import { folded } from './folded.ts';
import { nameOf, namesOf } from './wording.ts';

/** Violations of one rule that are told to people, of those that are listed. */
const MOST_TOLD = 5;
const INDENT = '    ';
/** Columns of a severity, and of what a row says. */
const SEVERITY_COLUMNS = 7;
const ROW_COLUMNS = 9;

/** How it is said, and coloured. */
interface Voice {
  readonly words: CheckWords;
  readonly catalogue: Words;
  readonly paint: Palette;
  readonly foldAt: number | undefined;
}

/** For people: each capture, its rules, and of those that do not hold what leads to the packets. */
export const text: CheckReporter = {
  name: 'text',
  render(result, { color, foldAt, words = ENGLISH }) {
    const paint = palette(color ? 1 : 0);
    const voice = { words: words.check, catalogue: words, paint, foldAt };
    const safe = terminalSafeRecord(translated(result));
    const lines = safe.captures.flatMap((capture) => [...captureLines(capture, voice), '']);
    return `${[...lines, summary(safe, voice)].join('\n')}\n`;
  },
};

/** With each violation in the language of people, where it is told in one. */
function translated(result: CheckResult): CheckResult {
  const inWords = (violation: Violation) => ({ ...violation, ...violation[IN_WORDS] });
  const captures = result.captures.map((capture) => ({
    ...capture,
    outcomes: capture.outcomes.map((one) => ({ ...one, listed: one.listed.map(inWords) })),
  }));
  return { ...result, captures };
}

function captureLines({ capture, verdict, outcomes }: CaptureVerdict, voice: Voice): string[] {
  const { words, paint } = voice;
  const { connections, packets } = capture;
  const name = namesOf(capture, voice.catalogue.capture.standardInput);
  const widest = Math.max(0, ...outcomes.map(({ rule }) => rule.name.length));
  const head = words.capture(paint.strong(name), verdictWord(verdict, voice), connections, packets);
  return [
    folded(head, INDENT.length, voice.foldAt),
    ...outcomes.flatMap((outcome) => outcomeLines(outcome, widest, voice)),
  ];
}

function outcomeLines(outcome: RuleOutcome, widest: number, voice: Voice): string[] {
  const { words, paint } = voice;
  const { rule, holds, violations, listed } = outcome;
  const label = holds
    ? paint.good(padEnd(words.holds, SEVERITY_COLUMNS))
    : severityWord(rule.severity, voice);
  const columns = `  ${label}  ${rule.name.padEnd(widest)}  `;
  const head = folded(`${columns}${countsOf(outcome, words)}`, widthOf(columns), voice.foldAt);
  if (holds) return [head];
  const told = listed.slice(0, MOST_TOLD);
  const left = violations - told.length;
  return [
    head,
    ...told.flatMap((violation) => violationLines(violation, rule.over, voice)),
    ...(left > 0 ? [`${INDENT}${words.more(left)}`] : []),
  ];
}

function countsOf(outcome: RuleOutcome, words: CheckWords): string {
  const { rule, subjects, unmeasured, violations, allowed } = outcome;
  const areAll = subjects === 0;
  const untold = unmeasured === 0 ? '' : words.unmeasured(unmeasured, rule.over, areAll);
  const limit = allowed === null ? '' : words.allowed(allowed.replace(/^at most /, ''));
  if (areAll) return `${untold === '' ? words.nothingToJudge : untold}${limit}`;
  if (violations === 0) return `${words.judged(subjects, rule.over)}${limit}${untold}`;
  return `${words.broken(violations, subjects, rule.over)}${limit}${untold}`;
}

function violationLines(
  violation: Violation,
  over: RuleOutcome['rule']['over'],
  voice: Voice,
): string[] {
  const { words, paint, foldAt } = voice;
  const { connection, message, frames, found, expected, commands, capture } = violation;
  const frame = over === 'segment' ? (frames[0] ?? null) : null;
  const { grammar, capture: captureWords } = voice.catalogue;
  const place =
    capture === null ? words.recording : nameOf(capture.path, captureWords.standardInput);
  const subject =
    connection === null
      ? place
      : words.connection(
          connection.id,
          paint.client(connection.client),
          paint.server(connection.server),
          frame,
        );
  const rows: readonly (readonly [keyof CheckWords['rows'], string])[] = [
    ...(frames.length > 0 && over !== 'segment'
      ? [['frames', grammar.items(frames.map(String))] as const]
      : []),
    ['found', found],
    ['expected', expected],
    ...(connection === null ? [] : [['id', connection.communityId] as const]),
    ['show', commands.tcpdissect],
    ...(commands.wireshark === null ? [] : [['wireshark', commands.wireshark] as const]),
  ];
  const columns = INDENT.length + 2 + ROW_COLUMNS + 2;
  return [
    folded(`${INDENT}${words.violation(subject, message)}`, INDENT.length + 4, foldAt),
    ...rows.map(([key, value]) => {
      const head = `${INDENT}  ${paint.faint(padEnd(words.rows[key], ROW_COLUMNS))}  `;
      return key === 'show'
        ? foldCommand(head, value, foldAt ?? Number.POSITIVE_INFINITY)
        : folded(`${head}${value}`, columns, foldAt);
    }),
  ];
}

function verdictWord(verdict: keyof CheckWords['verdict'], { words, paint }: Voice): string {
  const word = words.verdict[verdict];
  return verdict === 'passed' ? paint.good(word) : paint.error(word);
}

function severityWord(severity: Severity, { words, paint }: Voice): string {
  const word = padEnd(words.severity[severity], SEVERITY_COLUMNS);
  if (severity === 'error') return paint.error(word);
  return severity === 'warning' ? paint.warning(word) : word;
}

function summary(result: CheckResult, voice: Voice): string {
  const { summary: words } = voice.words;
  const { verdict, errors, warnings, infos, captures, interrupted } = result;
  const broken = [
    ...(errors > 0 ? [words.broken('error', errors)] : []),
    ...(warnings > 0 ? [words.broken('warning', warnings)] : []),
    ...(infos > 0 ? [words.broken('info', infos)] : []),
  ];
  const unread = captures.filter(({ verdict: one }) => one !== 'passed' && one !== 'failed');
  const outcomes = captures.flatMap((capture) => capture.outcomes);
  const isJudged = outcomes.length > 0;
  const unmeasured = outcomes.filter((outcome) => outcome.unmeasured > 0).length;
  const held = unmeasured > 0 ? words.noneBroken : words.allHold;
  const clauses = [
    ...(isJudged && broken.length === 0 ? [held] : broken),
    ...(unmeasured > 0 ? [words.notJudged(unmeasured)] : []),
    ...(unread.length > 0 ? [words.notReadToTheEnd(unread.length)] : []),
    ...(captures.length > 1 ? [words.captures(captures.length)] : []),
    ...(interrupted ? [words.interrupted] : []),
  ];
  const line = words.line(voice.paint.strong(words.label), verdictWord(verdict, voice), clauses);
  return folded(line, INDENT.length, voice.foldAt);
}
