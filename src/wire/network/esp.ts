import { holdsTcp } from '../checksum.ts';
import { headerReasons, reasonIndex } from '../outcome.ts';
import type { Packet } from '../packet.ts';
import { IPV4, IPV6, TCP } from '../protocol.ts';

/*
 *  0           4          8
 *  +-----------+----------+---------+---------+------------+-------------+-----+
 *  | SPI       | sequence | payload | padding | pad length | next header | ICV |  RFC 4303, section 2
 *  +-----------+----------+---------+---------+------------+-------------+-----+
 *
 * Nothing says whether the payload is encrypted. Where it is not (RFC 2410), the padding counts 1, 2,
 * 3..., and a checksum or length inside holds: so much does not come by chance.
 */
const HEADER_LENGTH = 8;
const TRAILER_LENGTH = 2;
/** Octets of the integrity check values in use: none, 96 bits (HMAC-SHA-1, AES-XCBC), 128, 192, 256. */
const ICV_LENGTHS: readonly number[] = [12, 16, 0, 24, 32];

const NEXT_IPV4 = 4;
const NEXT_TCP = 6;
const NEXT_IPV6 = 41;
const IPV4_HEADER_LENGTH = 20;
const IPV6_HEADER_LENGTH = 40;

const HEADER = headerReasons('esp');
const ENCRYPTED = reasonIndex('esp');

export function decodeEsp(packet: Packet): number {
  const { offset } = packet;
  if (packet.end - offset < HEADER_LENGTH) return packet.shortOf(HEADER_LENGTH, HEADER);
  if (packet.end < packet.wireEnd) return ENCRYPTED;
  const payload = offset + HEADER_LENGTH;
  for (const icv of ICV_LENGTHS) {
    const trailer = packet.end - icv - TRAILER_LENGTH;
    if (trailer < payload) continue;
    const end = endOfPayload(packet.view, payload, trailer);
    const next =
      end < 0 ? 0 : plainProtocol(packet, packet.view.getUint8(trailer + 1), payload, end);
    if (next === 0) continue;
    packet.offset = payload;
    packet.limit(end);
    return next;
  }
  return ENCRYPTED;
}

/** Where the payload ends in front of its padding, or -1 where that does not count up to its length. */
function endOfPayload(view: DataView, payload: number, trailer: number): number {
  const padding = view.getUint8(trailer);
  const end = trailer - padding;
  if (end < payload) return -1;
  for (let count = 1; count <= padding; count++) {
    if (view.getUint8(end + count - 1) !== count) return -1;
  }
  return end;
}

/** The protocol of a payload that proves to be plain, or 0. */
function plainProtocol(packet: Packet, next: number, at: number, end: number): number {
  const { view } = packet;
  if (next === NEXT_TCP) return holdsTcp(packet, at, end) ? TCP : 0;
  if (next === NEXT_IPV4) {
    const fits = end - at >= IPV4_HEADER_LENGTH && view.getUint16(at + 2) === end - at;
    return fits && view.getUint8(at) >>> 4 === 4 ? IPV4 : 0;
  }
  if (next !== NEXT_IPV6) return 0;
  const fits =
    end - at >= IPV6_HEADER_LENGTH && view.getUint16(at + 4) === end - at - IPV6_HEADER_LENGTH;
  return fits && view.getUint8(at) >>> 4 === 6 ? IPV6 : 0;
}
