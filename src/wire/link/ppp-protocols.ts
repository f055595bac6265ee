import type { LayerTable } from '../layer.ts';
import { decodeMpls } from '../network/mpls.ts';
import { decodeLlc } from './llc.ts';
import { decodePppBridge, decodePppMultilink } from './ppp.ts';
import { decodeAnyIp } from './raw-ip.ts';

/** What PPP announces as its payload (IANA, PPP DLL protocol numbers). */
export const PPP_PROTOCOLS: LayerTable = [
  { number: 0x0021, name: 'ip', decode: decodeAnyIp, isExtension: true },
  { number: 0x002d, name: 'ppp-van-jacobson' },
  { number: 0x002f, name: 'ppp-van-jacobson' },
  { number: 0x0031, name: 'ppp-bridge', decode: decodePppBridge },
  { number: 0x003d, name: 'ppp-multilink', decode: decodePppMultilink },
  { number: 0x004b, name: 'llc', decode: decodeLlc },
  { number: 0x0053, name: 'ppp-encrypted' },
  { number: 0x0057, name: 'ip', decode: decodeAnyIp, isExtension: true },
  { number: 0x00fd, name: 'ppp-compressed' },
  { number: 0x0281, name: 'mpls', decode: decodeMpls },
  { number: 0x0283, name: 'mpls', decode: decodeMpls },
  { number: 0x0800, name: 'ip', decode: decodeAnyIp, isExtension: true },
  { number: 0x8021, name: 'ppp-control' },
  { number: 0x8057, name: 'ppp-control' },
  { number: 0x80fd, name: 'ppp-control' },
  { number: 0x86dd, name: 'ip', decode: decodeAnyIp, isExtension: true },
  { number: 0xc021, name: 'ppp-control' },
  { number: 0xc023, name: 'ppp-authentication' },
  { number: 0xc223, name: 'ppp-authentication' },
];
