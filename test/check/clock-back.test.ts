import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { backwards, setBack } from '../capture/support/clock-back.ts';
import { fixture, run, StringStream } from '../cli/support/run.ts';

const folder = mkdtempSync(join(tmpdir(), 'tcpdissect-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Each segment a minute earlier than the one before. */
const BACKWARDS = backwards('lost-syn.pcap');
/** It lasted 3.45 s, of which 1.45 s are left. */
const SHORTENED = setBack('keep-alive-probes.pcap', 10, 2) ?? '';
const IN_HANDSHAKE = setBack('lost-syn.pcap', 1, 1) ?? '';
const WHOLE = fixture('lost-syn.pcap');

const UNANSWERED = backwards('refused.pcap');

/** A rule that allows for the absence of a span. */
const orAbsent = (span: string) => `${span} == null || ${span} < 5`;

let files = 0;

/** The options for a rule: an option itself, or what a rule of a file expects. */
function asking(rule: string): string[] {
  if (rule.startsWith('--')) return ['--no-rules', ...rule.split(' ')];
  const path = join(folder, `${files++}.yml`);
  const [condition, over = 'connections'] = rule.split(' over ');
  writeFileSync(path, JSON.stringify({ version: 1, rules: { own: { over, expect: condition } } }));
  return ['--rules', path];
}

const HELD = { subjects: 1, unmeasured: 0, violations: 0 };
const BROKEN = { subjects: 1, unmeasured: 0, violations: 1 };
const UNMEASURED = { subjects: 0, unmeasured: 1, violations: 0 };

describe('a rule on a span of time', () => {
  it.each([
    [WHOLE, '--max-duration 2s', HELD],
    [WHOLE, '--max-handshake 2s', HELD],
    [WHOLE, 'durationSeconds < 2', HELD],
    [BACKWARDS, '--max-duration 2s', UNMEASURED],
    [BACKWARDS, '--max-handshake 2s', UNMEASURED],
    [BACKWARDS, 'durationSeconds < 2', UNMEASURED],
    [BACKWARDS, 'durationSeconds < 2s || client.port > 0', HELD],
    [BACKWARDS, 'durationSeconds > 2', BROKEN],
    [BACKWARDS, 'durationSeconds >= 0', BROKEN],
    [BACKWARDS, 'handshake.synAckToAckSeconds < 0.5', UNMEASURED],
    [BACKWARDS, 'handshake.steps.all(step, step.elapsedSeconds < 5)', HELD],
    [BACKWARDS, 'durationSeconds < 5 over captures', UNMEASURED],
    [BACKWARDS, 'timeShares.clientApplication.seconds < 1', UNMEASURED],
    [WHOLE, 'timeShares.clientApplication.seconds < 9', HELD],
    [WHOLE, 'client.dataSeconds < 9 || client.dataSegments == 0', HELD],
    [BACKWARDS, orAbsent('durationSeconds'), UNMEASURED],
    [BACKWARDS, orAbsent('client.dataSeconds'), UNMEASURED],
    [UNANSWERED, orAbsent('client.dataSeconds'), HELD],
    [BACKWARDS, 'handshake.synAckToAckSeconds == null', BROKEN],
    [BACKWARDS, 'handshake.synAckToAckSeconds == null || true', HELD],
    [BACKWARDS, orAbsent('handshake.rttSeconds'), UNMEASURED],
    [BACKWARDS, orAbsent('handshake.synToSynAckSeconds'), UNMEASURED],
    [BACKWARDS, orAbsent('teardown.halfClosedSeconds'), UNMEASURED],
    [UNANSWERED, orAbsent('handshake.rttSeconds'), HELD],
    [UNANSWERED, orAbsent('teardown.halfClosedSeconds'), HELD],
    [SHORTENED, '--max-duration 2s', UNMEASURED],
    [SHORTENED, '--max-duration 1s', BROKEN],
    [SHORTENED, 'durationSeconds < 2', UNMEASURED],
    [SHORTENED, 'durationSeconds < 2 over captures', UNMEASURED],
    [SHORTENED, 'totals.durationSeconds < 2 over captures', UNMEASURED],
    [SHORTENED, 'client.dataSeconds < 2', UNMEASURED],
    [SHORTENED, 'client.dataSeconds < 1', BROKEN],
    [SHORTENED, 'timeShares.sending.seconds < 5', UNMEASURED],
    [SHORTENED, 'handshake.rttSeconds < 2', HELD],
    [SHORTENED, '--max-handshake 2s', HELD],
    [IN_HANDSHAKE, '--max-handshake 1ms', BROKEN],
    [IN_HANDSHAKE, '--max-handshake 100ms', HELD],
  ])('is not judged where the clock went back in it: %s, %s', async (path, rule, expected) => {
    const { stdout } = await run(['check', '--json', ...asking(rule), path]);
    const { outcomes } = JSON.parse(stdout).captures[0];
    expect(outcomes.at(-1)).toMatchObject(expected);
  });
});

describe('what is not judged', () => {
  const argv = ['check', '--no-rules', '--max-duration', '2s', BACKWARDS];

  it.each([
    ['text', 'en', /^ {2}ok {7}max-duration {9}1 connection not judged: the clock went back$/m],
    ['text', 'zh-CN', /^ {2}符合 {5}max-duration {9}1 个连接未检查：时钟倒退$/m],
    ['text', 'en', 'Verdict: passed (no rule is broken; 1 rule not judged everywhere)'],
    ['text', 'zh-CN', '没有规则被违反；1 条规则有未检查的对象'],
    ['tap', 'en', /ok 3 - .*: max-duration # SKIP 1 connection not judged: the clock went back$/m],
    ['junit', 'en', '<skipped message="1 connection not judged: the clock went back"/>'],
    ['github', 'en', '::notice title=max-duration::1 connection not judged: the clock went back'],
    ['markdown', 'en', '| 0 | 0<br>1 connection not judged&#58; the clock went back |'],
    ['sarif', 'en', '"max-duration: 1 connection not judged: the clock went back"'],
  ])('is said in %s, %s', async (reporter, lang, says) => {
    const stdout = new StringStream({ columns: 80, isTerminal: true });
    const told = await run([...argv, '--reporter', reporter, '--lang', lang, '--color=never'], {
      stdout,
    });
    expect(told.code).toBe(0);
    if (typeof says === 'string') expect(told.stdout).toContain(says);
    else expect(told.stdout).toMatch(says);
  });

  it('is said beside what was judged', async () => {
    const both = [...argv, fixture('full-session-ipv6.pcap'), '--as-one'];
    expect((await run(both)).stdout).toContain('1 connection; 1 not judged: the clock went back');
    const zh = (await run([...both, '--lang', 'zh-CN'])).stdout;
    expect(zh).toContain('1 个连接；另有 1 个连接未检查：时钟倒退');
  });
});
