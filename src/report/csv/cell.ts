import { terminalSafe } from '../format/escape.ts';

/** What a spreadsheet takes for the beginning of a formula, full-width forms too. */
const FORMULA = /^[=+\-@\uff1d\uff0b\uff0d\uff20]/;
const MUST_BE_QUOTED = /[",]|^ | $/;

/**
 * A value as a field of RFC 4180: numbers and booleans as JSON has them, nothing for what is absent.
 * Text holds no control characters (they are spelt out, line breaks too), and no formula: an
 * apostrophe in front makes text of it.
 */
export function cellText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value !== 'string') return String(value);
  const safe = terminalSafe(value);
  const text = FORMULA.test(safe) ? `'${safe}` : safe;
  return MUST_BE_QUOTED.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
