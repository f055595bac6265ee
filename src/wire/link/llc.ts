import { reasonIndex } from '../outcome.ts';
import type { Packet } from '../packet.ts';
import { ETHER_TYPE, IPV4 } from '../protocol.ts';

/*
 *  0      1      2         3              6         8
 *  +------+------+---------+--------------+---------+---------
 *  | DSAP | SSAP | control | organization | type    | payload      IEEE 802.2, RFC 1042
 *  +------+------+---------+--------------+---------+---------
 */
const CONTROL = 2;
const ORGANIZATION = 3;
const SNAP_TYPE = 6;
const LLC_LENGTH = 3;
const SNAP_LENGTH = 8;

const SAP_SNAP = 0xaa;
const SAP_IP = 0x06;
const UNNUMBERED_INFORMATION = 0x03;
/** Organizations whose SNAP types are EtherTypes: none, and Cisco's and Apple's bridged form. */
const ENCAPSULATED_ETHERNET = 0x000000;

const SNAPPED = reasonIndex('snapped-llc-header');
const MALFORMED = reasonIndex('malformed-llc-header');
const OTHER = reasonIndex('llc');

export function decodeLlc(packet: Packet): number {
  const { view, offset } = packet;
  if (packet.end - offset < LLC_LENGTH) return packet.shortOf(LLC_LENGTH, SNAPPED, MALFORMED);
  if (view.getUint8(offset + CONTROL) !== UNNUMBERED_INFORMATION) return OTHER;
  const destination = view.getUint8(offset);
  if (destination === SAP_IP) {
    packet.offset = offset + LLC_LENGTH;
    return IPV4;
  }
  if (destination !== SAP_SNAP) return OTHER;
  if (packet.end - offset < SNAP_LENGTH) return packet.shortOf(SNAP_LENGTH, SNAPPED, MALFORMED);
  if (view.getUint32(offset + ORGANIZATION - 1) % 0x100_0000 !== ENCAPSULATED_ETHERNET)
    return OTHER;
  packet.offset = offset + SNAP_LENGTH;
  return ETHER_TYPE | view.getUint16(offset + SNAP_TYPE);
}
