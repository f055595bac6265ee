import { inputText } from '../../report/format/path-text.ts';
import { countText, plural } from '../../report/format/units.ts';
import { ENGLISH } from '../../words/en/index.ts';
import type { CaptureVerdict, CheckResult, RuleOutcome, Violation } from '../verdict.ts';

/** What a capture is called: `-` is no name that people know. */
export function nameOf(path: string, standardInput = ENGLISH.capture.standardInput): string {
  return inputText(path, standardInput);
}

/** The same of what was judged, which may be a recording of several. */
export function namesOf(
  { paths }: CaptureVerdict['capture'],
  standardInput = ENGLISH.capture.standardInput,
): string {
  return paths.map((path) => nameOf(path, standardInput)).join(', ');
}

/** `a.pcap, #3 192.0.2.1:40001 -> 192.0.2.2:80, frames 4 and 7`: where a violation is seen. */
export function whereText({ capture, connection, frames }: Violation): string {
  const parts = [
    capture === null ? undefined : nameOf(capture.path),
    connection === null
      ? undefined
      : `connection ${connection.id} (${connection.client} to ${connection.server})`,
    framesText(frames),
  ];
  return parts.filter((part) => part !== undefined).join(', ');
}

/** Of a run that a signal ended. */
export const INTERRUPTED = 'interrupted: the verdict is of what was read so far';

/** What was noticed of it; where it is several, each message begins with the one that it is about. */
export function diagnosticsOf(
  { paths }: CaptureVerdict['capture'],
  { diagnostics }: CheckResult,
): CheckResult['diagnostics'] {
  return diagnostics.flatMap((one) => {
    const { path, message } = one;
    if (path === null || !paths.includes(path)) return [];
    return [paths.length > 1 ? { ...one, message: `${nameOf(path)}: ${message}` } : one];
  });
}

/** Why the capture could not be read to its end; undefined where it was. */
export function readingProblem(
  { verdict }: CaptureVerdict,
  diagnostics: CheckResult['diagnostics'],
): string | undefined {
  if (verdict === 'passed' || verdict === 'failed') return undefined;
  if (verdict === 'unread') return 'interrupted before anything of it was read';
  return diagnostics.find(({ severity }) => severity === 'error')?.message ?? `it is ${verdict}`;
}

const MOST_FRAMES = 5;

/** `frame 4`, `frames 4, 7 and 9`; of many the first, and how many more. */
export function framesText(frames: readonly number[]): string | undefined {
  if (frames.length === 0) return undefined;
  if (frames.length === 1) return `frame ${frames[0]}`;
  if (frames.length > MOST_FRAMES) {
    const more = countText(frames.length - MOST_FRAMES);
    return `frames ${frames.slice(0, MOST_FRAMES).join(', ')} and ${more} more`;
  }
  return `frames ${frames.slice(0, -1).join(', ')} and ${frames.at(-1)}`;
}

/** `the server reset the connection: found 1 reset, expected none`. */
export function violationText({ message, found, expected }: Violation): string {
  return `${message}: found ${found}, expected ${expected}`;
}

/** The same, and where it is seen. */
export function placedText(violation: Violation, ...more: readonly string[]): string {
  const where = [whereText(violation), ...more].filter((part) => part !== '').join('; ');
  return where === '' ? violationText(violation) : `${violationText(violation)} (${where})`;
}

/** `3 of 120 connections violate it (at most 2 allowed)`. */
export function tallyText({ rule, subjects, violations, allowed }: RuleOutcome): string {
  const verb = violations === 1 ? 'violates' : 'violate';
  const tally = `${countText(violations)} of ${plural(subjects, rule.over)} ${verb} it`;
  return allowed === null ? tally : `${tally} (${allowed} allowed)`;
}

/** `2 connections not judged: the clock went back`; undefined where all were. */
export function unmeasuredText({ rule, unmeasured }: RuleOutcome): string | undefined {
  return unmeasured === 0 ? undefined : ENGLISH.check.unmeasured(unmeasured, rule.over, true);
}

/** `passed`, `failed: 2 errors, 1 warning`, `error: a capture could not be read to its end`. */
export function verdictText({
  verdict,
  errors,
  warnings,
  infos,
  interrupted,
}: CheckResult): string {
  const counts = [
    [errors, 'error'],
    [warnings, 'warning'],
    [infos, 'remark'],
  ] as const;
  const parts = counts.filter(([count]) => count > 0).map(([count, word]) => plural(count, word));
  if (verdict === 'error') parts.unshift('a capture could not be read to its end');
  if (interrupted) parts.unshift('interrupted');
  return parts.length === 0 ? verdict : `${verdict}: ${parts.join(', ')}`;
}
