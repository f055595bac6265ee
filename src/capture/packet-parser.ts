import type { EventEmitter } from 'node:events';
import type { Readable } from 'node:stream';

/** The header of a classic capture, as the npm package `pcap-parser` tells it. */
export interface GlobalHeader {
  readonly majorVersion: number;
  readonly minorVersion: number;
  readonly snapshotLength: number;
  readonly linkLayerType: number;
}

export interface PacketHeader {
  readonly timestampSeconds: number;
  readonly timestampMicroseconds: number;
  readonly capturedLength: number;
  readonly originalLength: number;
}

export interface Packet {
  readonly header: PacketHeader;
  readonly data: Uint8Array;
}

export interface ParserEvents {
  globalHeader: [GlobalHeader];
  packetHeader: [PacketHeader];
  packet: [Packet];
  error: [Error];
  end: [];
}

/** A parser of the npm package `pcap-parser`, which has no types of its own. */
export interface PacketParser extends EventEmitter<ParserEvents> {
  readonly stream: Readable;
  readonly endianness: 'BE' | 'LE' | null;
  /** Octets that wait for the rest of their header or packet. */
  readonly buffer: Uint8Array | null;
}
