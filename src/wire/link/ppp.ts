import { headerReasons, reasonIndex } from '../outcome.ts';
import type { Packet } from '../packet.ts';
import { CISCO_HDLC, ETHERNET, PPP, PPP_HDLC, PPP_PROTOCOL } from '../protocol.ts';

/*
 *  0         1         2          4
 *  +---------+---------+----------+---------
 *  | address | control | protocol | payload      RFC 1661, section 2; RFC 1662, section 3.1
 *  +---------+---------+----------+---------
 *
 * Address and control are left out where that was negotiated, and the first octet of the protocol
 * where it is zero (RFC 1661, sections 6.5 and 6.6): the octets themselves tell.
 */
const ADDRESS = 0xff;
const ADDRESS_AND_CONTROL_LENGTH = 2;
const PROTOCOL_LENGTH = 2;
/** Protocol numbers are even in their first octet and odd in their last one. */
const LAST_OCTET = 1;

/** Addresses of Cisco's HDLC, which PPP link types are used for as well. */
const CISCO_UNICAST = 0x0f;
const CISCO_MULTICAST = 0x8f;

/** PPPoE: version and type, code, session, length (RFC 2516, section 4). */
const PPPOE_LENGTH = 4;
const PPPOE_HEADER_LENGTH = 6;

const DIRECTION_LENGTH = 1;

/** Multilink: flags and sequence number (RFC 1990, section 3). */
const MULTILINK_LENGTH = 4;
const BEGINS_AND_ENDS = 0xc0;

/** Bridging: flags, kind of frame, and a LAN identifier where a flag says so (RFC 3518, section 4.2). */
const BRIDGE_LENGTH = 2;
const BRIDGE_HAS_IDENTIFIER = 0x40;
const BRIDGE_IDENTIFIER_LENGTH = 4;
const BRIDGED_ETHERNET = 1;

const HEADER = headerReasons('ppp');
const PPPOE_HEADER = headerReasons('pppoe');
const MULTILINK_FRAGMENT = reasonIndex('ppp-multilink-fragment');
const OTHER_BRIDGED = reasonIndex('ppp-bridged');

/** PPP as a link type: a Cisco HDLC address says that it is that instead. */
export function decodePppHdlc(packet: Packet): number {
  const { view, offset } = packet;
  if (packet.end <= offset) return packet.shortOf(1, HEADER);
  const address = view.getUint8(offset);
  if (address === CISCO_UNICAST || address === CISCO_MULTICAST) return packet.leaveFor(CISCO_HDLC);
  if (address === ADDRESS) packet.offset = offset + ADDRESS_AND_CONTROL_LENGTH;
  return decodePpp(packet);
}

/** PPP without address and control, as other layers carry it. */
export function decodePpp(packet: Packet): number {
  const { view, offset } = packet;
  if (packet.end - offset < PROTOCOL_LENGTH) return packet.shortOf(PROTOCOL_LENGTH, HEADER);
  const first = view.getUint8(offset);
  if ((first & LAST_OCTET) !== 0) {
    packet.offset = offset + 1;
    return PPP_PROTOCOL | first;
  }
  packet.offset = offset + PROTOCOL_LENGTH;
  return PPP_PROTOCOL | view.getUint16(offset);
}

/** LINKTYPE_PPP_WITH_DIR and LINKTYPE_PPP_PPPD: an octet for the direction in front of the frame. */
export function decodePppWithDirection(packet: Packet): number {
  if (packet.end <= packet.offset) return packet.shortOf(1, HEADER);
  packet.offset += DIRECTION_LENGTH;
  return packet.leaveFor(PPP_HDLC);
}

export function decodePppoe(packet: Packet): number {
  const { offset } = packet;
  if (packet.end - offset < PPPOE_HEADER_LENGTH)
    return packet.shortOf(PPPOE_HEADER_LENGTH, PPPOE_HEADER);
  packet.offset = offset + PPPOE_HEADER_LENGTH;
  packet.limit(packet.offset + packet.view.getUint16(offset + PPPOE_LENGTH));
  return PPP;
}

/** Only a packet that was not cut into fragments. */
export function decodePppMultilink(packet: Packet): number {
  const { offset } = packet;
  if (packet.end - offset < MULTILINK_LENGTH) return packet.shortOf(MULTILINK_LENGTH, HEADER);
  const flags = packet.view.getUint8(offset);
  if ((flags & BEGINS_AND_ENDS) !== BEGINS_AND_ENDS) return MULTILINK_FRAGMENT;
  packet.offset = offset + MULTILINK_LENGTH;
  return PPP;
}

export function decodePppBridge(packet: Packet): number {
  const { view, offset } = packet;
  if (packet.end - offset < BRIDGE_LENGTH) return packet.shortOf(BRIDGE_LENGTH, HEADER);
  if (view.getUint8(offset + 1) !== BRIDGED_ETHERNET) return OTHER_BRIDGED;
  const hasIdentifier = (view.getUint8(offset) & BRIDGE_HAS_IDENTIFIER) !== 0;
  packet.offset = offset + BRIDGE_LENGTH + (hasIdentifier ? BRIDGE_IDENTIFIER_LENGTH : 0);
  return ETHERNET;
}
