import type { PacketWriter, WriteOctets, WrittenRecord } from './packet-writer.ts';

/* draft-ietf-opsawg-pcapng, sections 4.1 to 4.3; little-endian. */
const SECTION_HEADER = 0x0a0d_0d0a;
const INTERFACE_DESCRIPTION = 1;
const ENHANCED_PACKET = 6;
const BYTE_ORDER_MAGIC = 0x1a2b_3c4d;

/** Type and length in front of a block's body, and the length again behind it. */
const BLOCK_FRAMING = 12;
const PACKET_FIELDS = 20;
/** Code, length and value of an option whose value takes up to four octets; the end of options. */
const SHORT_OPTION = 8;
const END_OF_OPTIONS = 4;
const EPB_FLAGS = 2;
const IF_TSRESOL = 9;
const IF_FCSLEN = 13;
const NANOSECONDS = 9;

const NANOSECONDS_PER_SECOND = 1_000_000_000n;
const PADDING = new Uint8Array(3);

/** pcapng: an interface for each link type, in the order of their first records. */
export class PcapngWriter implements PacketWriter {
  readonly #write: WriteOctets;
  readonly #interfaces = new Map<string, number>();
  #hasHeader = false;

  constructor(write: WriteOctets) {
    this.#write = write;
  }

  write(record: WrittenRecord, bytes: Uint8Array): boolean {
    this.#begin();
    const index = this.#interfaceOf(record);
    const { start, end, seconds, nanoseconds, originalLength, packetFlags } = record;
    const octets = end - start;
    const padding = -octets & 3;
    const options = packetFlags === 0 ? 0 : SHORT_OPTION + END_OF_OPTIONS;
    const length = BLOCK_FRAMING + PACKET_FIELDS + octets + padding + options;
    const head = new DataView(new ArrayBuffer(8 + PACKET_FIELDS));
    head.setUint32(0, ENHANCED_PACKET, true);
    head.setUint32(4, length, true);
    head.setUint32(8, index, true);
    const time = BigInt(seconds) * NANOSECONDS_PER_SECOND + BigInt(nanoseconds);
    head.setUint32(12, Number(BigInt.asUintN(32, time >> 32n)), true);
    head.setUint32(16, Number(BigInt.asUintN(32, time)), true);
    head.setUint32(20, octets, true);
    head.setUint32(24, originalLength, true);
    this.#write(octetsOf(head));
    this.#write(bytes.subarray(start, end));
    this.#write(PADDING.subarray(0, padding));
    const tail = new DataView(new ArrayBuffer(options + 4));
    if (options > 0) {
      tail.setUint16(0, EPB_FLAGS, true);
      tail.setUint16(2, 4, true);
      tail.setUint32(4, packetFlags, true);
    }
    tail.setUint32(options, length, true);
    this.#write(octetsOf(tail));
    return true;
  }

  finish(): void {
    this.#begin();
  }

  #begin(): void {
    if (this.#hasHeader) return;
    this.#hasHeader = true;
    const body = new DataView(new ArrayBuffer(16));
    body.setUint32(0, BYTE_ORDER_MAGIC, true);
    body.setUint16(4, 1, true);
    // The length of the section is not known beforehand.
    body.setBigInt64(8, -1n, true);
    this.#block(SECTION_HEADER, body);
  }

  #interfaceOf({ linkType, fcsLength }: WrittenRecord): number {
    const key = `${linkType},${fcsLength}`;
    const known = this.#interfaces.get(key);
    if (known !== undefined) return known;
    const index = this.#interfaces.size;
    this.#interfaces.set(key, index);
    const hasFcs = fcsLength > 0;
    const body = new DataView(
      new ArrayBuffer(8 + SHORT_OPTION * (hasFcs ? 2 : 1) + END_OF_OPTIONS),
    );
    body.setUint16(0, linkType, true);
    body.setUint16(8, IF_TSRESOL, true);
    body.setUint16(10, 1, true);
    body.setUint8(12, NANOSECONDS);
    if (hasFcs) {
      body.setUint16(16, IF_FCSLEN, true);
      body.setUint16(18, 1, true);
      body.setUint8(20, fcsLength);
    }
    this.#block(INTERFACE_DESCRIPTION, body);
    return index;
  }

  #block(type: number, body: DataView): void {
    const length = body.byteLength + BLOCK_FRAMING;
    const head = new DataView(new ArrayBuffer(8));
    head.setUint32(0, type, true);
    head.setUint32(4, length, true);
    this.#write(octetsOf(head));
    this.#write(octetsOf(body));
    const tail = new DataView(new ArrayBuffer(4));
    tail.setUint32(0, length, true);
    this.#write(octetsOf(tail));
  }
}

function octetsOf(view: DataView): Uint8Array {
  return new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
}
