import { FilterError } from '../filter-error.ts';
import type { FilterWords, TellFilter } from '../filter-words.ts';

const NANOSECONDS = 1e9;

/** A moment as people write it: of the calendar, or so long behind the first packet. */
export interface Moment {
  readonly from: '1970' | 'first packet';
  /** Whole seconds, negative before that. */
  readonly seconds: number;
  /** 0 to 999,999,999. */
  readonly nanoseconds: number;
}

const CALENDAR =
  /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?(Z| UTC|[-+]\d\d:?\d\d)?)?$/i;
const SECONDS = /^(-?)(\d{1,12})(?:\.(\d{1,9}))?$/;
const SPAN =
  /^\+?(\d{1,12}(?:\.\d{1,12})?)\s*(ns|us|µs|ms|s|min|h|d)$|^\+(\d{1,12}(?:\.\d{1,12})?)$/;

const SECOND = 1_000_000_000n;

/** Nanoseconds in each unit of a span. */
const UNITS: Readonly<Record<string, bigint>> = {
  ns: 1n,
  us: 1_000n,
  µs: 1_000n,
  ms: 1_000_000n,
  s: SECOND,
  min: 60n * SECOND,
  h: 3_600n * SECOND,
  d: 86_400n * SECOND,
};

/**
 * The moment that a text means: `2026-11-20T14:24:25.5Z` (UTC where it does not say), with less of it
 * left out from the right; seconds since 1970; `+5s`, `5s` or `+5`, since the first packet.
 *
 * @throws FilterError for anything else
 */
export function parseMoment(text: string): Moment {
  const trimmed = text.trim();
  const refuse: Refuse = (reason) => {
    throw new FilterError(text, {
      tell: ({ time }) => time[reason],
      position: 0,
      length: Math.max(1, text.length),
    });
  };
  const span = SPAN.exec(trimmed);
  if (span !== null) return spanOf(span);
  const seconds = SECONDS.exec(trimmed);
  if (seconds !== null) return secondsOf(seconds);
  const calendar = CALENDAR.exec(trimmed);
  if (calendar !== null) return calendarOf(calendar, refuse);
  return refuse('noTime');
}

/**
 * The moment before which packets are wanted, where it is clear that there can be any.
 *
 * @throws FilterError for what is no time, or none later than `from`
 */
export function parseEnd(text: string, from: Moment | undefined): Moment {
  const end = parseMoment(text);
  if (from?.from !== end.from) return end;
  const isLater =
    end.seconds === from.seconds ? end.nanoseconds > from.nanoseconds : end.seconds > from.seconds;
  if (isLater) return end;
  const tell: TellFilter = (words) => words.time.nothingLeft;
  throw new FilterError(text, { tell, position: 0, length: Math.max(1, text.length) });
}

/** Exact, for any unit. */
function spanOf([, amount, unit = 's', bare = '']: RegExpExecArray): Moment {
  const [whole = '', decimals = ''] = (amount ?? bare).split('.');
  const scaled = BigInt(whole + decimals) * (UNITS[unit] ?? 1n);
  const nanoseconds = scaled / 10n ** BigInt(decimals.length);
  return {
    from: 'first packet',
    seconds: Number(nanoseconds / SECOND),
    nanoseconds: Number(nanoseconds % SECOND),
  };
}

function secondsOf([, sign, whole, decimals]: RegExpExecArray): Moment {
  const seconds = Number(whole);
  const nanoseconds = decimalsOf(decimals);
  if (sign !== '-') return { from: '1970', seconds, nanoseconds };
  return nanoseconds === 0
    ? { from: '1970', seconds: -seconds || 0, nanoseconds }
    : { from: '1970', seconds: -seconds - 1, nanoseconds: NANOSECONDS - nanoseconds };
}

type Refuse = (reason: keyof FilterWords['time']) => never;

function calendarOf(match: RegExpExecArray, refuse: Refuse): Moment {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match
    .slice(1, 7)
    .map((digits) => Number(digits ?? 0));
  const midnight = new Date(0);
  // Unlike Date.UTC it takes the years 0 to 99 for what they are.
  midnight.setUTCFullYear(year, month - 1, day);
  if (midnight.getUTCMonth() !== month - 1 || midnight.getUTCDate() !== day) {
    return refuse('noDay');
  }
  if (hour > 23 || minute > 59 || second > 59) return refuse('noTimeOfDay');
  const seconds = midnight.getTime() / 1_000 + hour * 3_600 + minute * 60 + second;
  return {
    from: '1970',
    seconds: seconds - zoneSeconds(match[8]),
    nanoseconds: decimalsOf(match[7]),
  };
}

/** How far east of Greenwich a clock is set; 0 for UTC. */
function zoneSeconds(zone = ''): number {
  const [, sign, hours, minutes] = /^([-+])(\d\d):?(\d\d)$/.exec(zone) ?? [];
  const seconds = Number(hours ?? 0) * 3_600 + Number(minutes ?? 0) * 60;
  return sign === '-' ? -seconds : seconds;
}

function decimalsOf(decimals = ''): number {
  return Number(decimals.padEnd(9, '0'));
}
