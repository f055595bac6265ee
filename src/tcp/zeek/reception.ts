import { isTcpCorrupt } from '../../wire/checksum.ts';
import type { Packet } from '../../wire/packet.ts';
import { INVALID, PARTIAL, VALID } from '../../wire/packet.ts';

/** What Zeek makes of a segment before it looks at what it says. */
export const SOUND = 0;
/** It drops it before it has a connection. */
export const UNSEEN = 1;
/** Its header contradicts its length: it has a connection, and that is all. */
export const UNREADABLE = 2;
export const CORRUPT = 3;

/** What Zeek makes of a packet by its lengths and checksums: one of the above. */
export function receptionOf(packet: Packet): number {
  const { ipTotalLength, tcpChecksum } = packet;
  if (packet.ipChecksum === INVALID || packet.isFirstFragment) return UNSEEN;
  if (ipTotalLength === 0 && !packet.ignoresChecksums) return UNSEEN;
  // The frame was shorter than its datagram, on the wire already.
  if (packet.ipOffset + ipTotalLength > packet.wireEnd) return UNSEEN;
  if (tcpChecksum === VALID) return packet.isPayloadLengthKnown ? SOUND : UNREADABLE;
  if (!packet.isPayloadLengthKnown || packet.payloadOffset > packet.end) return UNREADABLE;
  return tcpChecksum === PARTIAL || isTcpCorrupt(packet) ? CORRUPT : SOUND;
}
