import { headerReasons } from '../outcome.ts';
import type { Packet } from '../packet.ts';
import { IPV4, IPV6 } from '../protocol.ts';

const HEADER = headerReasons('ip');

/** An IP header of the version that its first four bits tell. */
export function decodeAnyIp(packet: Packet): number {
  if (packet.end <= packet.offset) return packet.shortOf(1, HEADER);
  const version = packet.view.getUint8(packet.offset) >>> 4;
  if (version === 4) return IPV4;
  return version === 6 ? IPV6 : HEADER.malformed;
}

export function expectIpv4(): number {
  return IPV4;
}

export function expectIpv6(): number {
  return IPV6;
}
