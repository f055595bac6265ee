import { headerReasons } from '../outcome.ts';
import type { Packet } from '../packet.ts';
import { IPV4, IPV6, PPP_HDLC } from '../protocol.ts';

const LONGEST_PREFIX = 10;
const PPP_ADDRESS_AND_CONTROL = 0xff03;
const PPP_OFFSETS: readonly number[] = [0, 6, 1];

const HEADER = headerReasons('ip');

/** An IP header of the version that its first four bits tell. */
export function decodeAnyIp(packet: Packet): number {
  if (packet.end <= packet.offset) return packet.shortOf(1, HEADER);
  const version = packet.view.getUint8(packet.offset) >>> 4;
  if (version === 4) return IPV4;
  return version === 6 ? IPV6 : HEADER.malformed;
}

/**
 * The link type of raw IP, under which some drivers write PPP or leave octets in front (the ISDN
 * driver of Linux: ten zeros): what there is in place of a version decides.
 */
export function decodeRawIp(packet: Packet): number {
  const { view, offset } = packet;
  if (packet.end <= offset) return packet.shortOf(1, HEADER);
  const version = view.getUint8(offset) >>> 4;
  if (version === 4) return IPV4;
  if (version === 6) return IPV6;
  if (packet.end - offset < LONGEST_PREFIX) return packet.shortOf(LONGEST_PREFIX, HEADER);
  for (const at of PPP_OFFSETS) {
    if (view.getUint16(offset + at) !== PPP_ADDRESS_AND_CONTROL) continue;
    packet.offset = offset + at;
    return PPP_HDLC;
  }
  if (
    view.getUint32(offset) === 0 &&
    view.getUint32(offset + 4) === 0 &&
    view.getUint16(offset + 8) === 0
  ) {
    packet.offset = offset + LONGEST_PREFIX;
    return IPV4;
  }
  return HEADER.malformed;
}

export function expectIpv6(): number {
  return IPV6;
}
