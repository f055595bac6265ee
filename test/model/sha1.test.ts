import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sha1 } from '../../src/model/sha1.ts';

describe('sha1', () => {
  it.each([
    ['', 'da39a3ee5e6b4b0d3255bfef95601890afd80709'],
    ['abc', 'a9993e364706816aba3e25717850c26c9cd0d89d'], // RFC 3174, section 7.3
  ])('of %j', (message, digest) => {
    expect(sha1(Buffer.from(message)).toString('hex')).toBe(digest);
  });

  it('is what node:crypto says of any message that fits into a block', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 55 }), (message) => {
        expect(sha1(message)).toEqual(createHash('sha1').update(message).digest());
      }),
    );
  });

  it('refuses a longer one', () => {
    expect(() => sha1(new Uint8Array(56))).toThrow(RangeError);
  });
});
