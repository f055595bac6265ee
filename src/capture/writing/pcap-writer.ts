import type { PacketWriter, WriteOctets, WrittenRecord } from './packet-writer.ts';

/** draft-ietf-opsawg-pcap: the magic number of files with nanoseconds. */
const MAGIC = 0xa1b2_3c4d;
const HEADER_LENGTH = 24;
const RECORD_HEADER_LENGTH = 16;
const LARGEST_SNAP_LENGTH = 262_144;
const ETHERNET = 1;
/** Bits of the link type field that tell the length of the frame check sequence, in 16-bit words. */
const FCS_PRESENT = 0x0400_0000;
const FCS_SHIFT = 28;
const LARGEST_SECONDS = 0xffff_ffff;

/** Classic pcap, little-endian: all its records are of one link type. */
export class PcapWriter implements PacketWriter {
  readonly #write: WriteOctets;
  readonly #header = new Uint8Array(RECORD_HEADER_LENGTH);
  readonly #view = new DataView(this.#header.buffer);
  #linkType: number | undefined;

  constructor(write: WriteOctets) {
    this.#write = write;
  }

  write(record: WrittenRecord, bytes: Uint8Array): boolean {
    const linkType = linkTypeField(record);
    const { seconds, nanoseconds, start, end, originalLength } = record;
    if (seconds < 0 || seconds > LARGEST_SECONDS) return false;
    if (this.#linkType === undefined) this.#begin(linkType);
    if (linkType !== this.#linkType) return false;
    const view = this.#view;
    view.setUint32(0, seconds, true);
    view.setUint32(4, nanoseconds, true);
    view.setUint32(8, end - start, true);
    view.setUint32(12, originalLength, true);
    this.#write(this.#header);
    this.#write(bytes.subarray(start, end));
    return true;
  }

  finish(): void {
    if (this.#linkType === undefined) this.#begin(ETHERNET);
  }

  #begin(linkType: number): void {
    this.#linkType = linkType;
    const header = new Uint8Array(HEADER_LENGTH);
    const view = new DataView(header.buffer);
    view.setUint32(0, MAGIC, true);
    view.setUint16(4, 2, true);
    view.setUint16(6, 4, true);
    view.setUint32(16, LARGEST_SNAP_LENGTH, true);
    view.setUint32(20, linkType, true);
    this.#write(header);
  }
}

function linkTypeField({ linkType, fcsLength }: WrittenRecord): number {
  if (fcsLength === 0) return linkType;
  return (linkType | FCS_PRESENT | ((fcsLength >> 1) << FCS_SHIFT)) >>> 0;
}
