import type { PacketWriter, WriteOctets, WrittenRecord } from '../capture/writing/packet-writer.ts';
import { PcapWriter } from '../capture/writing/pcap-writer.ts';
import { PcapngWriter } from '../capture/writing/pcapng-writer.ts';
import type { Io } from './io.ts';
import { type Output, openOutput, placeOf } from './output.ts';
import { readPcap } from './read-pcap.ts';
import { UsageError } from './usage-error.ts';

const BUFFER_OCTETS = 256 * 1024;

/** The file of `-w`: pcapng where its name says so, or where pcap cannot hold what is written. */
export class PacketFile {
  readonly #path: string;
  readonly #io: Io;
  readonly #buffer = new Uint8Array(BUFFER_OCTETS);
  #filled = 0;
  #output: Output;
  #writer: PacketWriter;

  /** @throws UsageError where the file cannot be written */
  constructor(path: string, io: Io) {
    this.#path = path;
    this.#io = io;
    this.#output = openOutput(path, io);
    this.#writer = this.#newWriter();
  }

  /** Copies the octets of the record. */
  write(record: WrittenRecord, bytes: Uint8Array): void {
    if (this.#writer.write(record, bytes)) return;
    this.#convert();
    this.#writer.write(record, bytes);
  }

  /** Begins anew with nothing written; false where what was written cannot be taken back. */
  restart(): boolean {
    if (this.#output.readAt === undefined) return false;
    this.#output.discard();
    this.#output = openOutput(this.#path, this.#io);
    this.#filled = 0;
    this.#writer = this.#newWriter();
    return true;
  }

  #newWriter(): PacketWriter {
    const Writer = /\.(pcapng|ntar)$/i.test(this.#path) ? PcapngWriter : PcapWriter;
    return new Writer(this.#put);
  }

  /** The file is whole: it takes its name. */
  commit(): void {
    this.#writer.finish();
    this.#flush();
    this.#output.commit();
  }

  discard(): void {
    this.#output.discard();
  }

  /** Goes on in pcapng, with what was written so far: pcap holds one link type, and times until 2106. */
  #convert(): void {
    this.#flush();
    const { readAt } = this.#output;
    if (readAt === undefined) {
      throw new UsageError(({ usage }) => usage.severalLinkTypes);
    }
    const written = this.#output;
    this.#output = openOutput(this.#path, this.#io, 'pcapng.part');
    this.#writer = new PcapngWriter(this.#put);
    readPcap(readAt, (record, bytes) => this.#writer.write(record, bytes));
    written.discard();
  }

  readonly #put: WriteOctets = (octets) => {
    if (octets.length > BUFFER_OCTETS - this.#filled) this.#flush();
    if (octets.length > BUFFER_OCTETS) {
      this.#output.stream.write(octets);
      return;
    }
    this.#buffer.set(octets, this.#filled);
    this.#filled += octets.length;
  };

  #flush(): void {
    if (this.#filled > 0) this.#output.stream.write(this.#buffer.subarray(0, this.#filled));
    this.#filled = 0;
  }
}

/**
 * The file that `-w` asks for; undefined where it was not given.
 *
 * @throws UsageError where it cannot be written, or would be mixed with the result
 */
export function packetFileOf(
  { writeFile, output }: { writeFile: string | undefined; output: string | undefined },
  io: Io,
): PacketFile | undefined {
  if (writeFile === undefined) return undefined;
  if (placeOf(writeFile) === placeOf(output))
    throw new UsageError(({ usage }) => usage.resultThereToo);
  return new PacketFile(writeFile, io);
}
