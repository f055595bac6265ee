/** The npm package `pcap-parser`, which has no types of its own. */
declare module 'pcap-parser' {
  import type { EventEmitter } from 'node:events';
  import type { Readable } from 'node:stream';

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

  interface ParserEvents {
    globalHeader: [GlobalHeader];
    packetHeader: [PacketHeader];
    packet: [Packet];
    error: [Error];
    end: [];
  }

  export interface Parser extends EventEmitter<ParserEvents> {
    readonly stream: Readable;
    readonly endianness: 'BE' | 'LE' | null;
    /** Octets that wait for the rest of their header or packet. */
    readonly buffer: Uint8Array | null;
  }

  export function parse(input: string | Readable): Parser;
}
