import { CST, Parser } from 'yaml';
import type { Span, TellProblem } from './problem.ts';

/** A mistake that the tokens of a file show better than the package tells it. */
export interface SyntaxMistake {
  readonly span: Span;
  readonly tell: TellProblem;
  /** What stands behind it is understood as something else, and is not to be complained of. */
  readonly hidesRest: boolean;
}

/** Maps within lists within maps; an alias within what it stands for has no end. */
export const DEEPEST = 64;

export const TOO_DEEP: TellProblem = ({ rulesFile }) => rulesFile.nestedTooDeep(DEEPEST);

/**
 * What is nested too deep, left open, or has a tag, in the order of the file. It is found by a walk
 * that is no recursion: who makes nodes of a file that is nested so runs out of calls, at a depth that
 * differs from one machine to the next.
 */
export function syntaxMistakes(text: string): SyntaxMistake[] {
  const found: SyntaxMistake[] = [];
  const left: { token: CST.Token; depth: number }[] = [];
  let firstTooDeep: number | undefined;
  const visit = (token: CST.Token | null | undefined, depth: number): void => {
    if (token) left.push({ token, depth });
  };
  for (const document of new Parser().parse(text)) visit(document, -1);
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const { token, depth } = next;
    if (depth > DEEPEST) {
      firstTooDeep = Math.min(firstTooDeep ?? token.offset, token.offset);
      continue;
    }
    const open = openSign(token);
    if (open !== undefined) {
      const span = { start: token.offset, end: token.offset + 1 };
      found.push({ span, tell: ({ rulesFile }) => rulesFile.yaml('open', open), hidesRest: true });
    }
    if (token.type === 'document') {
      found.push(...tagsAmong(token.start));
      visit(token.value, depth + 1);
    } else if (CST.isCollection(token)) {
      for (const { start, key, sep, value } of token.items) {
        found.push(...tagsAmong(start), ...tagsAmong(sep ?? []));
        visit(key, depth + 1);
        visit(value, depth + 1);
      }
    }
  }
  if (firstTooDeep !== undefined) {
    const span = { start: firstTooDeep, end: firstTooDeep + 1 };
    found.push({ span, tell: TOO_DEEP, hidesRest: true });
  }
  return found.sort((a, b) => a.span.start - b.span.start);
}

const CLOSING: Readonly<Record<string, string>> = { '[': ']', '{': '}', '"': '"', "'": "'" };

/** The sign that should close what a token opens; undefined where it is closed, or opens nothing. */
function openSign(token: CST.Token): string | undefined {
  if (token.type === 'flow-collection') {
    const closing = CLOSING[token.start.source];
    return token.end[0]?.source === closing ? undefined : closing;
  }
  if (token.type === 'double-quoted-scalar') {
    return isClosed(token.source) ? undefined : '"';
  }
  // A quote within is two of them.
  if (token.type === 'single-quoted-scalar') {
    return token.source.split("'").length % 2 === 1 ? undefined : "'";
  }
  return undefined;
}

/** Whether a text in double quotes ends with one that no backslash escapes. */
function isClosed(source: string): boolean {
  if (source.length < 2 || !source.endsWith('"')) return false;
  let before = source.length - 2;
  while (source.charAt(before) === '\\') before--;
  return (source.length - before) % 2 === 0;
}

/** YAML's own tags, of its core schema (YAML 1.2.2, chapter 10). */
const CORE_TAGS = new Set(['!!str', '!!int', '!!float', '!!bool', '!!null', '!!map', '!!seq']);

/** Other tags are refused: what begins with `!` was to be a condition. */
function tagsAmong(tokens: readonly CST.SourceToken[]): SyntaxMistake[] {
  return tokens
    .filter(({ type, source }) => type === 'tag' && !CORE_TAGS.has(source))
    .map(({ offset, source }) => ({
      span: { start: offset, end: offset + source.length },
      tell: ({ rulesFile }) => rulesFile.yaml('badStart', '!'),
      hidesRest: false,
    }));
}
