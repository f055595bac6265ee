import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { SCHEMAS } from '../../../src/model/schema/index.ts';

interface Property {
  readonly const?: unknown;
  readonly description?: string;
}

interface Node {
  readonly type?: unknown;
  readonly properties?: Readonly<Record<string, Property>>;
}

/** Every object of a JSON Schema with its path, the values of keywords included. */
function* nodes(node: unknown, path = ''): Generator<[string, Node]> {
  if (typeof node !== 'object' || node === null) return;
  if (!Array.isArray(node)) yield [path, node];
  for (const [key, child] of Object.entries(node)) yield* nodes(child, `${path}/${key}`);
}

function* properties(document: unknown): Generator<[string, Property]> {
  for (const [path, node] of nodes(document)) {
    if (node.type !== 'object') continue;
    for (const [key, property] of Object.entries(node.properties ?? {})) {
      yield [`${path}/${key}`, property];
    }
  }
}

describe.each(Object.entries(SCHEMAS))('schema %s', (_name, make) => {
  const document = make();

  it('is valid JSON Schema 2020-12, and refers to nothing it does not define', () => {
    expect(() => new Ajv2020({ allowUnionTypes: true }).compile(document)).not.toThrow();
  });

  it('closes every object', () => {
    for (const [path, node] of nodes(document)) {
      if (node.type === 'object') expect(node, path).toHaveProperty('additionalProperties');
    }
  });

  it('describes every key but constants', () => {
    for (const [path, property] of properties(document)) {
      if (property.const === undefined) expect(property.description, path).toMatch(/\S/);
    }
  });

  it('names the unit in the key of every time span', () => {
    for (const [path, { description = '' }] of properties(document)) {
      const isTimeSpan = /\bin seconds\b|^Seconds\b/.test(description);
      if (isTimeSpan && !/Seconds\//.test(path)) expect(path).toMatch(/Seconds$/);
    }
  });
});
