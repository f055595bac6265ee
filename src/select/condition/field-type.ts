import type { JsonSchema, Schema } from '../../model/schema/schema.ts';

/** What a condition may do with a field. Any field may be absent, which is `null`. */
export type FieldType =
  | { readonly kind: 'number' | 'text' | 'boolean' | 'anything' }
  | { readonly kind: 'word'; readonly words: readonly string[] }
  | { readonly kind: 'list' | 'map'; readonly of: FieldType }
  | ObjectType;

export interface ObjectType {
  readonly kind: 'object';
  readonly fields: ReadonlyMap<string, FieldType>;
}

/** The fields of a record, by its schema. Shapes that have a name there are one object here. */
export function recordTypeOf({ json, definitions }: Schema<unknown>): ObjectType {
  const type = new Shapes(definitions).typeOf(json);
  if (type.kind !== 'object') throw new Error('conditions are on records');
  return type;
}

const ANYTHING: FieldType = { kind: 'anything' };

class Shapes {
  readonly #definitions: Schema<unknown>['definitions'];
  readonly #named = new Map<string, FieldType>();

  constructor(definitions: Schema<unknown>['definitions']) {
    this.#definitions = definitions;
  }

  typeOf(json: JsonSchema): FieldType {
    const { $ref, anyOf, properties, additionalProperties, items } = json;
    if ($ref !== undefined) return this.#namedType($ref);
    if (Array.isArray(anyOf)) return this.#anyOf(anyOf as JsonSchema[]);
    if (isObject(properties))
      return this.#objectOf(properties as Readonly<Record<string, JsonSchema>>);
    if (isObject(additionalProperties))
      return { kind: 'map', of: this.typeOf(additionalProperties) };
    if (isObject(items)) return { kind: 'list', of: this.typeOf(items) };
    return scalarOf(json);
  }

  #namedType(reference: string): FieldType {
    const known = this.#named.get(reference);
    if (known !== undefined) return known;
    const shape = this.#definitions[reference.slice('#/$defs/'.length)];
    const type = shape === undefined ? ANYTHING : this.typeOf(shape);
    this.#named.set(reference, type);
    return type;
  }

  #objectOf(properties: Readonly<Record<string, JsonSchema>>): ObjectType {
    const fields = Object.entries(properties).map(
      ([key, value]) => [key, this.typeOf(value)] as const,
    );
    return { kind: 'object', fields: new Map(fields) };
  }

  /** Of several shapes of objects, one with the fields of all: those that it lacks are absent. */
  #anyOf(shapes: readonly JsonSchema[]): FieldType {
    const types = shapes.filter(({ type }) => type !== 'null').map((shape) => this.typeOf(shape));
    const [only] = types;
    if (types.length === 1 && only !== undefined) return only;
    const fields = new Map<string, FieldType>();
    for (const type of types) {
      if (type.kind !== 'object') return ANYTHING;
      for (const [key, field] of type.fields) fields.set(key, joined(fields.get(key), field));
    }
    return { kind: 'object', fields };
  }
}

/** The type of a field that is of one type in one shape and of another in the next. */
function joined(one: FieldType | undefined, other: FieldType): FieldType {
  if (one === undefined) return other;
  if (one.kind === 'word' && other.kind === 'word') {
    return { kind: 'word', words: [...new Set([...one.words, ...other.words])] };
  }
  const isScalar = one.kind === 'number' || one.kind === 'text' || one.kind === 'boolean';
  return isScalar && one.kind === other.kind ? other : ANYTHING;
}

function scalarOf({ type, enum: words, const: only }: JsonSchema): FieldType {
  const known = words ?? (only === undefined ? [] : [only]);
  const texts = known.filter((word) => typeof word === 'string');
  if (texts.length > 0) return { kind: 'word', words: texts };
  const types = Array.isArray(type) ? type : [type];
  if (types.includes('integer') || types.includes('number') || typeof only === 'number') {
    return { kind: 'number' };
  }
  if (types.includes('string')) return { kind: 'text' };
  return types.includes('boolean') ? { kind: 'boolean' } : ANYTHING;
}

function isObject(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null;
}
