import { maximumCapturedLength, pseudoHeaderLength } from '../link-type.ts';
import { findOption, optionLength } from './options.ts';
import { TimestampScale } from './timestamp.ts';

/*
 * The body of an Interface Description Block (draft-ietf-opsawg-pcapng, section 4.2), as offsets
 * from the block's start: link type, reserved, snap length, options.
 */
const LINK_TYPE = 8;
const SNAP_LENGTH = 12;
export const INTERFACE_OPTIONS = 16;

const OPTION_TSRESOL = 9;
const OPTION_FCSLEN = 13;
const OPTION_TSOFFSET = 14;

const MICROSECONDS = 6;

/** One interface of one section, as its block describes it. */
export class CaptureInterface {
  readonly linkType: number;
  /** 0 is no limit. */
  readonly snapLength: number;
  readonly scale: TimestampScale;
  /** Octets of frame check sequence on every frame; 0 where the file does not say. */
  readonly fcsLength: number;
  readonly maximumLength: number;
  readonly pseudoHeaderLength: number;
  /** Packets lost according to the newest Interface Statistics Block. */
  droppedByStatistics: number | undefined = undefined;
  /** Sum of the losses that packets report, each since the one before it. */
  #droppedByPackets: number | undefined = undefined;

  /** Reads the block at `block`, whose options end at `end`. */
  constructor(view: DataView, block: number, end: number, littleEndian: boolean) {
    const options = block + INTERFACE_OPTIONS;
    this.linkType = view.getUint16(block + LINK_TYPE, littleEndian);
    this.snapLength = view.getUint32(block + SNAP_LENGTH, littleEndian);
    this.scale = new TimestampScale(
      readOctet(view, options, end, OPTION_TSRESOL, littleEndian) ?? MICROSECONDS,
      readOffset(view, options, end, littleEndian),
    );
    this.fcsLength = fcsOctets(readOctet(view, options, end, OPTION_FCSLEN, littleEndian) ?? 0);
    this.maximumLength = maximumCapturedLength(this.linkType);
    this.pseudoHeaderLength = pseudoHeaderLength(this.linkType);
  }

  /** Adds packets lost since the one before, as a packet's own block tells it. */
  addDrops(packets: number): void {
    this.#droppedByPackets = (this.#droppedByPackets ?? 0) + packets;
  }

  /** Packets that the recorder lost on this interface; undefined where it says nothing. */
  get droppedPackets(): number | undefined {
    return this.droppedByStatistics ?? this.#droppedByPackets;
  }
}

function readOctet(
  view: DataView,
  options: number,
  end: number,
  code: number,
  littleEndian: boolean,
): number | undefined {
  const value = findOption(view, options, end, code, littleEndian);
  return value > 0 && optionLength(view, value, littleEndian) === 1
    ? view.getUint8(value)
    : undefined;
}

/** `if_tsoffset`: signed seconds, 64 bits. */
function readOffset(view: DataView, options: number, end: number, littleEndian: boolean): number {
  const value = findOption(view, options, end, OPTION_TSOFFSET, littleEndian);
  return value > 0 && optionLength(view, value, littleEndian) === 8
    ? Number(view.getBigInt64(value, littleEndian))
    : 0;
}

/** `if_fcslen` is in bits by the specification, and in octets by some who write it. */
function fcsOctets(value: number): number {
  const BITS_PER_OCTET = 8;
  return value >= BITS_PER_OCTET ? Math.floor(value / BITS_PER_OCTET) : value;
}
