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
} from '../octets.ts';

const inner4 = ipv4(tcp({ payload: text('hello') }));
const inner6 = ipv6(tcp6({ payload: text('hello') }));
const frame = ethernet(inner4);
const WLAN = '0802 0000 020000000001 020000000002 020000000003 1000 aaaa03 000000 0800';
const zeros = (octets: number) => new Uint8Array(octets);
const u16 = (value: number) => value.toString(16).padStart(4, '0');

const ip = (protocol: number, payload: Uint8Array) => ethernet(ipv4(payload, { protocol }));
const gre = (header: string, payload: Uint8Array) => ip(47, concat(hex(header), payload));
const udp = (port: number, header: string, payload: Uint8Array) => {
  const octets = concat(hex(header), payload);
  return ip(17, concat(hex('c350', u16(port), u16(octets.length + 8), '0000'), octets));
};
const gtp = (flags: string, header: string) => {
  const length = inner4.length + hex(header).length;
  return udp(2152, `${flags} ff ${u16(length)} 00000001 ${header}`, inner4);
};

const CASES: readonly [string, Uint8Array, string][] = [
  ['IPv4 in IPv4', ip(4, inner4), 'ipv4'],
  ['IPv6 under the number of IPv4', ip(4, inner6), 'ipv6'],
  ['6in4', ip(41, inner6), 'ipv6'],
  ['4in6', ethernet(ipv6(inner4, 4), 0x86dd), 'ipv4'],
  ['GRE', gre('0000 0800', inner4), 'gre:ipv4'],
  ['GRE, all fields', gre('b000 86dd 00000000 00000001 00000002', inner6), 'gre:ipv6'],
  ['GRE with routes', gre('4000 0800 00000000 0800 00 04 01020304 00000000', inner4), 'gre:ipv4'],
  ['GRE, PPTP', gre('3081 880b 0000 0001 00000001 00000002 ff03 0021', inner4), 'gre:ppp:ipv4'],
  ['GRE, Ethernet', gre('2000 6558 00000100', frame), 'gre:ethernet:ipv4'],
  ['GRE, MPLS', gre('0000 8847 00010140', inner4), 'gre:mpls:ipv4'],
  ['GRE, access point', gre('0000 8250', concat(hex(WLAN), inner4)), 'gre:ieee80211:llc:ipv4'],
  ['WCCP with redirect header', gre('0000 883e 00000000', inner4), 'gre:wccp:ipv4'],
  ['WCCP without', gre('0000 883e', inner4), 'gre:wccp:ipv4'],
  ['ERSPAN I', gre('0000 88be', frame), 'gre:ethernet:ipv4'],
  ['ERSPAN II', gre('1000 88be 00000001 1001000100000001', frame), 'gre:erspan:ethernet:ipv4'],
  [
    'ERSPAN III',
    gre('1000 22eb 00000001 2001 0001 00000001 0000 0000', frame),
    'gre:erspan:ethernet:ipv4',
  ],
  [
    'ERSPAN III, platform',
    gre('1000 22eb 00000001 2001 0001 00000001 0000 0001 0000000000000000', frame),
    'gre:erspan:ethernet:ipv4',
  ],
  ['VXLAN', udp(4789, '08000000 00000100', frame), 'udp:vxlan:ethernet:ipv4'],
  ['VXLAN-GPE', udp(4790, '0c000002 00000100', inner6), 'udp:vxlan-gpe:ipv6'],
  ['Geneve', udp(6081, '00006558 00000100', frame), 'udp:geneve:ethernet:ipv4'],
  [
    'Geneve with options',
    udp(6081, '02000800 00000100 0102030405060708', inner4),
    'udp:geneve:ipv4',
  ],
  ['GTP-U', gtp('30', ''), 'udp:gtp-u:ipv4'],
  ['GTP-U, sequence', gtp('32', '0001 00 00'), 'udp:gtp-u:ipv4'],
  ['GTP-U, extension', gtp('34', '0000 00 85 01 0000 00'), 'udp:gtp-u:ipv4'],
  [
    'GTP version 0',
    udp(2152, `1eff ${u16(inner4.length)} 00010001 ff ffffff 0000000000000001`, inner4),
    'udp:gtp-u:ipv4',
  ],
  ['L2TP', udp(1701, '0002 0001 0001 ff03 0021', inner4), 'udp:l2tp:ppp:ipv4'],
  [
    'L2TP, all fields',
    udp(1701, '4a02 0000 0001 0001 0001 0001 0002 0000 0021', inner4),
    'udp:l2tp:ppp:ipv4',
  ],
  ['Teredo', udp(3544, '', inner6), 'udp:teredo:ipv6'],
  ['Teredo between peers', udp(51000, '0000 1234 01020304', inner6), 'udp:teredo:ipv6'],
  [
    'Teredo, authenticated',
    udp(51000, '0001 02 01 0102 03 0000000000000000 00', inner6),
    'udp:teredo:ipv6',
  ],
  ['AYIYA', udp(5072, `4052 1129 00000000 ${'11'.repeat(36)}`, inner6), 'udp:ayiya:ipv6'],
  ['CAPWAP', udp(5247, '00 100000 00000000', frame), 'udp:capwap:ethernet:ipv4'],
  [
    'CAPWAP, 802.11',
    udp(5247, `00 100300 00000000 0208 ${WLAN.slice(5)}`, inner4),
    'udp:capwap:ieee80211:llc:ipv4',
  ],
  ['MPLS in UDP', udp(6635, '00010040 00010140', inner4), 'udp:mpls:ipv4'],
  ['GRE in UDP', udp(4754, '0000 0800', inner4), 'udp:gre:ipv4'],
  ['LISP', udp(4341, '00000000 00000000', inner4), 'udp:lisp:ipv4'],
  ['AMT', udp(2268, '0600', inner4), 'udp:amt:ipv4'],
  ['TZSP', udp(37008, '01 00 0001 01', frame), 'udp:tzsp:ethernet:ipv4'],
  ['LLC in UDP', udp(12000, 'aaaa03 000000 0800', inner4), 'udp:llc:ipv4'],
  ['LWAPP', udp(12222, `0000 0040 0000 ${WLAN}`, inner4), 'udp:lwapp:ieee80211:llc:ipv4'],
  [
    'LWAPP with address',
    udp(12223, `020000000009 0000 0040 0000 ${WLAN}`, inner4),
    'udp:lwapp:ieee80211:llc:ipv4',
  ],
  ['packet mirror', udp(30030, '00000001 00000002', inner4), 'udp:jmirror:ipv4'],
  ['packet mirror, PPP', udp(30030, '00000001 00000002 ff03 0021', inner4), 'udp:jmirror:ppp:ipv4'],
  ['EtherIP', ip(97, concat(hex('3000'), frame)), 'etherip:ethernet:ipv4'],
  ['MPLS in IP', ip(137, concat(hex('00010140'), inner4)), 'mpls:ipv4'],
  ['Ethernet in IP', ip(143, frame), 'ethernet:ipv4'],
  ['PIM register', ip(103, concat(hex('2100 0000 00000000'), inner4)), 'pim:ipv4'],
  [
    'UDP-Lite',
    ip(136, concat(hex('c350 12b5 0008 0000 08000000 00000100'), frame)),
    'udp-lite:vxlan:ethernet:ipv4',
  ],
  [
    'ESP, not encrypted',
    ip(
      50,
      concat(hex('00000001 00000001'), tcp({ payload: text('hello') }), hex('01 01 06'), zeros(12)),
    ),
    'esp',
  ],
  [
    'ESP, tunnel, not encrypted',
    ip(50, concat(hex('00000001 00000001'), inner4, hex('010203 03 04'), zeros(16))),
    'esp:ipv4',
  ],
  [
    'authentication header',
    ip(51, concat(hex('0404 0000 00000001 00000001'), zeros(12), inner4)),
    'ipv4',
  ],
];

const TAGGED: readonly [string, Uint8Array, string][] = [
  ['MPLS', ethernet(concat(hex('00010040 00010140'), inner4), 0x8847), 'mpls:ipv4'],
  ['MPLS, IPv6', ethernet(concat(hex('00002140'), inner6), 0x8848), 'mpls:ipv6'],
  [
    'MPLS, control word',
    ethernet(concat(hex('00010140 00000000'), frame), 0x8847),
    'mpls:ethernet:ipv4',
  ],
  ['MPLS, no control word', ethernet(concat(hex('00010140'), frame), 0x8847), 'mpls:ethernet:ipv4'],
  [
    'MPLS, associated channel',
    ethernet(concat(hex('00010140 10000021'), inner4), 0x8847),
    'mpls:ipv4',
  ],
  [
    'PPPoE',
    ethernet(concat(hex('1100 0001', u16(inner4.length + 2), '0021'), inner4, zeros(4)), 0x8864),
    'pppoe:ppp:ipv4',
  ],
  [
    '802.1ah',
    ethernet(concat(hex('00000001'), frame), 0x88e7),
    'provider-backbone-bridge:ethernet:ipv4',
  ],
  ['FabricPath', ethernet(concat(hex('0141'), frame), 0x8903), 'fabricpath:ethernet:ipv4'],
  [
    'Cisco metadata',
    ethernet(concat(hex('0101 0001 0001 0800'), inner4), 0x8909),
    'cisco-metadata:ipv4',
  ],
  ['VN-Tag', ethernet(concat(hex('00000000 0800'), inner4), 0x8926), 'vn-tag:ipv4'],
  ['HSR', ethernet(concat(hex('0036 0001 0800'), inner4), 0x892f), 'hsr:ipv4'],
  ['E-Tag', ethernet(concat(hex('000000000000 0800'), inner4), 0x893f), 'e-tag:ipv4'],
  [
    'NSH',
    ethernet(concat(hex('0006 0103 00000100'), zeros(16), frame), 0x894f),
    'nsh:ethernet:ipv4',
  ],
  [
    'batman',
    ethernet(concat(hex('40 0f 05 01 020000000009'), frame), 0x4305),
    'batman:ethernet:ipv4',
  ],
  [
    'batman, broadcast',
    ethernet(concat(hex('04 0e 05 00 00000001 020000000009'), frame), 0x4305),
    'batman:ethernet:ipv4',
  ],
  [
    'Arista time stamp',
    ethernet(concat(hex('0001 0020 000000000000 0800'), inner4), 0xd28b),
    'arista-timestamp:ipv4',
  ],
  ['802.1CB', ethernet(concat(hex('0000 0001 0800'), inner4), 0xf1c1), 'redundancy-tag:ipv4'],
  [
    'MACsec, not encrypted',
    ethernet(concat(hex('2000 00000001 0200000000010001 0800'), inner4, zeros(16)), 0x88e5),
    'macsec:ipv4',
  ],
];

const outer = (name: string) => (name === '4in6' ? ['ethernet', 'ipv6'] : ['ethernet', 'ipv4']);
const ALL = [
  ...CASES.map(([name, octets, layers]) => ({
    name,
    octets,
    layers: [...outer(name), ...layers.split(':')],
  })),
  ...TAGGED.map(([name, octets, layers]) => ({
    name,
    octets,
    layers: ['ethernet', ...layers.split(':')],
  })),
];

test.each(ALL)('$name', ({ octets, layers }) => {
  const packet = decode(octets);
  expect(outcomeOf(packet)).toBe('segment');
  expect(layersOf(packet)).toEqual(layers);
  expect(packet.payloadLength).toBe(5);
});

test.each(ALL)('$name cut anywhere, or short of anything', ({ octets }) => {
  for (let length = 0; length < octets.length; length++) {
    expect(outcomeOf(decode(octets, { captured: length }))).not.toMatch(/^malformed/);
    expect(decode(octets.subarray(0, length)).payloadLength).toBeLessThanOrEqual(5);
  }
});

test('any octets changed in any tunnel are decoded without a throw', () => {
  const change = fc.tuple(fc.nat(150), fc.nat(255));
  const property = fc.property(
    fc.constantFrom(...ALL),
    fc.array(change, { maxLength: 4 }),
    ({ octets }, changes) => {
      const changed = Uint8Array.from(octets);
      for (const [at, octet] of changes) changed[at % changed.length] = octet;
      expect(decode(changed).payloadLength).toBeLessThanOrEqual(octets.length);
    },
  );
  fc.assert(property, { numRuns: 3000 });
});

test.each([
  ['udp', udp(51000, '', concat(inner6, zeros(1)))],
  ['gre-protocol-0x1234', gre('0000 1234', inner4)],
  ['gtp', udp(2152, `20ff ${u16(inner4.length)} 00000001`, inner4)],
  ['l2tp-control', udp(1701, 'c802 000c 0001 0000 0000 0000', zeros(0))],
  ['capwap-encrypted', udp(5247, '01 000000', inner4)],
  ['macsec', ethernet(concat(hex('2c00 00000001 0200000000010001'), inner4), 0x88e5)],
  ['icmp', ip(1, concat(hex('0800 0000 00010001'), inner4))],
  ['esp', ip(50, inner4)],
  [
    'esp',
    ip(
      50,
      concat(hex('00000001 00000001'), tcp({ payload: text('hello') }), hex('02 01 06'), zeros(12)),
    ),
  ],
])('%s is said of what is not read', (reason, octets) => {
  expect(outcomeOf(decode(octets))).toBe(reason);
});
