import { pointAt } from '../../select/filter-error.ts';
import { withShortWords } from '../../select/quoted.ts';
import { ENGLISH } from '../../words/en/index.ts';
import type { Words } from '../../words/words.ts';

/** A stretch of a text, in UTF-16 units. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A rules file as it was read. */
export interface RulesText {
  /** As given, or as the file that extends it names it. */
  readonly path: string;
  readonly text: string;
}

/** Line and column, both from 1. */
export interface Place {
  readonly path: string;
  readonly line: number;
  readonly column: number;
}

/** What is wrong with a rules file, and where. */
export interface Problem extends Place {
  /** A clause without a capital and a full stop. */
  readonly reason: string;
  /** Line, carets and what was probably meant, as lines of text. */
  readonly details: readonly string[];
  /** All of it, from its place to what was probably meant, in the language of the words. */
  told(words: ProblemWords): string;
}

/** What the problems of a rules file are told in. */
export type ProblemWords = Pick<Words, 'rulesFile' | 'filters' | 'usage'>;
export type TellProblem = (words: ProblemWords) => string;

/** A rules file that cannot be used, with all that is wrong with it, in its order. */
export class RulesFileError extends Error {
  override readonly name = 'RulesFileError';
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(problems.map(({ told }) => told(ENGLISH)).join('\n'));
    this.problems = problems;
  }

  /** As the message, in the language of the words. */
  told(words: ProblemWords): string {
    return this.problems.map(({ told }) => told(words)).join('\n');
  }
}

export function placeOf({ path, text }: RulesText, offset: number): Place {
  const before = text.slice(0, offset);
  const lineStart = before.lastIndexOf('\n') + 1;
  return { path, line: before.split('\n').length, column: offset - lineStart + 1 };
}

/** Describes what is wrong with a stretch of a file. */
export function problemAt(
  source: RulesText,
  { start, end }: Span,
  tell: TellProblem,
  nearest?: string,
): Problem {
  const place = placeOf(source, start);
  const lineStart = start - place.column + 1;
  const lineEnd = source.text.indexOf('\n', start);
  const line = source.text.slice(lineStart, lineEnd < 0 ? undefined : lineEnd);
  const indent = line.length - line.trimStart().length;
  const position = Math.max(0, start - lineStart - indent);
  const length = Math.max(1, Math.min(end, lineStart + line.length) - start);
  const pointed = pointAt(line.trim(), position, length);
  const detailsIn = ({ filters }: ProblemWords) =>
    nearest === undefined ? pointed : [...pointed, filters.didYouMean(nearest)];
  const reasonIn = (words: ProblemWords) => withShortWords(tell(words));
  return {
    ...place,
    reason: reasonIn(ENGLISH),
    details: detailsIn(ENGLISH),
    told: (words) =>
      [`${place.path}:${place.line}:${place.column}: ${reasonIn(words)}`, ...detailsIn(words)].join(
        '\n',
      ),
  };
}
