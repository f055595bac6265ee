import type { CaptureRecord } from '../record.ts';
import { SECTION_OPTIONS } from './block.ts';
import { CaptureInterface, INTERFACE_OPTIONS } from './interface-description.ts';
import { CaptureInventory } from './inventory.ts';
import { findOption, optionLength } from './options.ts';

/** Interface Statistics Block (section 4.6): interface, time stamp, options. */
const STATISTICS_INTERFACE = 8;
const STATISTICS_OPTIONS = 20;
const OPTION_INTERFACE_DROPS = 5;

/** Options of an Enhanced Packet Block (section 4.3.1). */
const OPTION_FLAGS = 2;
const OPTION_DROP_COUNT = 4;
const FLAGS_FCS_LENGTH_SHIFT = 5;
const FLAGS_FCS_LENGTH_MASK = 0xf;

/** The section being read: what its header and its interfaces say, which holds until the next. */
export class Section {
  littleEndian = true;
  interfaces: CaptureInterface[] = [];
  /** What all sections together have said. */
  readonly inventory = new CaptureInventory();

  /** Begins another section with the Section Header Block at `start`, whose options end at `end`. */
  begin(view: DataView, start: number, end: number): void {
    const { inventory, littleEndian } = this;
    this.interfaces = [];
    inventory.addSection(littleEndian ? 'little-endian' : 'big-endian');
    inventory.addComments('section', undefined, view, start + SECTION_OPTIONS, end, littleEndian);
  }

  addInterface(view: DataView, start: number, end: number): void {
    const { inventory, littleEndian } = this;
    const added = new CaptureInterface(view, start, end, littleEndian);
    this.interfaces.push(added);
    inventory.addInterface(added);
    inventory.addComments(
      'interface',
      undefined,
      view,
      start + INTERFACE_OPTIONS,
      end,
      littleEndian,
    );
  }

  /** Notes how many packets the recorder lost, from an Interface Statistics Block. */
  readStatistics(view: DataView, start: number, end: number): void {
    const { littleEndian } = this;
    const source = this.interfaces[view.getUint32(start + STATISTICS_INTERFACE, littleEndian)];
    const options = start + STATISTICS_OPTIONS;
    const drops = findOption(view, options, end, OPTION_INTERFACE_DROPS, littleEndian);
    if (source !== undefined && drops > 0 && optionLength(view, drops, littleEndian) === 8) {
      source.droppedByStatistics = Number(view.getBigUint64(drops, littleEndian));
    }
  }

  /** Takes over what the options of the record's block say of it. */
  readPacketOptions(
    record: CaptureRecord,
    source: CaptureInterface,
    view: DataView,
    options: number,
    end: number,
  ): void {
    const { inventory, littleEndian } = this;
    const flags = findOption(view, options, end, OPTION_FLAGS, littleEndian);
    if (flags > 0 && optionLength(view, flags, littleEndian) === 4) {
      record.packetFlags = view.getUint32(flags, littleEndian);
      const fcsLength = (record.packetFlags >>> FLAGS_FCS_LENGTH_SHIFT) & FLAGS_FCS_LENGTH_MASK;
      record.fcsLength = fcsLength > 0 ? fcsLength : source.fcsLength;
    }
    const drops = findOption(view, options, end, OPTION_DROP_COUNT, littleEndian);
    if (drops > 0 && optionLength(view, drops, littleEndian) === 8) {
      source.addDrops(Number(view.getBigUint64(drops, littleEndian)));
    }
    inventory.addComments('packet', record.frame, view, options, end, littleEndian);
  }
}
