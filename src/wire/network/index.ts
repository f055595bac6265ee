import type { LayerTable } from '../layer.ts';
import { decodeVlan } from '../link/vlan.ts';
import { decodeIpv4 } from './ipv4.ts';
import { decodeIpv6 } from './ipv6.ts';

/** What an EtherType announces (IEEE registry). */
export const ETHER_TYPES: LayerTable = {
  2048: { name: 'ipv4', decode: decodeIpv4 },
  2054: { name: 'arp' },
  33024: { name: 'vlan', decode: decodeVlan },
  34525: { name: 'ipv6', decode: decodeIpv6 },
  34984: { name: 'vlan', decode: decodeVlan },
  35020: { name: 'lldp' },
  37120: { name: 'vlan', decode: decodeVlan },
  37376: { name: 'vlan', decode: decodeVlan },
};
