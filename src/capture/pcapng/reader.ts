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
  BYTE_ORDER_MAGIC,
  blockName,
  ENHANCED_PACKET,
  INTERFACE_DESCRIPTION,
  INTERFACE_STATISTICS,
  MAXIMUM_BLOCK_LENGTH,
  MINIMUM_BLOCK_LENGTH,
  MINIMUM_LENGTHS,
  PACKET,
  SECTION_BYTE_ORDER_MAGIC,
  SECTION_HEADER,
  SECTION_MAJOR_VERSION,
  SECTION_MINOR_VERSION,
  SECTION_OPTIONS,
  SIMPLE_PACKET,
} from './block.ts';
import { CaptureInterface } from './interface-description.ts';
import { CaptureInventory } from './inventory.ts';
import { findOption, optionLength } from './options.ts';

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

const OPTION_FLAGS = 2;
const OPTION_DROP_COUNT = 4;
const FLAGS_FCS_LENGTH_SHIFT = 5;
const FLAGS_FCS_LENGTH_MASK = 0xf;

/** Simple Packet Block (section 4.4): original length, frame. */
const SIMPLE_ORIGINAL_LENGTH = 8;
const SIMPLE_FRAME = 12;
const SIMPLE_BLOCK_OVERHEAD = 16;

/** Interface Statistics Block (section 4.6): interface, time stamp, options. */
const STATISTICS_INTERFACE = 8;
const STATISTICS_OPTIONS = 20;
const OPTION_INTERFACE_DROPS = 5;

/** A block without a packet is behind us. */
const PASSED = 3;
type BlockOutcome = ReadOutcome | typeof PASSED;

/** The shortest option list that holds anything. */
const SHORTEST_OPTION = 4;

/** Reads the packet blocks of a pcapng capture, and of the other blocks what matters to them. */
export class PcapngReader implements RecordReader {
  readonly format = 'pcapng';
  readonly summary = new RecordSummary();
  needed = 0;
  damage: Damage | undefined = undefined;

  readonly #window: OctetWindow;
  readonly #inventory = new CaptureInventory();
  /** The current section's byte order and interfaces. */
  #littleEndian = true;
  #interfaces: CaptureInterface[] = [];
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

  #readBlock(record: CaptureRecord): BlockOutcome {
    const window = this.#window;
    const start = window.start;
    if (start + MINIMUM_BLOCK_LENGTH > window.end) {
      return this.#starve(MINIMUM_BLOCK_LENGTH);
    }
    const type = window.view.getUint32(start, this.#littleEndian);
    if (type === SECTION_HEADER && !this.#readByteOrder(start)) {
      return DAMAGED;
    }
    const declared = window.view.getUint32(start + BLOCK_TOTAL_LENGTH, this.#littleEndian);
    if (declared < (MINIMUM_LENGTHS.get(type) ?? MINIMUM_BLOCK_LENGTH)) {
      return this.#tooShort(type, declared);
    }
    if (declared > MAXIMUM_BLOCK_LENGTH) {
      return this.#badLength(type, declared, `at most ${MAXIMUM_BLOCK_LENGTH}`);
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
    const start = window.start;
    if (start + PACKET_FRAME > window.end) {
      return this.#starve(length);
    }
    const { view } = window;
    const littleEndian = this.#littleEndian;
    const index =
      type === PACKET
        ? view.getUint16(start + PACKET_INTERFACE, littleEndian)
        : view.getUint32(start + PACKET_INTERFACE, littleEndian);
    const source = this.#interfaces[index];
    if (source === undefined) {
      return this.#unknownInterface(start + PACKET_INTERFACE, index);
    }
    const captured = view.getUint32(start + PACKET_CAPTURED_LENGTH, littleEndian);
    if (captured > length - PACKET_BLOCK_OVERHEAD || captured > source.maximumLength) {
      return this.#frameTooLong(
        start + PACKET_CAPTURED_LENGTH,
        captured,
        Math.min(length - PACKET_BLOCK_OVERHEAD, source.maximumLength),
      );
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
    this.#emit(record, source, index, start + PACKET_FRAME, captured, original);
    if (type === PACKET) {
      addDrops(source, view.getUint16(start + PACKET_DROP_COUNT, littleEndian));
    }
    const options = start + PACKET_FRAME + ((captured + 3) & ~3);
    const optionsEnd = start + length - BLOCK_TRAILER_LENGTH;
    if (optionsEnd - options > SHORTEST_OPTION) {
      this.#readPacketOptions(record, source, options, optionsEnd);
    }
    window.start = start + length;
    return RECORD;
  }

  #readPacketOptions(
    record: CaptureRecord,
    source: CaptureInterface,
    options: number,
    end: number,
  ): void {
    const { view } = this.#window;
    const littleEndian = this.#littleEndian;
    const flags = findOption(view, options, end, OPTION_FLAGS, littleEndian);
    if (flags > 0 && optionLength(view, flags, littleEndian) === 4) {
      record.packetFlags = view.getUint32(flags, littleEndian);
      const fcsLength = (record.packetFlags >>> FLAGS_FCS_LENGTH_SHIFT) & FLAGS_FCS_LENGTH_MASK;
      record.fcsLength = fcsLength > 0 ? fcsLength : source.fcsLength;
    }
    const drops = findOption(view, options, end, OPTION_DROP_COUNT, littleEndian);
    if (drops > 0 && optionLength(view, drops, littleEndian) === 8) {
      source.droppedByPackets =
        (source.droppedByPackets ?? 0) + Number(view.getBigUint64(drops, littleEndian));
    }
    this.#inventory.addComments('packet', record.frame, view, options, end, littleEndian);
  }

  #readSimplePacket(record: CaptureRecord, length: number): ReadOutcome {
    const window = this.#window;
    const start = window.start;
    const source = this.#interfaces[0];
    if (source === undefined) {
      return this.#unknownInterface(start, 0);
    }
    const original = window.view.getUint32(start + SIMPLE_ORIGINAL_LENGTH, this.#littleEndian);
    const captured =
      source.snapLength > 0 && source.snapLength < original ? source.snapLength : original;
    if (captured > length - SIMPLE_BLOCK_OVERHEAD || captured > source.maximumLength) {
      return this.#frameTooLong(
        start + SIMPLE_ORIGINAL_LENGTH,
        captured,
        Math.min(length - SIMPLE_BLOCK_OVERHEAD, source.maximumLength),
      );
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
    this.#emit(record, source, 0, start + SIMPLE_FRAME, captured, original);
    window.start = start + length;
    return RECORD;
  }

  #emit(
    record: CaptureRecord,
    source: CaptureInterface,
    index: number,
    frameStart: number,
    captured: number,
    original: number,
  ): void {
    const window = this.#window;
    const summary = this.summary;
    summary.packets += 1;
    summary.bytes += original - source.pseudoHeaderLength;
    record.frame = summary.packets;
    record.capturedLength = captured;
    record.originalLength = original;
    record.linkType = source.linkType;
    record.fcsLength = source.fcsLength;
    record.packetFlags = 0;
    record.interfaceIndex = index;
    record.start = frameStart;
    record.end = frameStart + captured;
    record.byteOffset = window.base + window.start;
  }

  /** Reads a block without a packet, or begins to pass over it. */
  #readOther(type: number, length: number): BlockOutcome {
    const isRead =
      type === SECTION_HEADER || type === INTERFACE_DESCRIPTION || type === INTERFACE_STATISTICS;
    if (!isRead) {
      this.#skipped = length;
      this.#skippedLength = length;
      return PASSED;
    }
    const window = this.#window;
    const start = window.start;
    if (start + length > window.end) {
      return this.#starve(length);
    }
    if (!this.#trailerHolds(start, length)) {
      return DAMAGED;
    }
    const end = start + length - BLOCK_TRAILER_LENGTH;
    if (type === SECTION_HEADER && !this.#readSection(start, end)) {
      return DAMAGED;
    }
    if (type === INTERFACE_DESCRIPTION) {
      this.#readInterface(start, end);
    }
    if (type === INTERFACE_STATISTICS) {
      this.#readStatistics(start, end);
    }
    window.start = start + length;
    return PASSED;
  }

  /** The byte order of a section counts from its header's length field on. */
  #readByteOrder(start: number): boolean {
    const { view, base } = this.#window;
    const littleEndian =
      view.getUint32(start + SECTION_BYTE_ORDER_MAGIC, true) === BYTE_ORDER_MAGIC;
    if (
      !littleEndian &&
      view.getUint32(start + SECTION_BYTE_ORDER_MAGIC, false) !== BYTE_ORDER_MAGIC
    ) {
      this.damage = {
        code: 'byte-order-magic',
        message: 'a Section Header Block has no byte-order magic, expected 1a2b3c4d or 4d3c2b1a',
        byteOffset: base + start + SECTION_BYTE_ORDER_MAGIC,
      };
      return false;
    }
    this.#littleEndian = littleEndian;
    return true;
  }

  #readSection(start: number, end: number): boolean {
    const window = this.#window;
    const { view } = window;
    const littleEndian = this.#littleEndian;
    const major = view.getUint16(start + SECTION_MAJOR_VERSION, littleEndian);
    const minor = view.getUint16(start + SECTION_MINOR_VERSION, littleEndian);
    if (major !== 1) {
      this.damage = {
        code: 'unsupported-version',
        message: `a section is of pcapng version ${major}.${minor}, expected 1.0`,
        byteOffset: window.base + start + SECTION_MAJOR_VERSION,
      };
      return false;
    }
    this.#interfaces = [];
    this.#inventory.addSection(littleEndian ? 'little-endian' : 'big-endian');
    this.#inventory.addComments(
      'section',
      undefined,
      view,
      start + SECTION_OPTIONS,
      end,
      littleEndian,
    );
    return true;
  }

  #readInterface(start: number, end: number): void {
    const { view } = this.#window;
    const added = new CaptureInterface(view, start, end, this.#littleEndian);
    this.#interfaces.push(added);
    this.#inventory.addInterface(added);
    this.#inventory.addComments(
      'interface',
      undefined,
      view,
      start + CaptureInterface.OPTIONS,
      end,
      this.#littleEndian,
    );
  }

  #readStatistics(start: number, end: number): void {
    const { view } = this.#window;
    const littleEndian = this.#littleEndian;
    const source = this.#interfaces[view.getUint32(start + STATISTICS_INTERFACE, littleEndian)];
    const drops = findOption(
      view,
      start + STATISTICS_OPTIONS,
      end,
      OPTION_INTERFACE_DROPS,
      littleEndian,
    );
    if (source !== undefined && drops > 0 && optionLength(view, drops, littleEndian) === 8) {
      source.droppedByStatistics = Number(view.getBigUint64(drops, littleEndian));
    }
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
    const repeated = view.getUint32(trailer, this.#littleEndian);
    if (repeated <= MAXIMUM_BLOCK_LENGTH && ((repeated + 3) & ~3) === length) {
      return true;
    }
    this.damage = {
      code: 'block-lengths-differ',
      message: `the block at offset ${base + start} ends with length ${repeated}, expected ${length} as at its beginning`,
      byteOffset: base + trailer,
    };
    return false;
  }

  #starve(needed: number): ReadOutcome {
    this.needed = needed;
    return STARVED;
  }

  #unknownInterface(offset: number, index: number): ReadOutcome {
    this.damage = {
      code: 'unknown-interface',
      message: `a packet names interface ${index}, expected one of the ${this.#interfaces.length} that its section has described`,
      byteOffset: this.#window.base + offset,
    };
    return DAMAGED;
  }

  #frameTooLong(offset: number, captured: number, most: number): ReadOutcome {
    this.damage = {
      code: 'record-length',
      message: `a packet claims ${captured} captured octets, expected at most ${most}`,
      byteOffset: this.#window.base + offset,
    };
    return DAMAGED;
  }

  #tooShort(type: number, declared: number): ReadOutcome {
    const least = MINIMUM_LENGTHS.get(type) ?? MINIMUM_BLOCK_LENGTH;
    return this.#badLength(type, declared, `at least ${least}`);
  }

  #badLength(type: number, declared: number, expected: string): ReadOutcome {
    this.damage = {
      code: 'block-length',
      message: `a ${blockName(type)} claims ${declared} octets, expected ${expected}`,
      byteOffset: this.#window.offset + BLOCK_TOTAL_LENGTH,
    };
    return DAMAGED;
  }

  describe(): FormatFacts {
    const { byteOrder, timestampResolution, linkTypes, snapLength, droppedPackets, comments } =
      this.#inventory;
    return { byteOrder, timestampResolution, linkTypes, snapLength, droppedPackets, comments };
  }
}

/** Adds the drop count of an obsolete Packet Block. */
function addDrops(source: CaptureInterface, drops: number): void {
  if (drops !== UNKNOWN_DROP_COUNT) {
    source.droppedByPackets = (source.droppedByPackets ?? 0) + drops;
  }
}
