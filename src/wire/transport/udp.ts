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

/** Ports below are services of their own; what talks to one of them is no tunnel. */
const FIRST_TUNNEL_PORT = 1024;

const HEADER = headerReasons('udp');
const UDP = reasonIndex('udp');

/** 1 for each port of a tunnel. */
const IS_TUNNEL = new Uint8Array(0x1_0000);
for (const { number: port } of UDP_PORTS) IS_TUNNEL[port] = 1;

/** A datagram is a tunnel's if its lower port is, else if its higher one is, else by its looks. */
export function decodeUdp(packet: Packet): number {
  const { view, offset } = packet;
  if (packet.end - offset < HEADER_LENGTH) return packet.shortOf(HEADER_LENGTH, HEADER);
  if (packet.isFirstFragment) return UDP;
  const source = view.getUint16(offset);
  const destination = view.getUint16(offset + DESTINATION_PORT);
  const length = view.getUint16(offset + LENGTH);
  if (length < HEADER_LENGTH && length !== 0) return HEADER.malformed;
  const low = Math.min(source, destination);
  const high = Math.max(source, destination);
  if (low < FIRST_TUNNEL_PORT) return UDP;
  packet.offset = offset + HEADER_LENGTH;
  if (length !== 0) packet.limit(offset + length);
  if (IS_TUNNEL[low] === 1) return UDP_PORT | low;
  if (IS_TUNNEL[high] === 1) return UDP_PORT | high;
  return looksLikeTeredo(packet) ? TEREDO : UDP;
}
