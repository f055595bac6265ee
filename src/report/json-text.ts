/**
 * What JSON allows in a string and a terminal obeys or hides: DEL, the control characters from 80
 * to 9f, line separators, and characters without width. `JSON.stringify` escapes those below 20.
 */
const UNSAFE =
  /[\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;

/** The JSON of a value, in which such characters are escaped too: the same value, safe to be shown. */
export function jsonText(value: unknown): string {
  const text = JSON.stringify(value);
  // Most texts hold none: the search alone is fast.
  return text.replace(
    UNSAFE,
    (unsafe) => `\\u${unsafe.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
