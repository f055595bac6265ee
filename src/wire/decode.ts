import { layerIndex } from './layer.ts';
import { decodeEthernet } from './link/ethernet.ts';
import { decodeIpv4 } from './network/ipv4.ts';
import { decodeIpv6 } from './network/ipv6.ts';
import { reasonIndex } from './outcome.ts';
import type { Packet } from './packet.ts';
import { ETHERNET, FIRST_PROTOCOL, IPV4, IPV6, LINK_TYPE, TCP } from './protocol.ts';
import { decodeByTable } from './registry.ts';
import { decodeTcp } from './transport/tcp.ts';

const TOO_DEEP = reasonIndex('nested-too-deep');

const ETHERNET_LAYER = layerIndex('ethernet');
const IPV4_LAYER = layerIndex('ipv4');
const IPV6_LAYER = layerIndex('ipv6');

/** Where a frame lies, and what its capture says of it. */
export interface Frame {
  /** LINKTYPE number. */
  readonly linkType: number;
  /** Its first octet in `packet.bytes`, and one past its last that was captured. */
  readonly start: number;
  readonly end: number;
  /** Octets that it had on the wire. */
  readonly originalLength: number;
  /** Octets of frame check sequence at its end. */
  readonly fcsLength: number;
}

/**
 * Walks one frame from its link layer to TCP and leaves what it found in `packet`, whose octets
 * must have been attached before.
 *
 * @returns `packet.outcome`: `SEGMENT`, or why there is no segment
 */
export function decodeFrame(packet: Packet, frame: Frame): number {
  packet.begin(frame.start, frame.end, frame.originalLength, frame.fcsLength);
  return walk(packet, LINK_TYPE | frame.linkType);
}

/**
 * Goes on with `protocol` at `packet.offset`: each layer says what follows it, until one ends the
 * walk with an outcome. The layers of almost every frame are called directly, in the order in which
 * they come; the tables hold them as well, and all others.
 */
export function walk(packet: Packet, protocol: number): number {
  let next = protocol;
  do {
    if (next === ETHERNET && packet.hasRoom) {
      packet.enter(ETHERNET_LAYER);
      next = decodeEthernet(packet);
    }
    if (next === IPV4 && packet.hasRoom) {
      packet.enter(IPV4_LAYER);
      next = decodeIpv4(packet);
    } else if (next === IPV6 && packet.hasRoom) {
      packet.enter(IPV6_LAYER);
      next = decodeIpv6(packet);
    }
    if (next === TCP && packet.hasRoom) {
      next = decodeTcp(packet);
    } else if (next >= FIRST_PROTOCOL) {
      next = packet.hasRoom ? decodeByTable(packet, next) : TOO_DEEP;
    }
  } while (next >= FIRST_PROTOCOL);
  packet.outcome = next;
  return next;
}
