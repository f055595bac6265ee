/** What a writer takes of a record (`capture/record.ts`): its octets lie in a window. */
export interface WrittenRecord {
  readonly linkType: number;
  readonly fcsLength: number;
  readonly seconds: number;
  readonly nanoseconds: number;
  readonly originalLength: number;
  /** `epb_flags`; 0 where there are none. */
  readonly packetFlags: number;
  readonly start: number;
  readonly end: number;
}

/** Takes the octets of a capture file, in order; they are valid during the call alone. */
export type WriteOctets = (octets: Uint8Array) => void;

/** Writes records as a capture file, each octet as it was captured, with times in nanoseconds. */
export interface PacketWriter {
  /** False where the format cannot hold the record beside those before it: nothing was written then. */
  write(record: WrittenRecord, bytes: Uint8Array): boolean;
  /** To be called behind the last record: a file without any has a header too. */
  finish(): void;
}
