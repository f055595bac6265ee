import { expect, it } from 'vitest';
import type { PlotRecord, Series } from '../../src/model/plot-record.ts';
import { PlotSamples } from '../../src/model/plot-samples.ts';
import { ConnectionTracker, TRACKER_DEFAULTS } from '../../src/tcp/tracker.ts';
import { Packet } from '../../src/wire/packet.ts';
import { fill } from '../tcp/story.ts';

/** The plot of a story (`test/tcp/story.ts`). */
function plotOf(lines: Iterable<string>): PlotRecord | undefined {
  const packet = new Packet();
  const samples = new PlotSamples();
  let plot: PlotRecord | undefined;
  const tracker = new ConnectionTracker(packet, TRACKER_DEFAULTS, {
    segment: (segment) => samples.take(segment),
    connection: (connection) => {
      plot = samples.describe(connection);
    },
  });
  let time = 0;
  let frame = 0;
  for (const line of lines) {
    time += fill(packet, line);
    tracker.take(0, ++frame, time, 0, time, 54 + packet.payloadLength);
  }
  tracker.finish();
  return plot;
}

const HANDSHAKE = ['> S 0:0(0)', '< S. 0:0(0) ack 1', '> . 1:1(0) ack 1'];

const valuesOf = ({ most }: Series): number[] => [...most].filter((value) => !Number.isNaN(value));

it('measures what was sent, acknowledged and offered, and how long that took', () => {
  const plot = plotOf([
    ...HANDSHAKE,
    '> P. 1:101(100) ack 1',
    '+0.5 < . 1:1(0) ack 101 win 500',
    '+2 > P. 101:201(100) ack 1',
    '+2 > P. 101:201(100) ack 1',
  ]);
  const client = plot?.sides.client;
  expect(client && valuesOf(client.sent)).toEqual([100, 200, 200]);
  expect(client && valuesOf(client.acknowledged)).toEqual([100]);
  expect(client && valuesOf(client.window)).toContain(500);
  expect(client && valuesOf(client.roundTrip)).toContain(0.5);
  expect(client && valuesOf(client.again)).toEqual([200]);
  expect(plot && plot.parts * plot.partSeconds).toBeCloseTo(4.53, 1);
});

it('counts what it leaves out where the clock went back', () => {
  const plot = plotOf([...HANDSHAKE, '> P. 1:101(100) ack 1', '-30 < . 1:1(0) ack 101 win 500']);
  expect(plot?.untimed).toBe(1);
  const client = plot?.sides.client;
  expect(client && valuesOf(client.acknowledged)).toEqual([]);
});

it('takes however long a connection in the same memory, and loses no extreme', () => {
  function* lines(): Iterable<string> {
    yield* HANDSHAKE;
    for (let n = 0; n < 20_000; n++) {
      yield `+1 > P. ${n * 10 + 1}:${n * 10 + 11}(10) ack 1 win ${n === 7_777 ? 1 : 60_000}`;
    }
  }
  const plot = plotOf(lines());
  expect(plot?.parts).toBeGreaterThan(1_000);
  expect(plot?.parts).toBeLessThanOrEqual(2_048);
  expect(plot?.sides.client.sent.most).toHaveLength(2_048);
  const sent = plot ? valuesOf(plot.sides.client.sent) : [];
  expect(sent.at(-1)).toBe(200_000);
  expect(sent).toEqual(sent.toSorted((a, b) => a - b));
  const { least = new Float64Array() } = plot?.sides.server.window ?? {};
  expect(Math.min(...[...least].filter((value) => !Number.isNaN(value)))).toBe(1);
});

it('counts on where the sequence numbers begin anew', () => {
  const MEBI = 2 ** 20;
  function* lines(): Iterable<string> {
    yield* HANDSHAKE;
    for (let n = 0; n < 5 * 1024; n++) {
      yield `> P. ${n * MEBI + 1}:${(n + 1) * MEBI + 1}(${MEBI}) ack 1`;
    }
  }
  const sent = valuesOf(
    plotOf(lines())?.sides.client.sent ?? { least: new Float64Array(), most: new Float64Array() },
  );
  expect(sent.at(-1)).toBe(5 * 2 ** 30);
});
