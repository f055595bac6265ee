import type { Complaint } from '../filter-error.ts';
import { nearestName } from '../nearest.ts';
import { type ASTNode, checkedTypeOf, type Declarations, type Fault } from './environment.ts';

/** What a fault is called, by its code; the others keep the words of the package. */
const REASONS: Readonly<Record<string, (fault: Fault) => string>> = {
  unexpected_token: ({ summary }) =>
    summary.endsWith('EOF')
      ? 'expected a value, and the condition ends here'
      : 'expected a value here',
  expected_token: ({ summary }) => {
    const [, wanted = '', found = ''] = /^Expected (\w+), got (\w+)/.exec(summary) ?? [];
    const ending = found === 'EOF' ? ', and the condition ends here' : '';
    return `expected ${TOKENS[wanted] ?? wanted.toLowerCase()}${ending}`;
  },
  unterminated_string: () => 'a string that does not end',
  unterminated_triple_quoted_string: () => 'a string that does not end',
  reserved_identifier: ({ summary }) => `${lastWord(summary)} is a word of CEL, and no field`,
  limit_exceeded: () => 'too many parts, or parts within parts',
  invalid_logical_operand: ({ summary }) =>
    `and, or and not go with true and false, not with ${typeWords(quoted(summary))}`,
  invalid_condition_type: ({ summary }) =>
    `what is tested must be true or false, not ${typeWords(quoted(summary))}`,
  cannot_index_type: ({ summary }) => `${typeWords(quoted(summary))} has no fields`,
  invalid_index_type: () => 'lists are counted in whole numbers, fields have names',
  incompatible_ternary_branches: () => 'both answers of ?: must be of one type',
  no_such_overload: ({ summary, part }) => overloadReason(summary, part),
  no_matching_overload: ({ summary }) => `there is no function ${functionText(summary)}`,
};

const TOKENS: Readonly<Record<string, string>> = {
  RPAREN: 'a closing parenthesis',
  RBRACKET: 'a closing bracket',
  RBRACE: 'a closing brace',
  COLON: 'a colon',
  IDENTIFIER: 'a name',
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
    return { ...place, reason: `there is no field ${key} in ${owner}`, nearest };
  }
  if (code === 'unexpected_character') return { ...place, ...strayCharacter(text, start) };
  const reason = REASONS[code]?.(fault) ?? lowerFirst(fault.summary);
  return { ...place, reason };
}

function unknownField(
  name: string,
  { record }: Declarations,
): Pick<Complaint, 'reason' | 'nearest'> {
  const nearest =
    nearestName(name, record.fields.keys()) ??
    // Perhaps it is one of a part: `retransmittedSegments` is of `client` and of `server`.
    [...record.fields]
      .filter(([, type]) => type.kind === 'object' && type.fields.has(name))
      .map(([owner]) => `${owner}.${name}`)[0];
  return { reason: `there is no field ${name}`, nearest };
}

function strayCharacter(text: string, position: number): Pick<Complaint, 'reason'> {
  const character = String.fromCodePoint(text.codePointAt(position) ?? 0);
  if (character === '=') return { reason: '= means nothing here: == compares' };
  if (character === '&' || character === '|') {
    return { reason: `${character} means nothing here: ${character}${character} joins conditions` };
  }
  if (/\w/.test(character)) return { reason: 'expected &&, || or the end' };
  return { reason: `${JSON.stringify(character)} means nothing here` };
}

function overloadReason(summary: string, part: ASTNode | undefined): string {
  const types = summary.replace(/^no such overload: /, '');
  const operator = part?.op ?? '';
  const at = types.indexOf(` ${operator} `);
  if (at < 0) return `${types[0]} does not go with ${typeWords(types.slice(1))}`;
  const left = typeWords(types.slice(0, at));
  const right = typeWords(types.slice(at + operator.length + 2));
  return `${operator} does not go with ${left} and ${right}`;
}

/** `foo(double, string)` from `found no matching overload for 'foo(double, string)'`. */
function functionText(summary: string): string {
  return quoted(summary)
    .replace(/^[\w<>, ]+\./, '')
    .replace(/\((.*)\)$/, (_, types: string) => `(${types.split(', ').map(plainType).join(', ')})`);
}

const TYPES: Readonly<Record<string, string>> = {
  double: 'a number',
  int: 'a number',
  uint: 'a number',
  string: 'a string',
  bool: 'true or false',
  null: 'null',
  list: 'a list',
  map: 'a map',
};

/** The name of a type in words. */
export function typeWords(type: string): string {
  const of = /^list<(.*)>$/.exec(type)?.[1];
  if (of !== undefined) return `a list of ${plainType(of)}s`;
  if (type.startsWith('map<')) return 'a map';
  return TYPES[type] ?? 'an object';
}

function plainType(type: string): string {
  if (type === '') return '';
  return typeWords(type)
    .replace(/^an? /, '')
    .replace(/^true or false$/, 'boolean');
}

function quoted(summary: string): string {
  return /'(.*)'$/.exec(summary)?.[1] ?? '';
}

function lastWord(summary: string): string {
  return summary.split(' ').at(-1) ?? '';
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
