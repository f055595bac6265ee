import type { Readable } from 'node:stream';
import { parse } from 'pcap-parser';
import { CaptureError } from './capture-error.ts';
import type { CaptureDiagnostic } from './diagnostic.ts';
import type { TellInput } from './input-words.ts';
import { maximumCapturedLength } from './link-type.ts';
import type { OctetWindow } from './octet-window.ts';
import type { GlobalHeader, Packet, PacketParser } from './packet-parser.ts';
import { fcsLengthOf, linkTypeOf } from './pcap-header.ts';
import { RecordSummary } from './reader.ts';
import type { CaptureRecord } from './record.ts';
import type { CaptureFacts, RecordInput } from './record-input.ts';

const FILE_HEADER_LENGTH = 24;
const RECORD_HEADER_LENGTH = 16;
const NANOSECONDS_PER_MICROSECOND = 1000;
/** Packets that may wait before the parser's stream is paused; a chunk of it may exceed this. */
const MOST_WAITING = 1000;

/**
 * The records of a parser of the npm package `pcap-parser`: for programs that already have one, and
 * as the independent second reader that `PcapReader` is tested against. It reads classic captures
 * of version 2.4 with microseconds, and nothing else.
 *
 * The package buffers without bound on a corrupt length, ends a cut file in silence and may end
 * twice; here a corrupt length stops the stream, a cut file is `truncated`, and the end comes once.
 */
export class PcapParserInput implements RecordInput {
  readonly path: string;
  readonly diagnostics: CaptureDiagnostic[] = [];
  readonly #window: OctetWindow;
  readonly #parser: PacketParser;
  readonly #header: GlobalHeader;
  readonly #summary = new RecordSummary();
  readonly #waiting: Packet[] = [];
  #byteOffset = FILE_HEADER_LENGTH;
  #parsed = 0;
  #wake: ((more: boolean) => void) | undefined;
  #isOver = false;
  #truncated = false;
  #damaged = false;

  private constructor(
    path: string,
    parser: PacketParser,
    header: GlobalHeader,
    window: OctetWindow,
  ) {
    this.path = path;
    this.#parser = parser;
    this.#header = header;
    this.#window = window;
    parser.on('packetHeader', ({ capturedLength }) => this.#checkLength(capturedLength));
    parser.on('packet', (packet) => this.#take(packet));
    parser.on('error', (error) =>
      this.#fail('read-failed', (words) => words.otherReader(error.message)),
    );
    parser.on('end', () => this.#end());
  }

  /**
   * Takes a parser over, before its first event: frames are copied into `window`, one at a time.
   *
   * @throws CaptureError where the parser finds no capture that it can read.
   */
  static open(path: string, parser: PacketParser, window: OctetWindow): Promise<PcapParserInput> {
    return new Promise((resolve, reject) => {
      const fail = (error: CaptureError) => {
        error.path = path;
        reject(error);
      };
      parser.once('globalHeader', (header) => {
        const input = new PcapParserInput(path, parser, header, window);
        const { majorVersion, minorVersion } = header;
        if (majorVersion === 2 && minorVersion === 4) {
          resolve(input);
        } else {
          input.close();
          fail(unsupportedVersion(majorVersion, minorVersion));
        }
      });
      // After the header these two find the promise settled, and mean nothing.
      parser.once('error', (error) => fail(notReadable(error)));
      parser.once('end', () => fail(cutInHeader(parser.buffer)));
    });
  }

  /** As `open`, with a parser made for a path or a stream. */
  static parse(input: string | Readable, window: OctetWindow): Promise<PcapParserInput> {
    const path = typeof input === 'string' ? input : '-';
    return PcapParserInput.open(path, parse(input), window);
  }

  next(record: CaptureRecord): boolean {
    const packet = this.#waiting.shift();
    if (packet === undefined) {
      return false;
    }
    const { header, data } = packet;
    const window = this.#window;
    window.makeRoom(data.length);
    window.bytes.set(data);
    window.end = data.length;
    record.seconds = header.timestampSeconds;
    record.nanoseconds = header.timestampMicroseconds * NANOSECONDS_PER_MICROSECOND;
    record.hasTimestamp = true;
    record.capturedLength = data.length;
    record.originalLength = header.originalLength;
    record.linkType = linkTypeOf(this.#header.linkLayerType);
    record.fcsLength = fcsLengthOf(this.#header.linkLayerType);
    record.packetFlags = 0;
    record.interfaceIndex = 0;
    record.start = 0;
    record.end = data.length;
    record.byteOffset = this.#byteOffset;
    this.#byteOffset += RECORD_HEADER_LENGTH + data.length;
    const summary = this.#summary;
    summary.packets += 1;
    summary.bytes += record.originalLength;
    summary.see(record.seconds, record.nanoseconds);
    record.frame = summary.packets;
    return true;
  }

  refill(): boolean | Promise<boolean> {
    if (this.#waiting.length > 0 || this.#isOver) {
      return this.#waiting.length > 0;
    }
    return new Promise((resolve) => {
      this.#wake = resolve;
      this.#parser.stream.resume();
    });
  }

  facts(): CaptureFacts {
    const { snapshotLength, linkLayerType } = this.#header;
    const summary = this.#summary;
    return {
      path: this.path,
      format: 'pcap',
      compression: undefined,
      byteOrder: this.#parser.endianness === 'BE' ? 'big-endian' : 'little-endian',
      timestampResolution: '1e-6',
      linkTypes: [linkTypeOf(linkLayerType)],
      snapLength: snapshotLength === 0 ? undefined : snapshotLength,
      droppedPackets: undefined,
      comments: [],
      packets: summary.packets,
      bytes: summary.bytes,
      first: summary.first,
      last: summary.last,
      truncated: this.#truncated,
      damaged: this.#damaged,
      repairs: 0,
      skippedOctets: 0,
    };
  }

  close(): void {
    this.#isOver = true;
    this.#parser.stream.destroy();
  }

  #checkLength(capturedLength: number): void {
    const most = maximumCapturedLength(linkTypeOf(this.#header.linkLayerType));
    if (capturedLength > most) {
      this.#fail('record-length', (words) => words.recordTooLong(capturedLength, most));
    }
  }

  #take(packet: Packet): void {
    if (this.#isOver) {
      return;
    }
    this.#parsed += 1;
    this.#waiting.push(packet);
    if (this.#waiting.length >= MOST_WAITING) {
      this.#parser.stream.pause();
    }
    this.#answer(true);
  }

  #end(): void {
    if (this.#isOver) {
      return;
    }
    const left = this.#parser.buffer?.length ?? 0;
    if (left > 0) {
      this.#truncated = true;
      this.#report('warning', 'cut-short', (words) => words.cutInLastRecord);
    }
    this.close();
    this.#answer(false);
  }

  #fail(code: string, tell: TellInput): void {
    if (this.#isOver) {
      return;
    }
    this.#damaged = true;
    this.#report('error', code, tell);
    this.close();
    this.#answer(false);
  }

  #answer(more: boolean): void {
    this.#wake?.(more);
    this.#wake = undefined;
  }

  #report(severity: CaptureDiagnostic['severity'], code: string, tell: TellInput): void {
    const frame = this.#parsed + 1;
    this.diagnostics.push({ severity, code, tell, byteOffset: undefined, frame });
  }
}

function unsupportedVersion(major: number, minor: number): CaptureError {
  return new CaptureError({
    code: 'unsupported-version',
    tell: (words) => words.pcapVersion(major, minor),
    expected: 'version 2.4',
  });
}

function notReadable(error: Error): CaptureError {
  return new CaptureError({
    code: error.message.startsWith('unknown magic') ? 'not-a-capture' : 'read-failed',
    tell: (words) => words.otherReader(error.message),
    expected: 'a classic capture with microseconds',
    cause: error,
  });
}

function cutInHeader(buffer: Uint8Array | null): CaptureError {
  const found = buffer?.length ?? 0;
  return new CaptureError({
    code: found === 0 ? 'empty' : 'cut-in-header',
    tell: (words) => (found === 0 ? words.empty : words.cutInFileHeader(found)),
    expected: `a pcap file header of ${FILE_HEADER_LENGTH} octets`,
  });
}
