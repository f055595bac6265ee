import { type DecodeLayer, type LayerTable, layerIndex } from './layer.ts';
import { FRAMINGS, LINK_TYPES } from './link/index.ts';
import { NLPIDS } from './link/nlpid.ts';
import { PPP_PROTOCOLS } from './link/ppp-protocols.ts';
import { UNREAD_LINK_TYPES } from './link/unread.ts';
import { ETHER_TYPES } from './network/index.ts';
import { reasonIndex, reasonName } from './outcome.ts';
import type { Packet } from './packet.ts';
import {
  ETHER_TYPE,
  FRAMING,
  GRE_PROTOCOL,
  IP_PROTOCOL,
  LINK_TYPE,
  NLPID,
  PPP_PROTOCOL,
  UDP_PORT,
  unreadProtocolName,
} from './protocol.ts';
import { IP_PROTOCOLS } from './transport/index.ts';
import { GRE_PROTOCOLS } from './tunnel/gre-protocols.ts';
import { UDP_PORTS } from './tunnel/index.ts';

/** A row of a table, made ready for the walk. */
interface Entry {
  readonly decode: DecodeLayer | undefined;
  /** For `Packet.layers`, or -1 where the layer is not recorded. */
  readonly index: number;
  /** The outcome of a frame that goes no further than this. */
  readonly reason: number;
}

const entries = new Map<number, Entry>();

function register(registry: number, table: LayerTable): void {
  for (const layer of table) {
    entries.set(registry | layer.number, {
      decode: layer.decode,
      index: layer.isExtension ? -1 : layerIndex(layer.name),
      reason: reasonIndex(layer.name),
    });
  }
}

register(LINK_TYPE, LINK_TYPES);
register(FRAMING, FRAMINGS);
register(ETHER_TYPE, ETHER_TYPES);
register(IP_PROTOCOL, IP_PROTOCOLS);
register(UDP_PORT, UDP_PORTS);
register(PPP_PROTOCOL, PPP_PROTOCOLS);
register(GRE_PROTOCOL, GRE_PROTOCOLS);
register(NLPID, NLPIDS);

/** Decodes any layer that has a row in one of the tables; otherwise the outcome is its name. */
export function decodeByTable(packet: Packet, protocol: number): number {
  let entry = entries.get(protocol);
  if (entry === undefined) {
    entry = { decode: undefined, index: -1, reason: reasonIndex(nameWithoutRow(protocol)) };
    entries.set(protocol, entry);
  }
  if (entry.decode === undefined) return entry.reason;
  if (entry.index >= 0) packet.enter(entry.index);
  return entry.decode(packet);
}

/** The name of a protocol, with or without a row in one of the tables. */
export function protocolName(protocol: number): string {
  const entry = entries.get(protocol);
  return entry === undefined ? nameWithoutRow(protocol) : reasonName(entry.reason);
}

/** Made when it is met: hardly a capture meets one. */
function nameWithoutRow(protocol: number): string {
  const row = UNREAD_LINK_TYPES.find(([number]) => (LINK_TYPE | number) === protocol);
  const name = unreadProtocolName(protocol);
  return row === undefined ? name : `${name}-${row[1]}`;
}
