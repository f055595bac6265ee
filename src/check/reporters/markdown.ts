import { terminalSafe } from '../../report/format/escape.ts';
import { countText, plural } from '../../report/format/units.ts';
import { ENGLISH } from '../../words/en/index.ts';
import type { CaptureVerdict, CheckReporter, RuleOutcome, Violation } from '../verdict.ts';
import { framesText, nameOf, namesOf, unmeasuredText, verdictText } from './wording.ts';

/** GitHub takes no more than 1 MiB for the summary of a step; what is beyond is left out. */
const MOST_OCTETS = 1_000_000;

const SIGNS = { error: '❌', warning: '⚠️', info: 'ℹ️' } as const;

/** GitHub Flavored Markdown, for the summary of a job or a comment on a change. */
export const markdown: CheckReporter = {
  name: 'markdown',
  render(result) {
    const parts = [
      `## tcpdissect check: ${text(verdictText(result))}\n`,
      ...result.diagnostics.map(
        ({ severity, message, path }) =>
          `${SIGNS[severity]} ${path === null ? '' : `${code(nameOf(path))}: `}${text(message)}\n`,
      ),
      ...result.captures.flatMap(captureSection),
    ];
    return bounded(parts);
  },
};

function captureSection({ capture, verdict, outcomes }: CaptureVerdict): string[] {
  const { packets, connections } = capture;
  const size = `${plural(packets, 'packet')}, ${plural(connections, 'connection')}`;
  const table = [
    `### ${code(namesOf(capture))}: ${ENGLISH.check.verdict[verdict]}\n`,
    `${size}.\n`,
    ...(outcomes.length === 0
      ? []
      : [row(['', 'rule', 'violations', 'of']), row(Array(4).fill('---'))]),
    ...outcomes.map((outcome) => row(outcomeCells(outcome))),
    '',
  ];
  const broken = outcomes.filter(({ violations }) => violations > 0);
  return [table.join('\n'), ...broken.flatMap(violationSection)];
}

function outcomeCells(outcome: RuleOutcome): string[] {
  const { rule, holds, violations, subjects, allowed } = outcome;
  const sign = holds ? (subjects === 0 ? '➖' : '✅') : SIGNS[rule.severity];
  const budget = allowed === null ? '' : ` (${text(allowed)} allowed)`;
  const unmeasured = unmeasuredText(outcome);
  return [
    sign,
    `${code(rule.name)} ${text(rule.description)}`,
    `${countText(violations)}${budget}`,
    [countText(subjects), ...(unmeasured === undefined ? [] : [text(unmeasured)])].join('<br>'),
  ];
}

function violationSection({ rule, listed, violations }: RuleOutcome): string[] {
  const head = [
    `<details><summary>${code(rule.name)}: ${countText(violations)}</summary>\n`,
    row(['where', 'what', 'found', 'expected', 'shown by']),
    row(Array(5).fill('---')),
  ];
  const more = violations - listed.length;
  const tail = [
    ...(more > 0 ? [`\n${countText(more)} more are not listed.`] : []),
    '\n</details>\n',
  ];
  return [
    [...head, ...listed.map((violation) => row(violationCells(violation))), ...tail].join('\n'),
  ];
}

function violationCells({ connection, frames, message, found, expected, commands }: Violation) {
  const where = [
    connection === null
      ? undefined
      : `${connection.id}: ${code(connection.client)} → ${code(connection.server)}`,
    framesText(frames),
  ].filter((part) => part !== undefined);
  const shown = [commands.tcpdissect, commands.wireshark].filter((command) => command !== null);
  return [
    where.join('<br>'),
    text(message),
    code(found),
    code(expected),
    shown.map(code).join('<br>'),
  ];
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

/** The parts that there is room for. */
function bounded(parts: readonly string[]): string {
  const kept: string[] = [];
  let octets = 0;
  for (const part of parts) {
    octets += Buffer.byteLength(part) + 1;
    if (octets > MOST_OCTETS) {
      kept.push('\nThe rest is left out: it is too long for one summary.\n');
      break;
    }
    kept.push(part);
  }
  return kept.join('\n');
}

/** What Markdown, HTML or a table take for their own, as well as what makes links and mentions. */
const MARKUP = /[\\`*_{}[\]()<>#+!|~&@$"'^=:]/g;

/** Text that means nothing but itself: a character reference is never markup (CommonMark, 2.5). */
function text(plain: string): string {
  return terminalSafe(plain).replace(MARKUP, (sign) => `&#${sign.charCodeAt(0)};`);
}

function code(plain: string): string {
  return `<code>${text(plain)}</code>`;
}
