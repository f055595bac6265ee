import type { LayerTable } from '../layer.ts';
import { decodeEthernet } from '../link/ethernet.ts';
import { plainHeader } from '../link/fixed-header.ts';
import { decodeAnyIp } from '../link/raw-ip.ts';
import { decodeEsp } from '../network/esp.ts';
import { decodeIcmp, decodeIcmpv6 } from '../network/icmp.ts';
import { decodeIpv6 } from '../network/ipv6.ts';
import {
  decodeAuthenticationHeader,
  decodeDestinationOptions,
  decodeFragmentHeader,
  decodeHopByHopOptions,
  decodeRoutingHeader,
  decodeShim6,
} from '../network/ipv6-extensions.ts';
import { decodeMpls } from '../network/mpls.ts';
import { ETHERNET } from '../protocol.ts';
import { decodeGre } from '../tunnel/gre.ts';
import { decodePim } from '../tunnel/pim.ts';
import { decodeTcp } from './tcp.ts';
import { decodeUdp, decodeUdpLite } from './udp.ts';

/** What an IP header announces as its payload (IANA protocol numbers). */
export const IP_PROTOCOLS: LayerTable = [
  { number: 0, name: 'ipv6-hop-by-hop', decode: decodeHopByHopOptions, isExtension: true },
  { number: 1, name: 'icmp', decode: decodeIcmp },
  { number: 2, name: 'igmp' },
  { number: 4, name: 'ip', decode: decodeAnyIp, isExtension: true },
  { number: 6, name: 'tcp', decode: decodeTcp, isExtension: true },
  { number: 17, name: 'udp', decode: decodeUdp },
  { number: 41, name: 'ipv6', decode: decodeIpv6 },
  { number: 43, name: 'ipv6-routing', decode: decodeRoutingHeader, isExtension: true },
  { number: 44, name: 'ipv6-fragment', decode: decodeFragmentHeader, isExtension: true },
  { number: 47, name: 'gre', decode: decodeGre },
  { number: 50, name: 'esp', decode: decodeEsp },
  { number: 51, name: 'ah', decode: decodeAuthenticationHeader, isExtension: true },
  { number: 58, name: 'icmpv6', decode: decodeIcmpv6 },
  { number: 59, name: 'ipv6-no-next-header' },
  {
    number: 60,
    name: 'ipv6-destination-options',
    decode: decodeDestinationOptions,
    isExtension: true,
  },
  { number: 89, name: 'ospf' },
  { number: 97, name: 'etherip', decode: plainHeader('etherip', 2, ETHERNET) },
  { number: 103, name: 'pim', decode: decodePim },
  { number: 108, name: 'ipcomp' },
  { number: 112, name: 'vrrp' },
  { number: 115, name: 'l2tp' },
  { number: 132, name: 'sctp' },
  { number: 136, name: 'udp-lite', decode: decodeUdpLite },
  { number: 137, name: 'mpls', decode: decodeMpls },
  {
    number: 140,
    name: 'shim6',
    decode: decodeShim6,
    isExtension: true,
  },
  { number: 143, name: 'ethernet', decode: decodeEthernet },
];
