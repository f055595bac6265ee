import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { assemble } from '../../scripts/assemble-kernel.mjs';
import { expectedTcpChecksum, sumOctets } from '../../src/wire/checksum.ts';
import {
  createKernelMemory,
  kernelOf,
  MOST_KERNEL_OCTETS,
} from '../../src/wire/checksum-kernel.ts';
import { decodeFrame } from '../../src/wire/decode.ts';
import { expectedIpv4Checksum } from '../../src/wire/network/ipv4.ts';
import { Packet } from '../../src/wire/packet.ts';
import {
  checksumsOf,
  concat,
  decode,
  ethernet,
  hex,
  internetChecksum,
  ipv4,
  ipv6,
  tcp,
  tcp6,
  text,
} from './octets.ts';

const viewOf = (bytes: Uint8Array) =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

test('the plain sum is that of RFC 1071', () => {
  const example = hex('0001 f203 f4f5 f6f7'); // RFC 1071, section 3
  expect(sumOctets(viewOf(example), 0, 8)).toBe(0xddf2);
  const property = fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat(20), (octets, skip) => {
    const part = octets.subarray(Math.min(skip, octets.length));
    expect(~sumOctets(viewOf(octets), octets.length - part.length, part.length) & 0xffff).toBe(
      internetChecksum(part),
    );
  });
  fc.assert(property);
});

test('the kernel and the plain sum agree at every offset and length', () => {
  const bytes = createKernelMemory().grow(4096);
  const kernel = kernelOf(bytes);
  const view = viewOf(bytes);
  for (let at = 0; at < 2048; at++) bytes[at] = (at * 197 + (at >>> 3) * 31) & 0xff;
  for (let at = 0; at < 20; at++) {
    for (let octets = 0; octets < 200; octets++) {
      expect(kernel?.sum(at, octets)).toBe(sumOctets(view, at, octets));
    }
  }
});

test('the kernel holds the largest sums, up to the last octet of its memory', () => {
  const bytes = createKernelMemory()
    .grow(1 << 20)
    .fill(0xff);
  const kernel = kernelOf(bytes);
  for (const octets of [0xffff, 0x1_0000, 0x3_ffff, MOST_KERNEL_OCTETS]) {
    expect(kernel?.sum(bytes.length - octets, octets)).toBe(
      sumOctets(viewOf(bytes), bytes.length - octets, octets),
    );
  }
});

test('the memory grows and keeps what it held, with a kernel for the new array', () => {
  const memory = createKernelMemory();
  memory.grow(1 << 20).set([1, 2, 3, 4]);
  const larger = memory.grow(3 << 20);
  expect(larger.length).toBeGreaterThanOrEqual(3 << 20);
  expect(kernelOf(larger)?.sum(0, 4)).toBe(0x0406);
  expect(memory.grow(10)).toBe(larger);
  expect(kernelOf(new Uint8Array(4))).toBeNull();
  expect(kernelOf(larger.subarray(4))).toBeNull();
});

test('the embedded kernel is its source, assembled', () => {
  const read = (name: string) =>
    readFileSync(new URL(`../../src/wire/${name}`, import.meta.url), 'utf8');
  const literals = read('checksum-kernel.ts').match(/const MODULE =([^;]*);/)?.[1] ?? '';
  const embedded = [...literals.matchAll(/'([^']*)'/g)].map(([, piece]) => piece).join('');
  expect(embedded).toBe(assemble(read('checksum-kernel.wat')).toString('base64'));
});

const PSEUDO_IPV4 = concat(hex('0a000001 0a000002 0006'));
const withChecksum = (segment: Uint8Array, value: number) => {
  const changed = Uint8Array.from(segment);
  changed[16] = value >>> 8;
  changed[17] = value & 0xff;
  return changed;
};
const segment = tcp({ payload: text('some octets, and an odd number of them') });
const partial = (...pieces: Uint8Array[]) => ~internetChecksum(...pieces) & 0xffff;

test.each([
  ['right sums', ipv4(segment), 'valid valid'],
  ['right sum, IPv6', ipv6(tcp6({ payload: text('odd') })), 'absent valid'],
  ['a wrong TCP sum', ipv4(withChecksum(segment, 0x1234)), 'valid invalid'],
  [
    'the pseudo-header with the length',
    ipv4(withChecksum(segment, partial(PSEUDO_IPV4, hex('003a')))),
    'valid partial',
  ],
  [
    'the pseudo-header without it',
    ipv4(withChecksum(segment, partial(PSEUDO_IPV4))),
    'valid partial',
  ],
  [
    'a fragment that can not be joined',
    ipv4(segment, { fragment: 0x2000, totalLength: 900 }),
    'valid unverified',
  ],
])('%s: %s', (_name, packet, want) => {
  expect(checksumsOf(decode(packet, { linkType: 101 }))).toBe(want);
});

test('a right sum that equals the partial one is valid', () => {
  const wanted = partial(PSEUDO_IPV4, hex('0014'));
  // The ports are chosen so that the sum comes out as that of the pseudo-header alone.
  for (let port = 0; port <= 0xffff; port++) {
    const candidate = tcp({ sourcePort: port });
    if (((candidate[16] ?? 0) << 8) + (candidate[17] ?? 0) !== wanted) continue;
    expect(checksumsOf(decode(ipv4(candidate), { linkType: 101 }))).toBe('valid valid');
    return;
  }
  expect.unreachable();
});

test('0xffff where 0x0000 is meant does not hold', () => {
  for (let port = 0; port <= 0xffff; port++) {
    const candidate = tcp({ sourcePort: port });
    if (candidate[16] !== 0 || candidate[17] !== 0) continue;
    expect(checksumsOf(decode(ipv4(candidate), { linkType: 101 }))).toBe('valid valid');
    expect(checksumsOf(decode(ipv4(withChecksum(candidate, 0xffff)), { linkType: 101 }))).toBe(
      'valid invalid',
    );
    return;
  }
  expect.unreachable();
});

test('snapped packets and those not to be verified are unverified', () => {
  const frame = ethernet(ipv4(segment));
  expect(checksumsOf(decode(frame, { captured: frame.length - 1 }))).toBe('valid unverified');
  expect(checksumsOf(decode(frame, { verifyChecksums: false }))).toBe('unverified unverified');
});

test('what the fields should hold is said', () => {
  const good = decode(ethernet(ipv4(segment)));
  expect(expectedTcpChecksum(good)).toBe(good.view.getUint16(good.tcpOffset + 16));
  const bad = decode(ethernet(ipv4(withChecksum(segment, 1))));
  expect(expectedTcpChecksum(bad)).toBe(good.view.getUint16(good.tcpOffset + 16));
  expect(expectedIpv4Checksum(good)).toBe(good.view.getUint16(good.ipOffset + 10));
  expect(expectedTcpChecksum(decode(ethernet(ipv4(segment)), { captured: 60 }))).toBe(-1);
});

test('a segment in the memory of the kernel gets the same verdict', () => {
  for (const octets of [0, 1, 43, 44, 63, 64, 65, 1000, 1460]) {
    const frame = ethernet(ipv4(tcp({ payload: new Uint8Array(octets).fill(0xa5) })));
    const bytes = createKernelMemory().grow(4096);
    bytes.set(frame, 3);
    const packet = new Packet();
    packet.attach(bytes, viewOf(bytes));
    const { length } = frame;
    const place = { start: 3, end: 3 + length, originalLength: length };
    decodeFrame(packet, { linkType: 1, ...place, fcsLength: 0 });
    expect(checksumsOf(packet)).toBe('valid valid');
    expect(packet.kernel).not.toBeNull();
  }
});
