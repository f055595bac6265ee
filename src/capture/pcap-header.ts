import { CaptureError } from './capture-error.ts';
import type { CaptureDiagnostic } from './diagnostic.ts';
import { maximumCapturedLength } from './link-type.ts';
import type { OctetWindow } from './octet-window.ts';

/*
 * The file header of classic pcap (draft-ietf-opsawg-pcap, section 4):
 *
 *   0                   1                   2                   3
 *   0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 *  |                          Magic Number                         |  0
 *  |         Major Version         |         Minor Version         |  4
 *  |                     Reserved1, Reserved2                      |  8
 *  |                            SnapLen                            | 16
 *  | FCS |f|0|         reserved    |           LinkType            | 20
 */
const MAJOR_VERSION = 4;
const MINOR_VERSION = 6;
const SNAP_LENGTH = 16;
const LINK_TYPE = 20;
const FILE_HEADER_LENGTH = 24;
/** Ixia's variants carry the total length of the records behind the ordinary header. */
const IXIA_FILE_HEADER_LENGTH = 28;

const LINK_TYPE_MASK = 0x0000ffff;
const RESERVED_BITS = 0x0bff0000;
const FCS_LENGTH_PRESENT = 0x04000000;
const FCS_LENGTH_SHIFT = 28;
const OCTETS_PER_FCS_UNIT = 2;

/*
 * A record header: seconds, fraction of a second, captured length, original length. The variants
 * append fields of their own before the frame.
 */
export const RECORD_SECONDS = 0;
export const RECORD_FRACTION = 4;
export const RECORD_CAPTURED_LENGTH = 8;
export const RECORD_ORIGINAL_LENGTH = 12;
export const RECORD_HEADER_LENGTH = 16;
const NOKIA_RECORD_HEADER_LENGTH = 20;
/** With interface index, protocol and packet type behind the lengths (Kuznetzov's patch). */
const MODIFIED_RECORD_HEADER_LENGTH = 24;
/** As that, with two more octets and padding (an earlier form of the patch). */
const EARLY_MODIFIED_RECORD_HEADER_LENGTH = 28;
const MODIFIED_PROTOCOL = 20;
const MODIFIED_PACKET_TYPE = 22;

interface Flavour {
  readonly nanoseconds: boolean;
  readonly fileHeaderLength: number;
  /** How the length of a record header is found: given, or judged from the first records. */
  readonly recordHeaderLengths: readonly [number, ...number[]];
}

const STANDARD: Flavour = {
  nanoseconds: false,
  fileHeaderLength: FILE_HEADER_LENGTH,
  recordHeaderLengths: [RECORD_HEADER_LENGTH, MODIFIED_RECORD_HEADER_LENGTH],
};

/** By magic number, as read in the file's own byte order. */
const FLAVOURS: ReadonlyMap<number, Flavour> = new Map([
  [0xa1b2c3d4, STANDARD],
  [0xa1b23c4d, { ...STANDARD, nanoseconds: true, recordHeaderLengths: [RECORD_HEADER_LENGTH] }],
  [
    0xa1b2cd34,
    {
      ...STANDARD,
      recordHeaderLengths: [MODIFIED_RECORD_HEADER_LENGTH, EARLY_MODIFIED_RECORD_HEADER_LENGTH],
    },
  ],
  [
    0x1c0001ac,
    {
      nanoseconds: true,
      fileHeaderLength: IXIA_FILE_HEADER_LENGTH,
      recordHeaderLengths: [RECORD_HEADER_LENGTH],
    },
  ],
  [
    0x1c0001ab,
    {
      nanoseconds: false,
      fileHeaderLength: IXIA_FILE_HEADER_LENGTH,
      recordHeaderLengths: [RECORD_HEADER_LENGTH],
    },
  ],
]);

/** Files of AIX: version 2.2 with RFC 1573 interface types, and nanoseconds under the old magic. */
const AIX_LINK_TYPES: ReadonlyMap<number, number> = new Map([
  [6, 1], // Ethernet
  [9, 6], // Token Ring
  [15, 10], // FDDI
  [24, 0], // loopback
]);

export interface PcapHeader {
  readonly littleEndian: boolean;
  readonly nanoseconds: boolean;
  readonly fileHeaderLength: number;
  readonly recordHeaderLength: number;
  readonly linkType: number;
  /** Octets of frame check sequence on every frame; 0 where the file does not say. */
  readonly fcsLength: number;
  /** 0 is no limit. */
  readonly snapLength: number;
  /**
   * Versions before 2.3 have the original length first; of version 2.3 both orders exist, and the
   * larger length is the original one.
   */
  readonly lengthOrder: 'captured-first' | 'original-first' | 'smaller-is-captured';
  /** What is to be told of a version that nobody has defined; it is read as 2.4. */
  readonly doubt: CaptureDiagnostic | undefined;
}

/** True where the octets begin as a classic capture of any byte order and variant does. */
export function isPcap(view: DataView, offset: number): boolean {
  return FLAVOURS.has(view.getUint32(offset, true)) || FLAVOURS.has(view.getUint32(offset, false));
}

/**
 * Reads the file header at the window's start, and takes nothing off the window. Undefined where
 * more octets are needed, which never happens when the input has ended.
 *
 * @throws CaptureError where the header is cut or of a version that nobody reads.
 */
export function readPcapHeader(window: OctetWindow, ended: boolean): PcapHeader | undefined {
  const { view, start } = window;
  const littleEndian = FLAVOURS.has(view.getUint32(start, true));
  const flavour = FLAVOURS.get(view.getUint32(start, littleEndian)) ?? STANDARD;
  const { available } = window;
  if (available < flavour.fileHeaderLength) {
    if (!ended) {
      return undefined;
    }
    throw new CaptureError({
      code: 'cut-in-header',
      tell: (words) => words.cutInFileHeader(available),
      byteOffset: window.base + window.end,
      expected: `a pcap file header of ${flavour.fileHeaderLength} octets`,
      advice: (words) => words.advice.recordAgain,
    });
  }
  const major = view.getUint16(start + MAJOR_VERSION, littleEndian);
  const minor = view.getUint16(start + MINOR_VERSION, littleEndian);
  if (major < 2) {
    throw new CaptureError({
      code: 'unsupported-version',
      tell: (words) => words.pcapVersion(major, minor),
      byteOffset: window.offset + MAJOR_VERSION,
      expected: 'version 2.4',
    });
  }
  const network = view.getUint32(start + LINK_TYPE, littleEndian);
  const aixLinkType =
    flavour === STANDARD && major === 2 && minor === 2 ? AIX_LINK_TYPES.get(network) : undefined;
  const header: PcapHeader = {
    littleEndian,
    nanoseconds: flavour.nanoseconds || aixLinkType !== undefined,
    fileHeaderLength: flavour.fileHeaderLength,
    recordHeaderLength: flavour.recordHeaderLengths[0],
    linkType: aixLinkType ?? linkTypeOf(network),
    fcsLength: fcsLengthOf(network),
    snapLength: view.getUint32(start + SNAP_LENGTH, littleEndian),
    lengthOrder: lengthOrderOf(major, minor),
    doubt: doubtOf(major, minor, window.offset + MAJOR_VERSION),
  };
  if (flavour.recordHeaderLengths.length === 1 || header.lengthOrder !== 'captured-first') {
    return header;
  }
  const recordHeaderLength = judgeRecordHeaderLength(window, ended, header, flavour);
  return recordHeaderLength === undefined ? undefined : { ...header, recordHeaderLength };
}

/**
 * The LINKTYPE number in the last word of the file header. Bits that nobody has given a meaning
 * make another number of it, which nothing decodes.
 */
export function linkTypeOf(network: number): number {
  return (network & RESERVED_BITS) === 0 ? network & LINK_TYPE_MASK : network;
}

/** Octets of frame check sequence on every frame, from the same word; 0 where it does not say. */
export function fcsLengthOf(network: number): number {
  return (network & FCS_LENGTH_PRESENT) === 0
    ? 0
    : (network >>> FCS_LENGTH_SHIFT) * OCTETS_PER_FCS_UNIT;
}

/** The major version that the tcpdump of DG/UX writes. */
const DG_UX = 543;

function doubtOf(major: number, minor: number, byteOffset: number): PcapHeader['doubt'] {
  if (major === 2 || major === DG_UX) return undefined;
  return {
    severity: 'warning',
    code: 'unknown-version',
    tell: (words) => words.unknownPcapVersion(major, minor),
    byteOffset,
    frame: undefined,
  };
}

function lengthOrderOf(major: number, minor: number): PcapHeader['lengthOrder'] {
  if (major === DG_UX || (major === 2 && minor < 3)) {
    return 'original-first';
  }
  return major === 2 && minor === 3 ? 'smaller-is-captured' : 'captured-first';
}

/**
 * Some systems wrote longer record headers under the same magic number, so only the records tell:
 * the first is looked at for fields of the longer header, and the second for where it begins. The
 * answer depends on the octets alone, never on how many of them happen to be there; undefined
 * asks for more.
 */
function judgeRecordHeaderLength(
  window: OctetWindow,
  ended: boolean,
  header: PcapHeader,
  flavour: Flavour,
): number | undefined {
  const { view, end } = window;
  const { littleEndian } = header;
  const first = window.start + header.fileHeaderLength;
  const [usual, longer = usual] = flavour.recordHeaderLengths;
  if (end < first + MODIFIED_RECORD_HEADER_LENGTH) {
    return ended ? usual : undefined;
  }
  if (usual === RECORD_HEADER_LENGTH) {
    if (isNokia(view.getUint32(first + RECORD_HEADER_LENGTH, littleEndian))) {
      return NOKIA_RECORD_HEADER_LENGTH;
    }
    if (!hasModifiedFields(view, first, littleEndian)) {
      return usual;
    }
  }
  const captured = view.getUint32(first + RECORD_CAPTURED_LENGTH, littleEndian);
  if (captured > maximumCapturedLength(header.linkType)) {
    return usual;
  }
  const next = first + usual + captured;
  const nextIfLonger = first + longer + captured;
  if (end < nextIfLonger + RECORD_HEADER_LENGTH) {
    return ended ? (end === nextIfLonger ? longer : usual) : undefined;
  }
  return !isPlausibleRecord(view, next, header) && isPlausibleRecord(view, nextIfLonger, header)
    ? longer
    : usual;
}

/** The word that some Nokia devices put behind the lengths. */
function isNokia(word: number): boolean {
  return /^[9b]fbf[bd][69]0[12]$/.test(word.toString(16));
}

/** Whether a plausible interface index, protocol and packet type stand behind the lengths. */
function hasModifiedFields(view: DataView, record: number, littleEndian: boolean): boolean {
  const MOST_INTERFACES = 10_000;
  const FIRST_ETHERTYPE = 0x0600;
  const LAST_LINUX_PACKET_TYPE = 4;
  const protocol = view.getUint16(record + MODIFIED_PROTOCOL, littleEndian);
  return (
    view.getUint32(record + RECORD_HEADER_LENGTH, littleEndian) <= MOST_INTERFACES &&
    (protocol >= FIRST_ETHERTYPE || protocol <= 0x17) &&
    view.getUint8(record + MODIFIED_PACKET_TYPE) <= LAST_LINUX_PACKET_TYPE
  );
}

/** Whether the four words at `offset` could be the header of a record; 16 octets must be there. */
export function isPlausibleRecord(
  view: DataView,
  offset: number,
  header: Pick<PcapHeader, 'littleEndian' | 'nanoseconds' | 'linkType'>,
): boolean {
  const LARGEST_FRAME = 1 << 27;
  const { littleEndian } = header;
  const captured = view.getUint32(offset + RECORD_CAPTURED_LENGTH, littleEndian);
  const original = view.getUint32(offset + RECORD_ORIGINAL_LENGTH, littleEndian);
  return (
    view.getUint32(offset + RECORD_FRACTION, littleEndian) <
      (header.nanoseconds ? 1_000_000_000 : 1_000_000) &&
    captured <= maximumCapturedLength(header.linkType) &&
    captured <= original &&
    original <= LARGEST_FRAME
  );
}
