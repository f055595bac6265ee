import { headerReasons } from '../outcome.ts';
import { ABSENT, type Packet } from '../packet.ts';
import { IP_PROTOCOL } from '../protocol.ts';

/*
 *  0        8        16       24
 *  +--------+--------+--------+--------+
 *  |ver | DS |ECN| flow label          |  RFC 8200, section 3
 *  +--------+--------+--------+--------+
 *  | payload length  | next h.| hop l. |
 *  +--------+--------+--------+--------+
 *  | source address (16 octets)        |
 *  | destination address (16 octets)   |
 *  +--------+--------+--------+--------+
 */
const LENGTHS = 4;
const SOURCE = 8;
const DESTINATION = 24;
const HEADER_LENGTH = 40;

const HEADER = headerReasons('ipv6');

export function decodeIpv6(packet: Packet): number {
  const { view, offset } = packet;
  if (packet.end - offset < HEADER_LENGTH) return packet.shortOf(HEADER_LENGTH, HEADER);
  const word0 = view.getInt32(offset);
  if (word0 >>> 28 !== 6) return HEADER.malformed;
  const lengths = view.getInt32(offset + LENGTHS);
  const payloadLength = lengths >>> 16;
  const payload = offset + HEADER_LENGTH;
  // 0 stands for a jumbogram, whose option says its length (RFC 2675), or is left by offload.
  if (payloadLength !== 0) packet.limit(payload + payloadLength);

  packet.ipVersion = 6;
  packet.ipOffset = offset;
  packet.ipHeaderLength = HEADER_LENGTH;
  packet.ipTotalLength = payloadLength === 0 ? 0 : payloadLength + HEADER_LENGTH;
  packet.ipEcn = (word0 >>> 20) & 3;
  packet.ipIdentification = 0;
  packet.ipHopLimit = lengths & 0xff;
  packet.ipProtocol = (lengths >>> 8) & 0xff;
  packet.isFirstFragment = false;
  packet.ipChecksum = ABSENT;
  setIpv6Source(packet, offset + SOURCE);
  setIpv6Destination(packet, offset + DESTINATION);
  packet.offset = payload;
  return IP_PROTOCOL | packet.ipProtocol;
}

/** Takes the 16 octets at `at` for the source address. */
export function setIpv6Source(packet: Packet, at: number): void {
  const { view } = packet;
  packet.source0 = view.getInt32(at);
  packet.source1 = view.getInt32(at + 4);
  packet.source2 = view.getInt32(at + 8);
  packet.source3 = view.getInt32(at + 12);
}

/** Takes the 16 octets at `at` for the destination address. */
export function setIpv6Destination(packet: Packet, at: number): void {
  const { view } = packet;
  packet.destination0 = view.getInt32(at);
  packet.destination1 = view.getInt32(at + 4);
  packet.destination2 = view.getInt32(at + 8);
  packet.destination3 = view.getInt32(at + 12);
}
