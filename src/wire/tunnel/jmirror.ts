import { headerReasons } from '../outcome.ts';
import type { Packet } from '../packet.ts';
import { IPV4, IPV6, PPP_HDLC } from '../protocol.ts';

/** Juniper packet mirror: intercept and session identifiers, then IP, or PPP where it is not. */
const HEADER_LENGTH = 8;

const HEADER = headerReasons('jmirror');

export function decodeJmirror(packet: Packet): number {
  const { view, offset } = packet;
  if (packet.end - offset <= HEADER_LENGTH) return packet.shortOf(HEADER_LENGTH + 1, HEADER);
  packet.offset = offset + HEADER_LENGTH;
  const version = view.getUint8(packet.offset) >>> 4;
  if (version === 4) return IPV4;
  return version === 6 ? IPV6 : PPP_HDLC;
}
