import type { TellFilter } from './filter-words.ts';

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

/** What no filter knows, so that it would be of no use either. */
const UNUSED = ';@#$`';

/** What of ASCII a full-width character was to be; undefined for any other character. */
export function asciiOf(character: string): string | undefined {
  if (!/^[\uff01-\uff5e]$/.test(character)) return OTHERS[character];
  const ascii = String.fromCharCode(character.charCodeAt(0) - DISTANCE);
  return UNUSED.includes(ascii) ? undefined : ascii;
}

/** What is said of a character that begins nothing. */
export function tellOfStray(character: string): TellFilter {
  const ascii = asciiOf(character);
  return ascii === undefined
    ? (words) => words.meansNothing(JSON.stringify(character))
    : (words) => words.fullWidth(character, ascii);
}
