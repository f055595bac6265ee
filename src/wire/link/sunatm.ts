import { headerReasons, reasonIndex } from '../outcome.ts';
import type { Packet } from '../packet.ts';
import { ETHERNET, IPV4, LLC } from '../protocol.ts';

/* LINKTYPE_SUNATM: direction and type of traffic 1, VPI 1, VCI 2. */
const HEADER_LENGTH = 4;
const TRAFFIC = 0x0f;
const UNKNOWN = 0;
const LAN_EMULATION = 1;
const LAN_EMULATION_LENGTH = 2;
const LLC_MULTIPLEXED = 2;
const SNAP = 0xaaaa;
const UNNUMBERED_INFORMATION = 0x03;

const HEADER = headerReasons('sunatm');
const OTHER = reasonIndex('atm');

export function decodeSunAtm(packet: Packet): number {
  const { view, offset } = packet;
  if (packet.end - offset < HEADER_LENGTH) return packet.shortOf(HEADER_LENGTH, HEADER);
  packet.offset = offset + HEADER_LENGTH;
  const traffic = view.getUint8(offset) & TRAFFIC;
  if (traffic === LLC_MULTIPLEXED) return LLC;
  if (traffic === LAN_EMULATION) {
    packet.offset += LAN_EMULATION_LENGTH;
    return ETHERNET;
  }
  return traffic === UNKNOWN ? guess(packet) : OTHER;
}

/** Where the header does not say it: LLC or IP, by its first octets. */
function guess(packet: Packet): number {
  const { view, offset } = packet;
  if (packet.end - offset < 3) return packet.shortOf(3, HEADER);
  if (view.getUint16(offset) === SNAP && view.getUint8(offset + 2) === UNNUMBERED_INFORMATION)
    return LLC;
  return view.getUint8(offset) >>> 4 === 4 ? IPV4 : OTHER;
}
