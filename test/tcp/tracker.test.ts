import { describe, expect, test } from 'vitest';
import type { TrackerOptions } from '../../src/tcp/tracker.ts';
import { ConnectionTracker, TRACKER_DEFAULTS } from '../../src/tcp/tracker.ts';
import { ACK, Packet, RST, SYN } from '../../src/wire/packet.ts';
import { story } from './story.ts';

const OPEN = `
  > S 0:0(0)
  < S. 0:0(0) ack 1
  > . 1:1(0) ack 1
`;
const SECOND = 1e9;

function endingsOf(text: string, options: Partial<TrackerOptions> = {}): string[] {
  return story(text, options).connections.map(({ ended }) => ended);
}

test.each([
  ['a SYN whose checksum is wrong opens nothing that could be over', '> S 0:0(0) bad', 'open'],
  ['a reset alone is over', '> R 0:0(0)', 'reset'],
  ['a reset after segments of an unknown opening', '> . 1:1(0) ack 1\n < R 1:1(0)', 'reset'],
])('%s', (_, text, ended) => {
  expect(endingsOf(text)).toEqual([ended]);
});

describe('--idle-timeout', () => {
  const options = { idleTimeout: 10 * SECOND };

  test('a connection’s own silence ends it; what comes after is late', () => {
    const told = story(`${OPEN} +11 > P. 1:101(100) ack 1\n < . 1:1(0) ack 101`, options);
    expect(told.connections.map(({ ended }) => ended)).toEqual(['timeout']);
    expect(told.lines.slice(-2).map(({ states }) => states)).toEqual([
      'unknown unknown',
      'unknown unknown',
    ]);
  });

  test('what is late has no verdict, whatever that of the segment before it was', () => {
    const text = `${OPEN} > P. 1:101(100) ack 1 bad\n +11 > P. 1:101(100) ack 1`;
    const { lines } = story(text, options);
    expect(lines.slice(-2).map(({ discarded }) => discarded)).toEqual([true, false]);
  });

  test('silence as long as the timeout is not yet too long', () => {
    expect(endingsOf(`${OPEN} +10 > P. 1:101(100) ack 1`, options)).toEqual(['open']);
  });

  test('a new SYN after the silence begins a connection that replaces nothing', () => {
    const { connections } = story(`${OPEN} +11 > S 7000:7000(0)`, options);
    expect(connections.map(({ ended, teardown }) => [ended, teardown])).toEqual([
      ['timeout', 'none'],
      ['open', 'none'],
    ]);
  });
});

test.each([
  ['an open connection', OPEN, 'not-captured'],
  ['a half-closed one', `${OPEN} > F. 1:1(0) ack 1\n < . 1:1(0) ack 2`, 'not-captured'],
  ['one that was reset', `${OPEN} > R. 1:1(0) ack 1`, 'reset'],
])('a new connection on the same pair of sockets after %s', (_, text, teardown) => {
  const { connections } = story(`${text}\n > S 7000:7000(0)`);
  expect(connections.map((connection) => connection.teardown)).toEqual([teardown, 'none']);
});

/** Tells the endings, by client port, of segments `[port, flags, seconds]` from many clients. */
function endingsByPort(
  segments: readonly (readonly [port: number, flags: number, seconds: number])[],
  options: Partial<TrackerOptions>,
) {
  const packet = new Packet();
  const endings: [port: number, ended: string][] = [];
  const tracker = new ConnectionTracker(
    packet,
    { ...TRACKER_DEFAULTS, ...options },
    { connection: ({ highPort, ended }) => endings.push([highPort, ended]) },
  );
  packet.ipVersion = 4;
  packet.tcpHeaderLength = 20;
  for (const [index, [port, flags, seconds]] of segments.entries()) {
    const isAnswer = (flags & RST) !== 0;
    packet.source0 = isAnswer ? 1 : 2;
    packet.destination0 = isAnswer ? 2 : 1;
    packet.sourcePort = isAnswer ? 80 : port;
    packet.destinationPort = isAnswer ? port : 80;
    packet.flags = flags;
    packet.sequence = isAnswer ? 0 : 1000;
    packet.acknowledgment = isAnswer ? 1001 : 0;
    tracker.take(0, index + 1, seconds * SECOND, seconds, 0, 54);
  }
  tracker.finish();
  return { endings, evicted: tracker.evictedConnections };
}

const REFUSAL = RST | ACK;

test('--max-connections lets closed connections go before open ones, as what they are', () => {
  const segments = [
    [1001, SYN, 0],
    [1002, SYN, 1],
    [1002, REFUSAL, 2],
    [1003, SYN, 3],
    [1004, SYN, 4],
  ] as const;
  expect(endingsByPort(segments, { maxConnections: 2 })).toEqual({
    endings: [
      [1002, 'reset'],
      [1001, 'evicted'],
      [1003, 'open'],
      [1004, 'open'],
    ],
    evicted: 1,
  });
});

test('--idle-timeout counts the silence until the last segment of the recording', () => {
  const segments = [
    [1001, SYN, 0],
    [1002, SYN, 1],
    [1003, SYN, 5],
    [1002, SYN, 12],
  ] as const;
  expect(endingsByPort(segments, { idleTimeout: 11 * SECOND }).endings).toEqual([
    [1001, 'timeout'],
    [1002, 'open'],
    [1003, 'open'],
  ]);
});

test('a storm of refused SYNs keeps a bounded story, and counts the rest', () => {
  const text = '> S 0:0(0)\n < R. 0:0(0) ack 1\n'.repeat(3000);
  const [connection] = story(text).connections;
  expect(connection?.transitions.length).toBeLessThan(1100);
  expect(connection?.client).toBe('CLOSED');
});
