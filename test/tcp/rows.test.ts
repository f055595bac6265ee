import { describe, expect, it } from 'vitest';
import { ints, Pages } from '../../src/tcp/memory.ts';
import { ConnectionRow } from '../../src/tcp/rows/connection-row.ts';
import type { RowCursor } from '../../src/tcp/rows/cursor.ts';
import { EndpointRow } from '../../src/tcp/rows/endpoint-row.ts';
import {
  CONNECTION_WORDS,
  ENDPOINT_WORDS,
  ROW_WORDS,
  RowPool,
} from '../../src/tcp/rows/row-pool.ts';

/** The fields that can be read and written, those of the classes below included. */
function fieldsOf(cursor: RowCursor): string[] {
  const names: string[] = [];
  let prototype: object = Object.getPrototypeOf(cursor);
  for (; prototype !== Object.prototype; prototype = Object.getPrototypeOf(prototype)) {
    for (const [name, { get, set }] of Object.entries(Object.getOwnPropertyDescriptors(prototype)))
      if (get && set) names.push(name);
  }
  return names;
}

describe.each([
  { name: 'an endpoint', cursor: new EndpointRow(), from: CONNECTION_WORDS, words: ENDPOINT_WORDS },
  { name: 'a connection', cursor: new ConnectionRow(), from: 0, words: CONNECTION_WORDS },
])('the fields of $name', ({ cursor, from, words }) => {
  const rows = new RowPool(new Pages());
  rows.allocate();
  const row = rows.allocate();
  cursor.point(row + from);
  const fields = fieldsOf(cursor);

  it('share no words, and stay within their part of the row', () => {
    for (const field of fields) {
      const around = ints.subarray(row - ROW_WORDS, row + 2 * ROW_WORDS);
      around.fill(0);
      Reflect.set(cursor, field, 0x0123_4567);
      const touched = fields.filter((other) => Reflect.get(cursor, other) !== 0);
      expect(touched, field).toEqual([field]);
      const first = ROW_WORDS + from;
      const outside = around.findIndex(
        (value, word) => value !== 0 && (word < first || word >= first + words),
      );
      expect(outside, field).toBe(-1);
    }
  });
});
