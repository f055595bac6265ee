import type { LayerTable } from '../layer.ts';
import { decodeIpv6 } from '../network/ipv6.ts';
import { decodeNlpidSnap } from './llc.ts';
import { decodePpp } from './ppp.ts';
import { decodeAnyIp } from './raw-ip.ts';

/** Network layer protocol identifiers (ISO/IEC TR 9577, RFC 2427). */
export const NLPIDS: LayerTable = [
  { number: 0x08, name: 'q933' },
  { number: 0x80, name: 'snap', decode: decodeNlpidSnap, isExtension: true },
  { number: 0x81, name: 'clnp' },
  { number: 0x82, name: 'esis' },
  { number: 0x83, name: 'isis' },
  { number: 0x8e, name: 'ipv6', decode: decodeIpv6 },
  { number: 0xcc, name: 'ip', decode: decodeAnyIp, isExtension: true },
  { number: 0xcf, name: 'ppp', decode: decodePpp },
];
