import { headerReasons, reasonIndex } from '../outcome.ts';
import type { Packet } from '../packet.ts';
import { TEREDO, UDP_PORT } from '../protocol.ts';
import { UDP_PORTS } from '../tunnel/index.ts';
import { looksLikeTeredo } from '../tunnel/teredo.ts';

/*
 *  0             2                  4        6
 *  +-------------+------------------+--------+----------+
 *  | source port | destination port | length | checksum |  RFC 768
 *  +-------------+------------------+--------+----------+
 */
const DESTINATION_PORT = 2;
const LENGTH = 4;
const HEADER_LENGTH = 8;

/** Ports of services that clients talk to from any port, also from that of a tunnel. */
const SERVICES: readonly number[] = [
  7, 13, 19, 37, 49, 53, 67, 68, 69, 88, 111, 123, 137, 138, 161, 162, 177, 319, 320, 389, 427, 434,
  464, 500, 513, 514, 520, 521, 524, 546, 547, 623, 646, 750, 853, 1194, 1645, 1646, 1719, 1812,
  1813, 1900, 1985, 2049, 2055, 2123, 3386, 3478, 3784, 3799, 4500, 4569, 4739, 5060, 5353, 5355,
  5683,
];

const HEADER = headerReasons('udp');
const UDP = reasonIndex('udp');

const DNS = 53;

const SERVICE = 1;
const TUNNEL = 2;
const KINDS = new Uint8Array(0x1_0000);
for (const port of SERVICES) KINDS[port] = SERVICE;
for (const { number: port } of UDP_PORTS) KINDS[port] = TUNNEL;

export function decodeUdp(packet: Packet): number {
  const { view, offset } = packet;
  if (packet.end - offset < HEADER_LENGTH) return packet.shortOf(HEADER_LENGTH, HEADER);
  const source = view.getUint16(offset);
  const destination = view.getUint16(offset + DESTINATION_PORT);
  const length = view.getUint16(offset + LENGTH);
  // 0 is left to a jumbogram (RFC 2675, section 4).
  if (length < HEADER_LENGTH && (length !== 0 || packet.ipVersion === 4)) return HEADER.malformed;
  packet.offset = offset + HEADER_LENGTH;
  if (length !== 0) packet.limit(offset + length);
  return protocolOfPorts(packet, source, destination);
}

/** UDP-Lite (RFC 3828): the same, but that the length is how much the checksum covers. */
export function decodeUdpLite(packet: Packet): number {
  const { view, offset } = packet;
  if (packet.end - offset < HEADER_LENGTH) return packet.shortOf(HEADER_LENGTH, HEADER);
  packet.offset = offset + HEADER_LENGTH;
  return protocolOfPorts(packet, view.getUint16(offset), view.getUint16(offset + DESTINATION_PORT));
}

/** A datagram is what its lower port says, else what its higher one says, else what it looks like. */
function protocolOfPorts(packet: Packet, source: number, destination: number): number {
  const low = Math.min(source, destination);
  const high = Math.max(source, destination);
  const port = (KINDS[low] ?? 0) === 0 ? high : low;
  const kind = KINDS[port] ?? 0;
  if (kind === TUNNEL) return UDP_PORT | port;
  return port !== DNS && looksLikeTeredo(packet) ? TEREDO : UDP;
}
