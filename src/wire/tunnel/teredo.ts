import { headerReasons, reasonIndex } from '../outcome.ts';
import type { Packet } from '../packet.ts';
import { IPV6 } from '../protocol.ts';

/*
 * Teredo (RFC 4380, section 5.1.1): an IPv6 packet in UDP, perhaps behind an authentication
 * (indicator 0001, client identifier and authentication lengths, both values, nonce 8, confirmation
 * 1) and an origin indication (0000, port 2, address 4).
 */
const AUTHENTICATION = 0x0001;
const CLIENT_LENGTH = 2;
const AUTHENTICATION_LENGTH = 3;
const AUTHENTICATION_FIXED = 13;
const ORIGIN = 0x0000;
const ORIGIN_FIXED = 8;
const IPV6_HEADER_LENGTH = 40;
const IPV6_PAYLOAD_LENGTH = 4;

const HEADER = headerReasons('teredo');
const OTHER = reasonIndex('teredo');

export function decodeTeredo(packet: Packet): number {
  const at = endOfIndications(packet);
  if (packet.end <= at) return packet.shortOf(at + 1 - packet.offset, HEADER);
  if (packet.view.getUint8(at) >>> 4 !== 6) return OTHER;
  packet.offset = at;
  return IPV6;
}

/**
 * True where the payload of a UDP datagram is Teredo by its looks: peers use any port, and an IPv6
 * header whose payload length fits exactly is no coincidence.
 */
export function looksLikeTeredo(packet: Packet): boolean {
  const at = endOfIndications(packet);
  if (packet.end - at < IPV6_HEADER_LENGTH) return false;
  const length = packet.view.getUint16(at + IPV6_PAYLOAD_LENGTH);
  return (
    packet.view.getUint8(at) >>> 4 === 6 && at + IPV6_HEADER_LENGTH + length === packet.wireEnd
  );
}

function endOfIndications(packet: Packet): number {
  const { view, end } = packet;
  let at = packet.offset;
  if (end - at >= AUTHENTICATION_FIXED && view.getUint16(at) === AUTHENTICATION) {
    at +=
      AUTHENTICATION_FIXED +
      view.getUint8(at + CLIENT_LENGTH) +
      view.getUint8(at + AUTHENTICATION_LENGTH);
  }
  if (end - at >= ORIGIN_FIXED && view.getUint16(at) === ORIGIN) at += ORIGIN_FIXED;
  return at;
}
