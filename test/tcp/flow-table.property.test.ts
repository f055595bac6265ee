import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FlowTable, NOBODY } from '../../src/tcp/flow-table.ts';

type Step = readonly [isRemoval: boolean, key: readonly number[]];

/** Few keys, so that they come again; those of 9 words alike in all that the table looks at first. */
const keys = (words: number): number[][] =>
  Array.from({ length: 24 }, (_, key) =>
    Array.from({ length: words }, (_, index) =>
      index === 1 ? key >> 2 : index % 3 === 2 ? key & 3 : 0,
    ),
  );

describe.each([3, 9] as const)('a table of keys of %i words', (words) => {
  const steps = fc.array(fc.tuple(fc.boolean(), fc.constantFrom(...keys(words))), {
    maxLength: 200,
    size: 'max',
  });

  it('finds what was added and not removed, whatever the hash key', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer(), steps, (hashKey0, hashKey1, taken) => {
        followsMap(new FlowTable(words, hashKey0, hashKey1), taken);
      }),
    );
  });
});

/** Each key's holder is a number of its own; a map by the key's text says what is right. */
function followsMap(table: FlowTable, steps: readonly Step[]): void {
  const holders = new Map<string, number>();
  for (const [index, [isRemoval, words]] of steps.entries()) {
    const key = Int32Array.from(words);
    const name = words.join();
    const known = holders.get(name);
    if (isRemoval) {
      const entry = table.find(key);
      expect(entry >= 0).toBe(known !== undefined);
      if (entry >= 0) table.remove(entry);
      holders.delete(name);
    } else {
      const entry = table.findOrAdd(key);
      expect(table.holderOf(entry)).toBe(known ?? NOBODY);
      expect(words.map((_, at) => table.keyWord(entry, at))).toEqual(words);
      table.setHolder(entry, index);
      holders.set(name, index);
    }
    expect(table.size).toBe(holders.size);
  }
}
