import type { Token, TokenReader } from '../token-reader.ts';
import {
  type Arithmetic,
  type ArithmeticOperator,
  ETHER_TYPES,
  type LoadProtocol,
  type Primitive,
  type Relation,
  TRANSPORTS,
} from './primitive.ts';
import { NAMED_NUMBERS } from './vocabulary.ts';

/** From those that bind least. */
const OPERATORS: readonly (readonly ArithmeticOperator[])[] = [
  ['|'],
  ['^'],
  ['&'],
  ['<<', '>>'],
  ['+', '-'],
  ['*', '/', '%'],
];
const RELATIONS: ReadonlyMap<string, Relation> = new Map([
  ['=', '='],
  ['==', '='],
  ['!=', '!='],
  ['<', '<'],
  ['<=', '<='],
  ['>', '>'],
  ['>=', '>='],
]);

const LARGEST_NUMBER = 0xffff_ffff;
const MINUS_ONE: Arithmetic = { kind: 'number', value: 0xffff_ffff };

/** A number as C writes it: decimal, 0x hexadecimal or 0 octal; undefined for anything else. */
export function parseNumber(text: string): number | undefined {
  const isNumber = /^(0x[0-9a-f]+|0[0-7]*|[1-9]\d*)$/i.test(text);
  if (!isNumber) return undefined;
  const value = /^0\d/.test(text) ? Number.parseInt(text, 8) : Number(text);
  return value <= LARGEST_NUMBER ? value : undefined;
}

/** Whether the next tokens compare numbers: a number alone may be a port that lost its qualifier. */
export function seesRelation(reader: TokenReader): boolean {
  const token = reader.peek();
  if (token.kind !== 'word' && token.kind !== 'symbol') return false;
  if (token.text === '-' || token.text === 'len' || token.text === 'length') return true;
  if (token.text === '(') return isOperator(reader.peek(widthOfParentheses(reader)));
  if (loadProtocol(token) !== undefined) return reader.peek(1).text === '[';
  const isNumber = parseNumber(token.text) !== undefined || NAMED_NUMBERS.has(token.text);
  return isNumber && isOperator(reader.peek(1));
}

function isOperator({ kind, text }: Token): boolean {
  if (kind !== 'symbol') return false;
  return RELATIONS.has(text) || OPERATORS.some((level) => level.some((each) => each === text));
}

/** Tokens from the parenthesis at hand to the one that closes it. */
function widthOfParentheses(reader: TokenReader): number {
  let depth = 0;
  let ahead = 0;
  do {
    const { kind, text } = reader.peek(ahead);
    if (kind === 'end') return ahead;
    if (text === '(') depth++;
    if (text === ')') depth--;
    ahead++;
  } while (depth > 0);
  return ahead;
}

/** Two numbers and how they are to compare. */
export function parseRelation(reader: TokenReader, tags: number): Primitive {
  const left = parseOperation(reader, tags, 0);
  const token = reader.peek();
  const relation = token.kind === 'symbol' ? RELATIONS.get(token.text) : undefined;
  if (relation === undefined) reader.refuse(token, (words) => words.packet.relation);
  reader.next();
  return { kind: 'relation', relation, left, right: parseOperation(reader, tags, 0) };
}

function parseOperation(reader: TokenReader, tags: number, level: number): Arithmetic {
  const operators = OPERATORS[level];
  if (operators === undefined) return parseOperand(reader, tags);
  let left = parseOperation(reader, tags, level + 1);
  for (;;) {
    const token = reader.accept(...operators);
    const operator = operators.find((each) => each === token?.text);
    if (operator === undefined || token === undefined) return left;
    reader.deepen();
    const right = parseOperation(reader, tags, level + 1);
    if ((operator === '/' || operator === '%') && right.kind === 'number' && right.value === 0) {
      reader.refuse(token, (words) => words.packet.divisionByZero);
    }
    left = { kind: 'operation', operator, left, right };
  }
}

function parseOperand(reader: TokenReader, tags: number): Arithmetic {
  const token = reader.next();
  if (token.text === '-') {
    const left = reader.nested(() => parseOperand(reader, tags));
    return { kind: 'operation', operator: '*', left, right: MINUS_ONE };
  }
  if (token.text === '(') {
    const inner = reader.nested(() => parseOperation(reader, tags, 0));
    reader.expect(')', (words) => words.closing.parenthesis);
    return inner;
  }
  if (token.text === 'len' || token.text === 'length') return { kind: 'length' };
  const value = NAMED_NUMBERS.get(token.text) ?? parseNumber(token.text);
  if (value !== undefined) return { kind: 'number', value };
  const protocol = loadProtocol(token);
  if (protocol !== undefined && reader.accept('[')) return parseLoad(reader, protocol, tags);
  return reader.refuseWord(token, (words) => words.packet.operand, [
    ...NAMED_NUMBERS.keys(),
    ...LOAD_PROTOCOLS.keys(),
  ]);
}

/** Behind the bracket: `13]`, `2:2]`. */
function parseLoad(reader: TokenReader, protocol: LoadProtocol, tags: number): Arithmetic {
  const offset = reader.nested(() => parseOperation(reader, tags, 0));
  let size: 1 | 2 | 4 = 1;
  if (reader.accept(':')) {
    const token = reader.next();
    const asked = parseNumber(token.text);
    if (asked !== 1 && asked !== 2 && asked !== 4) {
      return reader.refuse(token, (words) => words.packet.loadSize);
    }
    size = asked;
  }
  reader.expect(']', (words) => words.closing.bracket);
  return { kind: 'load', protocol, offset, size, tags };
}

const LOAD_PROTOCOLS: ReadonlyMap<string, LoadProtocol> = new Map([
  ['ether', 'ether'],
  ['link', 'ether'],
  ...[...keysOf(ETHER_TYPES), ...keysOf(TRANSPORTS)].map((name) => [name, name] as const),
]);

function keysOf<Key extends string>(table: Readonly<Record<Key, unknown>>): Key[] {
  return Object.keys(table) as Key[];
}

function loadProtocol({ kind, text }: Token): LoadProtocol | undefined {
  return kind === 'word' ? LOAD_PROTOCOLS.get(text) : undefined;
}
