import { fold, halves, sumHeader, sumOctets, sumPseudoHeader } from './checksum.ts';
import { type Packet, VALID } from './packet.ts';

/**
 * The ones' complement sum of the segment's payload (an odd last octet padded with zero), 0 to
 * 0xfffe, or -1 where octets of it are missing.
 *
 * Where the TCP checksum holds, it tells: what is left of it without the two headers is the payload's
 * part, so that the payload itself need not be read again.
 */
export function payloadSum(packet: Packet): number {
  if (!hasPayload(packet)) return -1;
  if (packet.tcpChecksum !== VALID) {
    return sumOctets(packet.view, packet.payloadOffset, packet.payloadLength) % 0xffff;
  }
  const headers =
    sumPseudoHeader(packet) +
    halves(packet.tcpHeaderLength + packet.payloadLength) +
    sumHeader(packet.view, packet.tcpOffset, packet.tcpHeaderLength);
  return (0xffff - fold(headers)) % 0xffff;
}

/** The same of `octets` octets of the payload from its octet `from` on. */
export function partialPayloadSum(packet: Packet, from: number, octets: number): number {
  if (!hasPayload(packet)) return -1;
  return sumOctets(packet.view, packet.payloadOffset + from, octets) % 0xffff;
}

function hasPayload(packet: Packet): boolean {
  return packet.payloadOffset + packet.payloadLength <= packet.end && packet.payloadLength > 0;
}
