import { headerReasons, reasonIndex } from '../outcome.ts';
import type { Packet } from '../packet.ts';
import { IP_PROTOCOL } from '../protocol.ts';

/*
 * Anything In Anything (draft-massar-v6ops-ayiya, section 2): lengths of identity (a power of two)
 * and signature (32-bit words), operation, next header, time, identity, signature.
 */
const LENGTHS = 0;
const SIGNATURE = 1;
const OPERATION = 2;
const NEXT_HEADER = 3;
const HEADER_LENGTH = 8;
const FORWARD = 1;

const HEADER = headerReasons('ayiya');
const OTHER = reasonIndex('ayiya');

export function decodeAyiya(packet: Packet): number {
  const { view, offset } = packet;
  if (packet.end - offset < HEADER_LENGTH) return packet.shortOf(HEADER_LENGTH, HEADER);
  const identity = 1 << (view.getUint8(offset + LENGTHS) >>> 4);
  const signature = (view.getUint8(offset + SIGNATURE) >>> 4) * 4;
  const length = HEADER_LENGTH + identity + signature;
  if ((view.getUint8(offset + OPERATION) & 0x0f) !== FORWARD) return OTHER;
  if (packet.end - offset < length) return packet.shortOf(length, HEADER);
  packet.offset = offset + length;
  return IP_PROTOCOL | view.getUint8(offset + NEXT_HEADER);
}
