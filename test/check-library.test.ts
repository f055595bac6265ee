import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import {
  CaptureError,
  type CheckOptions,
  type CheckResult,
  check,
  FilterError,
  parseBaseline,
  QuickRuleError,
  RulesFileError,
  UnknownRuleError,
  UnverifiedRuleError,
} from '../src/index.ts';
import { run } from './cli/support/run.ts';

const fixture = (name: string) => fileURLToPath(new URL(`../fixtures/${name}`, import.meta.url));
const GOOD = fixture('close-by-client.pcap');
const RESET = fixture('reset-with-wrong-sequence.pcap');

const CHECKSUMS = { path: 'a.yml', text: 'version: 1\nrules:\n  checksums-valid: error\n' };

/** Names of the rules that do not hold. */
function broken({ captures }: CheckResult): string[] {
  const outcomes = captures.flatMap((capture) => capture.outcomes);
  return outcomes.filter(({ holds }) => !holds).map(({ rule }) => rule.name);
}

describe('check', () => {
  it.each([GOOD, RESET])('gives what the command prints: %s', async (path) => {
    const { stdout } = await run(['check', path, '--no-rules', '--json']);
    expect(await check(path)).toEqual(JSON.parse(stdout));
  });

  it.each<[CheckOptions, string]>([
    [{ displayFilter: 'tcp.flags.reset == 1' }, "-Y 'tcp.flags.reset == 1' --connection 0"],
    [{ packetFilter: 'ip', packetLimit: 50 }, '-f ip --packet-limit 50 --connection 0'],
    [{ where: "verdict != 'open'" }, "--where 'verdict != '\\''open'\\''' --connection 0"],
  ])('tells commands that select as it did: %j', async (options, expected) => {
    const { captures } = await check(RESET, options);
    const [violation] = captures.flatMap(({ outcomes }) =>
      outcomes.flatMap(({ listed }) => listed),
    );
    expect(violation?.commands.tcpdissect).toBe(`tcpdissect ${RESET} ${expected}`);
  });

  it('takes a URL and octets', async () => {
    const { verdict } = await check(new URL(`file://${GOOD}`));
    expect(verdict).toBe('passed');
    expect((await check(readFileSync(GOOD))).captures[0]?.capture.path).toBe('-');
  });

  it.each<[string, CheckOptions, string[]]>([
    ['a rule by its option', { rules: { 'no-resets': true } }, ['no-resets']],
    ['one with a value', { rules: { 'max-handshake': '1ns' } }, ['max-handshake']],
    ['one that is off', { rules: { 'max-handshake': '1h', 'no-resets': false } }, []],
    ['a recommended rule switched off', { disable: ['no-resets'] }, []],
    [
      'a rules file',
      {
        rulesFile: {
          path: 'tcpdissect.yml',
          text: 'version: 1\nrules:\n  short:\n    expect: durationSeconds < 0\n',
        },
      },
      ['short'],
    ],
    ['nothing that is left', { packetFilter: 'tcp port 1' }, ['connections-present']],
  ])('holds a capture to %s', async (_, options, rules) => {
    const result = await check(RESET, options);
    expect(broken(result)).toEqual(rules);
    expect(result.verdict).toBe(rules.length > 0 ? 'failed' : 'passed');
  });

  it('compares with a baseline', async () => {
    const { stdout } = await run(['check', GOOD, '--write-baseline', '/dev/stdout', '-q']);
    const text = stdout.slice(stdout.indexOf('{'), stdout.lastIndexOf('}') + 1);
    const baseline = parseBaseline(text);
    expect((await check(GOOD, { baseline })).verdict).toBe('passed');
    const other = await check(fixture('fast-retransmit.pcap'), { baseline });
    expect(broken(other)).toEqual(['baseline/bytes', 'baseline/retransmission-rate']);
    const drift = { bytes: 'off', 'retransmission-rate': 1_000_000 } as const;
    const lossy = await check(fixture('fast-retransmit.pcap'), { baseline, drift });
    expect(broken(lossy)).toEqual(['baseline/retransmission-rate']);
  });

  it.each<[string, CheckOptions, new (...given: never[]) => Error]>([
    ['missing.pcap', {}, CaptureError],
    [GOOD, { where: 'nothing ==' }, FilterError],
    [GOOD, { rules: { 'max-handshake': 'soon' } }, QuickRuleError],
    [GOOD, { disable: ['no-such'] }, UnknownRuleError],
    [GOOD, { rules: Object.fromEntries([['no-such', true]]) }, UnknownRuleError],
    [GOOD, { rules: Object.fromEntries([['toString', true]]) }, UnknownRuleError],
    [GOOD, { rulesFile: { path: 'a.yml', text: 'version: 2' } }, RulesFileError],
    [GOOD, { checksums: false, rulesFile: CHECKSUMS }, UnverifiedRuleError],
    [GOOD, { checksums: false, rules: { 'no-invalid-checksums': true } }, UnverifiedRuleError],
    [GOOD, { checksums: false, enable: ['checksums-valid'] }, UnverifiedRuleError],
  ])('%s with %j is refused', async (path, options, kind) => {
    await expect(check(path, options)).rejects.toBeInstanceOf(kind);
  });

  it.each<CheckOptions>([
    { checksums: false },
    { rulesFile: CHECKSUMS },
    { checksums: false, rulesFile: CHECKSUMS, disable: ['checksums-valid'] },
  ])('passes by what is verified: %j', async (options) => {
    expect((await check(GOOD, options)).verdict).toBe('passed');
  });

  it('stops where it is told to', async () => {
    const signal = AbortSignal.abort();
    expect(await check(GOOD, { signal })).toMatchObject({ interrupted: true });
  });
});
