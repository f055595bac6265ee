import type { Packet } from '../wire/packet.ts';

/** Writes the key of the packet's pair of sockets, the lower first; returns the side that sends. */
export function fillPairKey(packet: Packet, key: Int32Array): number {
  if (packet.ipVersion !== 4) return fillIpv6Key(packet, key);
  const { source0, destination0, sourcePort, destinationPort } = packet;
  const sendsLow =
    source0 === destination0 ? sourcePort <= destinationPort : isBelow(source0, destination0);
  if (sendsLow) {
    key[0] = source0;
    key[1] = destination0;
    key[2] = (sourcePort << 16) | destinationPort;
    return 0;
  }
  key[0] = destination0;
  key[1] = source0;
  key[2] = (destinationPort << 16) | sourcePort;
  return 1;
}

function fillIpv6Key(packet: Packet, key: Int32Array): number {
  const order =
    compareWords(packet.source0, packet.destination0) ||
    compareWords(packet.source1, packet.destination1) ||
    compareWords(packet.source2, packet.destination2) ||
    compareWords(packet.source3, packet.destination3) ||
    packet.sourcePort - packet.destinationPort;
  const source = order <= 0 ? 0 : 4;
  const destination = 4 - source;
  key[source] = packet.source0;
  key[source + 1] = packet.source1;
  key[source + 2] = packet.source2;
  key[source + 3] = packet.source3;
  key[destination] = packet.destination0;
  key[destination + 1] = packet.destination1;
  key[destination + 2] = packet.destination2;
  key[destination + 3] = packet.destination3;
  key[8] =
    order <= 0
      ? (packet.sourcePort << 16) | packet.destinationPort
      : (packet.destinationPort << 16) | packet.sourcePort;
  return order <= 0 ? 0 : 1;
}

/** Whether source and destination are one socket. */
export function isOneSocket(packet: Packet): boolean {
  return (
    packet.sourcePort === packet.destinationPort &&
    packet.source0 === packet.destination0 &&
    packet.source3 === packet.destination3 &&
    packet.source1 === packet.destination1 &&
    packet.source2 === packet.destination2
  );
}

/** Orders 32-bit words as unsigned numbers: below, at or above 0. */
function compareWords(a: number, b: number): number {
  return a === b ? 0 : isBelow(a, b) ? -1 : 1;
}

function isBelow(a: number, b: number): boolean {
  return a >>> 0 < b >>> 0;
}
