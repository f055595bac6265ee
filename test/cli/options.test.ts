import { describe, expect, it } from 'vitest';
import { joinIds, parseCount, parseIds, parseSeconds } from '../../src/cli/options.ts';

describe('joinIds', () => {
  it.each([
    ['--connection 3 5 x.pcap', '--connection 3,5 x.pcap'],
    ['--connection 3 x.pcap', '--connection 3 x.pcap'],
    ['--connection 3 5-7 9 x.pcap', '--connection 3,5-7,9 x.pcap'],
    ['-c 3 5', '-c 3 5'],
    ['--connection x 5', '--connection x 5'],
    ['--connection', '--connection'],
    ['', ''],
  ])('%s', (words, wanted) => {
    expect(joinIds(words.split(' ')).join(' ')).toBe(wanted);
  });
});

describe('parsing values', () => {
  it('takes ids, lists and ranges, each once and in order', () => {
    expect(parseIds('7-9,3', [8])).toEqual([3, 7, 8, 9]);
  });

  it.each(['', '-', '3-', '5-3', '1e3', '0-99999999', '3;5'])('refuses the ids %j', (text) => {
    expect(() => parseIds(text)).toThrow();
  });

  it.each(['', '-1', '1.5', '1e3', 'x', '99999999999999999999'])('refuses the count %j', (text) => {
    expect(() => parseCount(0)(text)).toThrow();
  });

  it.each(['', '-1', '.', 'x', '1s', 'Infinity'])('refuses the seconds %j', (text) => {
    expect(() => parseSeconds(true)(text)).toThrow();
  });

  it.each([
    ['0', 0],
    ['30', 30],
    ['0.5', 0.5],
    ['.5', 0.5],
  ])('takes the seconds %j', (text, wanted) => {
    expect(parseSeconds(true)(text)).toBe(wanted);
  });
});
