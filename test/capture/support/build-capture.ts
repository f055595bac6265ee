/** A record as the tests write it; the formats below put it into octets. */
export interface WrittenRecord {
  readonly seconds: number;
  readonly nanoseconds: number;
  readonly frame: Uint8Array;
  readonly originalLength?: number;
}

export class OctetWriter {
  readonly #littleEndian: boolean;
  #bytes = new Uint8Array(1024);
  #length = 0;

  constructor(littleEndian: boolean) {
    this.#littleEndian = littleEndian;
  }

  get octets(): Uint8Array {
    return this.#bytes.slice(0, this.#length);
  }

  u8(value: number): this {
    this.#reserve(1).setUint8(0, value);
    return this;
  }

  u16(value: number): this {
    this.#reserve(2).setUint16(0, value, this.#littleEndian);
    return this;
  }

  u32(value: number): this {
    this.#reserve(4).setUint32(0, value, this.#littleEndian);
    return this;
  }

  u64(value: bigint): this {
    this.#reserve(8).setBigUint64(0, BigInt.asUintN(64, value), this.#littleEndian);
    return this;
  }

  raw(octets: Uint8Array): this {
    const view = this.#reserve(octets.length);
    new Uint8Array(view.buffer, view.byteOffset, octets.length).set(octets);
    return this;
  }

  padToFour(): this {
    while (this.#length % 4 !== 0) {
      this.u8(0);
    }
    return this;
  }

  #reserve(octets: number): DataView {
    const start = this.#length;
    this.#length += octets;
    if (this.#length > this.#bytes.length) {
      const larger = new Uint8Array(this.#length * 2);
      larger.set(this.#bytes);
      this.#bytes = larger;
    }
    return new DataView(this.#bytes.buffer, start, octets);
  }
}

export interface PcapForm {
  readonly magic?: number;
  readonly littleEndian?: boolean;
  readonly version?: readonly [number, number];
  readonly snapLength?: number;
  /** The whole last word of the header. */
  readonly network?: number;
  /** Octets between the two lengths of a record and its frame. */
  readonly recordExtra?: Uint8Array;
  readonly lengthsSwapped?: boolean;
}

/** A classic capture. */
export function buildPcap(records: readonly WrittenRecord[], form: PcapForm = {}): Uint8Array {
  const {
    magic = 0xa1b2c3d4,
    version: [major, minor] = [2, 4],
    recordExtra = new Uint8Array(0),
  } = form;
  const isIxia = magic >>> 16 === 0x1c00;
  const inNanoseconds = magic === 0xa1b23c4d || magic === 0x1c0001ac;
  const writer = new OctetWriter(form.littleEndian ?? true);
  writer.u32(magic).u16(major).u16(minor).u32(0).u32(0);
  writer.u32(form.snapLength ?? 262_144).u32(form.network ?? 1);
  if (isIxia) {
    writer.u32(0);
  }
  for (const { seconds, nanoseconds, frame, originalLength = frame.length } of records) {
    const lengths = [frame.length, originalLength];
    const [first = 0, second = 0] = form.lengthsSwapped ? lengths.toReversed() : lengths;
    writer.u32(seconds).u32(inNanoseconds ? nanoseconds : Math.floor(nanoseconds / 1000));
    writer.u32(first).u32(second).raw(recordExtra).raw(frame);
  }
  return writer.octets;
}

export interface WrittenOption {
  readonly code: number;
  readonly value: Uint8Array;
}

/** Writes pcapng blocks, one after the other. */
export class PcapngWriter {
  readonly #littleEndian: boolean;
  readonly #blocks: Uint8Array[] = [];

  constructor(littleEndian = true) {
    this.#littleEndian = littleEndian;
  }

  get octets(): Uint8Array {
    return Uint8Array.from(this.#blocks.flatMap((block) => [...block]));
  }

  block(type: number, body: Uint8Array): this {
    const padded = Math.ceil(body.length / 4) * 4;
    const writer = new OctetWriter(this.#littleEndian);
    writer
      .u32(type)
      .u32(padded + 12)
      .raw(body)
      .padToFour()
      .u32(padded + 12);
    this.#blocks.push(writer.octets);
    return this;
  }

  /** Octets that are no block. */
  raw(octets: Uint8Array): this {
    this.#blocks.push(octets);
    return this;
  }

  section(
    options: readonly WrittenOption[] = [],
    version: readonly [number, number] = [1, 0],
  ): this {
    const body = this.body().u32(0x1a2b3c4d).u16(version[0]).u16(version[1]).u64(-1n);
    return this.block(0x0a0d0d0a, this.#withOptions(body, options));
  }

  interface(linkType: number, snapLength = 0, options: readonly WrittenOption[] = []): this {
    const body = this.body().u16(linkType).u16(0).u32(snapLength);
    return this.block(1, this.#withOptions(body, options));
  }

  enhanced(
    index: number,
    ticks: bigint,
    { frame, originalLength = frame.length }: Pick<WrittenRecord, 'frame' | 'originalLength'>,
    options: readonly WrittenOption[] = [],
  ): this {
    const body = this.body()
      .u32(index)
      .u32(Number(ticks >> 32n))
      .u32(Number(ticks & 0xffffffffn));
    body.u32(frame.length).u32(originalLength).raw(frame).padToFour();
    return this.block(6, this.#withOptions(body, options));
  }

  simple(frame: Uint8Array, originalLength = frame.length): this {
    return this.block(3, this.body().u32(originalLength).raw(frame).octets);
  }

  body(): OctetWriter {
    return new OctetWriter(this.#littleEndian);
  }

  #withOptions(body: OctetWriter, options: readonly WrittenOption[]): Uint8Array {
    for (const { code, value } of options) {
      body.u16(code).u16(value.length).raw(value).padToFour();
    }
    if (options.length > 0) {
      body.u16(0).u16(0);
    }
    return body.octets;
  }
}

/** A pcapng capture with one interface of a resolution of 10^-9. */
export function buildPcapng(records: readonly WrittenRecord[], littleEndian = true): Uint8Array {
  const writer = new PcapngWriter(littleEndian);
  writer.section().interface(1, 0, [{ code: 9, value: Uint8Array.of(9) }]);
  for (const record of records) {
    writer.enhanced(
      0,
      BigInt(record.seconds) * 1_000_000_000n + BigInt(record.nanoseconds),
      record,
    );
  }
  return writer.octets;
}

/** `count` records, each with a frame of its own length and content. */
export function someRecords(count: number): readonly WrittenRecord[] {
  return Array.from({ length: count }, (_, index) => ({
    seconds: 1_700_000_000 + index,
    nanoseconds: 1_000 * index,
    frame: Uint8Array.from({ length: 60 + index }, (_unused, octet) => (octet * 7 + index) & 0xff),
    originalLength: 60 + 2 * index,
  }));
}
