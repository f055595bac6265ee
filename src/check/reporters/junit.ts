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
  violationText,
  whereText,
} from './wording.ts';

/*
 * JUnit's XML as Jenkins and GitLab read it: a suite for each capture, in it a case for each rule.
 * Attributes are those of the strictest reader (junit-10.xsd of Jenkins' xUnit plugin), which knows
 * neither `file` nor `line` of a case.
 */
export const junit: CheckReporter = {
  name: 'junit',
  render(result) {
    const suites = result.captures.map((verdict) => suite(verdict, result));
    const sum = (key: 'tests' | 'failures' | 'errors') =>
      suites.reduce((total, { counts }) => total + counts[key], 0);
    const counts = { tests: sum('tests'), failures: sum('failures'), errors: sum('errors') };
    return [
      '<?xml version="1.0" encoding="UTF-8"?>',
      `<testsuites${attributes({ name: 'tcpdissect check', ...counts, time: 0 })}>`,
      ...suites.map(({ xml }) => xml),
      '</testsuites>',
      '',
    ].join('\n');
  },
};

type Judged = CaptureVerdict['capture'];

interface Case {
  readonly kind: 'passed' | 'failure' | 'error' | 'skipped';
  readonly xml: string;
}

function suite(verdict: CaptureVerdict, result: CheckResult) {
  const { capture } = verdict;
  const cases = [
    readingCase(verdict, result),
    ...verdict.outcomes.map((outcome) => ruleCase(outcome, capture, result)),
  ];
  const count = (kind: Case['kind']) => cases.filter((one) => one.kind === kind).length;
  const counts = { tests: cases.length, failures: count('failure'), errors: count('error') };
  const own = { ...counts, skipped: count('skipped'), time: 0, id: capture.index };
  // It is the last that was not read to its end.
  const isPart = result.interrupted && verdict === result.captures.at(-1);
  const properties = [
    ...propertiesOf(verdict),
    ...(isPart ? [{ name: 'interrupted', value: 'true' }] : []),
  ];
  const xml = [
    `  <testsuite${attributes({ name: namesOf(capture), ...own })}>`,
    '    <properties>',
    ...properties.map((own) => `      <property${attributes(own)}/>`),
    '    </properties>',
    ...cases.map((one) => one.xml),
    ...(isPart ? [`    <system-err>${xmlText(INTERRUPTED)}</system-err>`] : []),
    '  </testsuite>',
  ].join('\n');
  return { counts, xml };
}

function propertiesOf({ capture, metrics }: CaptureVerdict): Attributes[] {
  const { packets, connections } = capture;
  return Object.entries({ packets, connections, ...metrics })
    .filter(([, value]) => value !== null)
    .map(([name, value]) => ({ name, value: String(value) }));
}

/** A capture that cannot be read is an error, which is no failure of a rule. */
function readingCase(judged: CaptureVerdict, result: CheckResult): Case {
  const { capture, verdict } = judged;
  const own = diagnosticsOf(capture, result);
  const told = own.map(({ severity, message }) => `${severity}: ${message}`);
  const message = readingProblem(judged, own);
  if (message === undefined) {
    return testCase('the capture is read', capture, 'passed', output(told));
  }
  const inner = element('error', { type: verdict, message }, told);
  return testCase('the capture is read', capture, 'error', inner);
}

function ruleCase(outcome: RuleOutcome, capture: Judged, result: CheckResult): Case {
  const { rule, subjects, violations, holds, listed } = outcome;
  const unmeasured = [unmeasuredText(outcome)].filter((line) => line !== undefined);
  if (violations === 0) {
    if (subjects > 0) return testCase(rule.name, capture, 'passed', output(unmeasured));
    const message = unmeasured[0] ?? `there is no ${rule.over} to judge`;
    const skipped = element('skipped', { message }, []);
    return testCase(rule.name, capture, 'skipped', skipped);
  }
  const lines = [
    `${rule.severity}: ${rule.description}`,
    tallyText(outcome),
    ...unmeasured,
    ...listed.flatMap((violation) => [
      '',
      violationText(violation),
      ...(whereText(violation) === '' ? [] : [`  in ${whereText(violation)}`]),
      `  ${violation.commands.tcpdissect}`,
      ...(violation.commands.wireshark === null
        ? []
        : [`  Wireshark: ${violation.commands.wireshark}`]),
    ]),
    ...(violations > listed.length
      ? ['', `${countText(violations - listed.length)} more are not listed`]
      : []),
  ];
  if (holds || !failsRun(outcome, result))
    return testCase(rule.name, capture, 'passed', output(lines));
  const [first] = listed;
  const message = first === undefined ? tallyText(outcome) : violationText(first);
  return testCase(
    rule.name,
    capture,
    'failure',
    element('failure', { type: rule.severity, message }, lines),
  );
}

function testCase(
  name: string,
  capture: Judged,
  kind: Case['kind'],
  inner: readonly string[],
): Case {
  // Readers take what stands before the last dot for a package.
  const classname = `tcpdissect.${namesOf(capture).replaceAll('.', '_')}`;
  const head = `    <testcase${attributes({ name, classname, time: 0 })}`;
  const xml =
    inner.length === 0 ? `${head}/>` : [`${head}>`, ...inner, '    </testcase>'].join('\n');
  return { kind, xml };
}

function output(lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : element('system-out', {}, lines);
}

function element(name: string, own: Attributes, lines: readonly string[]): string[] {
  const head = `      <${name}${attributes(own)}`;
  return [lines.length === 0 ? `${head}/>` : `${head}>${xmlText(lines.join('\n'))}</${name}>`];
}

type Attributes = Readonly<Record<string, string | number>>;

function attributes(own: Attributes): string {
  return Object.entries(own)
    .map(([name, value]) => ` ${name}="${xmlText(String(value)).replaceAll('\n', '&#10;')}"`)
    .join('');
}

/** What XML 1.0 cannot hold at all, not even as a reference (section 2.2), and what some take ill. */
const ILLEGAL =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it looks for
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff]|\p{Surrogate}/gu;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#9;',
  '\r': '&#13;',
};

/** The text between two tags or two quotes; what is illegal is spelt out, as `\x1b`. */
function xmlText(text: string): string {
  return text
    .replace(ILLEGAL, (sign) => {
      const code = sign.charCodeAt(0);
      return code < 0x100
        ? `\\x${code.toString(16).padStart(2, '0')}`
        : `\\u${code.toString(16).padStart(4, '0')}`;
    })
    .replace(/[&<>"\t\r]/g, (sign) => ENTITIES[sign] ?? sign);
}
