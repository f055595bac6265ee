import { terminalSafe } from '../../report/format/escape.ts';
import { countText } from '../../report/format/units.ts';
import type { CheckReporter, CheckResult, RuleOutcome, Severity } from '../verdict.ts';
import { placeOf, relative } from './place.ts';
import { placedText, tallyText, unmeasuredText, verdictText } from './wording.ts';

const COMMANDS = { error: 'error', warning: 'warning', info: 'notice' } as const satisfies Record<
  Severity,
  string
>;

/** GitHub shows ten annotations of a kind for each step, so there is one for a rule, not a violation. */
const MOST_TOLD = 5;

/** Workflow commands of GitHub Actions, which make annotations of what is printed. */
export const github: CheckReporter = {
  name: 'github',
  render(result) {
    const lines = [...damage(result), ...result.captures.flatMap(annotations)];
    return `${[...lines, terminalSafe(`tcpdissect check: ${verdictText(result)}`)].join('\n')}\n`;
  },
};

function damage({ diagnostics }: CheckResult): string[] {
  return diagnostics
    .filter(({ severity }) => severity !== 'info')
    .map(({ severity, message, path, code }) =>
      command(
        COMMANDS[severity],
        { ...(path !== null && { file: relative(path) }), title: code },
        message,
      ),
    );
}

function annotations({ outcomes }: CheckResult['captures'][number]): string[] {
  const unmeasured = outcomes.flatMap((outcome) => {
    const told = unmeasuredText(outcome);
    return told === undefined ? [] : [command(COMMANDS.info, { title: outcome.rule.name }, told)];
  });
  return [...outcomes.filter(({ holds }) => !holds).map(annotation), ...unmeasured];
}

function annotation(outcome: RuleOutcome): string {
  const { rule, listed, violations } = outcome;
  const [first] = listed;
  const told = listed.slice(0, MOST_TOLD);
  const lines = [
    `${rule.description}: ${tallyText(outcome)}`,
    ...told.map((violation) => placedText(violation)),
    ...(violations > told.length ? [`and ${countText(violations - told.length)} more`] : []),
    ...(first === undefined ? [] : [first.commands.tcpdissect]),
  ];
  const place = first === undefined ? rule.source : placeOf({ rule, first });
  const where = place === null ? {} : { file: place.path, line: place.line, col: place.column };
  return command(COMMANDS[rule.severity], { ...where, title: rule.name }, lines.join('\n'));
}

type Properties = Readonly<Record<string, string | number>>;

function command(name: string, properties: Properties, message: string): string {
  const pairs = Object.entries(properties).map(([key, value]) => `${key}=${property(value)}`);
  return `::${name} ${pairs.join(',')}::${escaped(message)}`;
}

const ENDS_LINE = /[%\r\n]/g;
const ENDS_PROPERTY = /[%\r\n:,]/g;

/** Line ends stay, as `%0A`; other control characters are spelt out, as in a terminal. */
function escaped(text: string, signs = ENDS_LINE): string {
  return text
    .split('\n')
    .map((line) => terminalSafe(line))
    .join('\n')
    .replace(signs, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`);
}

function property(value: string | number): string {
  return escaped(String(value), ENDS_PROPERTY);
}
