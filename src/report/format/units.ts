import { wasClockSetBack } from '../../model/clock-set-back.ts';
import type { ConnectionRecord } from '../../model/connection-record.ts';
import type { Glyphs } from './glyphs.ts';

export { listText, plural } from '../../words/en/grammar.ts';
export { countText } from '../../words/numbers.ts';

const OCTET_UNITS = [
  [1e12, 'TB'],
  [1e9, 'GB'],
  [1e6, 'MB'],
  [1e3, 'kB'],
] as const;

/** `999 B`, `1.23 MB`: three significant digits, in powers of 1000. */
export function octetsText(octets: number): string {
  for (const [size, unit] of OCTET_UNITS) {
    const value = threeDigits(octets / size);
    if (Math.abs(value) >= 1) return `${value} ${unit}`;
  }
  return `${threeDigits(octets)} B`;
}

const DAY = 86_400;
const TIME_UNITS = [
  [DAY, 'd', 2],
  [3_600, 'h', 2],
  [60, 'min', 10],
  [1, 's', 1],
  [1e-3, 'ms', 1],
] as const;

/** `340 µs`, `34 ms`, `1.23 s`, `12.5 min`: three significant digits. */
export function durationText(seconds: number, glyphs: Glyphs): string {
  for (const [size, unit, least] of TIME_UNITS) {
    const value = threeDigits(seconds / size);
    if (Math.abs(value) >= least) return `${value} ${unit}`;
  }
  if (threeDigits(seconds) === 0) return '0 s';
  const microseconds = threeDigits(seconds / 1e-6);
  if (Math.abs(microseconds) >= 1) return `${microseconds} ${glyphs.micro}s`;
  return `${threeDigits(seconds / 1e-9)} ns`;
}

/** The same of a span; null where the clock went back in it, so that nobody knows how long it was. */
export function spanText(seconds: number, glyphs: Glyphs): string | null {
  return seconds < 0 ? null : durationText(seconds, glyphs);
}

/** How long a connection lasted; null as well where its clock was set back: then it may have lasted longer. */
export function lastedText(
  { durationSeconds, quality }: Pick<ConnectionRecord, 'durationSeconds' | 'quality'>,
  glyphs: Glyphs,
): string | null {
  return wasClockSetBack(quality) ? null : spanText(durationSeconds, glyphs);
}

/** Stands for a span that nobody knows, where there is no room for words. */
export const UNKNOWN_SPAN = '?';

/** Seconds with as many decimals, as a column of them wants it: `0.010238`. */
export function secondsText(seconds: number, decimals = 6): string {
  return seconds.toFixed(decimals);
}

function threeDigits(value: number): number {
  return Math.abs(value) >= 1_000 ? Math.round(value) : Number(value.toPrecision(3));
}
