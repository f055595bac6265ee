import { widthOf } from './width.ts';

/** A word of a shell, with the blanks within its quotes. */
const SHELL_WORD = /(?:'[^']*'|\\.|[^\s'\\])+/g;
/** What a shell takes for no end of the line. */
const GOES_ON = ' \\';

/**
 * A command behind a head, in lines of at most so many columns where it is wider, so that a shell takes
 * what is copied for one line; those after the first are indented.
 */
export function foldCommand(
  head: string,
  command: string,
  columns: number,
  indent = widthOf(head),
): string {
  if (widthOf(head + command) <= columns) return head + command;
  const blank = ' '.repeat(indent);
  const lines: string[] = [];
  let line = head;
  let words = 0;
  for (const word of command.match(SHELL_WORD) ?? []) {
    const longer = words === 0 ? line + word : `${line} ${word}`;
    if (words > 0 && widthOf(longer + GOES_ON) > columns) {
      lines.push(line);
      line = blank + word;
      words = 1;
    } else {
      line = longer;
      words++;
    }
  }
  return [...lines, line].join(`${GOES_ON}\n`);
}
