import { headerReasons, reasonIndex } from '../outcome.ts';
import type { Packet } from '../packet.ts';
import { ETHERNET } from '../protocol.ts';

/* B.A.T.M.A.N. advanced: type 1, version 1, ...; only some types carry an Ethernet frame. */
const VERSION = 1;
const SHORTEST = 2;

/** Octets of the header by type, in the current version and in the one before it. */
const LENGTHS: Readonly<Record<number, ReadonlyMap<number, number>>> = {
  14: new Map([
    [0x03, 10], // unicast
    [0x04, 14], // broadcast
  ]),
  15: new Map([
    [0x01, 14], // broadcast
    [0x40, 10], // unicast
    [0x42, 18], // unicast with four addresses
  ]),
};

const HEADER = headerReasons('batman');
const OTHER = reasonIndex('batman');

export function decodeBatman(packet: Packet): number {
  const { view, offset } = packet;
  if (packet.end - offset < SHORTEST) return packet.shortOf(SHORTEST, HEADER);
  const length = LENGTHS[view.getUint8(offset + VERSION)]?.get(view.getUint8(offset));
  if (length === undefined) return OTHER;
  if (packet.end - offset < length) return packet.shortOf(length, HEADER);
  packet.offset = offset + length;
  return ETHERNET;
}
