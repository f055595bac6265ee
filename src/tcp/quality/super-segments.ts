import type { Packet } from '../../wire/packet.ts';
import { SENT_SUPER_SEGMENTS } from '../rows/conformance-fields.ts';
import type { Segment } from '../segment.ts';

const PLAIN_TCP_HEADER = 20;
const IPV4_HEADER = 20;
const IPV6_HEADER = 40;
/** Octets of IP that an ordinary Ethernet frame carries, and that the largest jumbo frames do. */
const ETHERNET_MTU = 1500;
const JUMBO_MTU = 9216;
/** Of an Ethernet frame, without any options: no segment that is smaller can be more than one. */
const ETHERNET_MSS = ETHERNET_MTU - IPV4_HEADER - PLAIN_TCP_HEADER;
const LOOPBACK_NET = 127;

/**
 * Counts a segment that was several on the wire: segmentation offload cuts it after it was captured,
 * receive offload joined it before.
 *
 * It has more payload than the MSS that its receiver announced. Where that was not captured, sizes
 * alone must tell, and one is enough for all of a sender's segments that no ordinary Ethernet frame carries:
 * what jumbo frames cannot carry either, unless a host talks to itself, and a whole number of full
 * segments of an ordinary Ethernet, which a jumbo path is free to carry and has no reason to.
 */
export function examineSize(segment: Segment): void {
  const { packet, receiver } = segment;
  const { payloadLength } = packet;
  // The MSS that the receiver announced, plus 1.
  if (receiver.mss !== 0) {
    if (payloadLength >= receiver.mss)
      countSuperSegment(segment, roomInMss(packet, receiver.mss - 1));
  } else if (payloadLength > ETHERNET_MSS) {
    const room = roomIn(packet, ETHERNET_MTU);
    if (isMerged(segment, room)) countSuperSegment(segment, room);
  }
}

function countSuperSegment(segment: Segment, room: number): void {
  const { connection, packet, sender } = segment;
  segment.wireSegments = Math.ceil(packet.payloadLength / room);
  sender.conformanceMarks |= SENT_SUPER_SEGMENTS;
  connection.superSegments++;
  connection.superWireSegments += segment.wireSegments;
}

/** Options take their room from the payload (RFC 6691). */
function roomInMss(packet: Packet, mss: number): number {
  return Math.max(1, mss - (packet.tcpHeaderLength - PLAIN_TCP_HEADER));
}

/** Octets of payload that fit, behind headers like those of the packet. */
function roomIn({ ipVersion, tcpHeaderLength }: Packet, mtu: number): number {
  return mtu - (ipVersion === 6 ? IPV6_HEADER : IPV4_HEADER) - tcpHeaderLength;
}

function isMerged({ packet, sender }: Segment, room: number): boolean {
  const { payloadLength } = packet;
  if (payloadLength <= room || isWithinHost(packet)) return false;
  return (
    (sender.conformanceMarks & SENT_SUPER_SEGMENTS) !== 0 ||
    payloadLength > roomIn(packet, JUMBO_MTU) ||
    payloadLength % room === 0
  );
}

/** From a host to itself: the MTU of its loopback is what it likes, often 64 KiB. */
function isWithinHost(packet: Packet): boolean {
  const { ipVersion, source0, source1, source2, source3 } = packet;
  if (ipVersion === 4 && source0 >>> 24 === LOOPBACK_NET) return true;
  return (
    source0 === packet.destination0 &&
    source1 === packet.destination1 &&
    source2 === packet.destination2 &&
    source3 === packet.destination3
  );
}
