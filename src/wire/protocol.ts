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
/** Protocol types of GRE that are no EtherTypes or mean something else there. */
export const GRE_PROTOCOL = 0x6_0000;
/** Network layer protocol identifiers of ISO/IEC TR 9577. */
export const NLPID = 0x7_0000;
/** Framings that no registry numbers: a layer names its successor directly. */
export const FRAMING = 0x8_0000;

export const ETHERNET = LINK_TYPE | 1;
export const IEEE_802_11 = LINK_TYPE | 105;
export const CISCO_HDLC = LINK_TYPE | 104;
export const FRAME_RELAY = LINK_TYPE | 107;
export const PRISM = LINK_TYPE | 119;
export const RADIOTAP = LINK_TYPE | 127;
export const AVS = LINK_TYPE | 163;
export const IPV4 = ETHER_TYPE | 0x0800;
export const IPV6 = ETHER_TYPE | 0x86dd;
export const MPLS = ETHER_TYPE | 0x8847;
export const NSH = ETHER_TYPE | 0x894f;
export const TCP = IP_PROTOCOL | 6;
export const LLC = FRAMING | 1;
/** An IP header of the version that its first four bits tell. */
export const ANY_IP = FRAMING | 2;
/** PPP, with or without its address and control octets. */
export const PPP = FRAMING | 3;
/** PPP in HDLC-like framing, or Cisco HDLC in its place. */
export const PPP_HDLC = FRAMING | 4;
/** 802.11 with the two octets of its frame control swapped. */
export const SWAPPED_802_11 = FRAMING | 5;
export const ISL = FRAMING | 6;
export const TEREDO = UDP_PORT | 3544;

const REGISTRY_NAMES: Readonly<Record<number, string>> = {
  [LINK_TYPE]: 'link-type',
  [ETHER_TYPE]: 'ethertype',
  [IP_PROTOCOL]: 'ip-protocol',
  [PPP_PROTOCOL]: 'ppp-protocol',
  [GRE_PROTOCOL]: 'gre-protocol',
  [NLPID]: 'nlpid',
};

/** The name of a protocol without a row in any table: `ethertype-0x88cc`, `ip-protocol-89`. */
export function unreadProtocolName(protocol: number): string {
  const registry = protocol & ~0xffff;
  const number = protocol & 0xffff;
  const isDecimal = registry === LINK_TYPE || registry === IP_PROTOCOL;
  const digits = isDecimal ? `${number}` : `0x${number.toString(16).padStart(4, '0')}`;
  return `${REGISTRY_NAMES[registry] ?? 'framing'}-${digits}`;
}
