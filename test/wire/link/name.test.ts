import { expect, test } from 'vitest';
import { LINK_TYPES } from '../../../src/wire/link/index.ts';
import { linkTypeName } from '../../../src/wire/link/name.ts';
import { UNREAD_LINK_TYPES } from '../../../src/wire/link/unread.ts';

test.each([
  [1, 'ethernet'],
  [113, 'linux-cooked'],
  [148, 'user1'],
  [276, 'linux-cooked-2'],
  [9999, 'link-type-9999'],
])('link type %i is %s', (number, name) => {
  expect(linkTypeName(number)).toBe(name);
});

test('no link type is in both tables, or twice in one', () => {
  const numbers = [
    ...LINK_TYPES.map(({ number }) => number),
    ...UNREAD_LINK_TYPES.map(([number]) => number),
  ];
  expect(new Set(numbers).size).toBe(numbers.length);
});
