/**
 * What comes next in a frame, as one integer: a registry in the upper bits and the number that the
 * header at hand gives for its payload in the lower 16. A layer returns either such a number or an
 * outcome (`outcome.ts`), which is always below `FIRST_PROTOCOL`.
 */
export const FIRST_PROTOCOL = 0x1_0000;

/** LINKTYPE numbers of pcap and pcapng. */
export const LINK_TYPE = 0x1_0000;
/** IEEE EtherTypes. */
export const ETHER_TYPE = 0x2_0000;
/** IANA protocol numbers, among them the IPv6 extension headers. */
export const IP_PROTOCOL = 0x3_0000;
/** UDP ports on which something is carried that may hold TCP. */
export const UDP_PORT = 0x4_0000;
/** PPP data link layer protocol numbers. */
export const PPP_PROTOCOL = 0x5_0000;
/** Framings that no registry numbers: a layer names its successor directly. */
export const FRAMING = 0x6_0000;

export const ETHERNET = LINK_TYPE | 1;
export const VLAN = ETHER_TYPE | 0x8100;
export const IPV4 = ETHER_TYPE | 0x0800;
export const IPV6 = ETHER_TYPE | 0x86dd;
export const TCP = IP_PROTOCOL | 6;
export const LLC = FRAMING | 1;
/** An IP header of the version that its first four bits tell. */
export const ANY_IP = FRAMING | 2;

const REGISTRY_NAMES = [
  '',
  'link-type-',
  'ethertype-',
  'ip-protocol-',
  'udp-port-',
  'ppp-protocol-',
  'framing-',
];

/** The name of a protocol without a row in any table: `ethertype-0x88cc`, `ip-protocol-89`. */
export function unreadProtocolName(protocol: number): string {
  const number = protocol & 0xffff;
  const registry = protocol & ~0xffff;
  const isHexadecimal = registry === ETHER_TYPE || registry === PPP_PROTOCOL;
  const digits = isHexadecimal ? `0x${number.toString(16).padStart(4, '0')}` : `${number}`;
  return (REGISTRY_NAMES[protocol >>> 16] ?? '') + digits;
}
