import { describe, expect, test } from 'vitest';
import { logOf } from './conn-log.ts';

const OPEN = `
  > S 0:0(0)
  < S. 0:0(0) ack 1
  > . 1:1(0) ack 1
`;

describe('bytes', () => {
  test.each([
    ['payload by its numbers', 10, 20, `${OPEN} > P. 1:11(10) ack 1\n < P. 1:21(20) ack 11`],
    ['SYN and FIN are none', 0, 0, `${OPEN} > F. 1:1(0) ack 1\n < F. 1:1(0) ack 2`],
    ['payload sent again counts once', 10, 0, `${OPEN} > P. 1:11(10) ack 1\n > P. 1:11(10) ack 1`],
    ['lost payload counts', 30, 0, `${OPEN} > P. 21:31(10) ack 1`],
    ['and what was only acknowledged', 30, 0, `${OPEN} < . 1:1(0) ack 31`],
    [
      'an acknowledgment below the start does not',
      10,
      0,
      `${OPEN} > P. 1:11(10) ack 1
 < . 1:1(0)`,
    ],
    ['payload of a RST does not', 0, 0, `${OPEN} > R. 1:11(10) ack 1`],
    ['nor an acknowledgment of a RST', 0, 0, `${OPEN} < R. 1:1(0) ack 31`],
    ['nor a far RST', 0, 0, `${OPEN} > R. 9000001:9000001(0) ack 1`],
    ['nor what follows a RST', 0, 0, `${OPEN} > R. 1:1(0) ack 1\n > P. 1:11(10) ack 1`],
    ['a FIN moves the end', 99, 0, `${OPEN} > F. 100:100(0) ack 1`],
    ['midstream', 10, 20, '> P. 501:511(10) ack 71\n < P. 71:91(20) ack 511'],
    [
      'an aborted open with a stray number',
      0,
      0,
      '> S 0:0(0)\n < . 0:0(0) ack 500\n > R 500:500(0)',
    ],
    ['a FIN below its SYN', 0, 0, '> S 100:100(0)\n > F 50:50(0)'],
  ])('%s', (_name, origBytes, respBytes, text) => {
    expect(logOf(text)).toMatchObject({ origBytes, respBytes });
  });

  test('a stream of more than 2^32 octets', () => {
    const step = 500_000_000;
    const lines: string[] = [];
    for (let at = 1; at < 5e9; at += step) {
      const sequence = at % 2 ** 32;
      const end = (at + 1000) % 2 ** 32;
      lines.push(`> . ${sequence}:${end}(1000) ack 1`);
    }
    expect(logOf(OPEN + lines.join('\n')).origBytes).toBe(9 * step + 1000);
  });

  test('packets of one time tell none', () => {
    expect(logOf('+0 > S 0:0(0)\n +0 < S. 0:0(0) ack 1')).toMatchObject({
      origBytes: null,
      respBytes: null,
      origPkts: 1,
      respPkts: 1,
    });
  });
});

test('packets and octets of IP, duplicates included, those with a bad checksum not', () => {
  const text = `${OPEN} > P. 1:11(10) ack 1\n > P. 1:11(10) ack 1\n > P. 11:21(10) ack 1 bad`;
  expect(logOf(text)).toMatchObject({
    origPkts: 4,
    respPkts: 1,
    origIpBytes: 4 * 40 + 20,
    respIpBytes: 40,
  });
});

describe('gaps', () => {
  function gapsOf(text: string, opening = OPEN) {
    const { history, missedBytes } = logOf(opening + text);
    return `${history?.replace(/^ShA/, '') ?? ''} ${missedBytes}`;
  }

  test.each([
    [
      'a hole that is filled',
      'DTa 0',
      '> . 11:21(10) ack 1\n > . 1:11(10) ack 1\n < . 1:1(0) ack 21',
    ],
    ['one acknowledged', 'DaG 10', '> . 11:21(10) ack 1\n < . 1:1(0) ack 21'],
    [
      'one not acknowledged',
      'Da 0',
      '> . 1:11(10) ack 1\n > . 21:31(10) ack 1\n < . 1:1(0) ack 11',
    ],
    ['all of it unseen', 'aG 10', '< . 1:1(0) ack 11'],
    [
      'two at once: the letter is of the first',
      'DaG 25',
      '> . 11:21(10) ack 1\n > . 36:41(5) ack 1\n < . 1:1(0) ack 41',
    ],
    [
      'payload cut by the snap length',
      'DaG 10',
      '> . 1:11(10) ack 1 # snapped\n < . 1:1(0) ack 11',
    ],
    ['the octet of a FIN is none', 'Fa 0', '> F. 1:1(0) ack 1\n < . 1:1(0) ack 2'],
    ['before a FIN', 'FaG 10', '> F. 11:11(0) ack 1\n < . 1:1(0) ack 12'],
    ['found by a RST', 'r 0', '< R. 1:1(0) ack 11'],
    ['found by a FIN', 'fG 10', '< F. 1:1(0) ack 11'],
    ['in what the responder sent', 'dg 10', '< . 11:21(10) ack 1\n > . 1:1(0) ack 21'],
  ])('%s', (_name, wanted, text) => {
    expect(gapsOf(text)).toBe(wanted);
  });

  test('a connection without its opening has none', () => {
    expect(gapsOf('> . 1:11(10) ack 1\n < . 1:1(0) ack 11\n < . 1:1(0) ack 99', '')).toBe('Da 0');
  });

  test('one whose SYN alone was missed has', () => {
    const opening = '< S. 0:0(0) ack 1\n > . 1:1(0) ack 1';
    const text = '> . 1:1(0) ack 11\n > . 1:1(0) ack 21';
    const record = logOf(`${opening}\n ${text}`, { client: 40_000, server: 80 });
    expect(record).toMatchObject({ history: '^hAg', missedBytes: 20 });
  });

  test('no side is waited for that sent 16 KiB beyond a hole without any acknowledgment', () => {
    const beyond = (octets: number) =>
      gapsOf(`> . 11:${11 + octets}(${octets}) ack 1\n < . 1:1(0) ack ${11 + octets}`);
    expect(beyond(16_374)).toBe('DaG 10');
    expect(beyond(16_385)).toBe('Da 0');
  });

  test('nor one with 10 MiB not acknowledged', () => {
    const octets = 60_000;
    const lines = Array.from({ length: 176 }, (_, index) => {
      const at = 100 + index * octets;
      return `> . ${at}:${at + octets}(${octets}) ack 1`;
    });
    const acknowledged = '> . 1:51(50) ack 1\n < . 1:1(0) ack 51\n';
    const end = (count: number) => `\n < . 1:1(0) ack ${100 + count * octets}`;
    expect(gapsOf(acknowledged + lines.slice(0, 100).join('\n') + end(100))).toBe('DaG 49');
    expect(gapsOf(acknowledged + lines.join('\n') + end(176))).toBe('Da 0');
  });

  test('events are logged at the 1st, 10th, 100th', () => {
    const lines = Array.from({ length: 10 }, (_, index) => `< . 1:1(0) ack ${11 + index * 10}`);
    expect(gapsOf(lines.slice(0, 9).join('\n'))).toBe('aG 90');
    expect(gapsOf(lines.join('\n'))).toBe('aGG 100');
  });
});
