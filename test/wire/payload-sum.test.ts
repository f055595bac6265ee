import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { partialPayloadSum, payloadSum } from '../../src/wire/payload-sum.ts';
import { decode, ethernet, hex, internetChecksum, ipv4, ipv6, tcp, tcp6 } from './octets.ts';

const TIMESTAMPS = hex('0101080a 89abcdef 01234567');

const options = fc.oneof(
  fc.constant(TIMESTAMPS),
  fc
    .constantFrom(0, 4, 12, 40)
    .chain((length) => fc.uint8Array({ minLength: length, maxLength: length })),
);
const payload = fc.uint8Array({ minLength: 1, maxLength: 200 });

function frameOf(version: 4 | 6, segment: Uint8Array): Uint8Array {
  return version === 4 ? ethernet(ipv4(segment)) : ethernet(ipv6(segment), 0x86dd);
}

describe('the sum of a payload', () => {
  test('is the same whether the checksum holds, does not or is not verified', () => {
    fc.assert(
      fc.property(
        options,
        payload,
        fc.constantFrom(4 as const, 6 as const),
        fc.constantFrom(0, 1),
        (o, p, version, damage) => {
          const segment = (version === 4 ? tcp : tcp6)({ options: o, payload: p });
          segment[17] = (segment[17] ?? 0) ^ damage;
          const frame = frameOf(version, segment);
          const sum = (0xffff - internetChecksum(p)) % 0xffff;
          const verified = decode(frame);
          expect(payloadSum(verified)).toBe(sum);
          expect(partialPayloadSum(verified, 0, p.length)).toBe(sum);
          expect(payloadSum(decode(frame, { verifyChecksums: false }))).toBe(sum);
        },
      ),
    );
  });

  test('is not known where octets are missing, or there are none', () => {
    const frame = ethernet(ipv4(tcp({ payload: hex('010203') })));
    expect(payloadSum(decode(frame))).toBe((0x0102 + 0x0300) % 0xffff);
    const cut = decode(frame, { captured: frame.length - 1 });
    expect(payloadSum(cut)).toBe(-1);
    expect(partialPayloadSum(cut, 0, 2)).toBe(-1);
    expect(payloadSum(decode(ethernet(ipv4(tcp()))))).toBe(-1);
  });
});
