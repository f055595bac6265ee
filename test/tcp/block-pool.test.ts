import { expect, test } from 'vitest';
import { BlockPool } from '../../src/tcp/block-pool.ts';
import { doubles, ints, Pages } from '../../src/tcp/memory.ts';

test('blocks do not overlap, whether fresh or given back', () => {
  const pool = new BlockPool(new Pages(), 6, 1000);
  const blocks = Array.from({ length: 300 }, () => pool.allocate());
  for (const block of blocks) ints.fill(block, block, block + 6);
  for (const block of blocks.slice(0, 100)) pool.release(block);
  const again = Array.from({ length: 100 }, () => pool.allocateZeroed());
  expect(new Set([...again, ...blocks.slice(100)]).size).toBe(300);
  for (const block of again) expect(ints.slice(block, block + 6)).toEqual(new Int32Array(6));
  for (const block of blocks.slice(100)) {
    expect(ints.slice(block, block + 6)).toEqual(new Int32Array(6).fill(block));
  }
});

test('what a block holds outlives the growth of the pool', () => {
  const pool = new BlockPool(new Pages(), 2, 100_000);
  const block = pool.allocate();
  doubles[block >> 1] = Math.PI;
  for (let made = 0; made < 50_000; made++) pool.allocate();
  expect(doubles[block >> 1]).toBe(Math.PI);
});

test.each([1, 63, 64, 100])('of %i blocks at most so many are given out', (most) => {
  const pool = new BlockPool(new Pages(), 3, most);
  const blocks = Array.from({ length: most }, () => pool.allocate());
  expect(blocks).not.toContain(0);
  expect(new Set(blocks).size).toBe(most);
  expect(pool.allocate()).toBe(0);
  expect(pool.allocateZeroed()).toBe(0);
  pool.release(blocks[0] ?? 0);
  expect(pool.allocate()).toBe(blocks[0]);
});

test('blocks that are provided for are there when no page is left', () => {
  const last = new Pages();
  for (let page = 0; page < 2; page++) last.take();
  const others = new Pages();
  while (others.take() !== 0);
  last.release();
  const pages = new Pages();
  const pool = new BlockPool(pages, 16, 10_000);
  expect(pool.provide(2048)).toBe(true);
  expect(pool.provide(2049)).toBe(false);
  const blocks = Array.from({ length: 2048 }, () => pool.allocate());
  expect(blocks).not.toContain(0);
  expect(new Set(blocks).size).toBe(2048);
  expect(pool.allocate()).toBe(0);
  pages.release();
  others.release();
});
