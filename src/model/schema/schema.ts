/** A JSON Schema (2020-12) as plain data. */
export interface JsonSchema {
  readonly type?: unknown;
  readonly enum?: readonly unknown[];
  readonly description?: string | undefined;
  readonly $ref?: string;
  readonly $defs?: Definitions;
  readonly [keyword: string]: unknown;
}

declare const value: unique symbol;

/**
 * One description of a value from which both of its forms come: the TypeScript type (`Infer`) and
 * the JSON Schema document (`schemaDocument`). Every value is required: what is absent is `null`.
 */
export interface Schema<T> {
  readonly json: JsonSchema;
  /** The named schemas that `json` refers to, by name. */
  readonly definitions: Definitions;
  /** Never there: it carries the type. */
  readonly [value]?: T;
}

type Definitions = Readonly<Record<string, JsonSchema>>;
type Properties = Readonly<Record<string, Schema<unknown>>>;

/** The TypeScript type of the values that a schema describes. */
export type Infer<S> = S extends Schema<infer T> ? T : never;
type InferObject<P extends Properties> = { readonly [K in keyof P]: Infer<P[K]> };

/** Made when it is asked for: most runs want the types alone, which are not there any more by then. */
function schema<T>(make: () => JsonSchema, parts: readonly Schema<unknown>[] = []): Schema<T> {
  return new LazySchema(make, () =>
    Object.assign({}, ...parts.map(({ definitions }) => definitions)),
  );
}

class LazySchema<T> implements Schema<T> {
  declare readonly [value]?: T;
  readonly #make: () => JsonSchema;
  readonly #define: () => Definitions;
  #json: JsonSchema | undefined;
  #definitions: Definitions | undefined;

  constructor(make: () => JsonSchema, define: () => Definitions) {
    this.#make = make;
    this.#define = define;
  }

  get json(): JsonSchema {
    this.#json ??= this.#make();
    return this.#json;
  }

  get definitions(): Definitions {
    this.#definitions ??= this.#define();
    return this.#definitions;
  }
}

/** A whole number; a count or a length unless `minimum` says otherwise. */
export function integer(description: string, minimum = 0, maximum?: number): Schema<number> {
  const limit = maximum === undefined ? {} : { maximum };
  return schema(() => ({ type: 'integer', description, minimum, ...limit }));
}

export function number(description: string, minimum?: number): Schema<number> {
  const limit = minimum === undefined ? {} : { minimum };
  return schema(() => ({ type: 'number', description, ...limit }));
}

export function text(description: string, pattern?: string): Schema<string> {
  const limit = pattern === undefined ? {} : { pattern };
  return schema(() => ({ type: 'string', description, ...limit }));
}

export function boolean(description: string): Schema<boolean> {
  return schema(() => ({ type: 'boolean', description }));
}

/** One of a closed set of words. */
export function oneOf<const W extends string>(words: readonly W[], description: string): Schema<W> {
  return schema(() => ({ type: 'string', description, enum: words }));
}

/** Always the same value: what tells variants apart. */
export function constant<const C extends string | number>(only: C): Schema<C> {
  return schema(() => ({ const: only }));
}

export function array<T>(items: Schema<T>, description: string): Schema<readonly T[]> {
  return schema(() => ({ type: 'array', description, items: items.json }), [items]);
}

/** An object whose keys are names that only the capture knows. */
export function record<T>(
  values: Schema<T>,
  description: string,
): Schema<Readonly<Record<string, T>>> {
  return schema(
    () => ({ type: 'object', description, additionalProperties: values.json }),
    [values],
  );
}

/** A closed object: each of these keys is there, and no other. */
export function object<const P extends Properties>(
  properties: P,
  description: string,
): Schema<InferObject<P>> {
  return schema(
    () => ({
      type: 'object',
      description,
      properties: Object.fromEntries(
        Object.entries(properties).map(([key, part]) => [key, part.json]),
      ),
      required: Object.keys(properties),
      additionalProperties: false,
    }),
    Object.values(properties),
  );
}

/** Any one of several shapes. */
export function anyOf<const S extends readonly Schema<unknown>[]>(
  shapes: S,
  description: string,
): Schema<Infer<S[number]>> {
  return schema(() => ({ description, anyOf: shapes.map((shape) => shape.json) }), shapes);
}

/** The value, or `null` where it is absent. */
export function nullable<T>(present: Schema<T>): Schema<T | null> {
  return schema(() => nullableJson(present.json), [present]);
}

function nullableJson(present: JsonSchema): JsonSchema {
  const { type, enum: words, description, ...rest } = present;
  if (typeof type === 'string' && type !== 'object') {
    const list = words === undefined ? {} : { enum: [...words, null] };
    return { type: [type, 'null'], description, ...list, ...rest };
  }
  return { description, anyOf: [present, { type: 'null' }] };
}

/** Gives a shape that is used more than once its name: documents define it once and refer to it. */
export function named<T>(name: string, shape: Schema<T>): Schema<T> {
  return new LazySchema<T>(
    () => ({ $ref: `#/$defs/${name}`, description: shape.json.description }),
    () => ({ ...shape.definitions, [name]: shape.json }),
  );
}

/** A named shape within itself. */
export function reference<T>(name: string): Schema<T> {
  return { json: { $ref: `#/$defs/${name}` }, definitions: {} };
}

/** The same shape where it means something more special. */
export function described<T>(description: string, shape: Schema<T>): Schema<T> {
  return schema(() => ({ ...shape.json, description }), [shape]);
}

/** The complete JSON Schema document of a shape, as `tcpdissect schema` prints it. */
export function schemaDocument(id: string, title: string, shape: Schema<unknown>): JsonSchema {
  const { $ref, ...own } = shape.json;
  const head = { $schema: 'https://json-schema.org/draft/2020-12/schema', $id: id, title };
  const root = $ref === undefined ? own : shape.definitions[$ref.slice('#/$defs/'.length)];
  return { ...head, ...root, $defs: shape.definitions };
}
