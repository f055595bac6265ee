import { headerReasons, reasonIndex } from '../outcome.ts';
import type { Packet } from '../packet.ts';
import { ETHER_TYPE } from '../protocol.ts';

/*
 *  0     1              2               6
 *  +-----+--------------+---------------+---------------+------+---------+-----
 *  | TCI | short length | packet number | [identifier]  | type | payload | ICV      IEEE 802.1AE, 9.3
 *  +-----+--------------+---------------+---------------+------+---------+-----
 */
const SHORTEST = 6;
const IDENTIFIER_LENGTH = 8;
const TYPE_LENGTH = 2;
const ICV_LENGTH = 16;
const HAS_IDENTIFIER = 0x20;
/** The payload is encrypted, or changed otherwise. */
const IS_NOT_PLAIN = 0x0c;

const HEADER = headerReasons('macsec');
const ENCRYPTED = reasonIndex('macsec');

export function decodeMacsec(packet: Packet): number {
  const { view, offset } = packet;
  if (packet.end - offset < SHORTEST) return packet.shortOf(SHORTEST, HEADER);
  const control = view.getUint8(offset);
  if ((control & IS_NOT_PLAIN) !== 0) return ENCRYPTED;
  const length =
    SHORTEST + ((control & HAS_IDENTIFIER) === 0 ? 0 : IDENTIFIER_LENGTH) + TYPE_LENGTH;
  if (packet.end - offset < length) return packet.shortOf(length, HEADER);
  packet.offset = offset + length;
  packet.limit(packet.wireEnd - ICV_LENGTH);
  return ETHER_TYPE | view.getUint16(packet.offset - TYPE_LENGTH);
}
