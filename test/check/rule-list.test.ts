import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, describe, expect, it } from 'vitest';
import { ruleListText } from '../../src/check/rule-list.ts';
import { SCHEMAS } from '../../src/model/schema/index.ts';
import { ENGLISH } from '../../src/words/en/index.ts';
import { fixture, run } from '../cli/support/run.ts';
import { rule } from './reporters/results.ts';

const folder = mkdtempSync(join(tmpdir(), 'tcpdissect-'));
afterAll(() => rmSync(folder, { recursive: true }));

const LIST = ['check', '--list-rules', '--max-rtt', '1s', '--enable', 'no-resets'];
const validate = new Ajv2020({ strict: false }).compile(SCHEMAS['rule-list']?.() ?? false);

describe('check --list-rules', () => {
  it.each([['--json'], ['--reporter', 'json']])(
    'lists for programs with %s %s',
    async (...form) => {
      const { code, stdout } = await run([...LIST, ...form, '--lang', 'zh-CN']);
      const list = JSON.parse(stdout);
      expect(validate(list), JSON.stringify(validate.errors)).toBe(true);
      expect([code, stdout.endsWith('}\n')]).toEqual([0, true]);
      expect(list.rules).toHaveLength(3);
      expect(list.rules).toContainEqual({
        name: 'no-resets',
        description: 'No connection is reset but after it was closed',
        severity: 'error',
        over: 'connection',
        source: null,
        option: null,
        documentation: expect.any(String),
      });
      expect(list.rules).toContainEqual(expect.objectContaining({ option: '--max-rtt 1s' }));
    },
  );

  it.each([['--reporter', 'text'], []])('lists for people with %j %j', async (...form) => {
    expect((await run([...LIST, ...form])).stdout).toMatch(/^error {4}connection {2}max-rtt /m);
  });

  it.each([
    ['junit', ['--reporter', 'junit']],
    ['tap', ['--reporter', 'tap']],
  ])('refuses --reporter %s', async (reporter, form) => {
    const { code, stdout, stderr } = await run([...LIST, ...form]);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(`--reporter ${reporter}: listed rules have no verdict`);
    expect(stderr).toContain('--json');
  });

  it('refuses a reporter that there is not', async () => {
    const { code, stderr } = await run([...LIST, '--reporter', 'tex']);
    expect([code, stderr]).toEqual([2, expect.stringContaining('did you mean text?')]);
  });

  it.each([
    ['--output', (path: string) => ['--output', path]],
    ['--output of a list', (path: string) => ['--list-rules', '--output', path]],
    ['a reporter', (path: string) => ['--reporter', `json=${path}`]],
    ['a reporter of a list', (path: string) => ['--list-rules', '--reporter', `json=${path}`]],
    ['--write-baseline', (path: string) => ['--write-baseline', path]],
  ])('writes over no capture and no rules file by %s', async (_, to) => {
    const capture = join(folder, 'capture.pcap');
    const rules = join(folder, 'rules.yml');
    copyFileSync(fixture('full-session.pcap'), capture);
    writeFileSync(rules, 'version: 1\nrules:\n  no-resets: off\n');
    for (const [path, reason] of [
      [capture, 'it is one of the captures to be read'],
      [rules, 'it is a rules file in effect'],
    ] as const) {
      const before = readFileSync(path);
      const { code, stderr } = await run(['check', capture, '--rules', rules, ...to(path)]);
      expect([code, stderr]).toEqual([2, expect.stringContaining(reason)]);
      expect(readFileSync(path).equals(before)).toBe(true);
    }
  });

  it('writes to --output', async () => {
    const path = join(folder, 'rules.txt');
    expect((await run([...LIST, '--output', path])).stdout).toBe('');
    expect(readFileSync(path, 'utf8')).toBe((await run(LIST)).stdout);
  });

  it('hands nothing on that a terminal would obey', () => {
    const ref = rule({ description: 'a \u001b[2Jb' });
    const made = { ref, describe: () => ref.description, make: () => expect.fail() };
    expect(ruleListText([made], ENGLISH, undefined)).not.toMatch('\u001b');
  });
});
