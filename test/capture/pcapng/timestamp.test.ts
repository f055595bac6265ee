import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TimestampScale } from '../../../src/capture/pcapng/timestamp.ts';
import { CaptureRecord } from '../../../src/capture/record.ts';

function apply(tsresol: number, offset: number, ticks: bigint): [seconds: number, nanos: number] {
  const record = new CaptureRecord();
  new TimestampScale(tsresol, offset).apply(
    record,
    Number(ticks >> 32n),
    Number(ticks & 0xffff_ffffn),
  );
  return [record.seconds, record.nanoseconds];
}

describe('TimestampScale', () => {
  it.each([
    [6, 0, 1_700_000_000_123_456n, 1_700_000_000, 123_456_000],
    [9, 0, 1_700_000_000_123_456_789n, 1_700_000_000, 123_456_789],
    [0, 0, 1_700_000_000n, 1_700_000_000, 0],
    [3, 3600, 1_700_000_000_001n, 1_700_003_600, 1_000_000],
    [6, -1_700_000_001, 1_700_000_000_500_000n, -1, 500_000_000],
    [12, 0, 1_700_000_000_123_456_789n, 1_700_000, 123_456],
    [0x80 | 20, 0, (5n << 20n) + 1n, 5, 953],
    [0x80 | 63, 0, 1n << 62n, 0, 500_000_000],
    [127, 0, (1n << 64n) - 1n, 0, 0],
  ])('reads a count with resolution octet %i and offset %i', (...row) => {
    const [tsresol, offset, ticks, seconds, nanoseconds] = row;
    expect(apply(tsresol, offset, ticks)).toEqual([seconds, nanoseconds]);
  });

  it('names the resolution exactly', () => {
    expect(
      [6, 9, 0, 0x80 | 20].map((tsresol) => new TimestampScale(tsresol, 0).resolution),
    ).toEqual(['1e-6', '1e-9', '1e-0', '2^-20']);
  });

  it('is exact for every resolution and every count of seconds that a number holds', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 40 }),
        fc.boolean(),
        fc.bigInt({ min: 0n, max: (1n << 64n) - 1n }),
        (exponent, isBinary, ticks) => {
          const rate = (isBinary ? 2n : 10n) ** BigInt(exponent);
          fc.pre(ticks / rate <= Number.MAX_SAFE_INTEGER);
          expect(apply(exponent | (isBinary ? 0x80 : 0), 0, ticks)).toEqual([
            Number(ticks / rate),
            Number(((ticks % rate) * 1_000_000_000n) / rate),
          ]);
        },
      ),
    );
  });
});
