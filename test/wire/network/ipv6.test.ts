import { expect, test } from 'vitest';
import {
  checksumsOf,
  concat,
  decode,
  ethernet,
  hex,
  ipv6,
  outcomeOf,
  tcp6,
  text,
} from '../octets.ts';

const segment = tcp6({ payload: text('hello') });
const raw = (packet: Uint8Array, captured = packet.length) =>
  decode(packet, { linkType: 101, captured });
const C6 = '20010db8 00000000 00000000 000000cc';

test('the header fields', () => {
  const packet = raw(ipv6(segment));
  expect(packet.ipVersion).toBe(6);
  expect([packet.source0, packet.source1, packet.source2, packet.source3]).toEqual([
    0x20010db8, 0, 0, 1,
  ]);
  expect([packet.destination0, packet.destination3]).toEqual([0x20010db8, 2]);
  expect(packet.ipHopLimit).toBe(64);
  expect(checksumsOf(packet)).toBe('absent valid');
});

test.each([
  ['hop-by-hop options', 0, '0600 010400000000'],
  ['destination options', 60, '0600 010400000000'],
  ['hop-by-hop and destination options', 0, '3c00 010400000000 0600 010400000000'],
  ['routing header used up', 43, `0602 0000 00000000 ${C6}`],
  ['atomic fragment', 44, '0600 0000 12345678'],
  ['authentication header', 51, '0604 0000 00000001 00000001 000102030405060708090a0b'],
])('%s', (_name, nextHeader, extension) => {
  const packet = raw(ipv6(concat(hex(extension), segment), nextHeader));
  expect(outcomeOf(packet)).toBe('segment');
  expect(packet.payloadLength).toBe(5);
  expect(checksumsOf(packet)).toBe('absent valid');
});

test.each([0, 2, 3])(
  'with segments left in a routing header of type %i, its last address is the destination',
  (type) => {
    const header = hex(`0602 0${type}01 00000000`, C6);
    expect(raw(ipv6(concat(header, segment), 43)).destination3).toBe(0xcc);
  },
);

test('the home address of a mobile node is the source', () => {
  const header = hex('0602 0102 0000 c910', C6);
  expect(raw(ipv6(concat(header, segment), 60)).source3).toBe(0xcc);
});

test('a jumbogram has the length of its option', () => {
  const packet = raw(concat(ipv6(concat(hex('0600 c204 00000021'), segment), 0, 0), hex('0000')));
  expect(packet.payloadLength).toBe(5);
});

test('fragments wait for the rest of their datagram', () => {
  const packet = raw(ipv6(concat(hex('0600 0009 12345678'), segment), 44));
  expect(outcomeOf(packet)).toBe('ipv6-fragment');
  expect([packet.fragmentOffset, packet.moreFragments, packet.ipIdentification]).toEqual([
    8,
    true,
    0x12345678,
  ]);
  const octets = ipv6(concat(hex('0600 0001 12345678'), segment), 44);
  expect(outcomeOf(raw(octets, octets.length - 1))).toBe('ipv6-unusable-fragment');
});

test.each([
  [
    'an extension header longer than the packet',
    ipv6(concat(hex('06ff 0000 00000000'), segment), 60),
    'malformed-ipv6-extension-header',
  ],
  ['no next header', ipv6(segment, 59), 'ipv6-no-next-header'],
])('%s', (_name, octets, reason) => {
  expect(outcomeOf(raw(octets))).toBe(reason);
});

test('version 4 under the EtherType of IPv6 is malformed', () => {
  const frame = ethernet(concat(hex('45'), ipv6(segment).subarray(1)), 0x86dd);
  expect(outcomeOf(decode(frame))).toBe('malformed-ipv6-header');
});
