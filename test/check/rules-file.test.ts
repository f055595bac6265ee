import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { CheckResult } from '../../src/check/verdict.ts';
import { SCHEMAS } from '../../src/model/schema/index.ts';
import { fixture, projectPath, run } from '../cli/support/run.ts';

const validate = new Ajv2020({ allowUnionTypes: true }).compile(SCHEMAS['rules']?.() ?? {});
const SESSION = fixture('fast-retransmit.pcap');

/** Writes files to a directory of their own; answers with a path in it. */
function directoryOf(files: Readonly<Record<string, string>>): (name: string) => string {
  const directory = mkdtempSync(join(tmpdir(), 'tcpdissect-rules-'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(directory, name), text);
  return (name) => join(directory, name);
}

async function judge(
  text: string,
  capture = SESSION,
  others: Readonly<Record<string, string>> = {},
) {
  expect(validate(parse(text)), JSON.stringify(validate.errors)).toBe(true);
  const path = directoryOf({ 'rules.yml': text, ...others })('rules.yml');
  const { code, stdout, stderr } = await run(['check', '--json', '--rules', path, capture]);
  expect(stderr).toBe('');
  const result: CheckResult = JSON.parse(stdout);
  const outcomes = result.captures.flatMap((verdict) => verdict.outcomes);
  const of = (name: string) => outcomes.find(({ rule }) => rule.name === name);
  return { code, path, result, outcomes, of };
}

const rules = (text: string) => `version: 1\nrules:\n${text.replace(/^/gm, '  ')}`;

describe('a rule of a file', () => {
  it('is on connections, told with the values of the fields that it reads', async () => {
    const { code, path, of } = await judge(
      rules(`fast:
  description: handshakes are fast
  where: server.port == 8080
  expect: handshake.rttSeconds < 20ms
  message: "took {handshake.rttSeconds}, {{not}} {client.segments + 1} segments"`),
    );
    expect(code).toBe(1);
    expect(of('fast')).toMatchObject({
      rule: {
        description: 'handshakes are fast',
        severity: 'error',
        over: 'connection',
        source: { path, line: 3, column: 3 },
        option: null,
      },
      subjects: 1,
      violations: 1,
      holds: false,
    });
    expect(of('fast')?.listed[0]).toMatchObject({
      message: 'took 21.4 ms, {not} 19 segments',
      found: 'handshake.rttSeconds = 21.4 ms',
      expected: 'handshake.rttSeconds < 20ms',
      frames: [1, 2, 3],
    });
  });

  it('is on segments', async () => {
    const { of } = await judge(
      rules(`no-small:
  over: segments
  where: payloadLength > 0
  expect: retransmission == null`),
    );
    expect(of('no-small')).toMatchObject({ holds: false, violations: 1 });
    expect(of('no-small')?.listed[0]).toMatchObject({
      frames: [24],
      connection: { id: 0, client: '192.0.2.1:40001', server: '192.0.2.2:8080' },
    });
  });

  it('is on captures, with their totals', async () => {
    const { of } = await judge(
      rules(`many:
  over: captures
  expect: totals.connections >= 2 && linkTypes.exists(t, t.name == "ETHERNET")`),
    );
    expect(of('many')?.listed[0]?.found).toContain('totals.connections = 1');
  });

  it.each([
    ['2', false],
    ['at most 2', false],
    ['at most 90 %', true],
    ['"60%"', false],
    ['40', true],
  ])('may be broken %s', async (allow, holds) => {
    const { code, of } = await judge(
      rules(`payload:
  over: segments
  where: flags == ["ACK"]
  expect: payloadLength > 0
  allow: ${allow}`),
    );
    expect([of('payload')?.holds, code]).toEqual([holds, holds ? 0 : 1]);
  });

  it('does not hold where a value is absent, unless where leaves that out', async () => {
    const capture = fixture('unanswered.pcap');
    const expectation = 'expect: handshake.rttSeconds < 1s';
    const held = await judge(rules(`fast:\n  ${expectation}`), capture);
    expect(held.of('fast')?.listed[0]?.found).toBe('handshake.rttSeconds = absent');
    const left = await judge(
      rules(`fast:\n  ${expectation}\n  where: handshake.complete`),
      capture,
    );
    expect(left.of('fast')).toMatchObject({ subjects: 0, holds: true });
  });

  it('of a lesser severity fails only where that is asked for', async () => {
    const text = rules('none:\n  expect: false\n  severity: warning');
    const { code, path, result } = await judge(text);
    expect([code, result.verdict, result.warnings]).toEqual([0, 'passed', 1]);
    const argv = ['check', '--rules', path, SESSION, '--fail-on'];
    expect((await run([...argv, 'warning'])).code).toBe(1);
    expect((await run([...argv, 'info'])).code).toBe(1);
  });
});

describe('sets of rules', () => {
  it('extend others, change them and switch them off', async () => {
    const { outcomes, of } = await judge(
      `version: 1
extends: [recommended, base.yml]
rules:
  no-resets: off
  checksums-valid: warning
  handshake-complete: {where: server.port == 1, allow: 3}
  inherited: info
  other: off
`,
      fixture('wrong-checksums.pcap'),
      { 'base.yml': rules('inherited:\n  expect: false\nother:\n  expect: false\n') },
    );
    expect(outcomes.map(({ rule }) => `${rule.name} ${rule.severity}`)).toEqual([
      'connections-present error',
      'handshake-complete error',
      'checksums-valid warning',
      'no-conformance-errors error',
      'capture-complete warning',
      'inherited info',
    ]);
    expect(of('handshake-complete')).toMatchObject({ subjects: 0, allowed: 'at most 3' });
    expect(of('checksums-valid')?.holds).toBe(false);
  });

  it('apply beside rules of the command line, which win', async () => {
    const path = directoryOf({ 'rules.yml': rules('no-resets: warning') })('rules.yml');
    const { stdout } = await run(['check', '--list-rules', '--rules', path, '--no-resets']);
    expect(stdout.split('\n').map((line) => line.replace(/ {2,}/g, '  '))).toEqual([
      'error  capture  connections-present  There is a connection to judge (recommended)',
      'error  connection  no-resets  No connection is reset but after it was closed (--no-resets)',
      '',
    ]);
  });

  it.each([
    ['UTF-8 with a mark of its byte order', Buffer.from(`\ufeff${rules('no-resets: off')}`), 0, ''],
    [
      'UTF-16',
      Buffer.from(`\ufeff${rules('no-resets: off')}`, 'utf16le'),
      2,
      'rules.yml: it is not UTF-8: save it as that\n',
    ],
    ['GBK', Buffer.from([0xd6, 0xd0]), 2, 'it is not UTF-8'],
  ])('are read as UTF-8 alone: %s', async (_, octets, expected, says) => {
    const path = directoryOf({})('rules.yml');
    writeFileSync(path, octets);
    const { code, stderr } = await run(['check', '--list-rules', '--rules', path]);
    expect([code, stderr]).toEqual([expected, expect.stringContaining(says)]);
  });

  it('are found in the working directory', async () => {
    const path = directoryOf({ 'tcpdissect.yml': rules('none:\n  expect: false') });
    try {
      process.chdir(path('.'));
      expect((await run(['check', SESSION])).code).toBe(1);
      expect((await run(['check', '--no-rules', SESSION])).code).toBe(0);
    } finally {
      process.chdir(projectPath('.'));
    }
  });
});

/** Each with a mistake of its own; whether the schema of the file sees it, too. */
const MISTAKES: readonly (readonly [text: string, isSchemas: boolean])[] = [
  ['', true],
  ['rules: {}', true],
  ['version: 2', true],
  ['version: 1\nrulse: {}', true],
  ['version: 1\nextends: 3', true],
  ['version: 1\nextends: missing.yml', false],
  ['version: 1\nextends: rules.yml', false],
  ['version: 1\nrules: [a]', true],
  [rules('Fast: {expect: true}'), true],
  [rules('a: {expects: true}'), true],
  [rules('a: {over: conections, expect: true}'), true],
  [rules('a: {severity: fatal, expect: true}'), true],
  [rules('a: {allow: some, expect: true}'), true],
  [rules('a: {allow: -1, expect: true}'), true],
  [rules('a: {allow: 0.01, expect: true}'), true],
  [rules('a: {allow: at most 0.01, expect: true}'), true],
  [rules('a: {message: [x], expect: true}'), true],
  [rules('a: {description: only}'), true],
  [rules('a: 3'), true],
  [rules('no-resets: wraning'), true],
  [rules('no-resets: {expect: true}'), true],
  [rules('max-handshake: 200ms'), true],
  [rules('no-reset: off'), false],
  [rules('no-retransmissions: on'), false],
  [rules('a: {expect: handshake.rtSeconds < 200ms}'), false],
  [rules('a: {expect: retransmittedSegments < 2}'), false],
  [rules('a:\n  where: server.port == "http"\n  expect: true'), false],
  [rules('a:\n  expect: |\n    ended == "closed" &&\n    verdict == "closd"'), false],
  [rules('a:\n  expect: "durationSeconds > 10zs"'), false],
  [rules('a:\n  expect: durationSeconds'), false],
  [rules('a:\n  expect: durationSeconds >'), false],
  [rules('a:\n  over: segments\n  expect: client.port > 1'), false],
  [rules('a:\n  over: captures\n  expect: totals.conections > 1'), false],
  [rules("a:\n  expect: true\n  message: 'took {durationSecond} s'"), false],
  [rules("a:\n  expect: true\n  message: 'took {durationSeconds s'"), false],
  [rules('a: {expect: true}\na: {expect: false}'), false],
  ['version: 1\nrules:\n\ta: 3', false],
  ['version: 1\nrules: "', false],
  ['version: 1\nrules: *common', false],
  ['version: 1\n---\nversion: 1', false],
];

/** What is no YAML, or other YAML than it looks. */
const MISTAKES_OF_YAML: readonly string[] = [
  'version: 1\nextends: [recommended, a.yml\nrules:\n  a: on\n  a: off',
  rules('a: {expect: true\nb: {expect: false}'),
  rules('a: {expect: [1, 2}, b: on}'),
  rules('a:\n  expect: "verdict == 1\nb:\n  expect: true'),
  rules("a:\n  expect: 'verdict == 1"),
  rules("a:\n  message: 'it's late'\n  expect: true"),
  rules('a:\n  expect: "verdict" == \'x\''),
  rules('a:\n  expect: [1] == [2]'),
  rules('a: {expect: [1] == [1], over: connections}'),
  rules('a:\n  message: {client.port} is odd'),
  rules("a: {expect: 'true' over: connections}"),
  rules('a: {expect: "true" "over": connections}'),
  "version: 1\nrules: {a: {expect: 'true'} b: off}",
  rules('a:\n  "expect" true'),
  rules('a:\n  message: *late* by far'),
  rules('a: *late*'),
  rules('a:\n  expect: ? x'),
  rules('a:\n  expect: !handshake.complete'),
  rules('a:\n  expect: ! handshake.complete'),
  rules('a:\n  expect: !(durationSeconds > 1)'),
  rules('a: {expect: !x, where: !y}\nb: !z'),
  rules('a:\n  message: took: too long\n  expect: true'),
  rules('a: on\n  b: off'),
  'version: 1\nrules\n  a: on',
  rules('a:\n  where: true\n  expect'),
  'version:1\nrules:\n  a: on',
  'version: 1\nextends: "a.yml"#b',
  rules('a:\n  expect: %x'),
  rules('a:\n  expect: @x'),
  rules('a:\n  expect: & x'),
  rules('a:\n  where: verdict.matches("\\d")\n  expect: "verdict.matches(\'\\d\')"'),
  'version: 1\nextends: [a.yml, , b.yml]',
  'version: 1\nrules: {a: on b: off}',
  'version: 1\nrules: ]',
  rules('a:\n  expect: | durationSeconds > 1'),
  rules('a:\n  expect: > 5'),
  'version: 1\nextends: - a.yml',
  'version: 1\nextends:\n  - a.yml\n  b.yml',
  rules('a:\n  expect: true\n where: true'),
  'version: 1\nrules: &a &b {}',
  'version: 1\nrules:\n  &a - b',
  '--- version: 1\nrules: {}',
  '%YAML 1.2\nversion: 1\nrules: {}',
  '%YAML 1 2\n---\nversion: 1\nrules: {}',
  rules('a:\n  message: |\n      \n    text\n  expect: true'),
  rules('a:\n  expect: "verdict" true'),
  'version: 1\nrules: {a: {expect: true}}}\n  b: on',
  'version: 1\nrules: {a: : on}',
  rules('a:\n  expect: "verdict == \\x 5"'),
  `version: 1\n${'long'.repeat(257)}: 1`,
  rules('a:\n  expect: |\n  durationSeconds < 2'),
  rules('a:\n  expect: > # folded\n\n  id == 0 &&\n  durationSeconds < 2'),
  rules('a:\n  message: |\n  took: too long\n  expect: true'),
  rules('a:\n  expect: |-\n  id > 1 ? "a: b" : "c"'),
  'version：1\nrules： {}',
  rules('a：\n  expect: true'),
  rules('a：{expect: true}'),
  rules('a:\n  expect：true'),
  rules('a: {expect: true, over：segments}'),
  rules('a: {expect: id == 0， over: segments}'),
  rules('no-resets：off'),
  rules('a:\n  “expect”: true\n　over: segments'),
  'version: 1\nextends: [recommended，a.yml]',
  'version: 1\nextends: recommended ， a.yml',
  'version: 1\nextends: a，recommended.yml',
  rules('a: {expect: "durationSeconds < 5"，severity: warning}'),
  rules('a:\n  expect:　durationSeconds > 1'),
  rules('a:\n  over: connections\n  expect:　durationSeconds > 1\n  severity: warning'),
  rules('a:　off'),
  rules('a:\n  over: “segments”\n  expect: true'),
  rules('a:\n  expect: （id == 0）'),
  rules('a:\n  expect: client.address == “192.0.2.1”'),
  rules('a:\n  expect: |\n    id in [0，1]'),
  rules('a:\n  where: id == 0；\n  expect: id　== 0'),
];

describe('a rules file with a mistake', () => {
  it('is refused with the place of each, as in refusals.txt', async () => {
    const shown: string[] = [];
    for (const text of [...MISTAKES.map(([one]) => one), ...MISTAKES_OF_YAML]) {
      const path = directoryOf({ 'rules.yml': text });
      const { code, stdout, stderr } = await run(['check', '--rules', path('rules.yml'), SESSION]);
      expect([code, stdout], text).toEqual([2, '']);
      shown.push(`${text}\n\n${stderr.replaceAll(path('rules.yml'), 'rules.yml')}`);
    }
    const all = shown.join(`${'-'.repeat(60)}\n`);
    await expect(all).toMatchFileSnapshot('refusals.txt');
  });

  it.each(MISTAKES.filter(([text]) => text !== '' && !/\t|"$|---|\*|a:.*\n.*a:/.test(text)))(
    '%j: the schema agrees (%s)',
    (text, isSchemas) => {
      expect(validate(parse(text))).toBe(!isSchemas);
    },
  );

  const all = [...MISTAKES.map(([one]) => one), ...MISTAKES_OF_YAML];
  it.each(all)('%j: is told of it in Chinese', async (text) => {
    const path = directoryOf({ 'rules.yml': text })('rules.yml');
    const words = ['check', '--rules', path, SESSION];
    const { stderr } = await run([...words, '--lang', 'zh-CN']);
    const english = (await run(words)).stderr;
    const told = (lines: string) => lines.split('\n').filter((line) => !/^ {2}|^$/.test(line));
    expect(told(stderr).length).toBe(told(english).length);
    for (const line of told(stderr)) {
      expect(line).toMatch(/[\u4e00-\u9fff]/);
      const ours = line.replaceAll(/at most [12]|--\S+ \S+/g, '');
      expect(ours).not.toMatch(/[a-z]{3,} [a-z]{2,}/);
    }
  });

  it.each(MISTAKES_OF_YAML)('%j: is told of it the same with CRLF', async (text) => {
    const path = directoryOf({ 'lf.yml': text, 'crlf.yml': text.replaceAll('\n', '\r\n') });
    const told = async (name: string) => {
      const { stderr } = await run(['check', '--rules', path(name), SESSION]);
      return stderr.replaceAll(path(name), name.replace(/.*\./, 'rules.'));
    };
    expect(await told('crlf.yml')).toBe(await told('lf.yml'));
  });

  it.each(['!a\n', '!a ', '"\\', '- [\n'])('is told of few of many mistakes: %j', async (part) => {
    const path = directoryOf({ 'rules.yml': part.repeat(10_000) })('rules.yml');
    const { code, stderr } = await run(['check', '--rules', path, SESSION]);
    expect(code).toBe(2);
    expect(stderr.length).toBeLessThan(10_000);
  });

  it.each(['word', 'two words '])('is told with a part of what is very long: %j', async (piece) => {
    const long = piece.repeat(5_000).trim();
    const texts = [
      `version: 1\n"${long}": 1`,
      `version: 1\nextends: "${long}"`,
      `version: 1\ndrift: {? "${long}" : 1}`,
      rules(`? "${long}"\n: {expects: true}`),
      rules(`? "${long}"\n: {over: x}`),
      rules(`? "${long}"\n: 1`),
      rules(`a: {? "${long}" : 1}`),
      rules(`max-handshake: "${long}"`),
      rules(`a: {expect: '${long} > 1'}`),
      rules(`a: {expect: 'verdict == "${long}"'}`),
      rules(`a: {expect: 'has(client.${long})'}`),
      rules(`a: !<${long}> b`),
      rules(`a: !!${long} b`),
      rules(`a: &${long} &b c`),
      rules(`a: *${long}`),
      rules(`${piece.trim().replaceAll(' ', '-').repeat(5_000)}: off`),
    ];
    for (const text of texts) {
      const path = directoryOf({ 'rules.yml': text })('rules.yml');
      for (const lang of ['en', 'zh-CN']) {
        const { code, stderr } = await run(['check', '--rules', path, '--lang', lang, SESSION]);
        expect(code).toBe(2);
        const lines = stderr.replaceAll(path, 'rules.yml').split('\n');
        for (const line of lines) expect(line.length, line).toBeLessThan(260);
      }
    }
  });

  it('is told of all its mistakes at once', async () => {
    const text = rules('a: {expect: x > 1}\nb: {expect: y > 1}');
    const path = directoryOf({ 'rules.yml': text })('rules.yml');
    const { stderr } = await run(['check', '--rules', path, SESSION]);
    expect(stderr.match(/there is no field/g)).toHaveLength(2);
  });

  it.each(['&a [*a]', 'version: 1\nrules: &a {b: {c: *a}}', 'a: &a [&b [*a], *b]'])(
    'is refused where an alias holds itself: %j',
    async (text) => {
      const path = directoryOf({ 'rules.yml': text })('rules.yml');
      const { code, stderr } = await run(['check', '--rules', path, SESSION]);
      expect(code).toBe(2);
      expect(stderr).toContain('this stands for what it stands in');
    },
  );

  it('hands no control character of it on to the terminal', async () => {
    const path = directoryOf({ 'rules.yml': 'version: 1\nru\u001b[31mles: \u0007' })('rules.yml');
    const { code, stderr } = await run(['check', '--rules', path, SESSION]);
    expect(code).toBe(2);
    expect(stderr).toContain('no key ru\\x1b[31mles');
    expect(stderr).not.toMatch(/[^\P{Cc}\n]/u);
  });

  it('costs no time, however its aliases multiply', async () => {
    const lines = ['a: &a [x, x, x, x, x, x, x, x, x, x]'];
    for (const letter of 'bcdefgh') {
      const last = String.fromCharCode(letter.charCodeAt(0) - 1);
      lines.push(`${letter}: &${letter} [${Array(10).fill(`*${last}`).join(', ')}]`);
    }
    const path = directoryOf({ 'rules.yml': lines.join('\n') })('rules.yml');
    const { code, stderr } = await run(['check', '--rules', path, SESSION]);
    expect(code).toBe(2);
    expect(stderr).toContain('the file holds more than 20000 values');
  });

  it('takes no longer for many aliases of one', { timeout: 5_000 }, async () => {
    const text = `version: 1\nx: &a 1\nextends: [${Array(19_000).fill('*a').join(', ')}]`;
    const path = directoryOf({ 'rules.yml': text })('rules.yml');
    expect((await run(['check', '--rules', path, SESSION])).code).toBe(2);
  });

  it.each([
    ['checksums-valid: error', ['--no-checksums'], 2],
    ['checksums-valid: error', ['--no-checksums', '--disable', 'checksums-valid'], 0],
    ['checksums-valid: off', ['--no-checksums'], 0],
    ['checksums-valid: error', [], 0],
  ])('with %s and %j does not pass by what is not verified', async (rule, argv, expected) => {
    const path = directoryOf({ 'rules.yml': `version: 1\nrules:\n  ${rule}` })('rules.yml');
    const capture = fixture('full-session.pcap');
    const { code, stderr } = await run(['check', '--rules', path, capture, ...argv]);
    expect(code).toBe(expected);
    const told = expect.stringMatching(/--no-checksums contradicts checksums-valid \(.*:3\)/);
    expect(stderr).toEqual(expected === 0 ? '' : told);
  });

  it('may have aliases, of the latest anchor above', async () => {
    const text = rules(`a:
  where: &of server.port == 1
  expect: &never false
b:
  where: &of server.port == 8080
  expect: *never
c: {where: *of, expect: *never}`);
    const { of } = await judge(text);
    expect(['a', 'b', 'c'].map((name) => of(name)?.violations)).toEqual([0, 1, 1]);
  });

  it.each([
    ['lists', (depth: number) => '['.repeat(depth) + ']'.repeat(depth), 64],
    ['lists without an end', (depth: number) => '['.repeat(depth), 64],
    ['maps', (depth: number) => '{a: '.repeat(depth) + '}'.repeat(depth), 63 * 4 + 1],
  ])('is refused where it goes too deep: %s', async (_, nested, offset) => {
    const refusal = async (depth: number) => {
      const text = `version: 1\nextends: ${nested(depth)}\n`;
      const path = directoryOf({ 'rules.yml': text })('rules.yml');
      const { code, stderr } = await run(['check', '--rules', path, SESSION]);
      expect(code).toBe(2);
      return stderr.replace(path, 'rules.yml').split('\n');
    };
    // The value of a key of the file is one deep already, and a map holds its keys.
    const place = `rules.yml:2:${'extends: '.length + offset + 1}`;
    for (const depth of [65, 200, 20_000]) {
      const [complaint, , caret, ...more] = await refusal(depth);
      expect(complaint).toBe(`tcpdissect: ${place}: lists and maps are nested more than 64 deep`);
      expect([caret?.trim(), more]).toEqual(['^', ['']]);
    }
    expect((await refusal(63))[0]).not.toContain('nested');
  });
});

it('is shown in the README as it works', async () => {
  const readme = readFileSync(projectPath('README.md'), 'utf8');
  const [, text = ''] = /```yaml\n(version: 1[\s\S]*?)```/.exec(readme) ?? [];
  const { outcomes } = await judge(text);
  expect(outcomes.map(({ rule }) => rule.name)).toContain('no-tiny-segments');
});
