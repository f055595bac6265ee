import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BlockWriter } from '../../src/cli/block-writer.ts';
import { jsonText } from '../../src/report/json-text.ts';
import { recordsInto } from '../../src/report/record-writer.ts';
import { StringStream } from '../cli/support/run.ts';

function written(records: readonly { readonly type: string }[]): string {
  const stream = new StringStream();
  const block = new BlockWriter(stream, false);
  const write = recordsInto(block);
  for (const record of records) write(record);
  block.flush();
  return stream.text;
}

const wanted = (records: readonly object[]) => records.map(jsonText).join('');

const values = fc.jsonValue({ depthSize: 'medium' });
const record = fc
  .tuple(fc.constantFrom('a', 'b'), fc.dictionary(fc.string(), values))
  .map(([type, members]) => ({ type, ...members }));

describe('RecordWriter', () => {
  it('writes what jsonText writes', () => {
    fc.assert(
      fc.property(fc.array(record, { maxLength: 5 }), (records) => {
        expect(written(records)).toBe(wanted(records));
      }),
      { numRuns: 1_000 },
    );
  });

  it('writes it too once it knows what is usual', () => {
    const scalar = fc.oneof(
      fc.jsonValue({ maxDepth: 0 }),
      fc.constantFrom(0, -0, null, '', 'open'),
    );
    const usual = fc.dictionary(fc.string({ maxLength: 5 }), scalar, { maxKeys: 12 });
    const change = fc.record({
      at: fc.nat({ max: 59 }),
      key: fc.nat(),
      value: fc.option(fc.oneof(scalar, fc.array(usual, { maxLength: 3 })), { nil: undefined }),
      isNew: fc.boolean(),
    });
    fc.assert(
      fc.property(usual, fc.array(change, { maxLength: 60 }), (members, changes) => {
        const records = Array.from({ length: 60 }, () => ({
          type: 'a',
          ...members,
          part: members,
        }));
        for (const { at, key, value, isNew } of changes) {
          const target: Record<string, unknown> = { ...members };
          const keys = Object.keys(target);
          const name = isNew ? `new ${key % 3}` : (keys[key % keys.length] ?? 'none');
          if (value === undefined) delete target[name];
          else target[name] = value;
          records[at] = { type: 'a', ...target, part: members };
        }
        expect(written(records)).toBe(wanted(records));
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    0,
    -0,
    1,
    -1,
    0.1,
    1e-7,
    1.5e-9,
    320.6666666666667,
    1e21,
    5e-324,
    2 ** 53,
    -1e-9,
    0.071840000001,
  ])('writes the number %d', (value) => {
    expect(written([{ type: 'a', value } as { type: string }])).toBe(
      wanted([{ type: 'a', value }]),
    );
  });

  it.each([
    '',
    'plain',
    '"',
    '\\',
    '\n',
    '\u007f',
    'é',
    '\ud800',
    '\u009b31m \u202e',
    '€'.repeat(600),
    'x'.repeat(600_000),
  ])('writes the string %j', (value) => {
    const records = [{ type: value, [value]: value }];
    expect(written(records)).toBe(wanted(records));
  });

  it('writes a record that is larger than a block', () => {
    const items = Array.from({ length: 50_000 }, (_, frame) => ({ frame, from: 'client' }));
    const records = [{ type: 'a', items }];
    expect(written(records)).toBe(wanted(records));
  });

  it('writes records of one type with other keys', () => {
    const records = [
      { type: 'a', x: 1, y: { z: null } },
      { type: 'a', y: 2 },
      { type: 'a', 10: [], 9: {}, y: [{}, { q: true }, { r: false }] },
    ];
    expect(written(records)).toBe(wanted(records));
  });
});
