import type { SegmentRecord } from '../../model/segment-record.ts';
import { secondsText } from './units.ts';

/**
 * How a time is written, by the letters that tcpdump and tshark share (`-t`): `a` time of day, `ad`
 * with the date, `u` and `ud` the same (times of day are UTC), `e` seconds since 1970, `r` since
 * the first packet, `d` since the segment on the line above.
 */
export const TIME_FORMATS = ['a', 'ad', 'd', 'e', 'r', 'u', 'ud'] as const;
export type TimeFormat = (typeof TIME_FORMATS)[number];

type Timed = Pick<SegmentRecord, 'timestamp' | 'elapsedSeconds'>;

const MICROSECOND_DIGITS = 6;

/** The time of a segment in microseconds, as the format wants it. */
export function timeText(
  { timestamp, elapsedSeconds }: Timed,
  previous: Timed | undefined,
  format: TimeFormat,
): string {
  const [day = '', clock = ''] = timestamp.split('T');
  const timeOfDay = clock.slice(0, 'hh:mm:ss.'.length + MICROSECOND_DIGITS);
  switch (format) {
    case 'a':
    case 'u':
      return timeOfDay;
    case 'ad':
    case 'ud':
      return `${day} ${timeOfDay}`;
    case 'r':
      return secondsText(elapsedSeconds);
    case 'd':
      return secondsText(elapsedSeconds - (previous?.elapsedSeconds ?? elapsedSeconds));
    case 'e':
      return epochText(timestamp);
  }
}

/** Exact: the fraction of a negative time is counted from the second below it. */
function epochText(timestamp: string): string {
  const [second = '', fraction = ''] = timestamp.slice(0, -1).split('.');
  const seconds = Date.parse(`${second}Z`) / 1_000;
  if (Number.isNaN(seconds)) return timestamp; // beyond the year 275760
  const microseconds = fraction.slice(0, MICROSECOND_DIGITS);
  if (seconds >= 0) return `${seconds}.${microseconds}`;
  return secondsText(seconds + Number(`0.${microseconds}`));
}
