import type { WrittenRecord } from '../capture/writing/packet-writer.ts';

/** Reads octets from a position of a file on; tells how many there were. */
export type ReadAt = (octets: Uint8Array, position: number) => number;

const HEADER_LENGTH = 24;
const RECORD_HEADER_LENGTH = 16;

/** Reads back a file as `PcapWriter` writes it, and no other: little-endian, with nanoseconds. */
export function readPcap(
  readAt: ReadAt,
  take: (record: WrittenRecord, bytes: Uint8Array) => void,
): void {
  const header = new DataView(new ArrayBuffer(HEADER_LENGTH));
  const octetsOfHeader = new Uint8Array(header.buffer);
  if (readAt(octetsOfHeader, 0) < HEADER_LENGTH) return;
  const field = header.getUint32(20, true);
  const fcsLength = (field >>> 28) * 2;
  let position = HEADER_LENGTH;
  while (readAt(octetsOfHeader.subarray(0, RECORD_HEADER_LENGTH), position) > 0) {
    const seconds = header.getUint32(0, true);
    const nanoseconds = header.getUint32(4, true);
    const end = header.getUint32(8, true);
    const originalLength = header.getUint32(12, true);
    const bytes = new Uint8Array(end);
    readAt(bytes, position + RECORD_HEADER_LENGTH);
    const times = { seconds, nanoseconds, originalLength };
    take({ linkType: field & 0xffff, fcsLength, ...times, packetFlags: 0, start: 0, end }, bytes);
    position += RECORD_HEADER_LENGTH + end;
  }
}
