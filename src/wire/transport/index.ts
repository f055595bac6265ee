import type { LayerTable } from '../layer.ts';
import { decodeIpv4 } from '../network/ipv4.ts';
import { decodeIpv6 } from '../network/ipv6.ts';
import {
  decodeAuthenticationHeader,
  decodeDestinationOptions,
  decodeFragmentHeader,
  decodeHopByHopOptions,
  decodeRoutingHeader,
} from '../network/ipv6-extensions.ts';
import { decodeTcp } from './tcp.ts';

/** What an IP header announces as its payload (IANA protocol numbers). */
export const IP_PROTOCOLS: LayerTable = {
  0: { name: 'ipv6-hop-by-hop', decode: decodeHopByHopOptions, isExtension: true },
  1: { name: 'icmp' },
  2: { name: 'igmp' },
  4: { name: 'ipv4', decode: decodeIpv4 },
  6: { name: 'tcp', decode: decodeTcp, isExtension: true },
  17: { name: 'udp' },
  41: { name: 'ipv6', decode: decodeIpv6 },
  43: { name: 'ipv6-routing', decode: decodeRoutingHeader, isExtension: true },
  44: { name: 'ipv6-fragment', decode: decodeFragmentHeader, isExtension: true },
  47: { name: 'gre' },
  50: { name: 'esp' },
  51: { name: 'ah', decode: decodeAuthenticationHeader, isExtension: true },
  58: { name: 'icmpv6' },
  59: { name: 'ipv6-no-next-header' },
  60: { name: 'ipv6-destination-options', decode: decodeDestinationOptions, isExtension: true },
  89: { name: 'ospf' },
  103: { name: 'pim' },
  112: { name: 'vrrp' },
  132: { name: 'sctp' },
};
