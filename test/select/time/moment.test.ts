import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { timestampText } from '../../../src/model/time-text.ts';
import { FilterError } from '../../../src/select/filter-error.ts';
import { between } from '../../../src/select/time/index.ts';
import { parseMoment } from '../../../src/select/time/moment.ts';

describe('a moment', () => {
  it.each([
    ['2026-11-20T14:24:25.385530123Z', '1970', 1795184665, 385530123],
    ['2026-11-20 14:24:25 UTC', '1970', 1795184665, 0],
    ['2026-11-20T15:24:25+01:00', '1970', 1795184665, 0],
    ['2026-11-20T09:54:25.5-0430', '1970', 1795184665, 500000000],
    ['2026-11-20T14:24', '1970', 1795184640, 0],
    ['2026-11-20', '1970', 1795132800, 0],
    ['2024-02-29', '1970', 1709164800, 0],
    ['1969-12-31T23:59:59.25Z', '1970', -1, 250000000],
    ['0001-01-01', '1970', -62135596800, 0],
    ['1795184665.5', '1970', 1795184665, 500000000],
    ['0', '1970', 0, 0],
    ['-0.25', '1970', -1, 750000000],
    ['-2', '1970', -2, 0],
    ['+5s', 'first packet', 5, 0],
    ['5s', 'first packet', 5, 0],
    ['+5', 'first packet', 5, 0],
    ['1.5min', 'first packet', 90, 0],
    ['+250ms', 'first packet', 0, 250000000],
    ['+1500us', 'first packet', 0, 1500000],
    ['7ns', 'first packet', 0, 7],
    ['2h', 'first packet', 7200, 0],
    ['1d', 'first packet', 86400, 0],
    ['9000.5d', 'first packet', 777643200, 0],
    ['1.000000001h', 'first packet', 3600, 3600],
  ] as const)('%s', (text, from, seconds, nanoseconds) => {
    expect(parseMoment(text)).toEqual({ from, seconds, nanoseconds });
  });

  it.each([
    ['', 'no time'],
    ['noon', 'no time'],
    ['5m', 'no time'],
    ['-5s', 'no time'],
    ['14:24', 'no time'],
    ['2026-11', 'no time'],
    ['2026-13-01', 'no such day'],
    ['2023-02-29', 'no such day'],
    ['2026-11-20T24:00', 'no such time of day'],
    ['1234567890123s', 'no time'],
  ])('%j is refused', (text, reason) => {
    expect(() => parseMoment(text)).toThrow(FilterError);
    expect(() => parseMoment(text)).toThrow(reason);
  });

  it('is what our own time stamps say', () => {
    const seconds = fc.integer({ min: -62_135_596_800, max: 253_402_300_799 });
    fc.assert(
      fc.property(seconds, fc.nat(999_999_999), (whole, nanoseconds) => {
        const moment = parseMoment(timestampText(whole, nanoseconds));
        expect(moment).toEqual({ from: '1970', seconds: whole, nanoseconds });
      }),
    );
  });
});

describe('the records between two moments', () => {
  const at = (seconds: number, nanoseconds = 0, hasTimestamp = true) => ({
    seconds,
    nanoseconds,
    hasTimestamp,
  });

  it('counts spans from the first record with a time, also where it is not passed', () => {
    const passes = between(parseMoment('+1s'), parseMoment('+2.5s'));
    expect(passes(at(0, 0, false))).toBe(true);
    expect(passes(at(100, 700_000_000))).toBe(false);
    expect(passes(at(101, 700_000_000))).toBe(true);
    expect(passes(at(103, 199_999_999))).toBe(true);
    expect(passes(at(103, 200_000_000))).toBe(false);
    expect(passes(at(99))).toBe(false);
  });

  it('passes everything on the side where there is no limit', () => {
    expect(between(parseMoment('100'), undefined)(at(1e10))).toBe(true);
    expect(between(undefined, parseMoment('100'))(at(-1))).toBe(true);
  });
});
