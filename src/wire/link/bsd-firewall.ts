import { headerReasons, reasonIndex } from '../outcome.ts';
import type { Packet } from '../packet.ts';
import { IPV4, IPV6 } from '../protocol.ts';

/*
 * LINKTYPE_PFLOG: length 1 (padded to four octets), address family 1, ...
 * LINKTYPE_ENC: address family 4 in the byte order of the machine, security index 4, flags 4.
 */
const PFLOG_FAMILY = 1;
const PFLOG_SHORTEST = 2;
const ENC_LENGTH = 12;
const AF_INET = 2;
const OPENBSD_AF_INET6 = 24;
/** NetBSD and OpenBSD, FreeBSD, and Darwin. */
const BSD_AF_INET6: readonly number[] = [OPENBSD_AF_INET6, 28, 30];

const PFLOG_HEADER = headerReasons('pflog');
const ENC_HEADER = headerReasons('enc');
const PFLOG_OTHER = reasonIndex('pflog');
const ENC_OTHER = reasonIndex('enc');

export function decodePflog(packet: Packet): number {
  const { view, offset } = packet;
  if (packet.end - offset < PFLOG_SHORTEST) return packet.shortOf(PFLOG_SHORTEST, PFLOG_HEADER);
  const length = (view.getUint8(offset) + 3) & ~3;
  if (length < PFLOG_SHORTEST) return PFLOG_HEADER.malformed;
  if (packet.end - offset < length) return packet.shortOf(length, PFLOG_HEADER);
  packet.offset = offset + length;
  const family = view.getUint8(offset + PFLOG_FAMILY);
  if (family === AF_INET) return IPV4;
  return BSD_AF_INET6.includes(family) ? IPV6 : PFLOG_OTHER;
}

export function decodeEnc(packet: Packet): number {
  const { view, offset } = packet;
  if (packet.end - offset < ENC_LENGTH) return packet.shortOf(ENC_LENGTH, ENC_HEADER);
  const big = view.getUint32(offset);
  packet.offset = offset + ENC_LENGTH;
  const family = big >>> 16 === 0 ? big : view.getUint32(offset, true);
  if (family === AF_INET) return IPV4;
  return family === OPENBSD_AF_INET6 ? IPV6 : ENC_OTHER;
}
