import { headerReasons, reasonIndex } from '../outcome.ts';
import type { Packet } from '../packet.ts';
import { IP_PROTOCOL } from '../protocol.ts';
import { setIpv6Destination, setIpv6Source } from './ipv6.ts';

/*
 * Every extension header begins with the number of the next header and its own length in units of
 * 8 octets, the first 8 not counted (RFC 8200, section 4); the authentication header counts units of
 * 4 octets, the first 8 octets not counted (RFC 4302, section 2.2).
 */
const LENGTH = 1;
const SHORTEST = 8;

const OPTION_PAD1 = 0;
const OPTION_JUMBO = 0xc2;
const OPTION_HOME_ADDRESS = 0xc9;
const OPTIONS = 2;

const ROUTING_TYPE = 2;
const SEGMENTS_LEFT = 3;
const ROUTING_ADDRESSES = 8;
const ADDRESS_LENGTH = 16;
/** RFC 6554: its addresses are the whole ones where nothing says that they are compressed. */
const RPL = 3;
const RPL_COMPRESSION = 4;
/** Source route, Mobile IPv6 and RPL: the last address is the final destination. */
const LAST_IS_FINAL: readonly number[] = [0, 2, RPL];
/** RFC 8754: the first one is. */
const SEGMENT_ROUTING = 4;

const FRAGMENT_OFFSET_AND_FLAGS = 2;
const IDENTIFICATION = 4;
const MORE_FRAGMENTS = 1;
const OFFSET_OCTETS = 0xfff8;

const SHIM6_PAYLOAD = 0x80;

const HEADER = headerReasons('ipv6-extension');
const SHIM6_CONTROL = reasonIndex('shim6');
/** A fragment that can be put together with the others of its datagram. */
export const IPV6_FRAGMENT = reasonIndex('ipv6-fragment');
/** A fragment that can not, since the snap length cut it. */
export const IPV6_UNUSABLE_FRAGMENT = reasonIndex('ipv6-unusable-fragment');

export function decodeHopByHopOptions(packet: Packet): number {
  return decodeOptions(packet);
}

export function decodeDestinationOptions(packet: Packet): number {
  return decodeOptions(packet);
}

/** Options that matter here: the length of a jumbogram and the home address of a mobile node (RFC 6275). */
function decodeOptions(packet: Packet): number {
  const header = packet.offset;
  const next = passHeader(packet, 8);
  const { view, offset: end } = packet;
  if (end === header) return next;
  let at = header + OPTIONS;
  while (at < end) {
    const kind = view.getUint8(at);
    if (kind === OPTION_PAD1) {
      at += 1;
      continue;
    }
    const length = at + 1 < end ? view.getUint8(at + 1) : 0;
    const value = at + 2;
    if (value + length > end) break;
    if (kind === OPTION_JUMBO && length === 4 && packet.ipTotalLength === 0) {
      packet.limit(packet.ipOffset + 40 + view.getUint32(value));
    } else if (kind === OPTION_HOME_ADDRESS && length === ADDRESS_LENGTH) {
      setIpv6Source(packet, value);
    }
    at = value + length;
  }
  return next;
}

/** With segments left, the checksum covers the final destination (RFC 8200, section 8.1). */
export function decodeRoutingHeader(packet: Packet): number {
  const header = packet.offset;
  const next = passHeader(packet, 8);
  const { view, offset: end } = packet;
  if (end === header || view.getUint8(header + SEGMENTS_LEFT) === 0) return next;
  const first = header + ROUTING_ADDRESSES;
  const last = end - ADDRESS_LENGTH;
  if (last < first) return next;
  const type = view.getUint8(header + ROUTING_TYPE);
  const isPlain = type !== RPL || view.getUint8(header + RPL_COMPRESSION) === 0;
  if (isPlain && LAST_IS_FINAL.includes(type)) setIpv6Destination(packet, last);
  else if (type === SEGMENT_ROUTING) setIpv6Destination(packet, first);
  return next;
}

/** An atomic fragment (RFC 6946) is a whole packet; any other waits for the rest of its datagram. */
export function decodeFragmentHeader(packet: Packet): number {
  const header = packet.offset;
  const { view } = packet;
  if (packet.end - header < SHORTEST) return packet.shortOf(SHORTEST, HEADER);
  const word = view.getUint16(header + FRAGMENT_OFFSET_AND_FLAGS);
  packet.ipProtocol = view.getUint8(header);
  packet.ipIdentification = view.getInt32(header + IDENTIFICATION);
  packet.offset = header + SHORTEST;
  if ((word & (OFFSET_OCTETS | MORE_FRAGMENTS)) === 0) return IP_PROTOCOL | packet.ipProtocol;
  packet.fragmentOffset = word & OFFSET_OCTETS;
  packet.moreFragments = (word & MORE_FRAGMENTS) !== 0;
  return packet.end === packet.wireEnd ? IPV6_FRAGMENT : IPV6_UNUSABLE_FRAGMENT;
}

export function decodeAuthenticationHeader(packet: Packet): number {
  return passHeader(packet, 4);
}

/** Shim6 (RFC 5533, section 5.2): one kind of header carries a payload, the others control. */
export function decodeShim6(packet: Packet): number {
  const { view, offset } = packet;
  if (packet.end - offset < SHORTEST) return packet.shortOf(SHORTEST, HEADER);
  return (view.getUint8(offset + 2) & SHIM6_PAYLOAD) === 0 ? SHIM6_CONTROL : passHeader(packet, 8);
}

/** Moves behind an extension header whose length counts `unit` octets; stays where it is not all there. */
function passHeader(packet: Packet, unit: number): number {
  const { view, offset } = packet;
  if (packet.end - offset < SHORTEST) return packet.shortOf(SHORTEST, HEADER);
  const length = SHORTEST + view.getUint8(offset + LENGTH) * unit;
  if (packet.end - offset < length) return packet.shortOf(length, HEADER);
  packet.ipProtocol = view.getUint8(offset);
  packet.offset = offset + length;
  return IP_PROTOCOL | packet.ipProtocol;
}
