import { expect, test } from 'vitest';
import { checksumsOf, concat, decode, hex, ipv4, outcomeOf, tcp, text } from '../octets.ts';

const segment = tcp({ payload: text('hello') });
const raw = (packet: Uint8Array, captured = packet.length) =>
  decode(packet, { linkType: 101, captured });

test('the header fields', () => {
  const packet = raw(ipv4(segment, { identification: 0xabcd }));
  expect(packet.ipVersion).toBe(4);
  expect(packet.source0).toBe(0x0a000001);
  expect(packet.destination0).toBe(0x0a000002);
  expect(packet.ipIdentification).toBe(0xabcd);
  expect(packet.ipHopLimit).toBe(64);
  expect(packet.ipTotalLength).toBe(45);
  expect(packet.ipHeaderLength).toBe(20);
});

test.each([
  ['padding behind the total length', concat(ipv4(segment), hex('000000000000')), 5],
  ['total length 0, left by offload', ipv4(segment, { totalLength: 0 }), 5],
  ['total length beyond the frame', ipv4(segment, { totalLength: 900 }), 5],
  ['options', ipv4(segment, { options: hex('01010100') }), 5],
])('%s', (_name, octets, payloadLength) => {
  const packet = raw(octets);
  expect(outcomeOf(packet)).toBe('segment');
  expect(packet.payloadLength).toBe(payloadLength);
});

const bad = (change: (octets: Uint8Array) => void) => {
  const octets = ipv4(segment);
  change(octets);
  return octets;
};

test.each([
  ['version 5', bad((o) => o.set([0x55]))],
  ['header length 4', bad((o) => o.set([0x44]))],
  ['total length below the header length', ipv4(segment, { totalLength: 19 })],
  ['header length beyond the packet', hex('4f000014 00000000 40060000 0a000001 0a000002')],
])('%s is malformed', (_name, octets) => {
  expect(outcomeOf(raw(octets))).toMatch(/^malformed-ip/);
});

test('a wrong header checksum is told, and the packet decoded', () => {
  expect(checksumsOf(raw(bad((o) => o.set([0x12, 0x34], 10))))).toBe('invalid valid');
});

test('fragments wait for the rest of their datagram', () => {
  const first = raw(ipv4(segment, { fragment: 0x2000 }));
  expect(outcomeOf(first)).toBe('ipv4-fragment');
  expect([first.fragmentOffset, first.moreFragments]).toEqual([0, true]);
  const last = raw(ipv4(text('12345678'), { fragment: 3 }));
  expect(outcomeOf(last)).toBe('ipv4-fragment');
  expect([last.fragmentOffset, last.moreFragments]).toEqual([24, false]);
});

test('a first fragment that can not wait is decoded by itself, a later one is not', () => {
  const octets = ipv4(segment, { fragment: 0x2000 });
  for (const packet of [
    raw(octets, octets.length - 1),
    raw(ipv4(segment, { fragment: 0x2000, totalLength: 99 })),
  ]) {
    expect(outcomeOf(packet)).toBe('segment');
    expect(packet.isFirstFragment).toBe(true);
    expect([packet.payloadLength, packet.isPayloadLengthKnown]).toEqual([0, false]);
  }
  const later = ipv4(segment, { fragment: 0x2001 });
  expect(outcomeOf(raw(later, later.length - 1))).toBe('ipv4-unusable-fragment');
});

test('behind a source route that is not used up, the destination is its end', () => {
  const route = (pointer: string) => hex('830b', pointer, 'c0a80001 c0a80002 00');
  expect(raw(ipv4(segment, { options: route('04') })).destination0).toBe(0xc0a80002 | 0);
  expect(raw(ipv4(segment, { options: route('0c') })).destination0).toBe(0x0a000002);
});
