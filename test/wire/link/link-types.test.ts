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

const packet4 = ipv4(tcp({ payload: text('hello') }));
const packet6 = ipv6(tcp6({ payload: text('hello') }));
const frame = ethernet(packet4);
const SNAP = 'aaaa03 000000 0800';
const MACS = '020000000001 020000000002';
const DATA = (flags: string) => `08${flags} 0000 020000000001 020000000002 020000000003 1000`;
const zeros = (octets: number) => new Uint8Array(octets);
const length16 = (octets: Uint8Array, more = 0) =>
  (octets.length + more).toString(16).padStart(4, '0');

const CASES: readonly [string, number, Uint8Array, string[]][] = [
  ['Token Ring', 6, concat(hex('1040', MACS, SNAP), packet4), ['token-ring', 'llc', 'ipv4']],
  [
    'Token Ring with routing',
    6,
    concat(hex('1040 020000000001 820000000002 0610 0011 0020', SNAP), packet4),
    ['token-ring', 'llc', 'ipv4'],
  ],
  ['ARCNET, RFC 1051', 7, concat(hex('01 02 f0'), packet4), ['arcnet', 'ipv4']],
  ['ARCNET, RFC 1201', 7, concat(hex('01 02 d4 00 0001'), packet4), ['arcnet', 'ipv4']],
  ['ARCNET, exception', 7, concat(hex('01 02 d4 ffffff d4 00 0001'), packet4), ['arcnet', 'ipv4']],
  ['ARCNET of Linux', 129, concat(hex('01 02 0000 c4 00 0001'), packet6), ['arcnet', 'ipv6']],
  ['PPP', 9, concat(hex('ff03 0021'), packet4), ['ppp', 'ipv4']],
  ['PPP without address', 9, concat(hex('0021'), packet4), ['ppp', 'ipv4']],
  ['PPP, compressed protocol', 50, concat(hex('57'), packet6), ['ppp', 'ipv6']],
  [
    'PPP, multilink, whole',
    9,
    concat(hex('ff03 003d c0000001 0021'), packet4),
    ['ppp', 'ppp-multilink', 'ppp', 'ipv4'],
  ],
  [
    'PPP, bridged',
    9,
    concat(hex('ff03 0031 0001'), frame),
    ['ppp', 'ppp-bridge', 'ethernet', 'ipv4'],
  ],
  ['PPP, MPLS', 9, concat(hex('ff03 0281 00010140'), packet4), ['ppp', 'mpls', 'ipv4']],
  ['PPP with direction', 204, concat(hex('01 ff03 0021'), packet4), ['ppp', 'ipv4']],
  ['Cisco HDLC in place of PPP', 50, concat(hex('0f00 0800'), packet4), ['cisco-hdlc', 'ipv4']],
  ['FDDI', 10, concat(hex('50', MACS, SNAP), packet4), ['fddi', 'llc', 'ipv4']],
  ['ATM, LLC', 11, concat(hex(SNAP), packet4), ['llc', 'ipv4']],
  ['ATM, NLPID', 100, concat(hex('fefe03 cc'), packet4), ['llc', 'ipv4']],
  [
    'ATM, bridged Ethernet',
    100,
    concat(hex('aaaa03 0080c2 0007 0000'), frame),
    ['llc', 'ethernet', 'ipv4'],
  ],
  ['ATM, LLC with the SAP of IP', 100, concat(hex('060603'), packet4), ['llc', 'ipv4']],
  ['Classical IP over ATM', 19, packet4, ['atm-clip', 'ipv4']],
  [
    'PPPoE',
    51,
    concat(hex('1100 0001', length16(packet4, 2), '0021'), packet4),
    ['pppoe', 'ppp', 'ipv4'],
  ],
  [
    'Symantec firewall',
    99,
    concat(zeros(6), hex('0800'), zeros(36), packet4),
    ['symantec-firewall', 'ipv4'],
  ],
  ['Cisco HDLC', 104, concat(hex('8f00 86dd'), packet6), ['cisco-hdlc', 'ipv6']],
  ['Cisco HDLC with direction', 205, concat(hex('00 0f00 0800'), packet4), ['cisco-hdlc', 'ipv4']],
  ['802.11', 105, concat(hex(DATA('02'), SNAP), packet4), ['ieee80211', 'llc', 'ipv4']],
  [
    '802.11 between access points',
    105,
    concat(hex(DATA('03'), '020000000004', SNAP), packet4),
    ['ieee80211', 'llc', 'ipv4'],
  ],
  [
    '802.11 QoS',
    105,
    concat(hex(`8${DATA('01').slice(1)}`, '0000', SNAP), packet4),
    ['ieee80211', 'llc', 'ipv4'],
  ],
  [
    '802.11 QoS with HT control',
    105,
    concat(hex(`8${DATA('81').slice(1)}`, '0000 00000000', SNAP), packet4),
    ['ieee80211', 'llc', 'ipv4'],
  ],
  [
    '802.11 QoS with octets of a driver',
    105,
    concat(hex(`8${DATA('01').slice(1)}`, '0000 0000', SNAP), packet4),
    ['ieee80211', 'llc', 'ipv4'],
  ],
  [
    '802.11 aggregate',
    105,
    concat(hex(`8${DATA('01').slice(1)}`, '8000', MACS, length16(packet4, 8), SNAP), packet4),
    ['ieee80211', 'llc', 'ipv4'],
  ],
  [
    '802.11 with Ethernet',
    105,
    concat(hex(DATA('00')), hex('020000000001 020000000002 0800'), packet4),
    ['ieee80211', 'ethernet', 'ipv4'],
  ],
  ['Frame Relay, NLPID', 107, concat(hex('1841 03 cc'), packet4), ['frame-relay', 'ipv4']],
  [
    'Frame Relay, padded SNAP',
    107,
    concat(hex('1841 03 00 80 000000 0800'), packet4),
    ['frame-relay', 'ipv4'],
  ],
  [
    'Frame Relay, bridged',
    107,
    concat(hex('1841 03 00 80 0080c2 0007'), frame),
    ['frame-relay', 'ethernet', 'ipv4'],
  ],
  ['Frame Relay of Cisco', 206, concat(hex('00 1841 86dd'), packet6), ['frame-relay', 'ipv6']],
  ['loop', 108, concat(hex('0000001c'), packet6), ['null-loopback', 'ipv6']],
  ['enc', 109, concat(hex('02000000 00000001 00000000'), packet4), ['enc', 'ipv4']],
  ['null with PPP', 0, concat(hex('ff03 0021'), packet4), ['ppp', 'ipv4']],
  [
    'Linux cooked, Ethernet',
    113,
    concat(hex('0000 0304 0006 0200000000010000 0003'), frame),
    ['linux-cooked', 'ethernet', 'ipv4'],
  ],
  [
    'Linux cooked, PPP',
    113,
    concat(hex('0000 0200 0000 0000000000000000 0007 ff03 0021'), packet4),
    ['linux-cooked', 'ppp', 'ipv4'],
  ],
  [
    'Linux cooked, GRE',
    113,
    concat(hex('0000 030a 0004 0a00000100000000 86dd'), packet6),
    ['linux-cooked', 'ipv6'],
  ],
  ['pflog', 117, concat(hex('3d02'), zeros(62), packet4), ['pflog', 'ipv4']],
  [
    'Prism',
    119,
    concat(hex('44000000 90000000'), zeros(136), hex(DATA('02'), SNAP), packet4),
    ['prism', 'ieee80211', 'llc', 'ipv4'],
  ],
  [
    'AVS in place of Prism',
    119,
    concat(hex('80211001 00000040'), zeros(56), hex(DATA('02'), SNAP), packet4),
    ['avs', 'ieee80211', 'llc', 'ipv4'],
  ],
  [
    'IP over Fibre Channel',
    122,
    concat(zeros(16), hex(SNAP), packet4),
    ['ip-over-fc', 'llc', 'ipv4'],
  ],
  ['SunATM', 123, concat(hex('02 00 0021', SNAP), packet4), ['sunatm', 'llc', 'ipv4']],
  [
    'SunATM, LAN emulation',
    123,
    concat(hex('01 00 0021 0000'), frame),
    ['sunatm', 'ethernet', 'ipv4'],
  ],
  [
    'radiotap',
    127,
    concat(hex('00 00 0800 00000000', DATA('02'), SNAP), packet4),
    ['radiotap', 'ieee80211', 'llc', 'ipv4'],
  ],
  [
    'radiotap with time and FCS',
    127,
    concat(hex('00 00 1100 03000000 0000000000000000 10', DATA('02'), SNAP), packet4, zeros(4)),
    ['radiotap', 'ieee80211', 'llc', 'ipv4'],
  ],
  [
    'radiotap with padding',
    127,
    concat(hex('00 00 0900 02000000 20', `8${DATA('01').slice(1)}`, '0000 0000', SNAP), packet4),
    ['radiotap', 'ieee80211', 'llc', 'ipv4'],
  ],
  ['TZSP', 128, concat(hex('01 00 0001 0a01ff 00 01'), frame), ['tzsp', 'ethernet', 'ipv4']],
  ['IEEE 1394', 138, concat(zeros(16), hex('0800'), packet4), ['ieee1394', 'ipv4']],
  [
    'PPI',
    192,
    concat(
      hex('00 00 2000 69000000 0200 1400 0000000000000000 0100'),
      zeros(10),
      hex(DATA('02'), SNAP),
      packet4,
      zeros(4),
    ),
    ['ppi', 'ieee80211', 'llc', 'ipv4'],
  ],
  [
    'ERF',
    197,
    concat(zeros(8), hex('82 04 0040 0000 0040 0000000000000000 0000'), frame),
    ['erf', 'ethernet', 'ipv4'],
  ],
  [
    'Juniper Ethernet',
    178,
    concat(hex('4d4743 80 0003 010100'), frame),
    ['juniper', 'ethernet', 'ipv4'],
  ],
  [
    'Juniper without link layer',
    178,
    concat(hex('4d4743 02 02000000'), packet4),
    ['juniper', 'ipv4'],
  ],
  [
    'Juniper ATM',
    135,
    concat(hex('4d4743 00'), zeros(8), hex(SNAP), packet4),
    ['juniper', 'llc', 'ipv4'],
  ],
  [
    'NFLOG',
    239,
    concat(
      hex('02 00 0000 0800 0a00 61000000', `${(packet4.length + 4).toString(16)}00 0900`),
      packet4,
    ),
    ['nflog', 'ipv4'],
  ],
  [
    'IP over InfiniBand',
    242,
    concat(zeros(40), hex('0800 0000'), packet4),
    ['ip-over-infiniband', 'ipv4'],
  ],
  [
    'PKTAP',
    258,
    concat(hex('10000000 01000000 01000000 00000000'), frame),
    ['pktap', 'ethernet', 'ipv4'],
  ],
  ['raw IP with PPP', 101, concat(hex('ff03 0021'), packet4), ['raw-ip', 'ppp', 'ipv4']],
  ['raw IP behind ten zeros', 101, concat(zeros(10), packet4), ['raw-ip', 'ipv4']],
  [
    'ISL',
    1,
    concat(hex('01000c0000 00 020000000001 0050 aaaa03 00000c 0002 0000 0000'), frame, zeros(8)),
    ['ethernet', 'isl', 'ethernet', 'ipv4'],
  ],
];

test.each(CASES)('%s', (_name, linkType, octets, layers) => {
  const packet = decode(octets, { linkType });
  expect(outcomeOf(packet)).toBe('segment');
  expect(layersOf(packet)).toEqual(layers);
  expect(packet.payloadLength).toBe(5);
});

test.each(CASES)('%s cut anywhere, or short of anything', (_name, linkType, octets) => {
  for (let length = 0; length < octets.length; length++) {
    expect(outcomeOf(decode(octets, { linkType, captured: length }))).not.toMatch(/^malformed/);
    expect(decode(octets.subarray(0, length), { linkType }).payloadLength).toBeLessThanOrEqual(5);
  }
});

test.each([
  ['ieee80211-encrypted', 105, hex(DATA('42'))],
  ['ieee80211-no-data', 105, hex('8000 0000', MACS, '020000000003 0000')],
  ['ieee80211-fragment', 105, concat(hex(DATA('06'), SNAP), packet4)],
  ['netlink', 113, hex('0004 0338 0000 0000000000000000 0000 00000000')],
  ['llc', 1, ethernet(hex('424203 0000000000'), 8)],
  ['ppp-multilink-fragment', 9, hex('ff03 003d 80000001 0021')],
])('%s is said of what carries no packet', (reason, linkType, octets) => {
  expect(outcomeOf(decode(octets, { linkType }))).toBe(reason);
});
