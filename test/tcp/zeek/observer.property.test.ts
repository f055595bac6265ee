import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ints, Pages } from '../../../src/tcp/memory.ts';
import { ANNEX } from '../../../src/tcp/rows/cursor.ts';
import type { EndpointRow } from '../../../src/tcp/rows/endpoint-row.ts';
import {
  CONNECTION_ANNEX_WORDS,
  CONNECTION_WORDS,
  ENDPOINT_ANNEX_WORDS,
  ENDPOINT_WORDS,
  ROW_WORDS,
  RowPool,
} from '../../../src/tcp/rows/row-pool.ts';
import { Segment } from '../../../src/tcp/segment.ts';
import { CellPool } from '../../../src/tcp/zeek/cell-pool.ts';
import { Histories } from '../../../src/tcp/zeek/history.ts';
import { ESTABLISHED, enterState } from '../../../src/tcp/zeek/marks.ts';
import { sizeOf } from '../../../src/tcp/zeek/numbers.ts';
import { ZeekObserver } from '../../../src/tcp/zeek/observer.ts';
import { Streams } from '../../../src/tcp/zeek/streams.ts';
import { ACK, FIN, Packet, PSH, RST, SYN, UNVERIFIED } from '../../../src/wire/packet.ts';

const rows = new RowPool(new Pages());

/** A segment of a connection of its own, without a tracker. */
function freshSegment(): Segment {
  const segment = new Segment(new Packet(), rows);
  const row = rows.allocate();
  segment.connection.point(row);
  segment.low.point(row + CONNECTION_WORDS);
  segment.high.point(row + CONNECTION_WORDS + ENDPOINT_WORDS);
  return segment;
}

/** The words of a connection's row, with what its annexes hold in place of where they are. */
function wordsOf({ connection, low, high }: Segment): Int32Array[] {
  const row = ints.slice(connection.at, connection.at + ROW_WORDS);
  const annexOf = (part: number, words: number): Int32Array => {
    const annex = ints[part + ANNEX] ?? 0;
    row[part + ANNEX - connection.at] = 0;
    return ints.slice(annex, annex + words);
  };
  return [
    annexOf(connection.at, CONNECTION_ANNEX_WORDS),
    annexOf(low.at, ENDPOINT_ANNEX_WORDS),
    annexOf(high.at, ENDPOINT_ANNEX_WORDS),
    row,
  ];
}

interface Sent {
  readonly fromLow: boolean;
  readonly flags: number;
  readonly sequence: number;
  readonly acknowledgment: number;
  readonly octets: number;
  readonly window: number;
  readonly isSnapped: boolean;
}

function send(segment: Segment, sent: Sent, time: number): void {
  const { packet } = segment;
  segment.senderSide = sent.fromLow ? 0 : 1;
  segment.sender.point((sent.fromLow ? segment.low : segment.high).at);
  segment.receiver.point((sent.fromLow ? segment.high : segment.low).at);
  segment.time = time;
  packet.ipVersion = 4;
  packet.sourcePort = sent.fromLow ? 40_000 : 4242;
  packet.destinationPort = sent.fromLow ? 4242 : 40_000;
  packet.flags = sent.flags;
  packet.sequence = sent.sequence | 0;
  packet.acknowledgment = sent.acknowledgment | 0;
  packet.window = sent.window;
  packet.payloadLength = sent.octets;
  packet.payloadCaptured = sent.isSnapped ? 0 : sent.octets;
  packet.tcpChecksum = UNVERIFIED;
  packet.ipTotalLength = 40 + sent.octets;
  packet.wireEnd = packet.ipTotalLength;
  packet.end = packet.ipTotalLength;
  packet.payloadOffset = 40;
  const controls = ((sent.flags & SYN) !== 0 ? 1 : 0) + ((sent.flags & FIN) !== 0 ? 1 : 0);
  segment.length = sent.octets + controls;
  segment.end = (packet.sequence + segment.length) | 0;
}

const start = fc.oneof(
  fc.integer({ min: 0, max: 2 ** 32 - 1 }),
  fc.integer({ min: 2 ** 32 - 30_000, max: 2 ** 32 - 1 }),
  fc.integer({ min: 2 ** 31 - 30_000, max: 2 ** 31 }),
);

/** Segments near each other's numbers, most of them in order, from starts that may wrap. */
const conversation = fc
  .record({
    starts: fc.tuple(
      fc.constantFrom(0, 1000, 2 ** 31 - 3000, 2 ** 32 - 3000),
      fc.constantFrom(0, 5000, 2 ** 31 - 20_000, 2 ** 32 - 20_000),
    ),
    opens: fc.boolean(),
    steps: fc.array(
      fc.record({
        fromLow: fc.constantFrom(true, true, false),
        controls: fc.constantFrom(...Array<number>(20).fill(0), PSH, SYN, FIN, RST, FIN | RST),
        hasAck: fc.constantFrom(true, true, true, true, true, true, false),
        octets: fc.constantFrom(0, 0, 0, 1, 10, 1000, 9000, 9000),
        jump: fc.constantFrom(...Array<number>(20).fill(0), 1, -1, -10, 10, -1000, 1000, 20_000),
        lag: fc.constantFrom(0, 0, 0, 0, 10, 1000, -10, -3000),
        window: fc.constantFrom(1000, 1000, 1000, 0),
        isSnapped: fc.constantFrom(false, false, false, false, false, false, true),
      }),
      { maxLength: 60 },
    ),
  })
  .map(({ starts, opens, steps }) => {
    const next = [...starts];
    const segments: Sent[] = [];
    const add = (
      low: boolean,
      flags: number,
      jump: number,
      lag: number,
      octets: number,
      rest = {},
    ) => {
      const side = low ? 0 : 1;
      const sequence = (next[side] ?? 0) + jump;
      const acknowledgment = (next[1 - side] ?? 0) - lag;
      const controls = ((flags & SYN) !== 0 ? 1 : 0) + ((flags & FIN) !== 0 ? 1 : 0);
      next[side] = Math.max(next[side] ?? 0, sequence + octets + controls);
      const window = 1000;
      const isSnapped = false;
      segments.push({
        fromLow: low,
        flags,
        sequence,
        acknowledgment,
        octets,
        window,
        isSnapped,
        ...rest,
      });
    };
    if (opens) {
      add(true, SYN, 0, 0, 0);
      add(false, SYN | ACK, 0, 0, 0);
      add(true, ACK, 0, 0, 0);
    }
    for (const { fromLow, controls, hasAck, octets, jump, lag, ...rest } of steps) {
      add(fromLow, controls | (hasAck ? ACK : 0), jump, lag, octets, rest);
    }
    return segments;
  });

test('the short cut for most segments does what all of the rules do', () => {
  fc.assert(
    fc.property(conversation, (segments) => {
      const short = freshSegment();
      const full = freshSegment();
      const shortObserver = new ZeekObserver();
      const fullObserver = new ZeekObserver();
      for (const [index, sent] of segments.entries()) {
        send(short, sent, index);
        shortObserver.observe(short);
        send(full, sent, index);
        fullObserver.observeInFull(full);
      }
      expect(wordsOf(short)).toEqual(wordsOf(full));
      expect(shortObserver.historyOf(short.connection)).toBe(
        fullObserver.historyOf(full.connection),
      );
      for (const [observer, { connection, low, high }] of [
        [shortObserver, short],
        [fullObserver, full],
      ] as const) {
        observer.release(connection, low, high);
        expect(observer.poolSize).toBe(0);
      }
    }),
    { numRuns: 1000 },
  );
});

test('only differences of sequence numbers count', () => {
  fc.assert(
    fc.property(conversation, fc.tuple(start, start), (segments, starts) => {
      const told = [0, 1].map((isShifted) => {
        const segment = freshSegment();
        const observer = new ZeekObserver();
        for (const [index, sent] of segments.entries()) {
          const [low, high] = sent.fromLow ? starts : [starts[1], starts[0]];
          const sequence = sent.sequence + isShifted * low;
          const acknowledgment = sent.acknowledgment + isShifted * high;
          send(segment, { ...sent, sequence, acknowledgment }, index);
          observer.observe(segment);
        }
        const { connection, low, high } = segment;
        return {
          history: observer.historyOf(connection),
          missed: connection.zeekMissedOctets,
          sizes: [sizeOf(low, high), sizeOf(high, low)],
        };
      });
      expect(told[1]).toEqual(told[0]);
    }),
    { numRuns: 1000 },
  );
});

/** Streams as sets of octets. */
class PlainStream {
  readonly #seen = new Set<number>();
  readonly gaps: number[] = [];
  delivered = 0;

  take(offset: number, octets: number): void {
    for (let octet = offset; octet < offset + octets; octet++) this.#seen.add(octet);
    while (this.#seen.has(this.delivered)) this.delivered++;
  }

  acknowledge(upTo: number): void {
    let missing = 0;
    for (let octet = this.delivered; octet <= upTo; octet++) {
      if (octet < upTo && !this.#seen.has(octet)) {
        missing++;
      } else if (missing > 0) {
        this.gaps.push(missing);
        missing = 0;
      }
      if (octet < upTo) this.#seen.add(octet);
    }
    while (this.#seen.has(this.delivered)) this.delivered++;
  }
}

describe('streams', () => {
  const event = fc.record({
    isAck: fc.constantFrom(false, false, false, true),
    offset: fc.integer({ min: 0, max: 120 }),
    octets: fc.integer({ min: 1, max: 12 }),
  });

  test('find the holes that octets counted one by one have', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 60 }), (events) => {
        const segment = freshSegment();
        const cells = new CellPool();
        const streams = new Streams(cells, new Histories(cells));
        const plain = new PlainStream();
        const { connection, low, high } = segment;
        establish(low);
        establish(high);
        for (const { isAck, offset, octets } of events) {
          if (isAck) {
            if (offset > plain.delivered) plain.acknowledge(offset);
            streams.acknowledge(segment, low, offset);
          } else {
            plain.take(offset, octets);
            streams.take(low, high, offset, octets);
          }
          expect(low.zeekDelivered).toBe(plain.delivered);
        }
        expect(connection.zeekMissedOctets).toBe(plain.gaps.reduce((sum, gap) => sum + gap, 0));
        expect(low.zeekGaps).toBe(plain.gaps.length);
        expect(cells.size).toBe(low.zeekIslandCount);
        streams.release(low);
        expect(cells.size).toBe(0);
      }),
    );
  });

  function establish(endpoint: EndpointRow): void {
    enterState(endpoint, ESTABLISHED);
    endpoint.zeekLast = 200;
  }
});
