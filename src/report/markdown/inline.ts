import { terminalSafe } from '../format/escape.ts';
import { cut } from '../format/width.ts';

/** More of one text than this is no help in a summary. */
const MOST_COLUMNS = 300;

/**
 * Characters that mean nothing to Markdown in the middle of a line. Not among them: what GitHub
 * makes links, mentions and emoji of, whether they are escaped or not (`#1`, `@name`, `:name:`).
 */
const PLAIN = /^(?:[\p{L}\p{N} .,;()'"’%/+=?…·µ✓✗→°-]|:(?= |$)|(?<=\d):(?=\d\d\b))*$/u;
const LINK = /:\/\/|\bwww\./i;

/** Text of ours in the middle of a line; as code where it holds anything that Markdown would read. */
export function proseText(text: string): string {
  const safe = safeText(text);
  return PLAIN.test(safe) && !LINK.test(safe) ? safe : codeSpan(safe);
}

/** Any text as code, which holds no markup: names and paths. Nothing for an empty one. */
export function codeText(text: string): string {
  return codeSpan(safeText(text));
}

/** The same in a cell, whose bars are spelt out: tables are taken apart before code is found. */
export function codeCell(text: string): string {
  return codeSpan(safeText(text).replaceAll('|', '\\x7c'));
}

function safeText(text: string): string {
  return cut(terminalSafe(text), MOST_COLUMNS, '…');
}

/** CommonMark, section 6.1: between backticks more than any within, which spaces keep apart. */
function codeSpan(text: string): string {
  if (text.trim() === '') return '';
  const runs = text.match(/`+/g) ?? [];
  const fence = '`'.repeat(Math.max(0, ...runs.map(({ length }) => length)) + 1);
  const isApart = runs.length > 0 || /^ .* $/.test(text);
  return isApart ? `${fence} ${text} ${fence}` : fence + text + fence;
}
