import { describe, expect, it } from 'vitest';
import { XxHash32 } from '../../../src/capture/compression/xxhash32.ts';

describe('XxHash32', () => {
  it.each([
    ['', 0x02cc5d05],
    ['a', 0x550d7456],
    ['abc', 0x32d153ff],
    ['Nobody inspects the spammish repetition', 0xe2293b2f],
  ])('hashes %j', (text, expected) => {
    const octets = new TextEncoder().encode(text);
    expect(new XxHash32().update(octets).digest()).toBe(expected);
    for (let split = 0; split <= octets.length; split += 1) {
      const hash = new XxHash32().update(octets.subarray(0, split)).update(octets.subarray(split));
      expect(hash.digest()).toBe(expected);
    }
  });
});
