import type { LayerTable } from '../layer.ts';
import { decodeAristaTimestamp } from '../link/arista-timestamp.ts';
import { decodeBatman } from '../link/batman.ts';
import { decodeEthernet } from '../link/ethernet.ts';
import { etherTypeHeader, plainHeader } from '../link/fixed-header.ts';
import { decodeIeee80211 } from '../link/ieee80211.ts';
import { decodeLlc } from '../link/llc.ts';
import { decodeMacsec } from '../link/macsec.ts';
import { decodePppoe } from '../link/ppp.ts';
import { decodeVlan } from '../link/vlan.ts';
import { ETHERNET } from '../protocol.ts';
import { decodeNsh } from '../tunnel/nsh.ts';
import { decodeIpv4 } from './ipv4.ts';
import { decodeIpv6 } from './ipv6.ts';
import { decodeMpls } from './mpls.ts';

/** What an EtherType announces (IEEE registry). */
export const ETHER_TYPES: LayerTable = [
  { number: 0x0800, name: 'ipv4', decode: decodeIpv4 },
  { number: 0x0806, name: 'arp' },
  { number: 0x2452, name: 'ieee80211', decode: decodeIeee80211 },
  { number: 0x4305, name: 'batman', decode: decodeBatman },
  { number: 0x6558, name: 'ethernet', decode: decodeEthernet },
  { number: 0x8100, name: 'vlan', decode: decodeVlan },
  { number: 0x86dd, name: 'ipv6', decode: decodeIpv6 },
  { number: 0x8847, name: 'mpls', decode: decodeMpls },
  { number: 0x8848, name: 'mpls', decode: decodeMpls },
  { number: 0x8863, name: 'pppoe-discovery' },
  { number: 0x8864, name: 'pppoe', decode: decodePppoe },
  { number: 0x8870, name: 'llc', decode: decodeLlc },
  { number: 0x888e, name: 'eapol' },
  { number: 0x88a8, name: 'vlan', decode: decodeVlan },
  { number: 0x88cc, name: 'lldp' },
  { number: 0x88e5, name: 'macsec', decode: decodeMacsec },
  {
    number: 0x88e7,
    name: 'provider-backbone-bridge',
    decode: plainHeader('provider-backbone-bridge', 4, ETHERNET),
  },
  { number: 0x8903, name: 'fabricpath', decode: plainHeader('fabricpath', 2, ETHERNET) },
  { number: 0x8909, name: 'cisco-metadata', decode: etherTypeHeader('cisco-metadata', 8, 6) },
  { number: 0x8926, name: 'vn-tag', decode: etherTypeHeader('vn-tag', 6, 4) },
  { number: 0x892f, name: 'hsr', decode: etherTypeHeader('hsr', 6, 4) },
  { number: 0x893f, name: 'e-tag', decode: etherTypeHeader('e-tag', 8, 6) },
  { number: 0x894f, name: 'nsh', decode: decodeNsh },
  { number: 0x9100, name: 'vlan', decode: decodeVlan },
  { number: 0xd28b, name: 'arista-timestamp', decode: decodeAristaTimestamp },
  { number: 0xf1c1, name: 'redundancy-tag', decode: etherTypeHeader('redundancy-tag', 6, 4) },
];
