import { headerReasons, reasonIndex } from '../outcome.ts';
import type { Packet } from '../packet.ts';
import { ANY_IP, ETHER_TYPE, ETHERNET, NLPID } from '../protocol.ts';

/*
 *  0      1      2         3              6         8
 *  +------+------+---------+--------------+---------+---------
 *  | DSAP | SSAP | control | organization | type    | payload      IEEE 802.2, RFC 1042
 *  +------+------+---------+--------------+---------+---------
 *
 * Numbered frames have a control field of two octets.
 */
const CONTROL = 2;
const LLC_LENGTH = 3;
const NUMBERED_LENGTH = 4;
const SNAP_LENGTH = 5;
const SNAP_TYPE = 3;

const SAP_SNAP = 0xaa;
const SAP_IP = 0x06;
const SAP_ISO = 0xfe;
const UNNUMBERED = 0x03;
const UNNUMBERED_INFORMATION = 0x03;

/** Organizations whose types are EtherTypes: none, and Cisco. */
const ETHER_TYPE_ORGANIZATIONS: readonly number[] = [0x000000, 0x0000f8];
/** Bridged frames. */
const BRIDGED = 0x0080c2;
const BRIDGED_ETHERNET_WITH_FCS = 0x0001;
const BRIDGED_ETHERNET = 0x0007;
const BRIDGED_PADDING = 2;
const FCS_LENGTH = 4;

const HEADER = headerReasons('llc');
const OTHER = reasonIndex('llc');

export function decodeLlc(packet: Packet): number {
  const { view, offset } = packet;
  if (packet.end - offset < LLC_LENGTH) return packet.shortOf(LLC_LENGTH, HEADER);
  const destination = view.getUint8(offset);
  const control = view.getUint8(offset + CONTROL);
  if ((control & UNNUMBERED) === UNNUMBERED) {
    if (control !== UNNUMBERED_INFORMATION) return OTHER;
    packet.offset = offset + LLC_LENGTH;
  } else {
    if ((control & 1) !== 0) return OTHER;
    packet.offset = offset + NUMBERED_LENGTH;
  }
  if (destination === SAP_SNAP && view.getUint8(offset + 1) === SAP_SNAP) return decodeSnap(packet);
  if (destination === SAP_IP) return ANY_IP;
  if (destination !== SAP_ISO) return OTHER;
  if (packet.end <= packet.offset) return packet.shortOf(1, HEADER);
  packet.offset += 1;
  return NLPID | view.getUint8(packet.offset - 1);
}

/** SNAP behind LLC, where a bridged frame comes after two octets of padding (RFC 2684, section 5.2). */
function decodeSnap(packet: Packet): number {
  return decodeOrganization(packet, BRIDGED_PADDING);
}

/** SNAP behind an NLPID, where it does not (RFC 2427, section 4.2). */
export function decodeNlpidSnap(packet: Packet): number {
  return decodeOrganization(packet, 0);
}

function decodeOrganization(packet: Packet, bridgedPadding: number): number {
  const { view, offset } = packet;
  if (packet.end - offset < SNAP_LENGTH) return packet.shortOf(SNAP_LENGTH, HEADER);
  const organization = (view.getUint16(offset) << 8) | view.getUint8(offset + 2);
  const type = view.getUint16(offset + SNAP_TYPE);
  packet.offset = offset + SNAP_LENGTH;
  if (ETHER_TYPE_ORGANIZATIONS.includes(organization)) return ETHER_TYPE | type;
  if (organization !== BRIDGED) return OTHER;
  if (type !== BRIDGED_ETHERNET && type !== BRIDGED_ETHERNET_WITH_FCS) return OTHER;
  packet.offset += bridgedPadding;
  if (type === BRIDGED_ETHERNET_WITH_FCS) packet.limit(packet.wireEnd - FCS_LENGTH);
  return ETHERNET;
}
