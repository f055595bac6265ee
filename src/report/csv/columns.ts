import type { JsonSchema, Schema } from '../../model/schema/schema.ts';

/** One column: its head, and what it takes from a record. */
export interface CsvColumn {
  /** Path of the value in the JSON of the record, as `client.address`. */
  readonly head: string;
  read(record: unknown): unknown;
}

/** The key of a list's items that says in a word what each is, if there is one. */
const WORD_KEYS = ['name', 'kind', 'segment'] as const;

/**
 * A column for each single value of a record, in the order of its schema. What is the same in every
 * record has none. Of a list of words the words are shown, with spaces between; of a list of
 * objects their number (`findings.length`) and the word for each (`findings.kind`).
 */
export function columnsOf({ json, definitions }: Schema<unknown>): CsvColumn[] {
  return [...columnsBelow(json, [], definitions)];
}

type Definitions = Schema<unknown>['definitions'];

function* columnsBelow(
  json: JsonSchema,
  path: readonly string[],
  definitions: Definitions,
): Generator<CsvColumn> {
  const node = shapeOf(json, definitions);
  if ('const' in node) return;
  const properties = propertiesOf(node);
  if (properties !== undefined) {
    for (const [key, part] of Object.entries(properties)) {
      yield* columnsBelow(part, [...path, key], definitions);
    }
  } else if (node.type === 'array') {
    yield* listColumns(node, path, definitions);
  } else {
    yield { head: path.join('.'), read: (record) => valueAt(record, path) };
  }
}

function* listColumns(
  { items }: JsonSchema,
  path: readonly string[],
  definitions: Definitions,
): Generator<CsvColumn> {
  const listOf = (record: unknown): readonly unknown[] => {
    const list = valueAt(record, path);
    return Array.isArray(list) ? list : [];
  };
  const head = path.join('.');
  const shapes = variantsOf(items as JsonSchema, definitions).map(propertiesOf);
  const [first] = shapes;
  if (first === undefined) {
    yield { head, read: (record) => listOf(record).join(' ') };
    return;
  }
  yield { head: `${head}.length`, read: (record) => listOf(record).length };
  const word = WORD_KEYS.find((key) => first[key] !== undefined);
  if (word === undefined) return;
  yield {
    head: `${head}.${word}`,
    read: (record) =>
      listOf(record)
        .map((item) => valueAt(item, [word]))
        .join(' '),
  };
}

/** The schema of the value where it is there: references and `null` taken away. */
function shapeOf(json: JsonSchema, definitions: Definitions): JsonSchema {
  const [only = json, ...others] = variantsOf(json, definitions);
  return others.length === 0 ? only : json;
}

function variantsOf(json: JsonSchema, definitions: Definitions): JsonSchema[] {
  if (json.$ref !== undefined) {
    const target = definitions[json.$ref.slice('#/$defs/'.length)];
    return target === undefined ? [json] : variantsOf(target, definitions);
  }
  const shapes = json['anyOf'];
  if (!Array.isArray(shapes)) return [json];
  return (shapes as JsonSchema[])
    .filter(({ type }) => type !== 'null')
    .flatMap((shape) => variantsOf(shape, definitions));
}

/** Of an object with keys that are known; undefined for anything else. */
function propertiesOf({
  properties,
}: JsonSchema): Readonly<Record<string, JsonSchema>> | undefined {
  return properties as Readonly<Record<string, JsonSchema>> | undefined;
}

function valueAt(record: unknown, path: readonly string[]): unknown {
  let value = record;
  for (const key of path) {
    if (typeof value !== 'object' || value === null) return null;
    value = (value as Readonly<Record<string, unknown>>)[key];
  }
  return value;
}
