import { headerReasons } from '../outcome.ts';
import type { Packet } from '../packet.ts';
import { CISCO_HDLC, PPP, PPP_HDLC, PPP_PROTOCOL } from '../protocol.ts';

/*
 *  0         1         2          4
 *  +---------+---------+----------+---------
 *  | address | control | protocol | payload      RFC 1661, section 2; RFC 1662, section 3.1
 *  +---------+---------+----------+---------
 *
 * Address and control are left out where that was negotiated, and the first octet of the protocol
 * where it is zero (RFC 1661, section 6.5 and 6.6): the octets themselves tell.
 */
const ADDRESS_AND_CONTROL = 0xff03;
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

const HEADER = headerReasons('ppp');
const PPPOE_HEADER = headerReasons('pppoe');

/** PPP as a link type: a Cisco HDLC address says that it is that instead. */
export function decodePppHdlc(packet: Packet): number {
  if (packet.end <= packet.offset) return packet.shortOf(1, HEADER);
  const address = packet.view.getUint8(packet.offset);
  return address === CISCO_UNICAST || address === CISCO_MULTICAST ? CISCO_HDLC : PPP;
}

export function decodePpp(packet: Packet): number {
  const { view } = packet;
  let { offset } = packet;
  if (packet.end - offset < PROTOCOL_LENGTH) return packet.shortOf(PROTOCOL_LENGTH, HEADER);
  if (view.getUint16(offset) === ADDRESS_AND_CONTROL) {
    offset += ADDRESS_AND_CONTROL_LENGTH;
    packet.offset = offset;
    if (packet.end - offset < PROTOCOL_LENGTH) return packet.shortOf(PROTOCOL_LENGTH, HEADER);
  }
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
  return PPP_HDLC;
}

export function decodePppoe(packet: Packet): number {
  const { offset } = packet;
  if (packet.end - offset < PPPOE_HEADER_LENGTH)
    return packet.shortOf(PPPOE_HEADER_LENGTH, PPPOE_HEADER);
  packet.offset = offset + PPPOE_HEADER_LENGTH;
  packet.limit(packet.offset + packet.view.getUint16(offset + PPPOE_LENGTH));
  return PPP;
}
