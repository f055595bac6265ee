import { layerIndex } from './layer.ts';
import { decodeEthernet } from './link/ethernet.ts';
import { decodeIpv4 } from './network/ipv4.ts';
import { decodeIpv6 } from './network/ipv6.ts';
import { reasonIndex } from './outcome.ts';
import { MOST_LAYERS, type Packet } from './packet.ts';
import { ETHERNET, FIRST_PROTOCOL, IPV4, IPV6, LINK_TYPE, TCP } from './protocol.ts';
import { decodeByTable } from './registry.ts';
import { decodeTcp } from './transport/tcp.ts';

const TOO_DEEP = reasonIndex('nested-too-deep');

const ETHERNET_LAYER = layerIndex('ethernet');
const IPV4_LAYER = layerIndex('ipv4');
const IPV6_LAYER = layerIndex('ipv6');

/**
 * Walks one frame from its link layer to TCP and leaves what it found in `packet`, whose octets
 * must have been attached before.
 *
 * @param start first octet of the frame in `packet.bytes`
 * @param end one past the last captured octet
 * @param originalLength octets that the frame had on the wire
 * @param fcsLength octets of frame check sequence at its end
 * @returns `packet.outcome`: `SEGMENT`, or why there is no segment
 */
export function decodeFrame(
  packet: Packet,
  linkType: number,
  start: number,
  end: number,
  originalLength: number,
  fcsLength: number,
  verifyChecksums: boolean,
): number {
  packet.begin(start, end, originalLength, fcsLength, verifyChecksums);
  return walk(packet, LINK_TYPE | linkType);
}

/**
 * Goes on with `protocol` at `packet.offset`: each layer says what follows it, until one ends the
 * walk with an outcome. The layers of almost every frame are called directly; the tables hold them
 * as well, and all others.
 */
export function walk(packet: Packet, protocol: number): number {
  let next = protocol;
  while (next >= FIRST_PROTOCOL) {
    if (packet.layerCount === MOST_LAYERS) {
      next = TOO_DEEP;
    } else if (next === ETHERNET) {
      packet.enter(ETHERNET_LAYER);
      next = decodeEthernet(packet);
    } else if (next === IPV4) {
      packet.enter(IPV4_LAYER);
      next = decodeIpv4(packet);
    } else if (next === IPV6) {
      packet.enter(IPV6_LAYER);
      next = decodeIpv6(packet);
    } else if (next === TCP) {
      next = decodeTcp(packet);
    } else {
      next = decodeByTable(packet, next);
    }
  }
  packet.outcome = next;
  return next;
}
