import type { Packet } from './packet.ts';

/**
 * Reads the header at `packet.offset`, moves `offset` behind it and, where the header says how long
 * its payload is, draws in `end`.
 *
 * @returns the protocol that follows (`protocol.ts`) or an outcome (`outcome.ts`)
 */
export type DecodeLayer = (packet: Packet) => number;

/** One row of a table of protocols. Without `decode` it is only named: it carries no TCP. */
export interface Layer {
  /** As the registry of the table numbers it. */
  readonly number: number;
  readonly name: string;
  readonly decode?: DecodeLayer;
  /** True where it only extends the header before it, and so is no layer of its own. */
  readonly isExtension?: boolean;
}

/** The protocols of one registry that are known here. */
export type LayerTable = readonly Layer[];

const names: string[] = [];

/** The index under which `Packet.layers` records a layer of this name. */
export function layerIndex(name: string): number {
  const known = names.indexOf(name);
  return known >= 0 ? known : names.push(name) - 1;
}

/** The name of a layer recorded in `Packet.layers`. */
export function layerName(index: number): string {
  return names[index] ?? '';
}
