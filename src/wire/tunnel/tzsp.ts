import { headerReasons, reasonIndex } from '../outcome.ts';
import type { Packet } from '../packet.ts';
import { AVS, ETHERNET, IEEE_802_11, PRISM } from '../protocol.ts';

/*
 * TaZmen Sniffer Protocol: version 1, type 1, encapsulated protocol 2; then tags: type 1, length 1,
 * value, but padding (0) and the last tag (1) are single octets.
 */
const TYPE = 1;
const PROTOCOL = 2;
const HEADER_LENGTH = 4;
const TAG_PADDING = 0;
const TAG_END = 1;
/** The type that carries no frame. */
const KEEP_ALIVE = 4;

const PROTOCOLS = new Map([
  [1, ETHERNET],
  [18, IEEE_802_11],
  [119, PRISM],
  [127, AVS],
]);

const HEADER = headerReasons('tzsp');
const OTHER = reasonIndex('tzsp');

export function decodeTzsp(packet: Packet): number {
  const { view, offset, end } = packet;
  if (end - offset < HEADER_LENGTH) return packet.shortOf(HEADER_LENGTH, HEADER);
  if (view.getUint8(offset + TYPE) === KEEP_ALIVE) return OTHER;
  let at = offset + HEADER_LENGTH;
  while (at < end) {
    const tag = view.getUint8(at);
    if (tag === TAG_END) {
      packet.offset = at + 1;
      return PROTOCOLS.get(view.getUint16(offset + PROTOCOL)) ?? OTHER;
    }
    if (tag !== TAG_PADDING && at + 1 >= end) break;
    at += tag === TAG_PADDING ? 1 : 2 + view.getUint8(at + 1);
  }
  return packet.shortOf(at + 1 - offset, HEADER);
}
