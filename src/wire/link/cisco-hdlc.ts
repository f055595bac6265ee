import { headerReasons } from '../outcome.ts';
import type { Packet } from '../packet.ts';
import { CISCO_HDLC, ETHER_TYPE } from '../protocol.ts';

/*
 *  0         1         2          4
 *  +---------+---------+----------+---------
 *  | address | control | protocol | payload      Cisco HDLC; the protocols are EtherTypes
 *  +---------+---------+----------+---------
 */
const PROTOCOL = 2;
const HEADER_LENGTH = 4;
const DIRECTION_LENGTH = 1;

const HEADER = headerReasons('cisco-hdlc');

export function decodeCiscoHdlc(packet: Packet): number {
  const { offset } = packet;
  if (packet.end - offset < HEADER_LENGTH) return packet.shortOf(HEADER_LENGTH, HEADER);
  packet.offset = offset + HEADER_LENGTH;
  return ETHER_TYPE | packet.view.getUint16(offset + PROTOCOL);
}

/** LINKTYPE_C_HDLC_WITH_DIR: an octet for the direction in front of the frame. */
export function decodeCiscoHdlcWithDirection(packet: Packet): number {
  if (packet.end <= packet.offset) return packet.shortOf(1, HEADER);
  packet.offset += DIRECTION_LENGTH;
  return packet.leaveFor(CISCO_HDLC);
}
