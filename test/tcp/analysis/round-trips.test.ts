import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RoundTrips } from '../../../src/tcp/analysis/round-trips.ts';
import { bucketOf, middleOf } from '../../../src/tcp/analysis/rtt-buckets.ts';
import { Pages } from '../../../src/tcp/memory.ts';
import { EndpointRow } from '../../../src/tcp/rows/endpoint-row.ts';
import { CONNECTION_WORDS, RowPool } from '../../../src/tcp/rows/row-pool.ts';

/** Half of the widest bucket: 1/64 of its least time. */
const BUCKET_ERROR = 1 / 128;

function endpoint(rows = new RowPool(new Pages())): EndpointRow {
  const row = rows.allocate();
  const cursor = new EndpointRow(rows.endpointAnnexes);
  cursor.point(row + CONNECTION_WORDS);
  return cursor;
}

/** The least sample that at least the fraction of all do not exceed. */
function exactQuantile(sorted: number[], fraction: number): number {
  return sorted[Math.max(1, Math.ceil(fraction * sorted.length)) - 1] ?? 0;
}

const times = fc.oneof(
  fc.integer({ min: 1, max: 50 }),
  fc.integer({ min: 20_000, max: 30_000 }),
  fc.integer({ min: 1, max: 2 ** 52 }),
);

describe('round trips', () => {
  test('are what the samples say, however many', () => {
    fc.assert(
      fc.property(fc.array(times, { minLength: 1, maxLength: 200, size: 'max' }), (samples) => {
        const roundTrips = new RoundTrips(new Pages());
        const row = endpoint();
        for (const rtt of samples) roundTrips.add(row, rtt, 1);
        const summary = roundTrips.summary(row);
        const sorted = [...samples].sort((a, b) => a - b);
        const mean = samples.reduce((sum, rtt) => sum + rtt / samples.length, 0);
        expect(summary?.samples).toBe(samples.length);
        expect(summary?.min).toBe(sorted[0]);
        expect(summary?.max).toBe(sorted.at(-1));
        expect((summary?.mean ?? 0) / mean).toBeCloseTo(1, 9);
        for (const fraction of [0.01, 0.5, 0.95, 0.99, 1]) {
          const exact = exactQuantile(sorted, fraction);
          const found = summary?.quantile(fraction) ?? 0;
          expect(Math.abs(found - exact)).toBeLessThanOrEqual(exact * BUCKET_ERROR);
        }
      }),
    );
  });

  test('are exact while they are few', () => {
    const roundTrips = new RoundTrips(new Pages());
    const row = endpoint();
    expect(roundTrips.summary(row)).toBeUndefined();
    for (const rtt of [40, 10, 30, 20]) roundTrips.add(row, rtt, 1);
    const summary = roundTrips.summary(row);
    expect(summary).toMatchObject({ samples: 4, min: 10, mean: 25, max: 40 });
    expect(summary?.standardDeviation).toBeCloseTo(Math.sqrt(500 / 3), 9);
    expect([0.5, 0.75, 0.95].map((fraction) => summary?.quantile(fraction))).toEqual([20, 30, 40]);
  });

  test('have the same deviation as a list and as counts', () => {
    const roundTrips = new RoundTrips(new Pages());
    const row = endpoint();
    for (let turn = 0; turn < 50; turn++) for (const rtt of [100, 300]) roundTrips.add(row, rtt, 1);
    expect(roundTrips.summary(row)?.standardDeviation).toBeCloseTo(100 * Math.sqrt(100 / 99), 9);
  });

  test.each([3, 8, 9, 40])('of %i, those of the largest segments are told apart', (count) => {
    const roundTrips = new RoundTrips(new Pages());
    const row = endpoint();
    expect(roundTrips.fullSizeSummary(row)).toBeUndefined();
    const samples = Array.from({ length: count }, (_, index) => ({
      rtt: 1000 + 10 * index,
      octets: index % 3 === 1 ? 1448 : 1 + index,
    }));
    for (const { rtt, octets } of samples) roundTrips.add(row, rtt, octets);
    const full = samples.filter(({ octets }) => octets === 1448).map(({ rtt }) => rtt);
    const mean = full.reduce((sum, rtt) => sum + rtt, 0) / full.length;
    const found = roundTrips.fullSizeSummary(row);
    expect(found).toMatchObject({
      octets: 1448,
      samples: full.length,
      min: full[0],
      max: full.at(-1),
    });
    expect(found?.mean).toBeCloseTo(mean, 6);
  });

  test('give back what they held, and disturb no other endpoint', () => {
    const rows = new RowPool(new Pages());
    const roundTrips = new RoundTrips(new Pages());
    const kept = endpoint(rows);
    for (let rtt = 1; rtt <= 40; rtt++) roundTrips.add(kept, rtt * 1000, 1);
    for (const count of [3, 8, 9, 30]) {
      const other = endpoint(rows);
      for (let rtt = 1; rtt <= count; rtt++) roundTrips.add(other, rtt * 7, 1);
      roundTrips.release(other);
      roundTrips.release(other);
      expect(other.rttBlock).toBe(0);
    }
    const p50 = roundTrips.summary(kept)?.quantile(0.5) ?? 0;
    expect(Math.abs(p50 - 20_000)).toBeLessThanOrEqual(20_000 * BUCKET_ERROR);
  });
});

test('a bucket’s middle is within 0.8 percent of its times', () => {
  fc.assert(
    fc.property(times, (time) => {
      expect(Math.abs(middleOf(bucketOf(time)) - time)).toBeLessThanOrEqual(time * BUCKET_ERROR);
    }),
  );
});
