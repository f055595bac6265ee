import type { Complaint } from '../filter-error.ts';
import type { CelSign, CelType, TellFilter } from '../filter-words.ts';
import { strayAt } from '../full-width.ts';
import { nearestName } from '../nearest.ts';
import { quoted } from '../quoted.ts';
import { type ASTNode, checkedTypeOf, type Declarations, type Fault } from './environment.ts';

/** What a fault is called, by its code; the others keep the words of the package. */
const REASONS: Readonly<Record<string, (fault: Fault) => TellFilter>> = {
  unexpected_token: ({ summary }) =>
    summary.endsWith('EOF')
      ? (words) => words.endsHere(words.condition.value, 'condition')
      : (words) => words.condition.valueHere,
  expected_token: ({ summary }) => {
    const [, wanted = '', found = ''] = /^Expected (\w+), got (\w+)/.exec(summary) ?? [];
    const sign = SIGNS[wanted];
    const tell: TellFilter = ({ condition }) =>
      sign === undefined ? condition.token(wanted.toLowerCase()) : condition.sign(sign);
    return found === 'EOF' ? (words) => words.endsHere(tell(words), 'condition') : tell;
  },
  unterminated_string: () => (words) => words.condition.openString,
  unterminated_triple_quoted_string: () => (words) => words.condition.openString,
  newline_in_string: () => (words) => words.condition.lineInString,
  invalid_comprehension_range:
    ({ summary }) =>
    (words) =>
      words.condition.noList(typeOf(/^Expression of type '(.*)' cannot/.exec(summary)?.[1] ?? '')),
  reserved_identifier:
    ({ summary }) =>
    (words) =>
      words.condition.reserved(lastWord(summary)),
  limit_exceeded: ({ summary }) => {
    const [, limit, most] = /^Exceeded (\w+) \((\d+)\)/.exec(summary) ?? [];
    return limit === 'maxDepth'
      ? (words) => words.tooDeep(Number(most))
      : (words) => words.condition.tooMuch(Number(most));
  },
  invalid_logical_operand:
    ({ summary }) =>
    (words) =>
      words.condition.logical(typeOf(betweenQuotes(summary))),
  invalid_condition_type:
    ({ summary }) =>
    (words) =>
      words.condition.tested(typeOf(betweenQuotes(summary))),
  cannot_index_type:
    ({ summary }) =>
    (words) =>
      words.condition.noFields(typeOf(betweenQuotes(summary))),
  invalid_index_type: () => (words) => words.condition.index,
  incompatible_ternary_branches: () => (words) => words.condition.ternary,
  no_such_overload: ({ summary, part }) => overloadReason(summary, part),
  no_matching_overload: ({ summary }) => missingFunction(summary),
};

/** Sequences in a string that stand for no character. */
const ESCAPES: readonly string[] = [
  'invalid_escape_sequence',
  'invalid_hex_escape',
  'invalid_octal_escape',
  'octal_escape_out_of_range',
  'invalid_unicode_escape',
  'invalid_unicode_surrogate',
];

const SIGNS: Readonly<Record<string, CelSign>> = {
  RPAREN: 'parenthesis',
  RBRACKET: 'bracket',
  RBRACE: 'brace',
  COLON: 'colon',
  IDENTIFIER: 'name',
};

/** What is wrong, in the words of all our filters; positions are those of the text compiled. */
export function explain(fault: Fault, text: string, declarations: Declarations): Complaint {
  const { code, start, end, part } = fault;
  const place = { position: start, length: Math.max(1, end - start) };
  if (code === 'unknown_variable' && part?.op === 'id') {
    return { ...place, ...unknownField(part.args, declarations) };
  }
  if (code === 'no_such_key' && part?.op === '.') {
    const [object, key] = part.args;
    const fields = declarations.objects.get(checkedTypeOf(object) ?? '')?.fields;
    const owner = text.slice(object.start, object.end);
    const nearest = nearestName(key, fields?.keys() ?? []);
    return { ...place, tell: ({ condition }) => condition.noFieldIn(key, quoted(owner)), nearest };
  }
  const written = text.slice(start, end);
  if (ESCAPES.includes(code)) return { ...place, tell: (words) => words.condition.escape(written) };
  if (code === 'invalid_macro_argument') {
    const isHas = fault.summary.startsWith('has(');
    return {
      ...place,
      tell: ({ condition }) =>
        isHas ? condition.absentIsNull(quoted(written)) : condition.element,
    };
  }
  if (code === 'unexpected_character') return { ...place, ...strayCharacter(text, start) };
  const other: TellFilter = ({ condition }) => condition.other(lowerFirst(fault.summary));
  return { ...place, tell: REASONS[code]?.(fault) ?? other };
}

function unknownField(name: string, { record }: Declarations): Pick<Complaint, 'tell' | 'nearest'> {
  const nearest =
    nearestName(name, record.fields.keys()) ??
    // Perhaps it is one of a part: `retransmittedSegments` is of `client` and of `server`.
    [...record.fields]
      .filter(([, type]) => type.kind === 'object' && type.fields.has(name))
      .map(([owner]) => `${owner}.${name}`)[0];
  return { tell: (words) => words.noField(name), nearest };
}

/** What CEL has, but for what is within a string: it begins here. */
const TOKEN = /\s|[=!<>]=|&&|\|\||[-+*/%!<>()[\]{}.,:?"']|\w+/y;

function strayCharacter(
  text: string,
  position: number,
): Pick<Complaint, 'tell'> & Partial<Complaint> {
  const character = String.fromCodePoint(text.codePointAt(position) ?? 0);
  if (character === '=') return { tell: ({ condition }) => condition.oneEquals };
  if (character === '&' || character === '|') {
    return { tell: ({ condition }) => condition.onlyTwice(character) };
  }
  if (/\w/.test(character)) return { tell: ({ condition }) => condition.end };
  // One before is where a sign of two begins.
  return strayAt(text, position, Math.max(0, position - 1), (all, start) => {
    TOKEN.lastIndex = start;
    const [token] = TOKEN.exec(all) ?? [];
    return token === undefined ? undefined : start + token.length;
  });
}

function overloadReason(summary: string, part: ASTNode | undefined): TellFilter {
  const types = summary.replace(/^no such overload: /, '');
  const operator = part?.op ?? '';
  const at = types.indexOf(` ${operator} `);
  if (at < 0) {
    return ({ condition }) => condition.operand(types.charAt(0), typeOf(types.slice(1)));
  }
  const left = typeOf(types.slice(0, at));
  const right = typeOf(types.slice(at + operator.length + 2));
  return ({ condition }) => condition.operands(operator, left, right);
}

/** A function and the types of its arguments, from `found no matching overload for 'foo(double, string)'`. */
function missingFunction(summary: string): TellFilter {
  const text = betweenQuotes(summary).replace(/^[\w<>, ]+\./, '');
  const [, name = text, list] = /^(.*?)\((.*)\)$/.exec(text) ?? [];
  const types = list === undefined ? null : list.split(', ').filter((type) => type !== '');
  return ({ condition }) => condition.noFunction(name, types?.map(typeOf) ?? null);
}

const TYPES: Readonly<Record<string, CelType>> = {
  double: { kind: 'number' },
  int: { kind: 'number' },
  uint: { kind: 'number' },
  string: { kind: 'string' },
  bool: { kind: 'boolean' },
  null: { kind: 'null' },
  list: { kind: 'list', of: null },
  map: { kind: 'map' },
};

/** A type by its name in CEL. */
function typeOf(name: string): CelType {
  const of = /^list<(.*)>$/.exec(name)?.[1];
  if (of !== undefined) return { kind: 'list', of: typeOf(of) };
  if (name.startsWith('map<')) return { kind: 'map' };
  return TYPES[name] ?? { kind: 'object' };
}

function betweenQuotes(summary: string): string {
  return /'(.*)'$/.exec(summary)?.[1] ?? '';
}

function lastWord(summary: string): string {
  return summary.split(' ').at(-1) ?? '';
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
