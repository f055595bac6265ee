import { plainOf } from '../../select/full-width.ts';
import type { Span, TellProblem } from './problem.ts';

/** What YAML takes for something else than who wrote it, with what to write instead. */
export interface LookAlike {
  readonly span: Span;
  readonly tell: TellProblem;
}

/** Nobody looks further for what looks alike, nor do we. */
const LONGEST = 500;
/** What begins a text of several lines and ends the line; nothing of the text has followed. */
const BLOCK = /[:-][ \t]+([|>])[-+\d]*[ \t]*(?:#[^\r\n]*)?\r?\n(?:[ \t]*\r?\n)*[ \t]*$/;
/** A key whose colon is full-width, or the blank behind it. */
const KEY = /^["']?[\w-]+["']?\s*(?:：|:\u3000)/;
/** A comma with a key behind it. */
const COMMA = /，(?=\s*["']?[\w-]+["']?\s*[:：])/;

/** What stands at a place where a key should: undefined where it looks like nothing else. */
export function lookAlikeAt(text: string, start: number): LookAlike | undefined {
  const unindented = unindentedAt(text, start);
  if (unindented !== undefined) return unindented;
  const line = text.slice(start, Math.min(start + LONGEST, lineEnd(text, start)));
  const [first = ''] = line;
  if (/[\u3000“”‘’]/.test(first)) return signAt(start, first);
  const [key] = KEY.exec(line) ?? [];
  if (key === undefined) return undefined;
  const last = start + key.length - 1;
  if (key.endsWith('\u3000')) return signAt(last, '\u3000');
  const span = { start: last, end: last + 1 };
  return { span, tell: ({ rulesFile }) => rulesFile.yaml('fullWidthColon', '：') };
}

/** A line, from its first sign on, that should belong to the text that the line above begins. */
export function unindentedAt(text: string, start: number): LookAlike | undefined {
  const [, block] = BLOCK.exec(text.slice(Math.max(0, start - LONGEST), start)) ?? [];
  if (block === undefined) return undefined;
  const span = { start, end: lineEnd(text, start) };
  return { span, tell: ({ rulesFile }) => rulesFile.yaml('unindented', block) };
}

/** The same of a stretch in which a comma was missed. */
export function lookAlikeIn(text: string, { start, end }: Span): LookAlike | undefined {
  // The stretch may end within the key.
  const comma = COMMA.exec(text.slice(start, end + LONGEST));
  const isWithin = comma !== null && start + comma.index < end;
  return isWithin ? signAt(start + comma.index, '，') : undefined;
}

/** A sign that is full-width. */
function signAt(start: number, sign: string): LookAlike {
  const span = { start, end: start + 1 };
  return { span, tell: ({ filters }) => filters.fullWidth(sign, plainOf(sign)) };
}

export function lineEnd(text: string, start: number): number {
  const end = text.indexOf('\n', start);
  if (end < 0) return text.length;
  return end > start && text[end - 1] === '\r' ? end - 1 : end;
}
