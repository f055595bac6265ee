import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, expectTypeOf, it } from 'vitest';
import {
  array,
  boolean,
  constant,
  described,
  type Infer,
  integer,
  named,
  nullable,
  object,
  oneOf,
  record,
  schemaDocument,
  text,
} from '../../../src/model/schema/schema.ts';

const point = named('point', object({ x: integer('Column.'), y: integer('Row.', -9) }, 'A point.'));
const shape = object(
  {
    type: constant('shape'),
    name: nullable(text('Its name.')),
    colour: nullable(oneOf(['red', 'blue'], 'Its colour.')),
    centre: described('Its centre.', point),
    origin: nullable(point),
    corners: array(point, 'Its corners.'),
    weights: record(integer('Grams.'), 'Weights by place.'),
    filled: boolean('Whether it is filled.'),
  },
  'A shape.',
);

const good: Infer<typeof shape> = {
  type: 'shape',
  name: null,
  colour: 'red',
  centre: { x: 1, y: -2 },
  origin: null,
  corners: [{ x: 0, y: 0 }],
  weights: { here: 1 },
  filled: true,
};

describe('the schema of a shape', () => {
  const validate = new Ajv2020({ strictTypes: false }).compile(
    schemaDocument('urn:example:shape', 'Shape', shape),
  );

  it('is also its type', () => {
    expectTypeOf<Infer<typeof shape>['colour']>().toEqualTypeOf<'red' | 'blue' | null>();
    expectTypeOf<Infer<typeof shape>['origin']>().toEqualTypeOf<{
      readonly x: number;
      readonly y: number;
    } | null>();
  });

  it('accepts what the type accepts', () => {
    expect(validate(good)).toBe(true);
  });

  it.each([
    ['a missing key', { ...good, name: undefined }],
    ['a key too many', { ...good, size: 1 }],
    ['a word outside the set', { ...good, colour: 'green' }],
    ['a number below its least', { ...good, centre: { x: -1, y: 0 } }],
    ['a fraction for a whole number', { ...good, weights: { here: 0.5 } }],
    ['null where nothing may be absent', { ...good, centre: null }],
    ['another constant', { ...good, type: 'form' }],
  ])('refuses %s', (_, bad) => {
    expect(validate(JSON.parse(JSON.stringify(bad)))).toBe(false);
  });

  it('defines a named shape once and refers to it', () => {
    const document = schemaDocument('urn:example:shape', 'Shape', shape);
    expect(Object.keys(document.$defs ?? {})).toEqual(['point']);
    expect(schemaDocument('urn:example:point', 'Point', point)).toMatchObject({
      title: 'Point',
      type: 'object',
    });
  });
});
