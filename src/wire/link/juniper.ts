import type { DecodeLayer } from '../layer.ts';
import { headerReasons, reasonIndex } from '../outcome.ts';
import type { Packet } from '../packet.ts';
import { ANY_IP, CISCO_HDLC, ETHERNET, FRAME_RELAY, IPV6, LLC, MPLS, PPP } from '../protocol.ts';

/*
 * Juniper routers put in front of what they capture: magic 3, flags 1, and perhaps extensions:
 * their length 2, and they. Then, where the link layer was left out, a protocol number of four
 * octets, of which the first counts; otherwise what the kind of interface adds.
 */
const MAGIC = 0x4d4743;
const FLAGS = 3;
const EXTENSIONS_LENGTH = 4;
const SHORTEST = 4;
const HAS_EXTENSIONS = 0x80;
const HAS_NO_LINK_LAYER = 0x02;
const IS_INCOMING = 0x01;

const PROTOCOLS: ReadonlyMap<number, number> = new Map([
  [2, ANY_IP],
  [3, ANY_IP],
  [4, MPLS],
  [5, MPLS],
  [6, IPV6],
  [7, IPV6],
  [8, MPLS],
  [32, MPLS],
  [200, PPP],
  [202, LLC],
  [203, LLC],
  [204, ETHERNET],
  [207, FRAME_RELAY],
  [208, CISCO_HDLC],
]);

const HEADER = headerReasons('juniper');
const OTHER = reasonIndex('juniper');

/** Passes the header; the protocol where it says it, 0 where the interface's own header follows, or an outcome. */
function passHeader(packet: Packet): number {
  const { view, offset, end } = packet;
  if (end - offset < SHORTEST) return packet.shortOf(SHORTEST, HEADER);
  // Old routers write no such header at all.
  if (view.getUint32(offset) >>> 8 !== MAGIC) return 0;
  const flags = view.getUint8(offset + FLAGS);
  let length = SHORTEST;
  if ((flags & HAS_EXTENSIONS) !== 0) {
    if (end - offset < length + 2) return packet.shortOf(length + 2, HEADER);
    length += 2 + view.getUint16(offset + EXTENSIONS_LENGTH);
  }
  const needed = (flags & HAS_NO_LINK_LAYER) === 0 ? length : length + 4;
  if (end - offset < needed) return packet.shortOf(needed, HEADER);
  packet.offset = offset + needed;
  if (needed === length) return 0;
  return PROTOCOLS.get(view.getUint8(offset + length)) ?? OTHER;
}

/** An interface of which only frames without link layer are read. */
export function decodeJuniperPlain(packet: Packet): number {
  const known = passHeader(packet);
  return known === 0 ? OTHER : known;
}

/** An interface whose own header is `skip` octets in front of one protocol. */
export function juniperInterface(next: number, skip = 0): DecodeLayer {
  return (packet) => {
    const known = passHeader(packet);
    if (known !== 0) return known;
    if (packet.end - packet.offset < skip) return packet.shortOf(skip, HEADER);
    packet.offset += skip;
    return next;
  };
}

/** GGSN: protocol 2 and VLAN 2, in the byte order of the router. */
export function decodeJuniperGgsn(packet: Packet): number {
  const known = passHeader(packet);
  if (known !== 0) return known;
  const { offset } = packet;
  if (packet.end - offset < 4) return packet.shortOf(4, HEADER);
  packet.offset = offset + 4;
  return PROTOCOLS.get(packet.view.getUint16(offset, true)) ?? OTHER;
}

/** Services: a cookie, longer for what comes in. */
export function decodeJuniperServices(packet: Packet): number {
  const flags =
    packet.end - packet.offset > FLAGS ? packet.view.getUint8(packet.offset + FLAGS) : 0;
  const known = passHeader(packet);
  if (known !== 0) return known;
  const cookie = (flags & IS_INCOMING) === 0 ? 12 : 16;
  if (packet.end - packet.offset < cookie) return packet.shortOf(cookie, HEADER);
  packet.offset += cookie;
  return ANY_IP;
}

const PPP_ADDRESS_AND_CONTROL = 0xff03;
const LLC_SNAP = 0xaaaa03;
const LLC_NLPID = 0xfefe03;
const PPP_NUMBERS: readonly number[] = [0x21, 0x57, 0x281, 0x283, 0x8021, 0x8057, 0xc021];

/** ATM: a cookie, of which an octet may say that it is a management cell, then LLC, PPP or IP, which only the octets themselves tell apart. */
function atmInterface(
  cookie: number,
  carriesPpp: boolean,
  isManagement: (first: number, last: number) => boolean,
): DecodeLayer {
  return (packet) => {
    const known = passHeader(packet);
    if (known !== 0) return known;
    const needed = cookie + 4;
    if (packet.end - packet.offset < needed) return packet.shortOf(needed, HEADER);
    packet.offset += cookie;
    const { view, offset } = packet;
    if (isManagement(view.getUint8(offset - cookie), view.getUint8(offset - 1))) return OTHER;
    const first = view.getUint32(offset) >>> 8;
    if (first === LLC_SNAP || first === LLC_NLPID) return LLC;
    if (carriesPpp && PPP_NUMBERS.includes(first >>> 8)) return PPP;
    const nibble = first >>> 20;
    return nibble === 4 || nibble === 6 ? ANY_IP : OTHER;
  };
}

export const decodeJuniperAtm1 = atmInterface(4, false, (first) => first === 0x80);
export const decodeJuniperAtm2 = atmInterface(8, true, (_first, last) => (last & 0x70) !== 0);

/** Multilink PPP: a cookie of two octets or none, in front of PPP with its address and control or without. */
export function decodeJuniperMultilinkPpp(packet: Packet): number {
  const known = passHeader(packet);
  if (known !== 0) return known;
  const { view, offset } = packet;
  if (packet.end - offset < 4) return packet.shortOf(4, HEADER);
  const first = view.getUint16(offset);
  if (first === PPP_ADDRESS_AND_CONTROL || PPP_NUMBERS.includes(view.getUint16(offset + 2))) {
    packet.offset = offset + 2;
    return PPP;
  }
  return PPP_NUMBERS.includes(first) ? PPP : OTHER;
}
