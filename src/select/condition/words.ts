import type { Complaint } from '../filter-error.ts';
import type { TellFilter } from '../filter-words.ts';
import { nearestName } from '../nearest.ts';
import { quoted } from '../quoted.ts';
import { type ASTNode, checkedTypeOf, type Declarations } from './environment.ts';
import type { FieldType } from './field-type.ts';

/** What is declared, and the names that the condition itself gives. */
interface Scope extends Declarations {
  readonly bound: ReadonlySet<string>;
}

/**
 * What the types of CEL do not tell: a field of a closed set of words compared with none of them, a
 * pattern that is none, and `has`, which asks for a key that our records never lack.
 */
export function complaintAbout(
  part: ASTNode,
  declarations: Scope,
  text: string,
): Complaint | undefined {
  switch (part.op) {
    case '==':
    case '!=': {
      const [left, right] = part.args;
      const typeOf = (side: ASTNode) => fieldTypeOf(side, declarations);
      return strayWord(typeOf(left), [right]) ?? strayWord(typeOf(right), [left]);
    }
    case 'in': {
      const [left, right] = part.args;
      const elements = right.op === 'list' ? right.args : [];
      const list = fieldTypeOf(right, declarations);
      const within = list?.kind === 'list' ? strayWord(list.of, [left]) : undefined;
      return strayWord(fieldTypeOf(left, declarations), elements) ?? within;
    }
    case 'call':
      return part.args[0] === 'has' ? complaintAboutHas(part, text) : undefined;
    case 'rcall':
      return part.args[0] === 'matches' ? complaintAboutPattern(part.args[2][0]) : undefined;
    default:
      return undefined;
  }
}

/** A part with all parts that it is made of, in the order that they are written in. */
export function partsWithin(part: ASTNode): ASTNode[] {
  const found: ASTNode[] = [];
  const left = [part];
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    found.push(next);
    left.push(...partsOf(next).toReversed());
  }
  return found;
}

/** Of nothing CEL cannot tell of what: its overloads for `in` would be ambiguous. */
export function isEmptyList({ op, args }: ASTNode): boolean {
  return op === 'list' && args.length === 0;
}

/** The names that `exists` and its like give to the elements of a list. */
export function boundNames(parts: readonly ASTNode[]): ReadonlySet<string> {
  const names = parts.flatMap((part) => {
    const [, , [name, ...others]] = part.op === 'rcall' ? part.args : [undefined, undefined, []];
    return name?.op === 'id' && others.length > 0 ? [name.args] : [];
  });
  return new Set(names);
}

/**
 * The fields that a text reads, as `handshake.rttSeconds`, each once. A name that the text gives to
 * the elements of a list is none, unless a field has it too.
 */
export function fieldsRead(ast: ASTNode, { fields }: Declarations['record']): string[] {
  const parts = partsWithin(ast);
  const bound = boundNames(parts);
  const paths = new Set<string>();
  const inner = new Set<ASTNode>();
  for (const part of parts) {
    if (part.op === '.') inner.add(part.args[0]);
    const path = inner.has(part) ? undefined : pathOf(part);
    const [name = ''] = path ?? [];
    if (path !== undefined && (fields.has(name) || !bound.has(name))) paths.add(path.join('.'));
  }
  return [...paths];
}

/** The names of a chain of fields; undefined where a part is none. */
function pathOf(part: ASTNode): string[] | undefined {
  if (part.op === 'id') return [part.args];
  if (part.op !== '.') return undefined;
  const [object, key] = part.args;
  const before = pathOf(object);
  return before && [...before, key];
}

function partsOf({ args }: ASTNode): readonly ASTNode[] {
  const parts: readonly unknown[] = Array.isArray(args) ? args.flat(2) : [args];
  return parts.filter((part): part is ASTNode => {
    return typeof part === 'object' && part !== null && 'op' in part;
  });
}

/** The type of a field, where a part is one. */
function fieldTypeOf(part: ASTNode, { record, objects, bound }: Scope): FieldType | undefined {
  if (part.op === 'id') return bound.has(part.args) ? undefined : record.fields.get(part.args);
  if (part.op !== '.') return undefined;
  const [object, key] = part.args;
  return objects.get(checkedTypeOf(object) ?? '')?.fields.get(key);
}

/** Words of a field that are listed. */
const MOST_WORDS = 12;

function strayWord(
  type: FieldType | undefined,
  candidates: readonly ASTNode[],
): Complaint | undefined {
  if (type?.kind !== 'word') return undefined;
  const stray = candidates.find(
    ({ op, args }) => op === 'value' && typeof args === 'string' && !type.words.includes(args),
  );
  if (stray === undefined) return undefined;
  const word = String(stray.args);
  const nearest = nearestName(word, type.words);
  const shown = type.words.slice(0, MOST_WORDS);
  const isAll = shown.length === type.words.length;
  const tell: TellFilter = ({ condition }) =>
    condition.neverWord(quoted(JSON.stringify(word)), shown, isAll);
  return { ...placeOf(stray), tell, nearest: nearest && JSON.stringify(nearest) };
}

function complaintAboutHas(part: ASTNode, text: string): Complaint {
  const [asked] = partsOf(part);
  const field = asked === undefined ? 'field' : text.slice(asked.start, asked.end);
  return { ...placeOf(part), tell: ({ condition }) => condition.absentIsNull(quoted(field)) };
}

function complaintAboutPattern(part: ASTNode | undefined): Complaint | undefined {
  if (part?.op !== 'value' || typeof part.args !== 'string') return undefined;
  try {
    new RegExp(part.args);
    return undefined;
  } catch {
    return { ...placeOf(part), tell: ({ condition }) => condition.pattern };
  }
}

function placeOf({ start, end }: ASTNode): Pick<Complaint, 'position' | 'length'> {
  return { position: start, length: Math.max(1, end - start) };
}
