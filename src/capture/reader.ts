import type { Damage } from './diagnostic.ts';
import type { CaptureRecord } from './record.ts';

/** The record was filled. */
export const RECORD = 0;
/** The window does not hold the whole next record: it needs `needed` octets from its start on. */
export const STARVED = 1;
/** The octets contradict the format: `damage` says where and how. Nothing more can be read. */
export const DAMAGED = 2;
/** What `RecordReader.next` comes back with. */
export type ReadOutcome = typeof RECORD | typeof STARVED | typeof DAMAGED;

export type ByteOrder = 'little-endian' | 'big-endian' | 'mixed';

/** Octets of one window -> records. The readers of every format look like this to the pipe. */
export interface RecordReader {
  readonly format: 'pcap' | 'pcapng';
  readonly summary: RecordSummary;
  /** After `STARVED`: octets that the window must hold from its start before `next` can go on. */
  readonly needed: number;
  /** After `DAMAGED`. */
  readonly damage: Damage | undefined;
  /** True where an input that ends now would end inside a record or block. */
  readonly isInsideRecord: boolean;
  /** Takes the next record off the window and into `record`. */
  next(record: CaptureRecord): ReadOutcome;
  /**
   * After `DAMAGED`: looks for a place from where reading is safe again, and moves the window there.
   * False asks for more octets, unless the input has `ended`: then there is no such place.
   */
  resynchronise(ended: boolean): boolean;
  /** What the headers read so far say; asked once, at the end. */
  describe(): FormatFacts;
}

/** What the headers of a capture say of it. */
export interface FormatFacts {
  /** `mixed` where sections of a pcapng file differ. */
  readonly byteOrder: ByteOrder;
  /**
   * The step of the clock in seconds, exactly: a power of ten as `1e-6`, of two as `2^-20`;
   * `per-interface` where interfaces differ; undefined in a pcapng file without an interface.
   */
  readonly timestampResolution: string | undefined;
  /** LINKTYPE numbers in order of first appearance. */
  readonly linkTypes: readonly number[];
  /** The most octets kept of a frame; undefined where any interface has no limit, or none is known. */
  readonly snapLength: number | undefined;
  /** Packets that the recorder says it lost; undefined where it says nothing. */
  readonly droppedPackets: number | undefined;
  /** Comments on sections, interfaces and packets (pcapng), the first thousand. */
  readonly comments: readonly CaptureComment[];
}

export interface CaptureComment {
  readonly subject: 'section' | 'interface' | 'packet';
  /** 1-based; undefined for a comment that is not on a packet. */
  readonly frame: number | undefined;
  readonly text: string;
}

export interface Timestamp {
  /** Since 1970-01-01 UTC; negative only where a file's offset makes it so. */
  readonly seconds: number;
  /** 0 to 999,999,999. */
  readonly nanoseconds: number;
}

/** Running sums over the records read so far, in file order. */
export class RecordSummary {
  packets = 0;
  /** Records without a packet (pcapng) that take a frame number all the same. */
  otherRecords = 0;
  /** Sum of the original lengths, without the pseudo-headers that recorders add. */
  bytes = 0;
  #lacksTimestamp = true;
  firstSeconds = 0;
  firstNanoseconds = 0;
  lastSeconds = 0;
  lastNanoseconds = 0;
  /** Records whose fraction of a second is a second or more. */
  oddTimestamps = 0;

  /** False until a record with a time stamp was read; the times mean nothing before. */
  get hasTimestamp(): boolean {
    return !this.#lacksTimestamp;
  }

  /** Of the first record, in file order, that carries a time. */
  get first(): Timestamp | undefined {
    return this.hasTimestamp
      ? { seconds: this.firstSeconds, nanoseconds: this.firstNanoseconds }
      : undefined;
  }

  /** Of the last record, in file order, that carries a time. */
  get last(): Timestamp | undefined {
    return this.hasTimestamp
      ? { seconds: this.lastSeconds, nanoseconds: this.lastNanoseconds }
      : undefined;
  }

  /** Notes a record's time stamp. */
  see(seconds: number, nanoseconds: number): void {
    if (this.#lacksTimestamp) {
      this.#lacksTimestamp = false;
      this.firstSeconds = seconds;
      this.firstNanoseconds = nanoseconds;
    }
    this.lastSeconds = seconds;
    this.lastNanoseconds = nanoseconds;
  }
}
