import type { Predicate } from '../tree.ts';
import { compileRelation } from './compile-arithmetic.ts';
import { type FilteredFrame, IPV4_TYPE, IPV6_TYPE } from './filtered-frame.ts';
import { type AddressProtocol, type Direction, ETHER_TYPES, type Primitive } from './primitive.ts';

type Test = Predicate<FilteredFrame>;
type Of<Kind extends Primitive['kind']> = Extract<Primitive, { kind: Kind }>;

const IPV4_PROTOCOL = 9;
const IPV4_FRAGMENT = 6;
const FRAGMENT_OFFSET = 0x1fff;
const IPV6_NEXT_HEADER = 6;
const IPV6_HEADER_LENGTH = 40;
const FRAGMENT_HEADER = 44;

/** Tags of customers, of services, and of providers before there was a standard. */
const VLAN_TYPES: readonly number[] = [0x8100, 0x88a8, 0x9100];
const VLAN_IDENTIFIER = 0x0fff;

/** Compiles one condition of a packet filter. */
export function compilePrimitive(primitive: Primitive): Test {
  switch (primitive.kind) {
    case 'ether-type': {
      const { type, tags } = primitive;
      return (frame) => frame.typeBehind(tags) === type;
    }
    case 'ip-protocol':
      return ipProtocol(primitive);
    case 'net':
      return net(primitive);
    case 'ports':
      return ports(primitive);
    case 'station':
      return station(primitive);
    case 'vlan':
      return vlan(primitive);
    case 'relation':
      return compileRelation(primitive);
  }
}

/** The protocol that the IP header names; of IPv6 behind a fragment header as well, but no other. */
function ipProtocol({ number, versions, tags }: Of<'ip-protocol'>): Test {
  const inIpv4 = versions.includes(4);
  const inIpv6 = versions.includes(6);
  return (frame) => {
    const type = frame.typeBehind(tags);
    const at = frame.network(tags);
    if (type === IPV4_TYPE) return inIpv4 && frame.octet(at + IPV4_PROTOCOL) === number;
    if (type !== IPV6_TYPE || !inIpv6) return false;
    const next = frame.octet(at + IPV6_NEXT_HEADER);
    if (next === number) return true;
    return next === FRAGMENT_HEADER && frame.octet(at + IPV6_HEADER_LENGTH) === number;
  };
}

/** Where each protocol has its two addresses: of sender and target in ARP. */
const ADDRESS_OFFSETS: Readonly<Record<AddressProtocol, readonly [number, number]>> = {
  ip: [12, 16],
  ip6: [8, 24],
  arp: [14, 24],
  rarp: [14, 24],
};

function net({ direction, protocols, words, mask, tags }: Of<'net'>): Test {
  const tests = protocols.map((protocol) => {
    const type = ETHER_TYPES[protocol];
    const [source, destination] = ADDRESS_OFFSETS[protocol];
    const either = directed(
      direction,
      addressAt(source, words, mask, tags),
      addressAt(destination, words, mask, tags),
    );
    return { type, either };
  });
  return (frame) => {
    const found = frame.typeBehind(tags);
    for (const { type, either } of tests) {
      if (found === type) return either(frame);
    }
    return false;
  };
}

function addressAt(
  offset: number,
  words: readonly number[],
  mask: readonly number[],
  tags: number,
): Test {
  return (frame) => {
    const at = frame.network(tags) + offset;
    for (let index = 0; index < words.length; index++) {
      const bits = mask[index] ?? 0;
      if (bits === 0) continue;
      const found = frame.uint32(at + 4 * index);
      if (((found ^ (words[index] ?? 0)) & bits) !== 0) return false;
    }
    return true;
  };
}

function ports({ direction, transports, low, high, tags }: Of<'ports'>): Test {
  const portAt = (offset: number): Test => {
    return (frame) => {
      const at = frame.network(tags);
      const isIpv4 = frame.typeBehind(tags) === IPV4_TYPE;
      const header = isIpv4 ? (frame.octet(at) & 15) << 2 : IPV6_HEADER_LENGTH;
      const port = frame.uint16(at + header + offset);
      return port >= low && port <= high;
    };
  };
  const either = directed(direction, portAt(0), portAt(2));
  return (frame) => hasPorts(frame, transports, tags) && either(frame);
}

/** Whether ports lie behind the IP header: only in a first fragment of IPv4. */
function hasPorts(frame: FilteredFrame, transports: readonly number[], tags: number): boolean {
  const type = frame.typeBehind(tags);
  const at = frame.network(tags);
  if (type === IPV6_TYPE) return transports.includes(frame.octet(at + IPV6_NEXT_HEADER));
  if (type !== IPV4_TYPE || !transports.includes(frame.octet(at + IPV4_PROTOCOL))) return false;
  return (frame.uint16(at + IPV4_FRAGMENT) & FRAGMENT_OFFSET) === 0;
}

/** Addresses of Ethernet: destination, then source. */
function station({ direction, high, low }: Of<'station'>): Test {
  const addressIs =
    (offset: number): Test =>
    (frame) =>
      frame.uint32(frame.start + offset + 2) === low && frame.uint16(frame.start + offset) === high;
  const either = directed(direction, addressIs(6), addressIs(0));
  return (frame) => frame.isEthernet && either(frame);
}

function vlan({ id, tags }: Of<'vlan'>): Test {
  return (frame) => {
    if (!VLAN_TYPES.includes(frame.typeBehind(tags))) return false;
    return id === undefined || (frame.uint16(frame.network(tags)) & VLAN_IDENTIFIER) === id;
  };
}

function directed(direction: Direction, source: Test, destination: Test): Test {
  switch (direction) {
    case 'src':
      return source;
    case 'dst':
      return destination;
    case 'either':
      return (frame) => source(frame) || destination(frame);
    case 'both':
      return (frame) => source(frame) && destination(frame);
  }
}
