import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Engine } from './engine.ts';
import { PlainModel, type PlainSegment } from './plain-model.ts';

const wrap = (value: number) => value >>> 0;
const HALF = 2 ** 31;

/** A segment by what it is relative to those before it, so that random ones meet each other. */
interface Draft {
  from: 0 | 1;
  /** Distance from where the sender's last new segment ended, or from its first number. */
  sequence: { after: 'sent' | 'start'; by: number };
  acknowledgment: { after: 'sent' | 'start' | 'last' | 'nothing'; by: number };
  payloadLength: number;
  flags: string;
  window: number;
  wait: number;
  windowScale: number | undefined;
  sacks: readonly (readonly [number, number])[];
  mptcp: number[];
  lengthKnown: boolean;
  optionsCut: boolean;
}

const weighted = <T>(...entries: [number, T][]) =>
  fc.oneof(...entries.map(([weight, value]) => ({ weight, arbitrary: fc.constant(value) })));

const nearby = weighted<number>([8, 0], [2, -1], [1, 1], [2, -5], [2, -10], [2, 5], [2, 20]);
const anywhere = fc.oneof(
  { weight: 30, arbitrary: nearby },
  { weight: 6, arbitrary: fc.integer({ min: -40, max: 40 }) },
  { weight: 1, arbitrary: fc.constantFrom(HALF, HALF - 1, HALF + 1, -HALF + 5, HALF - 20) },
);

const draft: fc.Arbitrary<Draft> = fc.record({
  from: fc.constantFrom<0 | 1>(0, 1),
  sequence: fc.record({
    after: weighted<'sent' | 'start'>([6, 'sent'], [1, 'start']),
    by: anywhere,
  }),
  acknowledgment: fc.record({
    after: weighted<'sent' | 'start' | 'last' | 'nothing'>(
      [6, 'sent'],
      [1, 'start'],
      [6, 'last'],
      [1, 'nothing'],
    ),
    by: anywhere,
  }),
  payloadLength: weighted([60, 0], [20, 1], [10, 2], [40, 5], [40, 10], [10, 20], [1, HALF + 7]),
  flags: weighted(
    [120, 'A'],
    [6, 'S'],
    [6, 'SA'],
    [9, 'FA'],
    [3, 'F'],
    [3, 'R'],
    [3, 'RA'],
    [3, ''],
    [1, 'SF'],
    [1, 'SFA'],
    [1, 'SRA'],
  ),
  window: weighted([8, 100], [3, 0], [2, 10], [2, 20], [1, 5]),
  wait: weighted<number>([6, 1e6], [3, 0], [3, 3e6], [2, 5e6], [2, 25e6], [1, -2e6], [1, 1e9]),
  windowScale: weighted<number | undefined>([12, undefined], [1, 0], [1, 1], [1, 15]),
  sacks: fc.oneof(
    { weight: 8, arbitrary: fc.constant([]) },
    {
      weight: 1,
      arbitrary: fc.array(
        fc.tuple(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 40 })),
        { maxLength: 4 },
      ),
    },
  ),
  mptcp: weighted<number[]>([40, []], [2, [2]], [2, [3, 8]], [1, [8]]),
  lengthKnown: weighted([60, true], [1, false]),
  optionsCut: weighted([60, false], [1, true]),
});

const start = fc.constantFrom(0, 1, 1000, 2 ** 32 - 1, 2 ** 32 - 12, HALF - 8, HALF);

/** Turns drafts into segments, given the first numbers of both sides. */
function segmentsOf(drafts: Draft[], starts: [number, number], startTime: number): PlainSegment[] {
  const sent = [...starts];
  const lastAck = [0, 0];
  let time = startTime;
  return drafts.map((d, index) => {
    const other = d.from === 0 ? 1 : 0;
    const { after, by } = d.sequence;
    const sequence = wrap(((after === 'sent' ? sent[d.from] : starts[d.from]) ?? 0) + by);
    const acknowledged = {
      sent: sent[other] ?? 0,
      start: starts[other] ?? 0,
      last: (lastAck[d.from] ?? 0) - d.acknowledgment.by,
      nothing: -d.acknowledgment.by,
    };
    const acknowledgment = wrap(acknowledged[d.acknowledgment.after] + d.acknowledgment.by);
    lastAck[d.from] = acknowledgment;
    const syn = d.flags.includes('S');
    const fin = d.flags.includes('F');
    const end = wrap(sequence + d.payloadLength + (syn || fin ? 1 : 0));
    if (((end - (sent[d.from] ?? 0)) | 0) > 0 && d.payloadLength < HALF) sent[d.from] = end;
    time += d.wait;
    return {
      frame: index + 1,
      time,
      from: d.from,
      sequence,
      acknowledgment,
      payloadLength: d.lengthKnown ? d.payloadLength : 0,
      window: d.window,
      syn,
      ack: d.flags.includes('A'),
      fin,
      rst: d.flags.includes('R'),
      windowScale: d.windowScale,
      sackBlocks: d.sacks.map(([left, right]) => [wrap(left + 1000), wrap(right + 1000)] as const),
      mptcp: d.mptcp,
      lengthKnown: d.lengthKnown,
      optionsCut: d.optionsCut,
    };
  });
}

function expectSame(segments: PlainSegment[]): void {
  const engine = new Engine();
  const model = new PlainModel();
  for (const segment of segments) {
    const wanted = model.see(segment);
    expect(engine.see(segment), `frame ${segment.frame}`).toEqual(wanted);
  }
  engine.finish();
  expect(engine.completeness).toEqual(model.completeness);
}

describe('the analysis says what the plain model says', () => {
  test('of any segments', () => {
    fc.assert(
      fc.property(
        fc.array(draft, { minLength: 1, maxLength: 60, size: 'max' }),
        fc.tuple(start, start),
        fc.constantFrom(0, 5_000_000, 1e9),
        (drafts, starts, startTime) => expectSame(segmentsOf(drafts, starts, startTime)),
      ),
      { numRuns: 1000 },
    );
  });

  test('of segments that come late, but for what needs the unacknowledged', () => {
    let late = 0;
    fc.assert(
      fc.property(
        fc.array(draft, { minLength: 20, maxLength: 60, size: 'max' }),
        fc.tuple(start, start),
        (drafts, starts) => {
          const plain = drafts.map((d) => ({ ...d, mptcp: [] }));
          const engine = new Engine(0);
          const model = new PlainModel();
          for (const segment of segmentsOf(plain, starts, 1e9)) {
            const before = engine.lateSegments;
            const found = engine.see(segment);
            const wanted = model.see(segment);
            if (engine.lateSegments === before) continue;
            late++;
            const { acknowledgesFrame, ackRtt, initialRtt, bytesInFlight } = found;
            expect({ acknowledgesFrame, ackRtt, bytesInFlight }).toEqual({
              acknowledgesFrame: 0,
              ackRtt: 0,
              bytesInFlight: 0,
            });
            const told = { ...wanted, acknowledgesFrame, ackRtt, initialRtt, bytesInFlight };
            expect(found, `frame ${segment.frame}`).toEqual(told);
          }
        },
      ),
      { numRuns: 500 },
    );
    expect(late).toBeGreaterThan(1000);
  });

  test('of more unacknowledged segments than are remembered', () => {
    const plain: Omit<Draft, 'flags' | 'payloadLength'> = {
      from: 0,
      sequence: { after: 'sent', by: 0 },
      acknowledgment: { after: 'nothing', by: 0 },
      window: 100,
      wait: 1e6,
      windowScale: undefined,
      sacks: [],
      mptcp: [],
      lengthKnown: true,
      optionsCut: false,
    };
    const many = Array.from({ length: 10_001 }, () => ({ ...plain, flags: 'A', payloadLength: 1 }));
    const drafts: Draft[] = [
      ...many,
      { ...plain, flags: 'FA', payloadLength: 3 },
      {
        ...plain,
        from: 1,
        flags: 'A',
        payloadLength: 0,
        acknowledgment: { after: 'sent', by: -9 },
      },
      { ...plain, flags: 'FA', payloadLength: 3 },
      { ...plain, from: 1, flags: 'A', payloadLength: 0, acknowledgment: { after: 'sent', by: 0 } },
    ];
    expectSame(segmentsOf(drafts, [1000, 5000], 0));
  });
});
