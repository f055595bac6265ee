import type { Damage } from './diagnostic.ts';
import { maximumCapturedLength, pseudoHeaderLength } from './link-type.ts';
import type { OctetWindow } from './octet-window.ts';
import {
  type PcapHeader,
  RECORD_CAPTURED_LENGTH,
  RECORD_FRACTION,
  RECORD_ORIGINAL_LENGTH,
  RECORD_SECONDS,
} from './pcap-header.ts';
import { findRecord } from './pcap-resynchronise.ts';
import {
  DAMAGED,
  type FormatFacts,
  RECORD,
  type ReadOutcome,
  type RecordReader,
  RecordSummary,
  STARVED,
} from './reader.ts';
import type { CaptureRecord } from './record.ts';

const NANOSECONDS_PER_SECOND = 1_000_000_000;

/** Reads the records of a classic capture (draft-ietf-opsawg-pcap, section 5). */
export class PcapReader implements RecordReader {
  readonly format = 'pcap';
  readonly summary = new RecordSummary();
  needed = 0;
  damage: Damage | undefined = undefined;

  readonly #window: OctetWindow;
  readonly #header: PcapHeader;
  readonly #bigEndian: boolean;
  readonly #recordHeaderLength: number;
  readonly #ticksPerSecond: number;
  readonly #nanosecondsPerTick: number;
  readonly #capturedLengthOffset: number;
  readonly #originalLengthOffset: number;
  readonly #smallerIsCaptured: boolean;
  readonly #maximumLength: number;
  readonly #linkType: number;
  readonly #fcsLength: number;
  readonly #pseudoHeaderLength: number;

  /** Takes the file header off the window. */
  constructor(window: OctetWindow, header: PcapHeader) {
    const originalFirst = header.lengthOrder === 'original-first';
    this.#window = window;
    this.#header = header;
    this.#bigEndian = !header.littleEndian;
    this.#recordHeaderLength = header.recordHeaderLength;
    this.#nanosecondsPerTick = header.nanoseconds ? 1 : 1000;
    this.#ticksPerSecond = NANOSECONDS_PER_SECOND / this.#nanosecondsPerTick;
    this.#capturedLengthOffset = originalFirst ? RECORD_ORIGINAL_LENGTH : RECORD_CAPTURED_LENGTH;
    this.#originalLengthOffset = originalFirst ? RECORD_CAPTURED_LENGTH : RECORD_ORIGINAL_LENGTH;
    this.#smallerIsCaptured = header.lengthOrder === 'smaller-is-captured';
    this.#maximumLength = maximumCapturedLength(header.linkType);
    this.#linkType = header.linkType;
    this.#fcsLength = header.fcsLength;
    this.#pseudoHeaderLength = pseudoHeaderLength(header.linkType);
    window.start += header.fileHeaderLength;
  }

  get isInsideRecord(): boolean {
    return this.#window.available > 0;
  }

  next(record: CaptureRecord): ReadOutcome {
    const window = this.#window;
    const start = window.start;
    const frameStart = start + this.#recordHeaderLength;
    if (frameStart > window.end) {
      this.needed = this.#recordHeaderLength;
      return STARVED;
    }
    const view = window.view;
    const littleEndian = !this.#bigEndian;
    let captured = view.getUint32(start + this.#capturedLengthOffset, littleEndian);
    let original = view.getUint32(start + this.#originalLengthOffset, littleEndian);
    if (this.#smallerIsCaptured && captured > original) {
      const larger = captured;
      captured = original;
      original = larger;
    }
    if (captured > this.#maximumLength) {
      return this.#tooLong(captured);
    }
    const frameEnd = frameStart + captured;
    if (frameEnd > window.end) {
      this.needed = frameEnd - start;
      return STARVED;
    }
    record.seconds = view.getUint32(start + RECORD_SECONDS, littleEndian);
    const fraction = view.getUint32(start + RECORD_FRACTION, littleEndian);
    if (fraction < this.#ticksPerSecond) {
      record.nanoseconds = fraction * this.#nanosecondsPerTick;
    } else {
      this.#carry(record, fraction);
    }
    const summary = this.summary;
    summary.packets += 1;
    summary.bytes += original - this.#pseudoHeaderLength;
    summary.see(record.seconds, record.nanoseconds);
    record.frame = summary.packets;
    record.hasTimestamp = true;
    record.capturedLength = captured;
    record.originalLength = original;
    record.linkType = this.#linkType;
    record.fcsLength = this.#fcsLength;
    record.packetFlags = 0;
    record.interfaceIndex = 0;
    record.start = frameStart;
    record.end = frameEnd;
    record.byteOffset = window.base + start;
    window.start = frameEnd;
    return RECORD;
  }

  resynchronise(ended: boolean): boolean {
    const { hasTimestamp, lastSeconds } = this.summary;
    this.damage = undefined;
    this.needed = this.#window.available + 1;
    return findRecord(this.#window, this.#header, hasTimestamp ? lastSeconds : undefined, ended);
  }

  /**
   * A fraction of a second or more is a damaged time stamp. Wireshark computes it in 32 bits, and
   * so do we, that both show the same; what then exceeds a second is carried.
   */
  #carry(record: CaptureRecord, fraction: number): void {
    const nanoseconds = Math.imul(fraction, this.#nanosecondsPerTick);
    const carried = Math.floor(nanoseconds / NANOSECONDS_PER_SECOND);
    record.seconds += carried;
    record.nanoseconds = nanoseconds - carried * NANOSECONDS_PER_SECOND;
    this.summary.oddTimestamps += 1;
  }

  #tooLong(captured: number): ReadOutcome {
    const most = this.#maximumLength;
    this.damage = {
      code: 'record-length',
      tell: (words) => words.recordTooLong(captured, most),
      byteOffset: this.#window.offset + this.#capturedLengthOffset,
    };
    return DAMAGED;
  }

  describe(): FormatFacts {
    const { littleEndian, nanoseconds, linkType, snapLength } = this.#header;
    return {
      byteOrder: littleEndian ? 'little-endian' : 'big-endian',
      timestampResolution: nanoseconds ? '1e-9' : '1e-6',
      linkTypes: [linkType],
      snapLength: snapLength === 0 ? undefined : snapLength,
      droppedPackets: undefined,
      comments: [],
    };
  }
}
