import type { Complaint } from './filter-error.ts';
import { quoted } from './quoted.ts';

/** Signs of an input method for Chinese that stand where ours would, and are none of the forms of ASCII. */
const OTHERS: Readonly<Record<string, string>> = {
  '\u3000': ' ',
  '。': '.',
  '、': ',',
  '“': '"',
  '”': '"',
  '‘': "'",
  '’': "'",
  '【': '[',
  '】': ']',
  '《': '<',
  '》': '>',
};
/** U+FF01 to U+FF5E are the printing characters of ASCII, so many further on. */
const DISTANCE = 0xfee0;

/** Where the token ends that begins at a place of a text; undefined where none of the language does. */
type TokenEnd = (text: string, start: number) => number | undefined;

/** The same text with ASCII in place of what is full-width, each character where it was. */
export function plainOf(text: string): string {
  return text.replace(/[\u2018-\u201d\u3000-\u3011\uff01-\uff5e]/g, (character) => {
    const code = character.charCodeAt(0);
    return code < 0xff01 ? (OTHERS[character] ?? character) : String.fromCharCode(code - DISTANCE);
  });
}

/**
 * What is said of a character that begins no token. With ASCII in its place one may begin there, or the
 * last one, which begins at `last`, may go on: then that is what to write, for all of a sign as `＝＝`.
 */
export function strayAt(
  text: string,
  position: number,
  last: number,
  endOf: TokenEnd,
): Pick<Complaint, 'tell' | 'length'> {
  const plain = text.slice(0, position) + plainOf(text.slice(position));
  const end = [last, position]
    .map((start) => endOf(plain, start) ?? position)
    .find((end) => end > position);
  let after = position;
  while (end !== undefined && after < end && plain[after] !== text[after]) after++;
  if (after > position) {
    const written = quoted(text.slice(position, after));
    const meant = quoted(plain.slice(position, after));
    return { length: after - position, tell: (words) => words.fullWidth(written, meant) };
  }
  const character = String.fromCodePoint(text.codePointAt(position) ?? 0);
  return { length: 1, tell: (words) => words.meansNothing(JSON.stringify(character)) };
}
