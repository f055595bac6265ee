/**
 * What must not reach a terminal from a capture: control characters (C0, DEL, C1), line
 * separators, and characters without width that reorder or hide what stands beside them.
 */
const UNSAFE =
  // Lone surrogates by their numbers: the tables of Unicode are slow to load.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it looks for
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\ufffb]/gu;

const NOT_ASCII = /[^\x20-\x7e]/gu;
const PLAIN = /^[\x20-\x7e]*$/;

/**
 * The text with each unsafe character spelt out, as `\x1b` or `\u202e`; where the terminal shows
 * ASCII alone, with every other character too.
 */
export function terminalSafe(text: string, unicode = true): string {
  if (PLAIN.test(text)) return text;
  return text.replace(unicode ? UNSAFE : NOT_ASCII, (unsafe) => {
    const code = unsafe.codePointAt(0) ?? 0;
    if (code < 0x100) return `\\x${hex(code, 2)}`;
    return code < 0x10000 ? `\\u${hex(code, 4)}` : `\\u{${hex(code, 5)}}`;
  });
}

function hex(code: number, digits: number): string {
  return code.toString(16).padStart(digits, '0');
}

/**
 * A record in which every string, keys too, is safe: none can be forgotten. It is the record itself
 * where nothing in it has to be spelt out, as nearly always.
 */
export function terminalSafeRecord<T>(record: T, unicode = true): T {
  return isPlain(record) ? record : (safe(record, unicode) as T);
}

/** JSON spells out with a backslash whatever could be mistaken for something plain. */
const PLAIN_JSON = /^[\x20-[\]-~]*$/;

function isPlain(record: unknown): boolean {
  return PLAIN_JSON.test(JSON.stringify(record) ?? '');
}

function safe(value: unknown, unicode: boolean): unknown {
  if (typeof value === 'string') return terminalSafe(value, unicode);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => safe(item, unicode));
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [
      terminalSafe(key, unicode),
      safe(member, unicode),
    ]),
  );
}
