import type { Damage } from '../diagnostic.ts';
import type { OctetWindow } from '../octet-window.ts';
import {
  DAMAGED,
  type FormatFacts,
  RECORD,
  type ReadOutcome,
  type RecordReader,
  RecordSummary,
  STARVED,
} from '../reader.ts';
import type { CaptureRecord } from '../record.ts';
import {
  BLOCK_TOTAL_LENGTH,
  BLOCK_TRAILER_LENGTH,
  ENHANCED_PACKET,
  INTERFACE_DESCRIPTION,
  INTERFACE_STATISTICS,
  MAXIMUM_BLOCK_LENGTH,
  MINIMUM_BLOCK_LENGTH,
  MINIMUM_LENGTHS,
  PACKET,
  readByteOrder,
  SECTION_BYTE_ORDER_MAGIC,
  SECTION_HEADER,
  SECTION_MAJOR_VERSION,
  SECTION_MINOR_VERSION,
  SIMPLE_PACKET,
} from './block.ts';
import {
  badBlockLength,
  blockLengthsDiffer,
  frameTooLong,
  noByteOrder,
  unknownInterface,
  unsupportedVersion,
} from './damage.ts';
import type { CaptureInterface } from './interface-description.ts';
import { findBlock } from './resynchronise.ts';
import { Section } from './section.ts';

/*
 * Enhanced Packet Block (draft-ietf-opsawg-pcapng, section 4.3), as offsets from its start:
 * interface, time stamp (high, low), captured length, original length, frame, padding, options.
 * The obsolete Packet Block has 16 bits of interface and 16 of drop count in place of the first.
 */
const PACKET_INTERFACE = 8;
const PACKET_DROP_COUNT = 10;
const PACKET_TIMESTAMP_HIGH = 12;
const PACKET_TIMESTAMP_LOW = 16;
const PACKET_CAPTURED_LENGTH = 20;
const PACKET_ORIGINAL_LENGTH = 24;
const PACKET_FRAME = 28;
const PACKET_BLOCK_OVERHEAD = 32;
const UNKNOWN_DROP_COUNT = 0xffff;
/** The shortest option list that holds anything. */
const SHORTEST_OPTION = 4;

/**
 * Blocks that hold something that happened, though no packet: custom blocks, journal entries and
 * system calls. They are no packets, but take a frame number, as they do in Wireshark.
 */
const RECORDS_WITHOUT_PACKET = new Set([
  0x0bad, 0x4000_0bad, 9, 0x204, 0x208, 0x216, 0x217, 0x221, 0x222,
]);

/** Simple Packet Block (section 4.4): original length, frame. */
const SIMPLE_ORIGINAL_LENGTH = 8;
const SIMPLE_FRAME = 12;
const SIMPLE_BLOCK_OVERHEAD = 16;

/** A block without a packet is behind us. */
const PASSED = 3;
type BlockOutcome = ReadOutcome | typeof PASSED;

/** Reads the packet blocks of a pcapng capture, and of the other blocks what matters to them. */
export class PcapngReader implements RecordReader {
  readonly format = 'pcapng';
  readonly summary = new RecordSummary();
  needed = 0;
  damage: Damage | undefined = undefined;

  readonly #window: OctetWindow;
  readonly #section = new Section();
  /** Octets still to be passed over of a block that nobody needs, its trailer included. */
  #skipped = 0;
  #skippedLength = 0;

  /** The window begins with a Section Header Block. */
  constructor(window: OctetWindow) {
    this.#window = window;
  }

  get isInsideRecord(): boolean {
    return this.#skipped > 0 || this.#window.available > 0;
  }

  next(record: CaptureRecord): ReadOutcome {
    for (;;) {
      const outcome = this.#skipped > 0 ? this.#skipOn() : this.#readBlock(record);
      if (outcome !== PASSED) {
        return outcome;
      }
    }
  }

  resynchronise(ended: boolean): boolean {
    this.#skipped = 0;
    this.damage = undefined;
    this.needed = this.#window.available + 1;
    return findBlock(this.#window, this.#section.littleEndian, ended);
  }

  describe(): FormatFacts {
    const { byteOrder, timestampResolution, linkTypes, snapLength, droppedPackets, comments } =
      this.#section.inventory;
    return { byteOrder, timestampResolution, linkTypes, snapLength, droppedPackets, comments };
  }

  #readBlock(record: CaptureRecord): BlockOutcome {
    const window = this.#window;
    const section = this.#section;
    const start = window.start;
    if (start + MINIMUM_BLOCK_LENGTH > window.end) {
      return this.#starve(MINIMUM_BLOCK_LENGTH);
    }
    const type = window.view.getUint32(start, section.littleEndian);
    if (type === SECTION_HEADER) {
      const littleEndian = readByteOrder(window.view, start);
      if (littleEndian === undefined) {
        return this.#stop(noByteOrder(window.offset + SECTION_BYTE_ORDER_MAGIC));
      }
      section.littleEndian = littleEndian;
    }
    const declared = window.view.getUint32(start + BLOCK_TOTAL_LENGTH, section.littleEndian);
    const least =
      type === ENHANCED_PACKET
        ? PACKET_BLOCK_OVERHEAD
        : (MINIMUM_LENGTHS.get(type) ?? MINIMUM_BLOCK_LENGTH);
    if (declared < least || declared > MAXIMUM_BLOCK_LENGTH) {
      return this.#stop(badBlockLength(type, declared, window.offset + BLOCK_TOTAL_LENGTH));
    }
    // Some recorders leave the padding out of the length.
    const length = (declared + 3) & ~3;
    if (type === ENHANCED_PACKET || type === PACKET) {
      return this.#readPacket(record, type, length);
    }
    return type === SIMPLE_PACKET
      ? this.#readSimplePacket(record, length)
      : this.#readOther(type, length);
  }

  #readPacket(record: CaptureRecord, type: number, length: number): ReadOutcome {
    const window = this.#window;
    const section = this.#section;
    const start = window.start;
    if (start + PACKET_FRAME > window.end) {
      return this.#starve(length);
    }
    const { view } = window;
    const { littleEndian } = section;
    const index =
      type === PACKET
        ? view.getUint16(start + PACKET_INTERFACE, littleEndian)
        : view.getUint32(start + PACKET_INTERFACE, littleEndian);
    const source = section.interfaces[index];
    if (source === undefined) {
      return this.#stopAtInterface(index, start + PACKET_INTERFACE);
    }
    const captured = view.getUint32(start + PACKET_CAPTURED_LENGTH, littleEndian);
    const most = Math.min(length - PACKET_BLOCK_OVERHEAD, source.maximumLength);
    if (captured > most) {
      return this.#stopAtFrame(captured, most, start + PACKET_CAPTURED_LENGTH);
    }
    if (start + length > window.end) {
      return this.#starve(length);
    }
    if (!this.#trailerHolds(start, length)) {
      return DAMAGED;
    }
    const original = view.getUint32(start + PACKET_ORIGINAL_LENGTH, littleEndian);
    source.scale.apply(
      record,
      view.getUint32(start + PACKET_TIMESTAMP_HIGH, littleEndian),
      view.getUint32(start + PACKET_TIMESTAMP_LOW, littleEndian),
    );
    record.hasTimestamp = true;
    this.summary.see(record.seconds, record.nanoseconds);
    this.#fill(record, source, index, start + PACKET_FRAME, captured, original);
    if (type === PACKET) {
      const drops = view.getUint16(start + PACKET_DROP_COUNT, littleEndian);
      if (drops !== UNKNOWN_DROP_COUNT) {
        source.addDrops(drops);
      }
    }
    const options = start + PACKET_FRAME + ((captured + 3) & ~3);
    const optionsEnd = start + length - BLOCK_TRAILER_LENGTH;
    if (optionsEnd - options > SHORTEST_OPTION) {
      section.readPacketOptions(record, source, view, options, optionsEnd);
    }
    window.start = start + length;
    return RECORD;
  }

  #readSimplePacket(record: CaptureRecord, length: number): ReadOutcome {
    const window = this.#window;
    const section = this.#section;
    const start = window.start;
    const source = section.interfaces[0];
    if (source === undefined) {
      return this.#stopAtInterface(0, start);
    }
    const lengthOffset = start + SIMPLE_ORIGINAL_LENGTH;
    const original = window.view.getUint32(lengthOffset, section.littleEndian);
    const { snapLength } = source;
    const captured = snapLength > 0 && snapLength < original ? snapLength : original;
    const most = Math.min(length - SIMPLE_BLOCK_OVERHEAD, source.maximumLength);
    if (captured > most) {
      return this.#stopAtFrame(captured, most, lengthOffset);
    }
    if (start + length > window.end) {
      return this.#starve(length);
    }
    if (!this.#trailerHolds(start, length)) {
      return DAMAGED;
    }
    record.seconds = 0;
    record.nanoseconds = 0;
    record.hasTimestamp = false;
    this.#fill(record, source, 0, start + SIMPLE_FRAME, captured, original);
    window.start = start + length;
    return RECORD;
  }

  /** Fills in what packet blocks of every type have. */
  #fill(
    record: CaptureRecord,
    source: CaptureInterface,
    index: number,
    frameStart: number,
    captured: number,
    original: number,
  ): void {
    const summary = this.summary;
    summary.packets += 1;
    summary.bytes += original - source.pseudoHeaderLength;
    record.frame = summary.packets + summary.otherRecords;
    record.capturedLength = captured;
    record.originalLength = original;
    record.linkType = source.linkType;
    record.fcsLength = source.fcsLength;
    record.packetFlags = 0;
    record.interfaceIndex = index;
    record.start = frameStart;
    record.end = frameStart + captured;
    record.byteOffset = this.#window.offset;
  }

  /** Reads a block without a packet, or begins to pass over it. */
  #readOther(type: number, length: number): BlockOutcome {
    const isRead =
      type === SECTION_HEADER || type === INTERFACE_DESCRIPTION || type === INTERFACE_STATISTICS;
    if (!isRead) {
      if (RECORDS_WITHOUT_PACKET.has(type)) this.summary.otherRecords++;
      this.#skipped = length;
      this.#skippedLength = length;
      return PASSED;
    }
    const window = this.#window;
    const { view, start } = window;
    if (start + length > window.end) {
      return this.#starve(length);
    }
    if (!this.#trailerHolds(start, length)) {
      return DAMAGED;
    }
    const end = start + length - BLOCK_TRAILER_LENGTH;
    if (type === SECTION_HEADER) {
      const { littleEndian } = this.#section;
      const major = view.getUint16(start + SECTION_MAJOR_VERSION, littleEndian);
      if (major !== 1) {
        const minor = view.getUint16(start + SECTION_MINOR_VERSION, littleEndian);
        return this.#stop(unsupportedVersion(major, minor, window.offset + SECTION_MAJOR_VERSION));
      }
      this.#section.begin(view, start, end);
    } else if (type === INTERFACE_DESCRIPTION) {
      this.#section.addInterface(view, start, end);
    } else {
      this.#section.readStatistics(view, start, end);
    }
    window.start = start + length;
    return PASSED;
  }

  /** Passes over what is there of a block that nobody needs. */
  #skipOn(): BlockOutcome {
    const window = this.#window;
    const passed = Math.min(window.available, this.#skipped - BLOCK_TRAILER_LENGTH);
    window.start += passed;
    this.#skipped -= passed;
    if (this.#skipped > BLOCK_TRAILER_LENGTH || window.available < BLOCK_TRAILER_LENGTH) {
      return this.#starve(BLOCK_TRAILER_LENGTH);
    }
    const blockStart = window.start + BLOCK_TRAILER_LENGTH - this.#skippedLength;
    if (!this.#trailerHolds(blockStart, this.#skippedLength)) {
      return DAMAGED;
    }
    window.start += BLOCK_TRAILER_LENGTH;
    this.#skipped = 0;
    return PASSED;
  }

  /** Whether the length at the block's end repeats the one at its beginning. */
  #trailerHolds(start: number, length: number): boolean {
    const { view, base } = this.#window;
    const trailer = start + length - BLOCK_TRAILER_LENGTH;
    const repeated = view.getUint32(trailer, this.#section.littleEndian);
    if (repeated <= MAXIMUM_BLOCK_LENGTH && ((repeated + 3) & ~3) === length) {
      return true;
    }
    this.damage = blockLengthsDiffer(length, repeated, base + trailer);
    return false;
  }

  #starve(needed: number): ReadOutcome {
    this.needed = needed;
    return STARVED;
  }

  #stop(damage: Damage): ReadOutcome {
    this.damage = damage;
    return DAMAGED;
  }

  #stopAtInterface(index: number, offset: number): ReadOutcome {
    const known = this.#section.interfaces.length;
    return this.#stop(unknownInterface(index, known, this.#window.base + offset));
  }

  #stopAtFrame(captured: number, most: number, offset: number): ReadOutcome {
    return this.#stop(frameTooLong(captured, most, this.#window.base + offset));
  }
}
