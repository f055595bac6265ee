import { headerReasons, reasonIndex } from '../outcome.ts';
import type { Packet } from '../packet.ts';
import { IPV4, IPV6 } from '../protocol.ts';

/*
 * ARCNET: source, destination, protocol (RFC 1051); Linux puts two octets of offset in front of the
 * protocol. RFC 1201 adds a split flag and a sequence number to its own protocols, and four octets
 * in front of them in an exception frame, which Linux does not show.
 */
const ADDRESSES_LENGTH = 2;
const LINUX_OFFSET_LENGTH = 2;
const IP_1051 = 0xf0;
const IP_1201 = 0xd4;
const IPV6_1201 = 0xc4;
const SPLIT_AND_SEQUENCE_LENGTH = 3;
const EXCEPTION = 0xff;
const EXCEPTION_LENGTH = 4;

const HEADER = headerReasons('arcnet');
const OTHER = reasonIndex('arcnet');

export function decodeArcnet(packet: Packet): number {
  return decodeBehind(packet, ADDRESSES_LENGTH, true);
}

export function decodeLinuxArcnet(packet: Packet): number {
  return decodeBehind(packet, ADDRESSES_LENGTH + LINUX_OFFSET_LENGTH, false);
}

function decodeBehind(packet: Packet, length: number, hasExceptions: boolean): number {
  const { view, offset } = packet;
  const protocolAt = offset + length;
  if (packet.end <= protocolAt + 1) return packet.shortOf(length + 2, HEADER);
  const protocol = view.getUint8(protocolAt);
  packet.offset = protocolAt + 1;
  if (protocol === IP_1051) return IPV4;
  if (protocol !== IP_1201 && protocol !== IPV6_1201) return OTHER;
  if (hasExceptions && view.getUint8(packet.offset) === EXCEPTION)
    packet.offset += EXCEPTION_LENGTH;
  packet.offset += SPLIT_AND_SEQUENCE_LENGTH;
  return protocol === IP_1201 ? IPV4 : IPV6;
}
