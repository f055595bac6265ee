import { sumOctets } from './checksum.ts';
import type { Packet } from './packet.ts';

/**
 * The ones' complement sum of the segment's payload (an odd last octet padded with zero), 0 to
 * 0xfffe, or -1 where octets of it are missing.
 */
export function payloadSum(packet: Packet): number {
  if (!hasPayload(packet)) return -1;
  const { payloadSum: known } = packet;
  const sum =
    known < 0 ? sumOctets(packet.view, packet.payloadOffset, packet.payloadLength) : known;
  return sum % 0xffff;
}

/** The same of `octets` octets of the payload from its octet `from` on. */
export function partialPayloadSum(packet: Packet, from: number, octets: number): number {
  if (!hasPayload(packet)) return -1;
  return sumOctets(packet.view, packet.payloadOffset + from, octets) % 0xffff;
}

function hasPayload(packet: Packet): boolean {
  return packet.payloadOffset + packet.payloadLength <= packet.end && packet.payloadLength > 0;
}
