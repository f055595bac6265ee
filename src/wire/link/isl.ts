import { headerReasons } from '../outcome.ts';
import type { Packet } from '../packet.ts';
import { ETHERNET } from '../protocol.ts';

/*
 * Cisco Inter-Switch Link: an Ethernet frame behind a header of 26 octets that looks like one of
 * IEEE 802.3 and goes to a group address of its own.
 */
const GROUP = 0x01000c00;
const HEADER_LENGTH = 26;

const HEADER = headerReasons('isl');

/** True where the Ethernet header at `offset` is one of ISL. */
export function isIsl(view: DataView, offset: number): boolean {
  return view.getUint32(offset) === GROUP && view.getUint8(offset + 4) === 0;
}

export function decodeIsl(packet: Packet): number {
  if (packet.end - packet.offset < HEADER_LENGTH) return packet.shortOf(HEADER_LENGTH, HEADER);
  packet.offset += HEADER_LENGTH;
  return ETHERNET;
}
