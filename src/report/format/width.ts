import type stringWidth from 'string-width';
import { NO_BREAK } from '../../words/no-break.ts';

/** Printable ASCII, the spaces that do not break, and the signs of `glyphs.ts`: a column each. */
const ONE_COLUMN_EACH = /^[\x20-\x7e\xa0\u206f─═×►◄→✓✗…⋮·µ▲▁-█\u2800-\u28ff]*$/;

/**
 * The same with what East Asian text is mostly made of, two columns each (Unicode Standard Annex 11: wide, fullwidth):
 * CJK punctuation, Han, full-width forms.
 */
const WIDE = /[\u3001-\u303e\u4e00-\u9fff\uff01-\uff60]/g;

let measure: typeof stringWidth | undefined;

/** Columns that a text without colours takes in a terminal. */
export function widthOf(text: string): number {
  if (ONE_COLUMN_EACH.test(text)) return text.length;
  const narrow = text.replace(WIDE, '');
  if (ONE_COLUMN_EACH.test(narrow)) return 2 * text.length - narrow.length;
  // Its tables of Unicode take longer to load than all else: only who meets other letters waits.
  if (measure === undefined) {
    const { createRequire } = process.getBuiltinModule('node:module');
    measure = (createRequire(import.meta.url)('string-width') as StringWidth).default;
  }
  return measure(text.replaceAll(NO_BREAK, ' '));
}

interface StringWidth {
  readonly default: typeof stringWidth;
}

export function padEnd(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - widthOf(text)));
}

export function padStart(text: string, columns: number): string {
  return ' '.repeat(Math.max(0, columns - widthOf(text))) + text;
}

/** The text, or where it is too wide its beginning and its end around an ellipsis. No colours. */
export function shorten(text: string, columns: number, ellipsis: string): string {
  if (widthOf(text) <= columns) return text;
  const room = columns - widthOf(ellipsis);
  if (room <= 0) return ellipsis.slice(0, Math.max(0, columns));
  const head = takeStart([...text], Math.floor(room / 2));
  const tail = takeStart([...text].reverse(), Math.ceil(room / 2));
  return head.join('') + ellipsis + tail.reverse().join('');
}

/** The text, or where it is too wide its beginning and an ellipsis. No colours. */
export function cut(text: string, columns: number, ellipsis: string): string {
  if (widthOf(text) <= columns) return text;
  const room = columns - widthOf(ellipsis);
  return room <= 0
    ? ''
    : takeStart([...text], room)
        .join('')
        .trimEnd() + ellipsis;
}

/** The text, or where it is too wide an ellipsis and its end: what tells paths apart. No colours. */
export function cutStart(text: string, columns: number, ellipsis: string): string {
  if (widthOf(text) <= columns) return text;
  const room = columns - widthOf(ellipsis);
  return room <= 0
    ? ''
    : ellipsis +
        takeStart([...text].reverse(), room)
          .reverse()
          .join('');
}

function takeStart(characters: readonly string[], columns: number): string[] {
  const taken: string[] = [];
  let width = 0;
  for (const character of characters) {
    width += widthOf(character);
    if (width > columns) break;
    taken.push(character);
  }
  return taken;
}

/** A number and its unit stay together, as a number and what it counts. */
const QUANTITY = /(\d) (?=[a-zµ]{1,3}\b|%|[\u4e00-\u9fff])/gi;

/**
 * Words in lines of at most so many columns, the lines after the first indented further. A word
 * wider than a line is broken; Han characters are words of one, without blanks between them.
 */
export function wrap(text: string, columns: number, indent = 0, hanging = indent): string[] {
  if (Math.max(indent, hanging) + widthOf(text) <= columns) {
    return [' '.repeat(indent) + text.replaceAll(NO_BREAK, ' ')];
  }
  const lines: string[] = [];
  let line = ' '.repeat(indent);
  let width = indent;
  let isEmpty = true;
  const room = Math.max(1, columns - hanging);
  for (const { text: word, isGlued } of piecesOf(keepingQuantities(text), room)) {
    const blank = isEmpty || isGlued ? '' : ' ';
    const wordWidth = widthOf(word);
    if (!isEmpty && width + blank.length + wordWidth > columns) {
      lines.push(line);
      line = ' '.repeat(hanging) + word;
      width = hanging + wordWidth;
    } else {
      line += blank + word;
      width += blank.length + wordWidth;
    }
    isEmpty = false;
  }
  lines.push(line);
  return lines.map((filled) => filled.replaceAll(NO_BREAK, ' '));
}

/** With blanks that do not break in its quantities, which `wrap` and `fold` turn into others again. */
export function keepingQuantities(text: string): string {
  return text.replace(QUANTITY, `$1${NO_BREAK}`);
}

/**
 * A line of words, which may be coloured, as lines of at most so many columns where it is wider; those
 * after the first are indented. A word wider than a line has one for itself.
 */
export function fold(line: string, columns: number, indent: number): string {
  if (widthOf(line) <= columns) return line.replaceAll(NO_BREAK, ' ');
  let folded = '';
  let width = 0;
  for (const [index, word] of line.split(' ').entries()) {
    for (const [part, piece] of word.split(BREAK_BETWEEN).entries()) {
      const blank = index > 0 && part === 0 ? ' ' : '';
      const pieceWidth = widthOf(piece);
      if (index + part > 0 && width > indent && width + blank.length + pieceWidth > columns) {
        folded = `${folded.replace(/ +$/, '')}\n${' '.repeat(indent)}${piece}`;
        width = indent + pieceWidth;
      } else {
        folded += blank + piece;
        width += blank.length + pieceWidth;
      }
    }
  }
  // Blanks that part columns are none at the beginning of the next line.
  return folded.replace(/\n +/g, `\n${' '.repeat(indent)}`).replaceAll(NO_BREAK, ' ');
}

/** What is never parted: a word, or a part of one. */
interface Piece {
  readonly text: string;
  /** It goes on from the piece before it, without a blank. */
  readonly isGlued: boolean;
}

/**
 * Where a line may end without a blank: beside a Han character or full-width punctuation, but neither
 * before what closes nor behind what opens, also where that is of ASCII (Unicode Standard Annex 14, classes CL,
 * CP, EX, IS, NS and OP).
 */
export const BREAK_BETWEEN =
  /(?<=[\u3001-\u303e\u4e00-\u9fff\uff01-\uff60])(?<![（《「『【〈])(?![、。，；：！？）》」』】〉…)\]},.:;!?%\u00a0\u206f])|(?<![（《「『【〈([{\u00a0\u206f])(?=[\u4e00-\u9fff（《「『【〈])/u;

function piecesOf(text: string, columns: number): Piece[] {
  return text.split(' ').flatMap((word) =>
    word
      .split(BREAK_BETWEEN)
      .flatMap((piece) => broken(piece, columns))
      .map((piece, index) => ({ text: piece, isGlued: index > 0 })),
  );
}

/** A piece that is wider than a line, as parts that are not. */
function broken(piece: string, columns: number): string[] {
  const parts: string[] = [];
  let rest = [...piece];
  while (widthOf(rest.join('')) > columns) {
    const part = takeStart(rest, columns);
    if (part.length === 0) break;
    parts.push(part.join(''));
    rest = rest.slice(part.length);
  }
  return [...parts, rest.join('')];
}
