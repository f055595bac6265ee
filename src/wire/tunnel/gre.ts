import { headerReasons } from '../outcome.ts';
import type { Packet } from '../packet.ts';
import { GRE_PROTOCOL } from '../protocol.ts';
import { ERSPAN_TYPE_1 } from './erspan.ts';

/*
 *  0               2               4
 *  +---------------+---------------+----------------------------------------------
 *  |CRKSs  A   ver | protocol type | [checksum, offset] [key] [sequence] [ack] ...  RFC 2784, 2890, 2637
 *  +---------------+---------------+----------------------------------------------
 */
const PROTOCOL = 2;
const HEADER_LENGTH = 4;

const HAS_CHECKSUM = 0x8000;
const HAS_ROUTING = 0x4000;
const HAS_KEY = 0x2000;
const HAS_SEQUENCE = 0x1000;
const VERSION = 0x0007;
/** Version 1 (RFC 2637). */
const PPTP = 1;
const HAS_ACKNOWLEDGMENT = 0x0080;

/** RFC 1701: address family 2, offset 1, length 1, and a list that ends with an empty entry. */
const ROUTE_HEADER_LENGTH = 4;
const ROUTE_LENGTH = 3;

const ERSPAN = 0x88be;

const HEADER = headerReasons('gre');

export function decodeGre(packet: Packet): number {
  const { view, offset } = packet;
  if (packet.end - offset < HEADER_LENGTH) return packet.shortOf(HEADER_LENGTH, HEADER);
  const flags = view.getUint16(offset);
  const protocol = view.getUint16(offset + PROTOCOL);
  let length = HEADER_LENGTH;
  if ((flags & (HAS_CHECKSUM | HAS_ROUTING)) !== 0) length += 4;
  if ((flags & HAS_KEY) !== 0) length += 4;
  if ((flags & HAS_SEQUENCE) !== 0) length += 4;
  if ((flags & VERSION) === PPTP && (flags & HAS_ACKNOWLEDGMENT) !== 0) length += 4;
  if (packet.end - offset < length) return packet.shortOf(length, HEADER);
  packet.offset = offset + length;
  if ((flags & HAS_ROUTING) !== 0 && !passRoutes(packet))
    return packet.shortOf(ROUTE_HEADER_LENGTH, HEADER);
  if (protocol === ERSPAN && (flags & HAS_SEQUENCE) === 0) return ERSPAN_TYPE_1;
  return GRE_PROTOCOL | protocol;
}

/** False where the list of routes is not all there. */
function passRoutes(packet: Packet): boolean {
  while (packet.end - packet.offset >= ROUTE_HEADER_LENGTH) {
    const length = packet.view.getUint8(packet.offset + ROUTE_LENGTH);
    packet.offset += ROUTE_HEADER_LENGTH + length;
    if (length === 0) return true;
  }
  return false;
}
