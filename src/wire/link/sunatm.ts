import { headerReasons, reasonIndex } from '../outcome.ts';
import type { Packet } from '../packet.ts';
import { LLC } from '../protocol.ts';

/* LINKTYPE_SUNATM: direction and type of traffic 1, VPI 1, VCI 2. */
const HEADER_LENGTH = 4;
const TRAFFIC = 0x0f;
const LLC_MULTIPLEXED = 2;

const HEADER = headerReasons('sunatm');
const OTHER = reasonIndex('atm');

export function decodeSunAtm(packet: Packet): number {
  const { view, offset } = packet;
  if (packet.end - offset < HEADER_LENGTH) return packet.shortOf(HEADER_LENGTH, HEADER);
  packet.offset = offset + HEADER_LENGTH;
  return (view.getUint8(offset) & TRAFFIC) === LLC_MULTIPLEXED ? LLC : OTHER;
}
