import { describe, expect, it } from 'vitest';
import { durationWords } from '../../src/model/findings/durations.ts';
import { backwards, setBack } from '../capture/support/clock-back.ts';
import { run } from '../cli/support/run.ts';

const CLOSED = backwards('full-session.pcap');
const UNANSWERED = backwards('unanswered.pcap');

describe('a span in which the clock went back', () => {
  it.each([
    [CLOSED, 'en', 'from 2026-11-20 14:17:35 UTC, then the clock went back: 21 TCP'],
    [CLOSED, 'en', ' closed, the clock went back\n'],
    [CLOSED, 'en', / client +\? +780 B /],
    [CLOSED, 'zh-CN', '始于 2026-11-20 14:17:35 UTC，之后时钟倒退：TCP 21 个'],
    [CLOSED, 'zh-CN', ' 已关闭，时钟倒退\n'],
    [UNANSWERED, 'en', 'Unanswered: 4 SYNs, and no reply.'],
    [UNANSWERED, 'zh-CN', '无应答：发送了 4 个 SYN'],
  ])('is none in the text: %s, %s, %s', async (path, lang, says) => {
    const { stdout } = await run([path, '--lang', lang]);
    if (typeof says === 'string') expect(stdout).toContain(says);
    else expect(stdout).toMatch(says);
    const beforeLadder = stdout.split(/^ +(?:frame|帧) /m)[0];
    expect(beforeLadder).not.toMatch(/ -\d/);
  });

  it.each([
    ['markdown', ' closed | client | ? | 780 B |'],
    ['mermaid', 'closed, the clock went back'],
  ])('is none in %s', async (format, says) => {
    expect((await run([CLOSED, '--format', format])).stdout).toContain(says);
  });

  it.each(['full-session.pcap', 'fast-retransmit.pcap', 'zero-window.pcap', 'lost-syn.pcap'])(
    'is no part of the time of %s, wherever it lies',
    async (name) => {
      for (let before = 1; ; before++) {
        const path = setBack(name, before);
        if (path === undefined) break;
        const { code, stdout } = await run([path]);
        expect([code, before]).toEqual([0, before]);
        const [beforeLadder = '', ladder = ''] = stdout.split(/^ +frame /m);
        expect(beforeLadder).not.toMatch(/ -\d/);
        // Nothing in these captures takes so long but the step back.
        expect(stdout).not.toMatch(/half-closed for (?:9\.|10)/);
        expect(ladder).not.toMatch(/(?:in|recovery) -\d/);
        const [{ timeShares }] = JSON.parse((await run(['--json', path])).stdout).connections;
        const { client, server, ...causes } = timeShares;
        const shares = Object.values<{ share: number }>(causes).map(({ share }) => share);
        expect(Math.min(...shares)).toBeGreaterThanOrEqual(0);
        expect(shares.reduce((sum, share) => sum + share)).toBeCloseTo(1, 9);
      }
    },
  );

  it('is none in a finding', () => {
    expect([durationWords(-1), durationWords(1_000)]).toEqual(['? s', '1 µs']);
  });

  it('is none in a table of captures', async () => {
    const { stdout } = await run([CLOSED, UNANSWERED, CLOSED, UNANSWERED]);
    expect(stdout).toMatch(/ 6\.38 kB +21 .*\?$/m);
  });
});
