import { describe, expect, it } from 'vitest';
import { ints, Pages } from '../../src/tcp/memory.ts';
import { ConnectionRow } from '../../src/tcp/rows/connection-row.ts';
import { ANNEX, type RowCursor } from '../../src/tcp/rows/cursor.ts';
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

/** A connection whose fields by side and cause can be read and written as the others. */
class NamedConnectionRow extends ConnectionRow {}
for (const side of [0, 1]) {
  for (const cause of [0, 1, 2, 3]) {
    name(`time ${side} ${cause}`, {
      get: (row) => row.timeOf(side, cause),
      set: (row, value) => row.addTime(side, cause, value - row.timeOf(side, cause)),
    });
  }
  name(`recovery end ${side}`, {
    get: (row) => row.recoveryEnd(side),
    set: (row, value) => row.setRecoveryEnd(side, value),
  });
  name(`round trip ${side}`, {
    get: (row) => row.shortestRoundTrip(side),
    set: (row, value) => row.setShortestRoundTrip(side, value),
  });
}

function name(
  field: string,
  { get, set }: { get(row: ConnectionRow): number; set(row: ConnectionRow, value: number): void },
): void {
  Object.defineProperty(NamedConnectionRow.prototype, field, {
    get(this: ConnectionRow) {
      return get(this);
    },
    set(this: ConnectionRow, value: number) {
      set(this, value);
    },
  });
}

const rows = new RowPool(new Pages());

describe.each([
  {
    name: 'an endpoint',
    cursor: new EndpointRow(rows.endpointAnnexes),
    annexes: rows.endpointAnnexes,
    from: CONNECTION_WORDS,
    words: ENDPOINT_WORDS,
  },
  {
    name: 'a connection',
    cursor: new NamedConnectionRow(rows.connectionAnnexes),
    annexes: rows.connectionAnnexes,
    from: 0,
    words: CONNECTION_WORDS,
  },
])('the fields of $name', ({ cursor, annexes, from, words }) => {
  rows.allocate();
  const row = rows.allocate();
  cursor.point(row + from);
  const fields = fieldsOf(cursor);

  it('share no words, and stay within their part of the row and its annex', () => {
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
      const next = annexes.allocateZeroed();
      const annex = ints[row + from + ANNEX] ?? 0;
      if (annex !== 0) {
        Reflect.set(cursor, field, -1);
        expect(ints.subarray(next, next + 8), field).toEqual(new Int32Array(8));
      }
    }
  });

  it('are 0 in a row that is given out again', () => {
    for (const field of fields) Reflect.set(cursor, field, 1);
    rows.release(row);
    expect(rows.allocate()).toBe(row);
    expect(fields.filter((field) => Reflect.get(cursor, field) !== 0)).toEqual([]);
    for (const field of fields) Reflect.set(cursor, field, 0);
    expect(ints[row + from + ANNEX], 'a 0 asks for no annex').toBe(0);
  });
});
