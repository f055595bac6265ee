import { type Complaint, FilterError } from './filter-error.ts';
import type { TellFilter } from './filter-words.ts';
import { strayAt } from './full-width.ts';
import { nearestName } from './nearest.ts';
import { DEEPEST_TREE } from './tree.ts';

export type TokenKind = 'word' | 'symbol' | 'string' | 'end';

export interface Token {
  readonly kind: TokenKind;
  /** As written; of a string what is between the quotes. */
  readonly text: string;
  readonly position: number;
  readonly length: number;
}

/** Longer texts are refused before anything is done with them. */
const LONGEST_EXPRESSION = 1 << 20;

/** Sticky regular expressions; the first that matches wins. */
type TokenRules = readonly (readonly [TokenKind | 'space', RegExp])[];

/**
 * Cuts a filter into tokens. Those that are only there to be refused are never what to write for a
 * character of an input method.
 *
 * @throws FilterError for a character that begins no token
 */
export function tokenize(
  expression: string,
  rules: TokenRules,
  isRefused: (text: string) => boolean = () => false,
): Token[] {
  if (expression.length > LONGEST_EXPRESSION) {
    throw new FilterError('', {
      tell: (words) => words.tooLong('filter', LONGEST_EXPRESSION),
      position: 0,
      length: 1,
    });
  }
  const tokens: Token[] = [];
  let position = 0;
  while (position < expression.length) {
    const token = tokenAt(expression, position, rules);
    if (token === undefined) {
      const last = tokens.at(-1)?.position ?? position;
      const stray = strayAt(expression, position, last, (text, start) => {
        const meant = tokenAt(text, start, rules);
        return meant === undefined || isRefused(meant.text) ? undefined : start + meant.length;
      });
      throw new FilterError(expression, { ...stray, position });
    }
    if (token.kind !== 'space') tokens.push({ ...token, kind: token.kind });
    position += token.length;
  }
  tokens.push({ kind: 'end', text: '', position, length: 1 });
  return tokens;
}

function tokenAt(expression: string, position: number, rules: TokenRules) {
  for (const [kind, rule] of rules) {
    rule.lastIndex = position;
    const match = rule.exec(expression);
    if (match === null || match[0] === '') continue;
    const [whole, inner = whole] = match;
    return { kind, text: inner, position, length: whole.length };
  }
  return undefined;
}

/** Reads the tokens of one filter from left to right. */
export class TokenReader {
  readonly expression: string;
  readonly #tokens: readonly Token[];
  readonly #end: Token;
  #at = 0;
  #depth = 0;

  constructor(expression: string, tokens: readonly Token[]) {
    this.expression = expression;
    this.#tokens = tokens;
    this.#end = { kind: 'end', text: '', position: expression.length, length: 1 };
  }

  /** The token to be read next, or one so many further on. */
  peek(ahead = 0): Token {
    return this.#tokens[this.#at + ahead] ?? this.#end;
  }

  next(): Token {
    const token = this.peek();
    if (token.kind !== 'end') this.#at++;
    return token;
  }

  /** True where the next token is one of these, written like this, and no string. */
  sees(...texts: readonly string[]): boolean {
    const { kind, text } = this.peek();
    return (kind === 'word' || kind === 'symbol') && texts.includes(text);
  }

  /** Reads the next token where it is one of these. */
  accept(...texts: readonly string[]): Token | undefined {
    return this.sees(...texts) ? this.next() : undefined;
  }

  expect(text: string, tell: TellFilter): Token {
    return this.accept(text) ?? this.refuse(this.peek(), tell);
  }

  /** Reads a part that may hold parts of its own. */
  nested<T>(read: () => T): T {
    this.deepen();
    const part = read();
    this.#depth--;
    return part;
  }

  /** Counts a level that is not left again, as of an `and` behind an `or`. */
  deepen(): void {
    if (++this.#depth > DEEPEST_TREE)
      this.refuse(this.peek(), (words) => words.tooDeep(DEEPEST_TREE));
  }

  /** @throws FilterError always; where the filter ends too soon, the reason says so. */
  refuse(token: Token, reason: TellFilter, nearest?: string): never {
    const { position, length } = token;
    const tell: TellFilter =
      token.kind === 'end' ? (words) => words.endsHere(reason(words), 'filter') : reason;
    const complaint: Complaint = { tell, position, length, nearest };
    throw new FilterError(this.expression, complaint);
  }

  /** Refuses a word that is none of those known, and says which is near. */
  refuseWord(token: Token, reason: TellFilter, known: Iterable<string>): never {
    return this.refuse(token, reason, nearestName(token.text, known));
  }
}
