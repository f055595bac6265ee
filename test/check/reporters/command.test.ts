import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { CHECK_REPORTERS } from '../../../src/check/reporters/index.ts';
import { fixture, run, spawn } from '../../cli/support/run.ts';

const folder = mkdtempSync(join(tmpdir(), 'tcpdissect-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = (name: string) => join(folder, name);

const RESET = fixture('reset-with-wrong-sequence.pcap');
const GOOD = fixture('close-by-client.pcap');

describe('tcpdissect check --reporter', () => {
  it('writes several at once, each to its file', async () => {
    const names = Object.keys(CHECK_REPORTERS).filter((name) => name !== 'text');
    const options = names.flatMap((name) => ['--reporter', `${name}=${file(name)}`]);
    const { stdout, code } = await run(['check', GOOD, '--reporter', 'text', ...options]);
    expect(code).toBe(0);
    expect(stdout).toContain('passed');
    const begin = Object.fromEntries(
      names.map((name) => [name, readFileSync(file(name), 'utf8').slice(0, 14)]),
    );
    expect(begin).toEqual({
      json: '{\n  "schema": ',
      junit: '<?xml version=',
      sarif: '{\n  "$schema":',
      github: 'tcpdissect che',
      gitlab: '[]\n',
      tap: 'TAP version 14',
      markdown: '## tcpdissect ',
    });
  });

  it.each(['text', 'junit', 'tap', 'markdown'])('names each of two as it is in %s', (reporter) => {
    const odd = file('odd, -');
    copyFileSync(GOOD, odd);
    const argv = ['check', '--as-one', '-', odd, '--no-rules', '--reporter', reporter];
    const { stdout } = spawn(argv, { input: readFileSync(GOOD) });
    expect(stdout).toContain(`standard input, ${odd}`);
    expect(stdout).not.toContain('odd, standard');
  });

  it.each(['junit', 'tap'])('tells what was wrong with one of two in %s', async (reporter) => {
    const damaged = fixture('damaged-record-length.pcap');
    const options = ['--as-one', '--no-rules', '--reporter', reporter];
    const { stdout: ofTwo } = await run(['check', GOOD, damaged, ...options]);
    const told = ofTwo.split('\n').filter((line) => line.includes('a record claims 2147483647'));
    expect(told.length).toBeGreaterThan(0);
    for (const line of told) expect(line).toContain(`${damaged}: a record claims`);
    const { stdout: ofOne } = await run(['check', damaged, ...options]);
    expect(ofOne).toContain('a record claims 2147483647');
    expect(ofOne).not.toContain(`${damaged}: a record claims`);
  });

  it('adds Markdown to the summary of the step, for GitHub', async () => {
    const summary = file('summary.md');
    writeFileSync(summary, 'of another command\n');
    const env = { GITHUB_STEP_SUMMARY: summary };
    const options = ['check', RESET, '--no-resets', '--reporter', 'github'];
    const { code, stdout } = await run(options, { env });
    expect(code).toBe(1);
    expect(stdout).toMatch(/^::error file=[^\n]*,title=no-resets::/);
    expect(readFileSync(summary, 'utf8')).toMatch(
      /^of another command\n## tcpdissect check: failed&#58; 1 error\n/,
    );
    await run(['check', RESET, '--no-resets'], { env });
    expect(readFileSync(summary, 'utf8').match(/^## /gm)).toHaveLength(1);
  });

  it('tells of a summary that cannot be written, and judges all the same', async () => {
    const env = { GITHUB_STEP_SUMMARY: file('missing/summary.md') };
    const { code, stderr } = await run(['check', GOOD, '--reporter', 'github'], { env });
    expect(code).toBe(0);
    expect(stderr).toContain('cannot write GITHUB_STEP_SUMMARY');
  });

  it.each([
    ['two reporters', ['--reporter', 'json=@a', '--reporter', 'tap=@./b/../a']],
    ['a reporter and --output', ['--output', '@a', '--reporter', 'text', '--reporter', 'tap=@a']],
    ['a reporter and the baseline', ['--reporter', 'json=@a', '--write-baseline', '@a']],
    ['--output and the baseline', ['--output', '@a', '--write-baseline', '@a']],
    ['two reporters on standard output', ['--reporter', 'json', '--reporter', 'tap=/dev/stdout']],
  ])('is refused where results would be mixed: %s', async (_, options) => {
    const words = options.map((word) => word.replace('@', `${folder}/`));
    const { code, stdout, stderr } = await run(['check', GOOD, ...words]);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain('two results cannot go to ');
    expect(existsSync(file('a'))).toBe(false);
  });

  it('is refused with an --output that nothing goes to', async () => {
    const options = ['--output', file('unused'), '--reporter', `json=${file('used')}`];
    const { code, stderr } = await run(['check', GOOD, ...options]);
    expect(code).toBe(2);
    expect(stderr).toContain('--output: nothing goes there');
  });
});
