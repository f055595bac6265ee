import { isIPv4, isIPv6, SocketAddress } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Address, addressText, socketText } from '../../src/model/address-text.ts';

const ipv6 = (...groups: number[]): Address => {
  const word = (index: number) => ((groups[index] ?? 0) << 16) | (groups[index + 1] ?? 0);
  return { version: 6, words: [word(0), word(2), word(4), word(6)] };
};

describe('addressText', () => {
  it.each([
    [0xc0000201, '192.0.2.1'],
    [0, '0.0.0.0'],
    [-1, '255.255.255.255'],
    [0x7f000001, '127.0.0.1'],
  ])('writes IPv4 word %d as %s', (word, want) => {
    expect(addressText({ version: 4, words: [word, 0, 0, 0] })).toBe(want);
  });

  // The rules of RFC 5952, section 4, each with its example there.
  it.each([
    [ipv6(0x2001, 0xdb8, 0, 0, 1, 0, 0, 1), '2001:db8::1:0:0:1'],
    [ipv6(0x2001, 0xdb8, 0, 1, 1, 1, 1, 1), '2001:db8:0:1:1:1:1:1'],
    [ipv6(0x2001, 0, 0, 1, 0, 0, 0, 1), '2001:0:0:1::1'],
    [
      ipv6(0x2001, 0xdb8, 0xaaaa, 0xbbbb, 0xcccc, 0xdddd, 0xeeee, 0xaa01),
      '2001:db8:aaaa:bbbb:cccc:dddd:eeee:aa01',
    ],
    [ipv6(0, 0, 0, 0, 0, 0, 0, 0), '::'],
    [ipv6(0, 0, 0, 0, 0, 0, 0, 1), '::1'],
    [ipv6(0xfe80, 0, 0, 0, 0, 0, 0, 0), 'fe80::'],
    [ipv6(0, 0, 0, 0, 0, 0xffff, 0xc000, 0x201), '::ffff:192.0.2.1'],
  ])('writes %o as %s', (address, want) => {
    expect(addressText(address)).toBe(want);
  });

  const word = fc.oneof(fc.integer(), fc.constantFrom(0, 1, 0xffff, 0x10000));

  it('writes any IPv4 address as node:net reads it', () => {
    fc.assert(
      fc.property(word, (first) => {
        expect(isIPv4(addressText({ version: 4, words: [first, 0, 0, 0] }))).toBe(true);
      }),
    );
  });

  it('writes any IPv6 address as node:net reads it, and back to the same octets', () => {
    fc.assert(
      fc.property(word, word, word, word, (a, b, c, d) => {
        // The C library writes ::/96 with dots, which RFC 5952 wants for known prefixes alone.
        fc.pre(a !== 0 || b !== 0 || c !== 0);
        const text = addressText({ version: 6, words: [a, b, c, d] });
        expect(isIPv6(text)).toBe(true);
        const full = new SocketAddress({ address: text, family: 'ipv6' }).address;
        expect(text).toBe(full);
      }),
    );
  });
});

describe('socketText', () => {
  it('puts IPv6 in brackets', () => {
    expect(socketText('192.0.2.1', 80)).toBe('192.0.2.1:80');
    expect(socketText('2001:db8::1', 80)).toBe('[2001:db8::1]:80');
  });
});
