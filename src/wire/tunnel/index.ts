import type { LayerTable } from '../layer.ts';
import { plainHeader } from '../link/fixed-header.ts';
import { decodeLlc } from '../link/llc.ts';
import { decodeMpls } from '../network/mpls.ts';
import { ANY_IP } from '../protocol.ts';
import { decodeAmt } from './amt.ts';
import { decodeAyiya } from './ayiya.ts';
import { decodeCapwap } from './capwap.ts';
import { decodeGeneve } from './geneve.ts';
import { decodeGre } from './gre.ts';
import { decodeGtpU } from './gtp-u.ts';
import { decodeJmirror } from './jmirror.ts';
import { decodeL2tp } from './l2tp.ts';
import { lwapp } from './lwapp.ts';
import { decodeTeredo } from './teredo.ts';
import { decodeTzsp } from './tzsp.ts';
import { decodeVxlan, decodeVxlanGpe } from './vxlan.ts';

/** Tunnels by their UDP port; a datagram to or from one of these is taken for what the port says. */
export const UDP_PORTS: LayerTable = [
  { number: 1701, name: 'l2tp', decode: decodeL2tp },
  { number: 2152, name: 'gtp-u', decode: decodeGtpU },
  { number: 2268, name: 'amt', decode: decodeAmt },
  { number: 3544, name: 'teredo', decode: decodeTeredo },
  { number: 4341, name: 'lisp', decode: plainHeader('lisp', 8, ANY_IP) },
  { number: 4754, name: 'gre', decode: decodeGre },
  { number: 4789, name: 'vxlan', decode: decodeVxlan },
  { number: 4790, name: 'vxlan-gpe', decode: decodeVxlanGpe },
  { number: 5072, name: 'ayiya', decode: decodeAyiya },
  { number: 5247, name: 'capwap', decode: decodeCapwap },
  { number: 6081, name: 'geneve', decode: decodeGeneve },
  { number: 6635, name: 'mpls', decode: decodeMpls },
  { number: 12000, name: 'llc', decode: decodeLlc },
  { number: 12001, name: 'llc', decode: decodeLlc },
  { number: 12002, name: 'llc', decode: decodeLlc },
  { number: 12003, name: 'llc', decode: decodeLlc },
  { number: 12004, name: 'llc', decode: decodeLlc },
  { number: 12222, name: 'lwapp', decode: lwapp(0) },
  { number: 12223, name: 'lwapp', decode: lwapp(6) },
  { number: 30030, name: 'jmirror', decode: decodeJmirror },
  { number: 37008, name: 'tzsp', decode: decodeTzsp },
];
