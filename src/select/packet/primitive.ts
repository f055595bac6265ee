/** Which end of a packet is meant. */
export type Direction = 'src' | 'dst' | 'either' | 'both';

export type AddressProtocol = 'ip' | 'ip6' | 'arp' | 'rarp';
export type LoadProtocol = 'ether' | 'ip' | 'ip6' | 'arp' | 'rarp' | TransportName;
export type TransportName = keyof typeof TRANSPORTS;

/** Protocols over IP that have a name in the syntax: number and the versions of IP they are looked for in. */
export const TRANSPORTS = {
  icmp: { number: 1, versions: [4] },
  igmp: { number: 2, versions: [4] },
  tcp: { number: 6, versions: [4, 6] },
  udp: { number: 17, versions: [4, 6] },
  esp: { number: 50, versions: [4, 6] },
  ah: { number: 51, versions: [4, 6] },
  icmp6: { number: 58, versions: [6] },
  pim: { number: 103, versions: [4, 6] },
  vrrp: { number: 112, versions: [4] },
  sctp: { number: 132, versions: [4, 6] },
} as const;

/** EtherTypes that have a name in the syntax. */
export const ETHER_TYPES = {
  ip: 0x0800,
  arp: 0x0806,
  rarp: 0x8035,
  ip6: 0x86dd,
} as const satisfies Record<AddressProtocol, number>;

export type Relation = '=' | '!=' | '<' | '<=' | '>' | '>=';
export type ArithmeticOperator = '+' | '-' | '*' | '/' | '%' | '&' | '|' | '^' | '<<' | '>>';

/** A 32-bit unsigned number, as the packet filters of kernels count. */
export type Arithmetic =
  | { readonly kind: 'number'; readonly value: number }
  /** Octets of the frame on the wire. */
  | { readonly kind: 'length' }
  /** So many octets of a header, from an offset in it. */
  | {
      readonly kind: 'load';
      readonly protocol: LoadProtocol;
      readonly offset: Arithmetic;
      readonly size: 1 | 2 | 4;
      readonly tags: number;
    }
  | {
      readonly kind: 'operation';
      readonly operator: ArithmeticOperator;
      readonly left: Arithmetic;
      readonly right: Arithmetic;
    };

/** One condition of a packet filter. `tags`: VLAN tags that the expression has named before it. */
export type Primitive =
  | { readonly kind: 'ether-type'; readonly type: number; readonly tags: number }
  | {
      readonly kind: 'ip-protocol';
      readonly number: number;
      readonly versions: readonly (4 | 6)[];
      readonly tags: number;
    }
  | {
      readonly kind: 'net';
      readonly direction: Direction;
      readonly protocols: readonly AddressProtocol[];
      /** Unsigned words of the address, one or four; those of the mask. */
      readonly words: readonly number[];
      readonly mask: readonly number[];
      readonly tags: number;
    }
  | {
      readonly kind: 'ports';
      readonly direction: Direction;
      readonly transports: readonly number[];
      readonly low: number;
      readonly high: number;
      readonly tags: number;
    }
  | {
      readonly kind: 'station';
      readonly direction: Direction;
      readonly high: number;
      readonly low: number;
    }
  | { readonly kind: 'vlan'; readonly id: number | undefined; readonly tags: number }
  | {
      readonly kind: 'relation';
      readonly relation: Relation;
      readonly left: Arithmetic;
      readonly right: Arithmetic;
    };
