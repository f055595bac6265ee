import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayOf, dayText, timestampText } from '../../src/model/time-text.ts';

describe('timestampText', () => {
  it.each([
    [0, 0, '1970-01-01T00:00:00.000000000Z'],
    [1_795_177_771, 18_164_095, '2026-11-20T12:29:31.018164095Z'],
    [951_782_400, 1, '2000-02-29T00:00:00.000000001Z'],
    [4_107_542_399, 999_999_999, '2100-02-28T23:59:59.999999999Z'],
    [-1, 999_999_999, '1969-12-31T23:59:59.999999999Z'],
    [-62_135_596_800, 0, '0001-01-01T00:00:00.000000000Z'],
    [-62_167_219_201, 0, '-000001-12-31T23:59:59.000000000Z'],
    [253_402_300_799, 0, '9999-12-31T23:59:59.000000000Z'],
    [253_402_300_800, 0, '+010000-01-01T00:00:00.000000000Z'],
  ])('writes %d s and %d ns as %s', (seconds, nanoseconds, want) => {
    expect(timestampText(seconds, nanoseconds)).toBe(want);
  });

  it('carries nanoseconds that a damaged file has too many of', () => {
    expect(timestampText(0, 4_000_000_001)).toBe('1970-01-01T00:00:04.000000001Z');
    expect(timestampText(0, -1)).toBe('1969-12-31T23:59:59.999999999Z');
  });

  it('agrees with Date wherever that reaches', () => {
    const second = fc.oneof(
      fc.integer({ min: -8.64e12, max: 8.64e12 }),
      fc.integer({ min: 0, max: 2 ** 32 }),
    );
    fc.assert(
      fc.property(second, fc.integer({ min: 0, max: 999 }), (seconds, milliseconds) => {
        const date = new Date(seconds * 1000 + milliseconds);
        fc.pre(!Number.isNaN(date.getTime()));
        const want = date.toISOString().replace('Z', '000000Z');
        expect(timestampText(seconds, milliseconds * 1e6)).toBe(want);
      }),
      { numRuns: 1000 },
    );
  });

  it('still counts days where Date has ended', () => {
    expect(dayText(dayOf(365_242_500_000 - 719_468))).toBe('+1000000000-03-01');
  });
});
