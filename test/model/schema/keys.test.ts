import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { SCHEMAS } from '../../../src/model/schema/index.ts';
import type { JsonSchema } from '../../../src/model/schema/schema.ts';
import { SCHEMA_VERSION } from '../../../src/model/schema/version.ts';

/*
 * Every key of the contract by its path and type, in keys.txt: `npm run golden` writes it anew. A
 * line that goes or changes breaks who reads our output: that takes a new version.
 */
const KEYS = new URL('keys.txt', import.meta.url);
const CHANGELOG = new URL('../../../docs/schema-changelog.md', import.meta.url);

const DOCUMENTS = Object.entries(SCHEMAS).filter(([name]) => name !== 'record');

function* keysBelow(
  node: JsonSchema,
  path: string,
  root: JsonSchema,
  within: readonly string[] = [],
): Generator<string> {
  const { $ref, type, items, anyOf, additionalProperties } = node;
  const below = (part: JsonSchema, behind: string, names = within) =>
    keysBelow(part, path + behind, root, names);
  if ($ref !== undefined) {
    const name = $ref.slice('#/$defs/'.length);
    const target = root.$defs?.[name];
    // A record within a document has lines of its own, a part within a part the same as that.
    const isTold = within.includes(name) || 'type' in propertiesOf(target);
    if (target === undefined || isTold) yield `${path} ${name}`;
    else yield* below(target, '', [...within, name]);
    return;
  }
  if (Array.isArray(anyOf)) {
    for (const shape of anyOf as JsonSchema[]) yield* below(shape, '');
    return;
  }
  if (path !== '') yield `${path} ${typeText(node)}`;
  for (const [key, part] of Object.entries(propertiesOf(node))) yield* below(part, `.${key}`);
  if (type === 'array') yield* below(items as JsonSchema, '[]');
  if (typeof additionalProperties === 'object' && additionalProperties !== null) {
    yield* below(additionalProperties as JsonSchema, '.*');
  }
}

function propertiesOf(node: JsonSchema | undefined): Readonly<Record<string, JsonSchema>> {
  return (node?.['properties'] ?? {}) as Readonly<Record<string, JsonSchema>>;
}

function typeText({ type, enum: words, const: only }: JsonSchema): string {
  if (only !== undefined) return JSON.stringify(only);
  if (words !== undefined) return words.map((word) => JSON.stringify(word)).join('|');
  return Array.isArray(type) ? type.join('|') : String(type);
}

function allKeys(): string {
  const lines = DOCUMENTS.flatMap(([name, make]) => {
    const root = make();
    return [...new Set(keysBelow(root, '', root))].map((line) => `${name}${line}`);
  });
  return `${lines.join('\n')}\n`;
}

describe('the keys of the contract', () => {
  it('are those of keys.txt', () => {
    if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(KEYS, allKeys());
    expect(allKeys(), 'run npm run golden, and tell of it in docs/schema-changelog.md').toBe(
      readFileSync(KEYS, 'utf8'),
    );
  });

  it('are told of in the changelog of the schema', () => {
    const changelog = readFileSync(CHANGELOG, 'utf8');
    expect(changelog).toContain(`\n## ${SCHEMA_VERSION}\n`);
    for (const [name, make] of DOCUMENTS) {
      expect(changelog).toContain(`\`${name}\``);
      for (const key of Object.keys(propertiesOf(make()))) {
        expect(changelog, `${name}.${key}`).toContain(`\`${key}\``);
      }
    }
  });
});
