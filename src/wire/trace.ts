import { reasonIndex } from './outcome.ts';
import { type Packet, SEGMENT } from './packet.ts';
import { FIRST_PROTOCOL, LINK_TYPE, TCP } from './protocol.ts';
import { decodeByTable, protocolName } from './registry.ts';

const TOO_DEEP = reasonIndex('nested-too-deep');

/** One header on the way from the link layer to TCP. */
export interface LayerSpan {
  /** As `ethernet`, `ipv4`, `ipv6-fragment`, `tcp`. */
  readonly name: string;
  /** Its first octet in `packet.bytes`, and one past its last. */
  readonly start: number;
  readonly end: number;
  /** One past the last octet of the layer, its payload included, that is present in `packet.bytes`. */
  readonly limit: number;
  /** False where the walk stopped here: snapped, malformed, or nothing to read. */
  readonly isRead: boolean;
}

/**
 * Walks a frame as `decodeFrame` does and notes where each layer lies. For where one frame is looked
 * at: it allocates.
 */
export function traceFrame(
  packet: Packet,
  linkType: number,
  originalLength: number,
  fcsLength: number,
): LayerSpan[] {
  packet.begin(0, packet.bytes.length, originalLength, fcsLength);
  return traceFrom(packet, LINK_TYPE | linkType);
}

/** The same from `protocol` at `packet.offset` on. `packet.outcome` tells how it ended. */
export function traceFrom(packet: Packet, protocol: number): LayerSpan[] {
  const spans: LayerSpan[] = [];
  let next = protocol;
  while (next >= FIRST_PROTOCOL) {
    if (packet.layerCount === packet.layers.length) {
      next = TOO_DEEP;
      break;
    }
    const here = next;
    const start = packet.offset;
    next = decodeByTable(packet, here);
    const isRead = next >= FIRST_PROTOCOL || packet.offset > start || next === SEGMENT;
    const isTcp = here === TCP && next === SEGMENT;
    const end = isTcp ? packet.payloadOffset : packet.offset;
    const hasOctets = end > start || (next < FIRST_PROTOCOL && packet.end > start);
    if (hasOctets) {
      spans.push({ name: protocolName(here), start, end, limit: packet.end, isRead });
    }
  }
  packet.outcome = next;
  return spans;
}
