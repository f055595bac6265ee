import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { junit } from '../../../src/check/reporters/junit.ts';
import type { CheckResult } from '../../../src/check/verdict.ts';
import { hostileResult, outcome, PLAIN, result, rule, verdict, violation } from './results.ts';

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Element[];
  text: string;
}

/** What is used of the parser; its own declarations do not pass strict checking. */
interface XmlParser {
  on(event: 'error', handler: (error: Error) => void): void;
  on(event: 'opentag', handler: (tag: Pick<Element, 'name' | 'attributes'>) => void): void;
  on(event: 'text', handler: (text: string) => void): void;
  on(event: 'closetag', handler: () => void): void;
  write(xml: string): { close(): void };
}
const { SaxesParser }: { SaxesParser: new () => XmlParser } = createRequire(import.meta.url)(
  'saxes',
);

/** The document as a tree; throws where it is not well-formed (XML 1.0). */
function parse(xml: string): Element {
  const top: Element = { name: '', attributes: {}, children: [], text: '' };
  const open = [top];
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    const element = { name, attributes, children: [], text: '' };
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  parser.on('text', (text) => {
    const element = open.at(-1);
    if (element !== undefined) element.text += text;
  });
  parser.on('closetag', () => void open.pop());
  parser.write(xml).close();
  const [root = top] = top.children;
  return root;
}

/** What the reader of Jenkins' xUnit plugin allows: elements inside, attributes, those required. */
const GRAMMAR: Record<string, { inside: string[]; attributes: string[]; required: string[] }> = {
  testsuites: {
    inside: ['testsuite'],
    attributes: ['name', 'time', 'tests', 'failures', 'errors'],
    required: [],
  },
  testsuite: {
    inside: ['testsuite', 'properties', 'testcase', 'system-out', 'system-err'],
    attributes: ['group', 'time', 'skipped', 'timestamp', 'hostname', 'id', 'package', 'file'],
    required: ['name', 'tests', 'failures', 'errors'],
  },
  properties: { inside: ['property'], attributes: [], required: [] },
  property: { inside: [], attributes: [], required: ['name', 'value'] },
  testcase: {
    inside: ['skipped', 'error', 'failure', 'system-out', 'system-err'],
    attributes: ['time', 'classname', 'group'],
    required: ['name'],
  },
  skipped: { inside: [], attributes: ['type', 'message'], required: [] },
  error: { inside: [], attributes: ['type', 'message'], required: [] },
  failure: { inside: [], attributes: ['type', 'message'], required: [] },
  'system-out': { inside: [], attributes: [], required: [] },
  'system-err': { inside: [], attributes: [], required: [] },
};

const TIME = /^(([0-9]{0,3},)*[0-9]{3}|[0-9]{0,3})*(\.[0-9]*)?$/;

function mistakesIn(element: Element): string[] {
  const grammar = GRAMMAR[element.name];
  if (grammar === undefined) return [`<${element.name}> is unknown`];
  const names = Object.keys(element.attributes);
  const mayHave = [...grammar.attributes, ...grammar.required];
  const own = [
    ...names.filter((name) => !mayHave.includes(name)).map((name) => `${name} is unknown`),
    ...grammar.required.filter((name) => !names.includes(name)).map((name) => `${name} is missing`),
    ...(TIME.test(element.attributes['time'] ?? '') ? [] : ['time is no time']),
    ...element.children
      .filter(({ name }) => !grammar.inside.includes(name))
      .map(({ name }) => `<${name}> may not stand there`),
  ];
  return [
    ...own.map((mistake) => `<${element.name}>: ${mistake}`),
    ...element.children.flatMap(mistakesIn),
  ];
}

function render(checked: CheckResult): Element {
  const root = parse(junit.render(checked, PLAIN));
  expect(mistakesIn(root)).toEqual([]);
  return root;
}

/** Each case of the first suite as `name: what stands in it`. */
function casesOf(checked: CheckResult): string[] {
  const cases = render(checked).children[0]?.children.filter(({ name }) => name === 'testcase');
  return (cases ?? []).map(({ attributes, children }) => {
    const inside = children.map(({ name }) => name).join(' ');
    return `${attributes['name']}: ${inside || 'passed'}`;
  });
}

const BROKEN = outcome([violation()]);
const WARNED = outcome([violation()], { rule: rule({ severity: 'warning' }) });

describe('JUnit XML', () => {
  it.each<[string, CheckResult, string[]]>([
    ['a rule that holds', result([verdict([outcome([])])]), ['no-resets: passed']],
    ['one that does not', result([verdict([BROKEN])]), ['no-resets: failure']],
    [
      'one with nothing to judge',
      result([verdict([outcome([], { subjects: 0 })])]),
      ['no-resets: skipped'],
    ],
    [
      'violations that are allowed',
      result([verdict([outcome([violation()], { holds: true, allowed: 'at most 2' })])]),
      ['no-resets: system-out'],
    ],
    ['a warning', result([verdict([WARNED])]), ['no-resets: system-out']],
    [
      'a warning that fails the run',
      result([verdict([WARNED])], { failOn: 'warning' }),
      ['no-resets: failure'],
    ],
  ])('makes a case of %s', (_, checked, cases) => {
    expect(casesOf(checked)).toEqual(['the capture is read: passed', ...cases]);
  });

  it('counts what it shows', () => {
    const damaged = verdict([outcome([], { subjects: 0 })], { verdict: 'damaged' });
    const root = render(result([verdict([BROKEN, outcome([])]), damaged], { verdict: 'error' }));
    const counts = { tests: '5', failures: '1', errors: '1' };
    expect(root.attributes).toEqual({ name: 'tcpdissect check', time: '0', ...counts });
    expect(root.children.map(({ attributes }) => attributes)).toMatchObject([
      { tests: '3', failures: '1', errors: '0', skipped: '0' },
      { tests: '2', failures: '0', errors: '1', skipped: '1' },
    ]);
  });

  it('tells of a damaged capture what was wrong', () => {
    const message = 'a block of 7 octets; at least 12 were expected';
    const diagnostic = { type: 'diagnostic', severity: 'error', code: 'damaged', message } as const;
    const where = { capture: 0, path: 'captures/a.pcap', byteOffset: 40, frame: null };
    const checked = result([verdict([], { verdict: 'damaged' })], {
      verdict: 'error',
      diagnostics: [{ ...diagnostic, ...where }],
    });
    const error = render(checked).children[0]?.children[1]?.children[0];
    expect(error).toMatchObject({ name: 'error', attributes: { type: 'damaged', message } });
  });

  it('tells which capture was being read when the run was interrupted', () => {
    const captures = [verdict([outcome([])]), verdict([outcome([])])];
    const suites = render({ ...result(captures), interrupted: true }).children;
    const told = suites.map(({ children }) => [
      children[0]?.children.filter(({ attributes }) => attributes['name'] === 'interrupted').length,
      children.at(-1)?.name,
      children.at(-1)?.text,
    ]);
    expect(told).toEqual([
      [0, 'testcase', expect.anything()],
      [1, 'system-err', 'interrupted: the verdict is of what was read so far'],
    ]);
  });

  it('leads to the packets', () => {
    const many = outcome([violation()], { violations: 2000, subjects: 5000 });
    const [, one] = render(result([verdict([many])])).children[0]?.children.slice(1) ?? [];
    const failure = one?.children[0];
    expect(failure?.attributes['message']).toBe(
      'the server reset the connection: found 1 reset, expected none',
    );
    expect(failure?.text.split('\n')).toEqual([
      'error: No connection is reset',
      '2,000 of 5,000 connections violate it',
      '',
      'the server reset the connection: found 1 reset, expected none',
      '  in captures/a.pcap, connection 3 (192.0.2.1:40001 to 192.0.2.2:8080), frame 7',
      '  tcpdissect captures/a.pcap --connection 3',
      '  Wireshark: tcp.stream eq 3',
      '',
      '1,999 more are not listed',
    ]);
  });

  it('gives the class no dots but the one that makes its package', () => {
    const cases = render(result([verdict([BROKEN])])).children[0]?.children.slice(1);
    expect(cases?.[1]?.attributes['classname']).toBe('tcpdissect.captures/a_pcap');
  });

  it('stays well-formed whatever stands in the texts', () => {
    const root = render(hostileResult());
    const failure = root.children[0]?.children[2]?.children[0];
    expect(failure?.attributes['message']).toContain('a\\x00\\x07\\x1b[31m\n::error::\r\n%0A "x');
    expect(failure?.attributes['message']).toContain(']]> # \\ | `');
    expect(failure?.attributes['message']).toContain('\\x85\u2028\u202e\\ufffe\\ud800 €');
  });
});
