import { describe, expect, it } from 'vitest';
import { durationWords } from '../../src/model/findings/durations.ts';
import { aheadAndBack, backwards, setBack } from '../capture/support/clock-back.ts';
import { fixture, run } from '../cli/support/run.ts';

const CLOSED = backwards('full-session.pcap');
/** A frame of `reordering.pcap` that came out of order. */
const OUT_OF_ORDER = 25;
const UNANSWERED = backwards('unanswered.pcap');
/** It lasted 3.45 s, of which 1.45 s are left. */
const SHORTENED = setBack('keep-alive-probes.pcap', 10, 2) ?? '';
/** Of its four SYNs within 7 s the last comes 6 s earlier. */
/** Half-closed for some 10 s, of which some 5 s are left. */
const HALF_CLOSED = aheadAndBack('half-close.pcap', 9, 12);
const UNANSWERED_SHORTENED = setBack('unanswered.pcap', 3, 6) ?? '';

describe('a span in which the clock went back', () => {
  it.each([
    [CLOSED, 'en', 'from 2026-11-20 14:17:35 UTC, then the clock went back: 21 TCP'],
    [CLOSED, 'en', ' closed, the clock went back\n'],
    [CLOSED, 'en', / client +\? +780 B /],
    [CLOSED, 'zh-CN', '始于 2026-11-20 14:17:35 UTC，之后时钟倒退：TCP 21 个'],
    [CLOSED, 'zh-CN', ' 已关闭，时钟倒退\n'],
    [UNANSWERED, 'en', 'Unanswered: 4 SYNs, and no reply.'],
    [UNANSWERED, 'zh-CN', '无应答：发送了 4 个 SYN'],
    [SHORTENED, 'en', ' UTC, then the clock went back: '],
    [SHORTENED, 'en', /^#0 .*, the clock went back$/m],
    [SHORTENED, 'en', /^ +0 +192\.\S+ +192\.\S+ .* \? /m],
    [SHORTENED, 'zh-CN', '，之后时钟倒退：TCP '],
    [HALF_CLOSED, 'en', 'The client closed first; the server followed.'],
    [UNANSWERED_SHORTENED, 'en', 'Unanswered: 4 SYNs, and no reply.'],
    [UNANSWERED_SHORTENED, 'en', 'SYNs in ? s were not answered.'],
  ])('is none in the text: %s, %s, %s', async (path, lang, says) => {
    const { stdout } = await run([path, '--lang', lang]);
    if (typeof says === 'string') expect(stdout).toContain(says);
    else expect(stdout).toMatch(says);
    const beforeLadder = stdout.split(/^ +(?:frame|帧) /m)[0];
    expect(beforeLadder).not.toMatch(/ -\d/);
  });

  it.each([
    [CLOSED, 'markdown', ' closed | client | ? | 780 B |'],
    [CLOSED, 'mermaid', 'closed, the clock went back'],
    [SHORTENED, 'markdown', ' | ? | '],
    [SHORTENED, 'markdown', ' UTC, then the clock went back: '],
    [SHORTENED, 'mermaid', ', the clock went back'],
  ])('is none of %s in %s', async (path, format, says) => {
    expect((await run([path, '--format', format])).stdout).toContain(says);
  });

  it('is one where a record came a little late', async () => {
    const { stdout } = await run([fixture('recorded-out-of-order.pcap')]);
    expect(stdout).not.toContain('then the clock went back');
    expect(stdout).not.toContain(', the clock went back');
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
    const { stdout } = await run([CLOSED, UNANSWERED, CLOSED, SHORTENED]);
    expect(stdout).toMatch(/ 6\.38 kB +21 .*\?$/m);
    expect(stdout.match(/ \?$/gm)).toHaveLength(4);
  });
});

describe('a frame taken apart', () => {
  it.each([
    [
      'en',
      2,
      'Recorded 60 s before the first segment of connection 0, for the clock went back; by',
    ],
    ['en', 2, 'Since then the clock went back.'],
    ['en', 2, 'Frame 3 acknowledges all of its numbers; meanwhile the clock went back.'],
    ['zh-CN', 2, '时钟倒退，记录时间比连接 0 的第一个报文段早 60 s；比前一个报文段倒退了 60 s。'],
    ['zh-CN', 2, '其间时钟倒退。'],
    ['zh-CN', 2, '帧 3 确认了它的全部序号；其间时钟倒退。'],
    ['en', 21, 'stays in TIME-WAIT'],
    ['en', 21, 'LAST-ACK to CLOSED'],
  ])('tells of a clock that went back: %s, frame %i, %s', async (lang, frame, says) => {
    const argv = ['explain', CLOSED, '--frame', `${frame}`, '--lang', lang];
    const { stdout } = await run(argv);
    expect(stdout.replaceAll(/\s*\n\s*/g, lang === 'en' ? ' ' : '')).toContain(says);
    expect(stdout).not.toMatch(/ -\d[\d.]* (?:s|ms|µs)/);
    expect(stdout).not.toMatch(/When it passed|later segments tell more/);
  });

  it.each([
    [
      'en',
      'the clock went back in the handshake, whose round trip is the limit, so that any time is too soon',
    ],
    ['zh-CN', '以握手的往返时间为限，而握手期间时钟倒退，任何时间都算作来不及重传'],
  ])('tells of it why it is out of order: %s', async (lang, says) => {
    const path = setBack('reordering.pcap', 1) ?? '';
    const { stdout } = await run(['explain', path, '--frame', `${OUT_OF_ORDER}`, '--lang', lang]);
    expect(stdout.replaceAll(/\s*\n\s*/g, lang === 'en' ? ' ' : '')).toContain(says);
  });
});
