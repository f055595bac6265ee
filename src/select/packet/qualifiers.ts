import { maskOf, parseDottedParts, parseIpv4, parseIpv6, wordOf } from '../address-literal.ts';
import type { PacketQualifier, TellFilter } from '../filter-words.ts';
import type { Token, TokenReader } from '../token-reader.ts';
import { condition, type Tree } from '../tree.ts';
import { parseNumber } from './parse-arithmetic.ts';
import {
  type AddressProtocol,
  type Direction,
  ETHER_TYPES,
  type Primitive,
  TRANSPORTS,
} from './primitive.ts';
import { SERVICES } from './vocabulary.ts';

/** What stands in front of a value, as `tcp src port`; a value without any takes those before it. */
export interface Qualifiers {
  /** As written; undefined where none was. */
  readonly protocol: string | undefined;
  readonly direction: Direction | undefined;
  readonly type: PacketQualifier;
}

/** The value at hand as a condition, by the qualifiers in front of it. */
export function parseValue(
  reader: TokenReader,
  qualifiers: Qualifiers,
  tags: number,
): Tree<Primitive> {
  const token = reader.next();
  if (token.kind !== 'word') {
    return reader.refuse(token, (words) => words.packet.expected[qualifiers.type]);
  }
  switch (qualifiers.type) {
    case 'host':
      return condition(host(reader, token, qualifiers, tags));
    case 'net':
      return condition(net(reader, token, qualifiers, tags));
    case 'port':
    case 'portrange':
      return condition(ports(reader, token, qualifiers, tags));
    case 'proto':
      return protocol(reader, token, qualifiers, tags);
  }
}

function host(
  reader: TokenReader,
  token: Token,
  { protocol, direction = 'either' }: Qualifiers,
  tags: number,
): Primitive {
  if (protocol === 'ether') return station(reader, token, direction);
  const ipv4 = parseIpv4(token.text);
  const words = ipv4 === undefined ? parseIpv6(token.text) : [ipv4];
  if (words === undefined) return reader.refuse(token, noAddress(token));
  const protocols = addressProtocols(reader, token, protocol, words.length);
  const mask = maskOf(32 * words.length, words.length);
  return { kind: 'net', direction, protocols, words, mask, tags };
}

function noAddress({ text }: Token): TellFilter {
  return ({ packet }) => (MAC.test(text) ? packet.etherNeeded : packet.noAddress(text));
}

const MAC = /^([0-9a-f]{1,2})(?:[:.-]([0-9a-f]{1,2})){5}$/i;

function station(reader: TokenReader, token: Token, direction: Direction): Primitive {
  if (!MAC.test(token.text)) {
    return reader.refuse(token, (words) => words.packet.station);
  }
  const octets = token.text.split(/[:.-]/).map((part) => Number.parseInt(part, 16));
  const [first = 0, second = 0] = octets;
  return { kind: 'station', direction, high: (first << 8) | second, low: wordOf(octets.slice(2)) };
}

/** `10`, `10.1`, `10.1.0.0/16`, `10.1.0.0 mask 255.255.0.0`, `2001:db8::/32`. */
function net(
  reader: TokenReader,
  token: Token,
  { protocol, direction = 'either' }: Qualifiers,
  tags: number,
): Primitive {
  const parts = parseDottedParts(token.text);
  const words = parts === undefined ? parseIpv6(token.text) : [wordOf(parts)];
  if (words === undefined)
    return reader.refuse(token, (words) => words.packet.noNetwork(token.text));
  const given = parts === undefined ? 128 : parts.length * 8;
  const mask = parseMask(reader, words.length) ?? maskOf(given, words.length);
  if (words.some((word, index) => (word & ~(mask[index] ?? 0)) !== 0)) {
    return reader.refuse(token, (words) => words.packet.beyondMask);
  }
  const protocols = addressProtocols(reader, token, protocol, words.length);
  return { kind: 'net', direction, protocols, words, mask, tags };
}

function parseMask(reader: TokenReader, words: number): number[] | undefined {
  if (reader.accept('/')) {
    const token = reader.next();
    const length = /^\d+$/.test(token.text) ? Number(token.text) : Number.NaN;
    if (!(length <= 32 * words)) {
      return reader.refuse(token, ({ packet }) => packet.prefixLength(32 * words));
    }
    return maskOf(length, words);
  }
  if (words !== 1 || !reader.accept('mask')) return undefined;
  const token = reader.next();
  const mask = parseIpv4(token.text);
  return mask === undefined ? reader.refuse(token, (words) => words.packet.mask) : [mask];
}

/** Where the address is looked for: without a protocol everywhere. */
function addressProtocols(
  reader: TokenReader,
  token: Token,
  protocol: string | undefined,
  words: number,
): readonly AddressProtocol[] {
  const possible: readonly AddressProtocol[] = words === 1 ? ['ip', 'arp', 'rarp'] : ['ip6'];
  if (protocol === undefined) return possible;
  const named = possible.find((each) => each === protocol);
  return named === undefined
    ? reader.refuse(token, ({ packet }) => packet.noSuchAddresses(protocol, token.text))
    : [named];
}

const LARGEST_PORT = 0xffff;

function ports(
  reader: TokenReader,
  token: Token,
  { protocol, direction = 'either', type }: Qualifiers,
  tags: number,
): Primitive {
  const range = type === 'portrange' ? /^(.+?)-(.+)$/.exec(token.text) : null;
  const first = portOf(reader, token, range?.[1] ?? token.text);
  const second = portOf(reader, token, range?.[2] ?? token.text);
  const [low, high] = first <= second ? [first, second] : [second, first];
  return {
    kind: 'ports',
    direction,
    transports: transportsOf(reader, token, protocol),
    low,
    high,
    tags,
  };
}

function portOf(reader: TokenReader, token: Token, text: string): number {
  const port = SERVICES.get(text) ?? parseNumber(text);
  if (port === undefined) {
    return reader.refuseWord(token, (words) => words.packet.noPort(text), SERVICES.keys());
  }
  return port <= LARGEST_PORT ? port : reader.refuse(token, (words) => words.packet.portsEnd);
}

/** Protocols whose headers begin with two ports. */
const WITH_PORTS = ['tcp', 'udp', 'sctp'] as const;

function transportsOf(reader: TokenReader, token: Token, protocol: string | undefined): number[] {
  const named = WITH_PORTS.filter((name) => protocol === undefined || protocol === name);
  if (named.length === 0) reader.refuse(token, (words) => words.packet.noPorts(protocol ?? ''));
  return named.map((name) => TRANSPORTS[name].number);
}

/** `ip proto 6`, `proto \tcp`, `ether proto 0x86dd`. */
function protocol(
  reader: TokenReader,
  token: Token,
  { protocol: outer }: Qualifiers,
  tags: number,
): Tree<Primitive> {
  const name = token.text.replace(/^\\/, '');
  if (outer === 'ether') {
    const type = isKey(ETHER_TYPES, name) ? ETHER_TYPES[name] : parseNumber(name);
    if (type === undefined) return reader.refuseWord(token, noProtocol(name), keys(ETHER_TYPES));
    return condition({ kind: 'ether-type', type, tags });
  }
  if (outer !== undefined && outer !== 'ip' && outer !== 'ip6') {
    return reader.refuse(token, (words) => words.packet.namesNoProtocol(outer));
  }
  const number = isKey(TRANSPORTS, name) ? TRANSPORTS[name].number : parseNumber(name);
  if (number === undefined) return reader.refuseWord(token, noProtocol(name), keys(TRANSPORTS));
  const versions =
    outer === undefined ? ([4, 6] as const) : outer === 'ip' ? [4 as const] : [6 as const];
  return condition({ kind: 'ip-protocol', number, versions, tags });
}

function noProtocol(name: string): TellFilter {
  return (words) => words.packet.noProtocol(name);
}

/** `tcp`, `ip`, `ether` alone. */
export function protocolAlone(name: string, tags: number): Tree<Primitive> | undefined {
  if (isKey(ETHER_TYPES, name)) {
    return condition({ kind: 'ether-type', type: ETHER_TYPES[name], tags });
  }
  if (!isKey(TRANSPORTS, name)) return undefined;
  const { number, versions } = TRANSPORTS[name];
  return condition({ kind: 'ip-protocol', number, versions, tags });
}

function isKey<Key extends string>(
  table: Readonly<Record<Key, unknown>>,
  name: string,
): name is Key {
  return Object.hasOwn(table, name);
}

function keys(table: object): string[] {
  return Object.keys(table);
}
