import type stringWidth from 'string-width';

/** Printable ASCII, the space that does not break, and the signs of `glyphs.ts`: a column each. */
const ONE_COLUMN_EACH = /^[\x20-\x7e\xa0─═×►◄→✓✗…⋮·µ▲▁-█\u2800-\u28ff]*$/;

let measure: typeof stringWidth | undefined;

/** Columns that a text without colours takes in a terminal. */
export function widthOf(text: string): number {
  if (ONE_COLUMN_EACH.test(text)) return text.length;
  // Its tables of Unicode take longer to load than all else: only who meets other letters waits.
  if (measure === undefined) {
    const { createRequire } = process.getBuiltinModule('node:module');
    measure = (createRequire(import.meta.url)('string-width') as StringWidth).default;
  }
  return measure(text);
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

const NO_BREAK = '\u00a0';
/** A number and its unit stay together. */
const QUANTITY = /(\d) (?=[a-zµ]{1,3}\b|%)/gi;

/**
 * Words in lines of at most so many columns, the lines after the first indented further. A word
 * wider than a line is broken.
 */
export function wrap(text: string, columns: number, indent = 0, hanging = indent): string[] {
  const lines: string[] = [];
  let line = ' '.repeat(indent);
  let width = indent;
  let isEmpty = true;
  const breakLine = (): void => {
    lines.push(line);
    line = ' '.repeat(hanging);
    width = hanging;
    isEmpty = true;
  };
  const words = breakable(text.replace(QUANTITY, `$1${NO_BREAK}`), Math.max(1, columns - hanging));
  for (const word of words) {
    if (!isEmpty && width + 1 + widthOf(word) > columns) breakLine();
    line += isEmpty ? word : ` ${word}`;
    width += widthOf(word) + (isEmpty ? 0 : 1);
    isEmpty = false;
  }
  lines.push(line);
  return lines.map((filled) => filled.replaceAll(NO_BREAK, ' '));
}

/**
 * A line of words, which may be coloured, as lines of at most so many columns where it is wider; those
 * after the first are indented. A word wider than a line has one for itself.
 */
export function fold(line: string, columns: number, indent: number): string {
  if (widthOf(line) <= columns) return line;
  let folded = '';
  let width = 0;
  for (const [index, word] of line.split(' ').entries()) {
    const wordWidth = widthOf(word);
    if (index > 0 && width > indent && width + 1 + wordWidth > columns) {
      folded = `${folded.trimEnd()}\n${' '.repeat(indent)}${word}`;
      width = indent + wordWidth;
    } else {
      folded += index > 0 ? ` ${word}` : word;
      width += wordWidth + (index > 0 ? 1 : 0);
    }
  }
  return folded;
}

function breakable(text: string, columns: number): string[] {
  return text.split(' ').flatMap((word) => {
    const pieces: string[] = [];
    let rest = [...word];
    while (widthOf(rest.join('')) > columns) {
      const piece = takeStart(rest, columns);
      if (piece.length === 0) break;
      pieces.push(piece.join(''));
      rest = rest.slice(piece.length);
    }
    return [...pieces, rest.join('')];
  });
}
