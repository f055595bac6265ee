import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  concat,
  decode,
  ethernet,
  hex,
  ipv4,
  ipv6,
  layersOf,
  outcomeOf,
  tcp,
  tcp6,
  text,
} from './octets.ts';

const segment = tcp({ payload: text('hello') });
const segment6 = tcp6({ payload: text('hello') });
const packet4 = ipv4(segment);
const packet6 = ipv6(segment6);
const LLC_SNAP = hex('aaaa03 000000 0800');

const FRAMES = [
  { name: 'Ethernet, IPv4', linkType: 1, frame: ethernet(packet4), layers: ['ethernet', 'ipv4'] },
  {
    name: 'Ethernet, IPv6',
    linkType: 1,
    frame: ethernet(packet6, 0x86dd),
    layers: ['ethernet', 'ipv6'],
  },
  {
    name: '802.1Q',
    linkType: 1,
    frame: ethernet(concat(hex('0064 0800'), packet4), 0x8100),
    layers: ['ethernet', 'vlan', 'ipv4'],
  },
  {
    name: '802.1ad in 802.1Q in 802.1Q',
    linkType: 1,
    frame: ethernet(concat(hex('0064 8100 0065 8100 0066 86dd'), packet6), 0x88a8),
    layers: ['ethernet', 'vlan', 'vlan', 'vlan', 'ipv6'],
  },
  {
    name: '802.3 with SNAP',
    linkType: 1,
    frame: ethernet(concat(LLC_SNAP, packet4), 8 + packet4.length),
    layers: ['ethernet', 'llc', 'ipv4'],
  },
  { name: 'raw IP', linkType: 101, frame: packet6, layers: ['raw-ip', 'ipv6'] },
  { name: 'raw IPv4', linkType: 228, frame: packet4, layers: ['raw-ip', 'ipv4'] },
  { name: 'raw IPv6', linkType: 229, frame: packet6, layers: ['raw-ip', 'ipv6'] },
  {
    name: 'null, little-endian',
    linkType: 0,
    frame: concat(hex('02000000'), packet4),
    layers: ['null-loopback', 'ipv4'],
  },
  {
    name: 'null, big-endian',
    linkType: 0,
    frame: concat(hex('0000001e'), packet6),
    layers: ['null-loopback', 'ipv6'],
  },
  {
    name: 'Linux cooked',
    linkType: 113,
    frame: concat(hex('0000 0001 0006 0200000000010000 0800'), packet4),
    layers: ['linux-cooked', 'ipv4'],
  },
  {
    name: 'Linux cooked 2',
    linkType: 276,
    frame: concat(hex('86dd 0000 00000002 0001 00 06 0200000000010000'), packet6),
    layers: ['linux-cooked-2', 'ipv6'],
  },
];

test.each(FRAMES)('$name holds a segment', ({ linkType, frame, layers }) => {
  const packet = decode(frame, { linkType });
  expect(outcomeOf(packet)).toBe('segment');
  expect(layersOf(packet)).toEqual(layers);
  expect(packet.payloadLength).toBe(5);
  expect(packet.sourcePort).toBe(40000);
});

test.each(FRAMES)(
  '$name cut anywhere is snapped or decoded, never malformed',
  ({ linkType, frame }) => {
    for (let captured = 0; captured < frame.length; captured++) {
      const packet = decode(frame, { linkType, captured });
      const hasHeader = captured >= frame.length - 5;
      expect(outcomeOf(packet)).toMatch(hasHeader ? /^segment$/ : /^snapped-/);
      if (hasHeader)
        expect([packet.payloadLength, packet.payloadCaptured]).toEqual([
          5,
          captured - frame.length + 5,
        ]);
    }
  },
);

test.each(FRAMES)('$name that ends anywhere is malformed', ({ linkType, frame }) => {
  for (let length = 0; length < frame.length - 25; length++) {
    expect(outcomeOf(decode(frame.subarray(0, length), { linkType }))).toMatch(/^malformed-/);
  }
});

test.each([
  ['udp', ethernet(ipv4(hex('c350 c351 0008 0000'), { protocol: 17 })), 1],
  ['icmp', ethernet(ipv4(segment, { protocol: 1 })), 1],
  ['arp', ethernet(packet4, 0x0806), 1],
  ['ethertype-0x1234', ethernet(packet4, 0x1234), 1],
  ['ip-protocol-253', ethernet(ipv4(segment, { protocol: 253 })), 1],
  ['link-type-147-user0', packet4, 147],
  ['link-type-9999', packet4, 9999],
  ['malformed-ethernet-header', ethernet(packet4, 1501), 1],
  ['nested-too-deep', ethernet(hex('0064 8100'.repeat(40)), 0x8100), 1],
])('%s is named', (reason, frame, linkType) => {
  expect(outcomeOf(decode(frame, { linkType }))).toBe(reason);
});

test('any octets on any link type are decoded without a throw', () => {
  const linkTypes = fc.constantFrom(...FRAMES.map(({ linkType }) => linkType), 9999);
  const property = fc.property(
    linkTypes,
    fc.uint8Array({ maxLength: 200 }),
    fc.nat(400),
    (linkType, frame, captured) => {
      const packet = decode(frame, { linkType, captured: Math.min(captured, frame.length) });
      expect(packet.payloadLength).toBeGreaterThanOrEqual(0);
    },
  );
  fc.assert(property, { numRuns: 2000 });
});

test('good frames with any octets changed are decoded without a throw', () => {
  const change = fc.tuple(fc.nat(150), fc.nat(255));
  const property = fc.property(
    fc.constantFrom(...FRAMES),
    fc.array(change, { maxLength: 4 }),
    ({ linkType, frame }, changes) => {
      const changed = Uint8Array.from(frame);
      for (const [at, octet] of changes) changed[at % changed.length] = octet;
      const packet = decode(changed, { linkType });
      expect(packet.payloadLength).toBeLessThanOrEqual(frame.length);
    },
  );
  fc.assert(property, { numRuns: 2000 });
});

test('a frame check sequence is no payload', () => {
  const frame = concat(ethernet(ipv4(segment, { totalLength: 0 })), hex('deadbeef'));
  expect(decode(frame, { fcsLength: 4 }).payloadLength).toBe(5);
});
