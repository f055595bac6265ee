import { headerReasons, reasonIndex } from '../outcome.ts';
import type { Packet } from '../packet.ts';
import { ETHER_TYPE, FRAME_RELAY, NLPID } from '../protocol.ts';

/*
 * Q.922: an address of 2 to 4 octets, the last one odd; then RFC 2427: control, an optional pad, and
 * a network layer protocol identifier; or Cisco's form: an EtherType in place of these.
 */
const ADDRESS_LENGTH = 2;
const LONGEST_ADDRESS = 4;
const LAST_OCTET = 1;
const UNNUMBERED_INFORMATION = 0x03;
const PAD = 0x00;

const HEADER = headerReasons('frame-relay');
const OTHER = reasonIndex('frame-relay');

export function decodeFrameRelay(packet: Packet): number {
  const { view, offset, end } = packet;
  let at = offset + ADDRESS_LENGTH;
  if (end - at < 2) return packet.shortOf(ADDRESS_LENGTH + 2, HEADER);
  if ((view.getUint8(offset) & LAST_OCTET) !== 0) return OTHER;
  while ((view.getUint8(at - 1) & LAST_OCTET) === 0) {
    at += 1;
    if (at - offset > LONGEST_ADDRESS) return OTHER;
    if (end - at < 2) return packet.shortOf(at + 2 - offset, HEADER);
  }
  if (view.getUint8(at) !== UNNUMBERED_INFORMATION) {
    packet.offset = at + 2;
    return ETHER_TYPE | view.getUint16(at);
  }
  at += view.getUint8(at + 1) === PAD ? 2 : 1;
  if (end <= at) return packet.shortOf(at + 1 - offset, HEADER);
  packet.offset = at + 1;
  return NLPID | view.getUint8(at);
}

/** LINKTYPE_FRELAY_WITH_DIR: an octet for the direction in front of the frame. */
export function decodeFrameRelayWithDirection(packet: Packet): number {
  if (packet.end <= packet.offset) return packet.shortOf(1, HEADER);
  packet.offset += 1;
  return packet.leaveFor(FRAME_RELAY);
}
