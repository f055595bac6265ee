import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fragment, OctetText } from '../../src/report/octet-text.ts';

const octets = Buffer.alloc(256);
const text = new OctetText(new DataView(octets.buffer, octets.byteOffset, octets.length));

function written(write: (text: OctetText) => void): string {
  text.at = 0;
  write(text);
  return octets.toString('latin1', 0, text.at);
}

const MOST_EXACT = Number.MAX_SAFE_INTEGER;

describe('OctetText', () => {
  it('copies fragments of any length', () => {
    for (let length = 0; length < 100; length++) {
      const wanted = Array.from({ length }, (_, index) =>
        String.fromCharCode(0x20 + (index % 95)),
      ).join('');
      expect(written((to) => to.put(fragment(wanted)))).toBe(wanted);
    }
  });

  it.each([0, 9, 10, 99, 100, 999, 1_000, 999_999, 1e6, 1e9 - 1, 1e9, 4_294_967_295, MOST_EXACT])(
    'writes the integer %d',
    (value) => {
      expect(written((to) => to.integer(value))).toBe(String(value));
    },
  );

  it('writes any integer', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), fc.integer({ min: 0, max: 52 }), (value, shift) => {
        const integer = Math.floor(value / 2 ** shift);
        expect(written((to) => to.integer(integer))).toBe(String(integer));
      }),
    );
  });

  it('writes hexadecimal digits', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0xffff }), (value) => {
        expect(written((to) => to.hexadecimal(value))).toBe(value.toString(16));
      }),
    );
  });

  const second = 1e9;
  const limit = 2 ** 23 * second;
  it.each([
    0,
    1,
    10,
    250,
    999,
    1_000,
    1_001,
    123_000,
    1e6,
    100e6,
    second - 1,
    second,
    second + 1,
    60 * second,
    999_999 * second + 1,
    limit - 1,
    limit,
    limit + 1,
    MOST_EXACT,
    4e18,
  ])('writes %d nanoseconds as JSON.stringify writes the seconds', (nanoseconds) => {
    for (const value of [nanoseconds, -nanoseconds]) {
      expect(written((to) => to.seconds(value))).toBe(JSON.stringify(value / second));
    }
  });

  it('writes any nanoseconds so', () => {
    fc.assert(
      fc.property(
        fc.maxSafeInteger(),
        fc.integer({ min: 0, max: 52 }),
        fc.constantFrom(1, 1_000, 1_000_000),
        (value, shift, unit) => {
          const nanoseconds = Math.trunc(value / 2 ** shift / unit) * unit;
          expect(written((to) => to.seconds(nanoseconds))).toBe(
            JSON.stringify(nanoseconds / second),
          );
        },
      ),
      { numRuns: 5_000 },
    );
  });
});
