import { headerReasons, reasonIndex } from '../outcome.ts';
import type { Packet } from '../packet.ts';
import { ETHER_TYPE, ETHERNET, GRE_PROTOCOL, LLC, PPP_HDLC, RADIOTAP } from '../protocol.ts';

/*
 * LINKTYPE_LINUX_SLL: packet type 2, ARPHRD type 2, address length 2, address 8, protocol 2.
 * LINKTYPE_LINUX_SLL2: protocol 2, reserved 2, interface 4, ARPHRD type 2, packet type 1, address length 1, address 8.
 */
const V1_DEVICE_TYPE = 2;
const V1_PROTOCOL = 14;
const V1_LENGTH = 16;
const V2_PROTOCOL = 0;
const V2_DEVICE_TYPE = 8;
const V2_LENGTH = 20;

/** Values of the protocol field that are no EtherTypes. */
const PROTOCOLS: ReadonlyMap<number, number> = new Map([
  [0x0003, ETHERNET],
  [0x0004, LLC],
  [0x0007, PPP_HDLC],
]);
const SMALLEST_TYPE = 1536;

/** Devices whose protocol field is not an EtherType. */
const ARPHRD_NETLINK = 824;
const ARPHRD_GRE = 778;
const ARPHRD_RADIOTAP = 803;

const HEADER = headerReasons('linux-cooked');
const NETLINK = reasonIndex('netlink');
const OTHER = reasonIndex('linux-cooked');

export function decodeLinuxCooked(packet: Packet): number {
  const { view, offset } = packet;
  if (packet.end - offset < V1_LENGTH) return packet.shortOf(V1_LENGTH, HEADER);
  packet.offset = offset + V1_LENGTH;
  return payload(view.getUint16(offset + V1_DEVICE_TYPE), view.getUint16(offset + V1_PROTOCOL));
}

export function decodeLinuxCooked2(packet: Packet): number {
  const { view, offset } = packet;
  if (packet.end - offset < V2_LENGTH) return packet.shortOf(V2_LENGTH, HEADER);
  packet.offset = offset + V2_LENGTH;
  return payload(view.getUint16(offset + V2_DEVICE_TYPE), view.getUint16(offset + V2_PROTOCOL));
}

function payload(deviceType: number, protocol: number): number {
  if (deviceType === ARPHRD_NETLINK) return NETLINK;
  if (deviceType === ARPHRD_GRE) return GRE_PROTOCOL | protocol;
  if (deviceType === ARPHRD_RADIOTAP) return RADIOTAP;
  if (protocol >= SMALLEST_TYPE) return ETHER_TYPE | protocol;
  return PROTOCOLS.get(protocol) ?? OTHER;
}
