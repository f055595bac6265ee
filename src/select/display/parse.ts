import type { TellFilter, Undisplayed } from '../filter-words.ts';
import { type Token, type TokenKind, TokenReader, tokenize } from '../token-reader.ts';
import { condition, join, not, type Tree } from '../tree.ts';
import type { Condition, Operator } from './comparison.ts';
import type { Field } from './field.ts';
import { FIELDS } from './fields.ts';
import { type Interval, parseElement, parseInterval, type ValueType } from './value.ts';

const RULES: readonly (readonly [TokenKind | 'space', RegExp])[] = [
  ['space', /\s+/y],
  ['string', /"([^"\\]*)"/y],
  ['symbol', /\.\.|&&|\|\||===|!==|==|!=|~=|<=|>=|[<>!~&|(){}[\],=]/y],
  ['word', /[-+\w.:/]+/y],
];

const OPERATORS: ReadonlyMap<string, Operator> = new Map([
  ['==', 'any_eq'],
  ['eq', 'any_eq'],
  ['any_eq', 'any_eq'],
  ['===', 'all_eq'],
  ['all_eq', 'all_eq'],
  ['!=', 'all_ne'],
  ['ne', 'all_ne'],
  ['all_ne', 'all_ne'],
  ['~=', 'any_ne'],
  ['!==', 'any_ne'],
  ['any_ne', 'any_ne'],
  ['<', '<'],
  ['lt', '<'],
  ['<=', '<='],
  ['le', '<='],
  ['>', '>'],
  ['gt', '>'],
  ['>=', '>='],
  ['ge', '>='],
]);

/** What Wireshark's syntax has and this program has not. */
const UNSUPPORTED: ReadonlyMap<string, Undisplayed> = new Map([
  ['contains', 'contains'],
  ['matches', 'matches'],
  ['~', 'matches'],
  ['[', 'slice'],
  ['=', 'one-equals'],
  ['|', 'one-bar'],
]);

const WORDS: readonly string[] = [...FIELDS.keys(), 'and', 'or', 'not'];
const QUANTIFIERS = ['any', 'all'];

/**
 * Parses the syntax of Wireshark's display filters, wireshark-filter(4): not binds most, then and,
 * then or.
 *
 * @throws FilterError
 */
export function parseDisplayFilter(expression: string): Tree<Condition> {
  const tokens = tokenize(expression, RULES, (text) => UNSUPPORTED.has(text));
  const reader = new TokenReader(expression, tokens);
  if (reader.peek().kind === 'end') reader.refuse(reader.peek(), (words) => words.nothing);
  const tree = parseOr(reader);
  const rest = reader.peek();
  if (rest.kind === 'end') return tree;
  const unsupported = UNSUPPORTED.get(rest.text);
  const tell: TellFilter = ({ display }) =>
    unsupported === undefined ? display.end : display.unsupported[unsupported];
  return reader.refuseWord(rest, tell, [...OPERATORS.keys(), 'and', 'or', 'in']);
}

function parseOr(reader: TokenReader): Tree<Condition> {
  let tree = parseAnd(reader);
  while (reader.accept('or', '||')) tree = join('or', tree, parseAnd(reader));
  return tree;
}

function parseAnd(reader: TokenReader): Tree<Condition> {
  let tree = parseNot(reader);
  while (reader.accept('and', '&&')) tree = join('and', tree, parseNot(reader));
  return tree;
}

function parseNot(reader: TokenReader): Tree<Condition> {
  if (reader.accept('not', '!')) return not(reader.nested(() => parseNot(reader)));
  if (!reader.accept('(')) return parseCondition(reader);
  const tree = reader.nested(() => parseOr(reader));
  reader.expect(')', (words) => words.closing.parenthesis);
  return tree;
}

/** `tcp.analysis.retransmission`, `ip.addr == 192.0.2.0/24`, `tcp.port in {80, 8000..8080}`. */
function parseCondition(reader: TokenReader): Tree<Condition> {
  const quantifier = QUANTIFIERS.includes(reader.peek().text) ? reader.next().text : undefined;
  const token = reader.next();
  const field = fieldOf(reader, token);
  const mask = reader.accept('&') ? parseMask(reader, token, field) : undefined;
  if (mask === undefined && reader.accept('in')) {
    const elements = parseSet(reader, typeOf(reader, token, field));
    return condition({ kind: 'membership', field, elements });
  }
  const sign = reader.peek();
  const operator = sign.kind === 'end' ? undefined : OPERATORS.get(sign.text);
  if (operator !== undefined) {
    reader.next();
    const value = parseRightSide(reader, typeOf(reader, token, field));
    const asked = quantified(reader, sign, operator, quantifier);
    return condition({ kind: 'comparison', field, operator: asked, value, mask });
  }
  refuseUnsupported(reader, sign);
  if (quantifier !== undefined) reader.refuse(sign, (words) => words.display.comparison);
  if (mask === undefined) return condition({ kind: 'presence', field });
  // A field and bits alone: whether any of the bits is set.
  return condition({ kind: 'comparison', field, operator: 'all_ne', value: ZERO, mask });
}

const ZERO: Interval = { low: [0], high: [0] };

function refuseUnsupported(reader: TokenReader, token: Token): void {
  const unsupported = token.kind === 'string' ? undefined : UNSUPPORTED.get(token.text);
  if (unsupported !== undefined) {
    reader.refuse(token, ({ display }) => display.unsupported[unsupported]);
  }
}

function fieldOf(reader: TokenReader, token: Token): Field {
  const field = token.kind === 'word' ? FIELDS.get(token.text) : undefined;
  if (field !== undefined) return field;
  refuseUnsupported(reader, token);
  if (token.kind !== 'word') return reader.refuse(token, (words) => words.display.field);
  if (reader.peek().text === '(') {
    return reader.refuse(token, (words) => words.display.noFunction(token.text));
  }
  return reader.refuseWord(token, (words) => words.noField(token.text), WORDS);
}

function typeOf(reader: TokenReader, token: Token, { type }: Field): ValueType {
  if (type !== 'presence') return type;
  return reader.refuse(token, (words) => words.display.noValue(token.text));
}

function parseMask(reader: TokenReader, token: Token, field: Field): number {
  const type = typeOf(reader, token, field);
  if (type !== 'number') reader.refuse(token, (words) => words.display.noBits(token.text));
  return parseInterval(reader, 'number').low[0] ?? 0;
}

function parseRightSide(reader: TokenReader, type: ValueType): Interval {
  const token = reader.peek();
  if (token.kind === 'word' && FIELDS.has(token.text)) {
    reader.refuse(token, (words) => words.display.noOtherField);
  }
  return parseInterval(reader, type);
}

/** `any ip.addr != ...` and `all tcp.port == ...` say what the operator itself leaves open. */
function quantified(
  reader: TokenReader,
  sign: Token,
  operator: Operator,
  quantifier: string | undefined,
): Operator {
  if (quantifier === undefined) return operator;
  if (operator === 'any_eq') return quantifier === 'any' ? 'any_eq' : 'all_eq';
  if (operator === 'all_ne') return quantifier === 'any' ? 'any_ne' : 'all_ne';
  if (quantifier === 'any') return operator;
  return reader.refuse(sign, (words) => words.display.allIsForEquality);
}

function parseSet(reader: TokenReader, type: ValueType): readonly Interval[] {
  reader.expect('{', (words) => words.display.set);
  const elements = [parseElement(reader, type)];
  while (!reader.accept('}')) {
    reader.accept(',');
    elements.push(parseElement(reader, type));
  }
  return elements;
}
