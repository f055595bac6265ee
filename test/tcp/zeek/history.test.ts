import { describe, expect, test } from 'vitest';
import { Pages } from '../../../src/tcp/memory.ts';
import { ConnectionRow } from '../../../src/tcp/rows/connection-row.ts';
import { RowPool } from '../../../src/tcp/rows/row-pool.ts';
import { CellPool } from '../../../src/tcp/zeek/cell-pool.ts';
import { Histories, isLogged } from '../../../src/tcp/zeek/history.ts';
import { logOf, summary } from './conn-log.ts';

const OPEN = `
  > S 0:0(0)
  < S. 0:0(0) ack 1
  > . 1:1(0) ack 1
`;

function historyOf(text: string): string {
  return logOf(OPEN + text).history?.slice('ShA'.length) ?? '';
}

function repeat(times: number, line: (index: number) => string): string {
  return Array.from({ length: times }, (_, index) => line(index)).join('\n');
}

describe('letters', () => {
  test.each([
    ['a SYN-ACK sent again', '', '< S. 0:0(0) ack 1'],
    ['a FIN sent again', 'F', '> F. 1:1(0) ack 1\n > F. 1:1(0) ack 1'],
    ['a FIN elsewhere', 'FF', '> F. 1:1(0) ack 1\n > F. 5:5(0) ack 1'],
    ['a FIN with data is no data', 'F', '> FP. 1:11(10) ack 1'],
    ['a RST sent again', 'R', '> R 1:1(0)\n > R 1:1(0)'],
    ['a RST elsewhere', 'RR', '> R 1:1(0)\n > R 5:5(0)'],
    ['FIN and RST', 'I', '> FR. 1:1(0) ack 1\n > FR. 1:1(0) ack 1'],
    ['SYN and FIN', 'Q', '> SF 0:0(0)'],
    ['SYN and RST', 'q', '< SR 0:0(0)'],
    ['SYN, FIN and RST', 'I', '> SFR 0:0(0)'],
    ['neither payload nor ACK', '', '> P 1:1(0)'],
    ['a zero window', 'aw', '< . 1:1(0) ack 1 win 0'],
    ['a zero window of a RST', 'r', '< R. 1:1(0) ack 1 win 0'],
    ['a zero window once the peer has closed', 'Fa', '> F. 1:1(0) ack 1\n < . 1:1(0) ack 2 win 0'],
    ['a bad checksum', 'c', '< P. 1:11(10) ack 1 bad'],
    ['a partial checksum', 'C', '> P. 1:11(10) ack 1 # partial'],
    ['an unverified one is good', 'D', '> P. 1:11(10) ack 1 # unverified'],
    ['data sent again', 'DT', '> P. 1:11(10) ack 1\n > P. 1:11(10) ack 1'],
    ['data sent again with more', 'D', '> P. 1:11(10) ack 1\n > P. 1:21(20) ack 1'],
    ['a keep-alive without payload', 'D', '> P. 1:11(10) ack 1\n > . 10:10(0) ack 1'],
    ['a keep-alive with an octet', 'DT', '> P. 1:11(10) ack 1\n > . 10:11(1) ack 1'],
    ['data of a side that reset', 'RD', '> R 1:1(0)\n > P. 1:1(1) ack 1'],
    ['a FIN below, when only the SYN was seen', 'f', '< F. 1:1(0) ack 1'],
  ])('%s', (_name, wanted, text) => {
    expect(historyOf(text)).toBe(wanted);
  });

  test('of events that come often: the 1st, 10th, 100th', () => {
    const zeroWindows = (times: number) =>
      historyOf(repeat(times, (index) => `< . 1:1(0) ack 1 win 0 ts ${index}/0`));
    expect(zeroWindows(9)).toBe('aw');
    expect(zeroWindows(10)).toBe('aww');
    expect(zeroWindows(100)).toBe('awww');
    const corrupt = repeat(10, () => '> P. 1:11(10) ack 1 bad');
    expect(historyOf(corrupt)).toBe('CC');
  });

  test.each([
    [1, true],
    [2, false],
    [10, true],
    [20, false],
    [99, false],
    [100, true],
    [1000, true],
    [1010, false],
  ])('event %i is logged: %s', (count, wanted) => {
    expect(isLogged(count)).toBe(wanted);
  });

  test('any number of them', () => {
    const text = repeat(100, (index) => `> R ${index + 1}:${index + 1}(0)`);
    expect(historyOf(text)).toBe('R'.repeat(100));
  });
});

describe('packets that Zeek does not take', () => {
  test.each([
    ['an IP header with a bad checksum', 'bad-ip', 'OTH -'],
    ['a frame shorter than its datagram', 'short-frame', 'OTH -'],
    ['a total length of 0', 'offloaded', 'OTH -'],
    ['a TCP header longer than the segment', 'short-header', 'OTH -'],
    ['a bad TCP checksum', 'partial', 'OTH C'],
  ])('%s', (_name, oddity, wanted) => {
    expect(summary(`> S 0:0(0) # ${oddity}`)).toBe(wanted);
    const record = logOf(`> S 0:0(0) # ${oddity}`);
    expect(record).toMatchObject({ origPkts: 0, origIpBytes: 0, origBytes: null });
  });

  test('they change no state and count nowhere', () => {
    const record = logOf(`${OPEN} < R. 1:1(0) ack 1 bad\n > R. 1:1(0) ack 1 # bad-ip`);
    expect(record).toMatchObject({ connState: 'S1', history: 'ShAc', origPkts: 2, respPkts: 1 });
  });

  test('a bad checksum may still exchange the roles', () => {
    const text = '< P. 1:11(10) ack 1 bad';
    expect(summary(text, { client: 40_000, server: 80 })).toBe('OTH ^c');
  });
});

describe('the pool behind long histories', () => {
  test('is given back', () => {
    const rows = new RowPool(new Pages());
    const cells = new CellPool();
    const histories = new Histories(cells);
    const connection = new ConnectionRow(rows.connectionAnnexes);
    for (let round = 0; round < 3; round++) {
      const row = rows.allocate();
      connection.point(row);
      for (let letter = 0; letter < 500; letter++) histories.write(connection, 1, letter % 2 === 0);
      expect(histories.textOf(connection)).toBe('Ss'.repeat(250));
      expect(cells.size).toBe(Math.ceil((500 - 12) / 18));
      histories.release(connection);
      rows.release(row);
      expect(cells.size).toBe(0);
    }
  });
});
