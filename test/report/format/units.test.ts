import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ASCII, UNICODE } from '../../../src/report/format/glyphs.ts';
import {
  countText,
  durationText,
  listText,
  octetsText,
  plural,
} from '../../../src/report/format/units.ts';

describe('durationText', () => {
  it.each([
    [0, '0 s'],
    [1e-9, '1 ns'],
    [0.00034, '340 µs'],
    [0.0000641, '64.1 µs'],
    [0.034, '34 ms'],
    [0.99949, '999 ms'],
    [0.9996, '1 s'],
    [1.2345, '1.23 s'],
    [75.31, '75.3 s'],
    [599, '599 s'],
    [750, '12.5 min'],
    [7_200, '2 h'],
    [172_800, '2 d'],
    [86_400_000, '1000 d'],
    [-0.5, '-500 ms'],
  ])('writes %d s as %s', (seconds, want) => {
    expect(durationText(seconds, UNICODE)).toBe(want);
  });

  it('has no sign beyond ASCII where the terminal has none', () => {
    expect(durationText(0.00034, ASCII)).toBe('340 us');
  });
});

describe('octetsText', () => {
  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1_000, '1 kB'],
    [1_460, '1.46 kB'],
    [999_999, '1 MB'],
    [1_234_567, '1.23 MB'],
    [1e15, '1000 TB'],
  ])('writes %d as %s', (octets, want) => {
    expect(octetsText(octets)).toBe(want);
  });

  it('is never longer than a column of a table has room for', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 50 }), (octets) => {
        expect(octetsText(octets).length).toBeLessThanOrEqual(8);
      }),
    );
  });
});

describe('words', () => {
  it('count', () => {
    expect([0, 999, 1_000, 1_234_567].map(countText)).toEqual(['0', '999', '1,000', '1,234,567']);
    expect([1, 2].map((count) => plural(count, 'segment'))).toEqual(['1 segment', '2 segments']);
  });

  it('list', () => {
    const lists = [[], ['a'], ['a', 'b'], ['a', 'b', 'c']].map((words) => listText(words));
    expect(lists).toEqual(['', 'a', 'a and b', 'a, b and c']);
  });
});
