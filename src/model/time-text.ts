const NANOSECONDS = 1e9;
const SECONDS_PER_DAY = 86_400;

/** A day of the proleptic Gregorian calendar; years before 1 count on to 0, -1... (ISO 8601). */
export interface Day {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  /** 1 to 31. */
  readonly day: number;
}

const DAYS_PER_ERA = 146_097;
const YEARS_PER_ERA = 400;
/** Days from 1 March of year 0, with which eras begin, to 1 January 1970. */
const ERA_EPOCH = 719_468;

/**
 * The day that is so many days after 1 January 1970, before it where negative; exact for any
 * number of days that is exact in a double, where `Date` ends at 100 million.
 */
export function dayOf(daysSince1970: number): Day {
  const days = daysSince1970 + ERA_EPOCH;
  const era = Math.floor(days / DAYS_PER_ERA);
  const dayOfEra = days - era * DAYS_PER_ERA;
  // Years of an era have 365 days but each fourth, not each hundredth, again each four hundredth.
  const leapDays =
    Math.floor(dayOfEra / 1_460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096);
  const yearOfEra = Math.floor((dayOfEra - leapDays) / 365);
  const dayOfYear =
    dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  // Counted from March, five months always have 153 days.
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  return {
    year: era * YEARS_PER_ERA + yearOfEra + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1,
  };
}

/** `2026-11-20`; years outside 0 to 9999 with a sign and at least six digits (ISO 8601). */
export function dayText({ year, month, day }: Day): string {
  const plain = year >= 0 && year <= 9999;
  const sign = plain ? '' : year < 0 ? '-' : '+';
  const digits = String(Math.abs(year)).padStart(plain ? 4 : 6, '0');
  return `${sign}${digits}-${twoDigits(month)}-${twoDigits(day)}`;
}

let cachedSecond = Number.NaN;
let cachedText = '';

/**
 * ISO 8601 in UTC with nine decimals: `2026-11-20T12:29:31.018164095Z`.
 *
 * @param seconds whole seconds since 1970, negative before it
 * @param nanoseconds what is to be added; more than a second of them, or less than none, is carried
 */
export function timestampText(seconds: number, nanoseconds: number): string {
  const carried = Math.floor(nanoseconds / NANOSECONDS);
  const second = seconds + carried;
  // Packets come by the thousand in one second: only their decimals differ.
  if (second !== cachedSecond) {
    cachedText = secondText(second);
    cachedSecond = second;
  }
  return `${cachedText}.${nineDigits(nanoseconds - carried * NANOSECONDS)}Z`;
}

function secondText(second: number): string {
  const days = Math.floor(second / SECONDS_PER_DAY);
  const rest = second - days * SECONDS_PER_DAY;
  return `${dayText(dayOf(days))}T${clockText(rest)}`;
}

/** `12:29:31`, of the seconds since midnight. */
function clockText(secondOfDay: number): string {
  const hour = Math.floor(secondOfDay / 3_600);
  const minute = Math.floor(secondOfDay / 60) % 60;
  return `${twoDigits(hour)}:${twoDigits(minute)}:${twoDigits(Math.floor(secondOfDay) % 60)}`;
}

function twoDigits(value: number): string {
  return value < 10 ? `0${value}` : `${value}`;
}

function nineDigits(nanoseconds: number): string {
  return String(nanoseconds).padStart(9, '0');
}
