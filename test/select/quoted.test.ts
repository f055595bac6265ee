import { describe, expect, it } from 'vitest';
import { FilterError } from '../../src/select/filter-error.ts';
import { compilePacketFilter } from '../../src/select/packet/index.ts';
import { quoted, withShortWords } from '../../src/select/quoted.ts';

describe('a piece of what a user wrote', () => {
  it.each([
    ['a'.repeat(60), 'a'.repeat(60)],
    [`${'a'.repeat(50)}${'b'.repeat(50)}`, `${'a'.repeat(40)}...${'b'.repeat(12)}`],
    ['😀'.repeat(31), '😀'.repeat(31)],
    ['😀'.repeat(60), '😀'.repeat(60)],
    ['😀'.repeat(100), `${'😀'.repeat(40)}...${'😀'.repeat(12)}`],
  ])('is told in part where it is long: %s', (text, told) => {
    expect(quoted(text)).toBe(told);
  });

  it('is shortened within a sentence, which itself stays', () => {
    const sentence = `此处应为集合，如 ${'x'.repeat(70)}，而过滤表达式在此结束${'，请写完整'.repeat(20)}`;
    expect(withShortWords(sentence)).toBe(
      sentence.replace('x'.repeat(70), `${'x'.repeat(40)}...${'x'.repeat(12)}`),
    );
  });

  it('is shortened in what is said of a filter', () => {
    const refused = () => compilePacketFilter(`host ${'x'.repeat(5_000)}`);
    expect(refused).toThrow(FilterError);
    expect(refused).toThrow(/^x{40}\.\.\.x{12} is no address/);
  });
});
