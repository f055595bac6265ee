import { describe, expect, it } from 'vitest';
import { describeConnection } from '../../src/model/describe-connection.ts';
import { describeLadder } from '../../src/model/describe-ladder.ts';
import { abridged } from '../../src/model/ladder.ts';
import type { LadderRecord, LadderRow } from '../../src/model/ladder-record.ts';
import { RecordingClock } from '../../src/model/recording-clock.ts';
import type { LadderOptions } from '../../src/tcp/ladder/index.ts';
import { ConnectionTracker, TRACKER_DEFAULTS } from '../../src/tcp/tracker.ts';
import { Packet } from '../../src/wire/packet.ts';
import { ENGLISH_FINDINGS } from '../../src/words/en/findings.ts';
import { fill } from '../tcp/story.ts';

const FOLDED: LadderOptions = { first: 40, last: 24, isUnfolded: false };

/** The ladders of a story (`test/tcp/story.ts`), and what is left in the memory of all of them. */
function ladders(text: string, ladder: LadderOptions = FOLDED): LadderRecord[] {
  const packet = new Packet();
  const told: LadderRecord[] = [];
  const clock = new RecordingClock();
  const tracker = new ConnectionTracker(
    packet,
    { ...TRACKER_DEFAULTS, ladder },
    {
      connection(connection) {
        const context = {
          clock,
          paths: tracker.paths,
          msl: TRACKER_DEFAULTS.msl,
          findingWords: ENGLISH_FINDINGS,
        };
        told.push(describeLadder(connection, describeConnection(connection, context)));
      },
    },
  );
  let time = 0;
  let frame = 0;
  for (const line of text.split('\n').filter((raw) => raw.trim() !== '')) {
    time += fill(packet, line.trim());
    tracker.take(0, ++frame, time, 0, time, 54 + packet.payloadLength);
  }
  tracker.finish();
  return told;
}

const HANDSHAKE = `
  > S 0:0(0)
  < S. 0:0(0) ack 1
  > . 1:1(0) ack 1`;

/** What a row is, in a word or two. */
function brief(row: LadderRow): string {
  switch (row.kind) {
    case 'segment': {
      const marks = row.marks.map((mark) => ('name' in mark ? mark.name : mark.kind)).join(' ');
      const several = row.segments > 1 ? ` x${row.segments}` : '';
      const name = row.step?.segment ?? 'segment';
      return `${row.frame} ${row.from} ${name}${several} ${marks}`.trimEnd();
    }
    case 'run': {
      const { client, server, rowsNotShown } = row;
      const lost = rowsNotShown > 0 ? ` (${rowsNotShown} rows)` : '';
      return `run ${client.segments}/${client.payloadBytes} ${server.segments}/${server.payloadBytes}${lost}`;
    }
    default:
      return `${row.frame} ${row.kind}`;
  }
}

const briefs = (text: string, options?: LadderOptions): string[] =>
  (ladders(text, options)[0]?.rows ?? []).map(brief);

/** Segments and octets of all rows together. */
function sums({ rows }: LadderRecord): { segments: number; octets: number } {
  let segments = 0;
  let octets = 0;
  for (const row of rows) {
    if (row.kind === 'segment') {
      segments += row.segments;
      octets += row.payloadBytes;
    } else if (row.kind === 'run') {
      segments += row.client.segments + row.server.segments;
      octets += row.client.payloadBytes + row.server.payloadBytes;
    }
  }
  return { segments, octets };
}

describe('the ladder of a connection', () => {
  it('folds what passes in one direction, between the steps', () => {
    const text = `${HANDSHAKE}
      > P. 1:101(100) ack 1
      < . 1:1(0) ack 101
      < . 1:1001(1000) ack 101
      < P. 1001:1501(500) ack 101
      > . 101:101(0) ack 1501
      > F. 101:101(0) ack 1501
      < F. 1501:1501(0) ack 102
      > . 102:102(0) ack 1502`;
    expect(briefs(text)).toEqual([
      '1 client SYN',
      '2 server SYN-ACK',
      '3 client ACK',
      'run 1/100 1/0',
      'run 1/0 2/1500',
      '9 client FIN',
      '10 server FIN',
      '11 client ACK',
    ]);
  });

  it('knows where a run begins, and ends', () => {
    const text = `${HANDSHAKE}
      +1 > P. 1:101(100) ack 1
      +2 > P. 101:201(100) ack 1
      +4 < F. 1:1(0) ack 201`;
    const run = ladders(text)[0]?.rows.find(({ kind }) => kind === 'run');
    expect(run).toMatchObject({ firstFrame: 4 });
    expect(run?.elapsedSeconds).toBeCloseTo(1.02);
    expect(run).toHaveProperty('lastElapsedSeconds', expect.closeTo(3.02));
  });

  it('says of what is sent again why, and what it repeats', () => {
    const text = `${HANDSHAKE}
      > P. 1:101(100) ack 1
      +1 > P. 1:101(100) ack 1
      < . 1:1(0) ack 101`;
    const row = ladders(text)[0]?.rows.find(
      (candidate) => candidate.kind === 'segment' && candidate.frame === 5,
    );
    expect(row).toMatchObject({
      marks: [{ kind: 'retransmission', cause: 'timeout', originalFrame: 4 }],
    });
  });

  it('takes the same trouble, one after the other or by turns, as one row', () => {
    const probe = '+1 > . 100:100(0) ack 1\n+0.1 < . 1:1(0) ack 101\n';
    const text = `${HANDSHAKE}
      > P. 1:101(100) ack 1
      < . 1:1(0) ack 101
      ${probe.repeat(30)}`;
    const rows = briefs(text);
    expect(rows).toContain('6 client segment x30 keep_alive');
    expect(rows).toContain('7 server segment x30 keep_alive_ack');
    expect(rows).toHaveLength(6);
  });

  it('keeps the first rows and the latest ones, and counts what was between', () => {
    const threeKinds = `
      > . 1:11(10) ack 1 bad
      < . 1:21(20) ack 1 bad
      > . 1:1(0) ack 1 bad`;
    const [ladder] = ladders(`${HANDSHAKE}${threeKinds.repeat(20)}`, {
      first: 5,
      last: 3,
      isUnfolded: false,
    });
    const rows = ladder?.rows ?? [];
    const gap = rows.findIndex((row) => row.kind === 'run' && row.rowsNotShown > 0);
    expect(gap).toBeGreaterThan(0);
    const noted = rows.slice(gap + 1).filter(({ kind }) => kind === 'segment');
    expect(noted.at(-1)).toMatchObject({ frame: 63 });
  });

  it.each([
    ['a few rows', FOLDED],
    ['very few rows', { first: 2, last: 2, isUnfolded: false }],
    ['every segment', { first: 1000, last: 1000, isUnfolded: true }],
  ])('tells of each segment once, with %s', (_, options) => {
    const exchange = (n: number): string => `
      > P. ${1 + n * 100}:${101 + n * 100}(100) ack ${1 + n * 500}
      < P. ${1 + n * 500}:${501 + n * 500}(500) ack ${101 + n * 100}
      +1 < P. ${1 + n * 500}:${501 + n * 500}(500) ack ${101 + n * 100}`;
    const text = `${HANDSHAKE}${Array.from({ length: 40 }, (_exchange, n) => exchange(n)).join('')}`;
    const [ladder] = ladders(text, options);
    expect(ladder && sums(ladder)).toEqual({ segments: 3 + 40 * 3, octets: 40 * 1100 });
    expect(ladder && sums(abridged(ladder, 7))).toEqual({
      segments: 3 + 40 * 3,
      octets: 40 * 1100,
    });
  });

  it('has a row for every segment of the connections that are asked for', () => {
    const data = Array.from({ length: 20 }, (_, n) => `> . ${n * 10 + 1}:${n * 10 + 11}(10) ack 1`);
    const text = `${HANDSHAKE}\n${data.join('\n')}`;
    const unfolded = { first: 100, last: 100, isUnfolded: true };
    expect(briefs(text, { ...unfolded, connections: new Set([0]) })).toHaveLength(23);
    // What the record alone tells of any other.
    expect(briefs(text, { ...unfolded, connections: new Set([1]) })).toEqual([
      '1 client SYN',
      '2 server SYN-ACK',
      '3 client ACK',
      'run 20/200 0/0',
    ]);
  });

  it('gives the memory of a connection back', () => {
    const once = `
      > S 0:0(0)
      < R. 0:0(0) ack 1`;
    const again = Array.from(
      { length: 200 },
      (_, n) => `> S ${n * 1000}:${n * 1000}(0)\n< R. 0:0(0) ack ${n * 1000 + 1}`,
    );
    const all = ladders(`${once}\n${again.join('\n')}`);
    expect(all.length).toBeGreaterThan(100);
    for (const { rows } of all) expect(rows.length).toBeLessThanOrEqual(4);
  });
});
