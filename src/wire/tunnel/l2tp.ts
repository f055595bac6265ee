import { headerReasons, reasonIndex } from '../outcome.ts';
import type { Packet } from '../packet.ts';
import { PPP_HDLC } from '../protocol.ts';

/*
 *  0                2         4        6         8
 *  +----------------+---------+--------+---------+------------------+---------
 *  |TL  S  OP   ver | [length] tunnel  | session | [Ns, Nr] [offset] | payload      RFC 2661, section 3.1
 *  +----------------+---------+--------+---------+------------------+---------
 */
const IS_CONTROL = 0x8000;
const HAS_LENGTH = 0x4000;
const HAS_SEQUENCE = 0x0800;
const HAS_OFFSET = 0x0200;
const VERSION = 0x000f;

const FLAGS_LENGTH = 2;
const LENGTH_LENGTH = 2;
const TUNNEL_AND_SESSION_LENGTH = 4;
const SEQUENCE_LENGTH = 4;
const OFFSET_LENGTH = 2;

const HEADER = headerReasons('l2tp');
const CONTROL = reasonIndex('l2tp-control');
const OTHER = reasonIndex('l2tp');

export function decodeL2tp(packet: Packet): number {
  const { view, offset } = packet;
  if (packet.end - offset < FLAGS_LENGTH) return packet.shortOf(FLAGS_LENGTH, HEADER);
  const flags = view.getUint16(offset);
  if ((flags & VERSION) !== 2) return OTHER;
  if ((flags & IS_CONTROL) !== 0) return CONTROL;
  let length = FLAGS_LENGTH + TUNNEL_AND_SESSION_LENGTH;
  if ((flags & HAS_LENGTH) !== 0) length += LENGTH_LENGTH;
  if ((flags & HAS_SEQUENCE) !== 0) length += SEQUENCE_LENGTH;
  if ((flags & HAS_OFFSET) !== 0) length += OFFSET_LENGTH;
  if (packet.end - offset < length) return packet.shortOf(length, HEADER);
  if ((flags & HAS_OFFSET) !== 0) length += view.getUint16(offset + length - OFFSET_LENGTH);
  packet.offset = offset + length;
  return PPP_HDLC;
}
