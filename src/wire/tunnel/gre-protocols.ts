import type { LayerTable } from '../layer.ts';
import { decodeEthernet } from '../link/ethernet.ts';
import { decodeFrameRelay } from '../link/frame-relay.ts';
import { decodeIeee80211 } from '../link/ieee80211.ts';
import { decodePppHdlc } from '../link/ppp.ts';
import { decodeAnyIp } from '../link/raw-ip.ts';
import { decodeIpv6 } from '../network/ipv6.ts';
import { decodeMpls } from '../network/mpls.ts';
import { decodeErspan } from './erspan.ts';
import { decodeNsh } from './nsh.ts';
import { decodeWccp } from './wccp.ts';

/** Aruba numbers the tunnels of its access points from here on, in steps of 16. */
const ARUBA_FIRST = 0x8200;
const ARUBA_LAST = 0x8370;

/** What GRE announces as its payload: EtherTypes, and some that are only used here. */
export const GRE_PROTOCOLS: LayerTable = [
  { number: 0x0800, name: 'ip', decode: decodeAnyIp, isExtension: true },
  { number: 0x22eb, name: 'erspan', decode: decodeErspan },
  { number: 0x6400, name: 'ethernet', decode: decodeEthernet },
  { number: 0x6558, name: 'ethernet', decode: decodeEthernet },
  { number: 0x6559, name: 'frame-relay', decode: decodeFrameRelay },
  { number: 0x86dd, name: 'ipv6', decode: decodeIpv6 },
  { number: 0x880b, name: 'ppp', decode: decodePppHdlc },
  { number: 0x883e, name: 'wccp', decode: decodeWccp },
  { number: 0x8847, name: 'mpls', decode: decodeMpls },
  { number: 0x8848, name: 'mpls', decode: decodeMpls },
  { number: 0x88be, name: 'erspan', decode: decodeErspan },
  { number: 0x894f, name: 'nsh', decode: decodeNsh },
  ...arubaTunnels(),
];

function arubaTunnels(): LayerTable {
  return Array.from({ length: (ARUBA_LAST - ARUBA_FIRST) / 16 + 1 }, (_, tunnel) => ({
    number: ARUBA_FIRST + tunnel * 16,
    name: 'ieee80211',
    decode: decodeIeee80211,
  }));
}
