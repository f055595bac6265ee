import type { BlockName, Content, InputWords, Lz4Fault } from './input-words.ts';

const CONTENT: Readonly<Record<Content, string>> = {
  gzip: 'gzip data inside compressed data',
  zstd: 'Zstandard data inside compressed data',
  lz4: 'an LZ4 frame inside compressed data',
  'legacy-lz4': 'an LZ4 frame of the legacy format',
  xz: 'xz data',
  bzip2: 'bzip2 data',
  zip: 'a ZIP archive',
  '7-zip': 'a 7-Zip archive',
  elf: 'an ELF program',
  'windows-program': 'a Windows program',
  png: 'a PNG image',
  jpeg: 'a JPEG image',
  pdf: 'a PDF document',
  snoop: 'a snoop capture (Solaris)',
  'network-monitor-1': 'a Network Monitor 1 capture',
  'network-monitor-2': 'a Network Monitor 2 capture',
  sniffer: 'a Sniffer capture',
  netxray: 'a NetXRay capture',
  'damaged-pcapng': 'pcapng with a damaged byte-order magic',
  'damaged-pcap': 'a pcap file with a damaged magic number',
  sqlite: 'an SQLite database',
  parquet: 'a Parquet file',
  zeros: 'nothing but zero octets',
  html: 'an HTML page',
  xml: 'XML text',
  json: 'JSON text',
  script: 'a script',
  text: 'text',
  erf: 'an ERF capture (Endace)',
};

const LZ4: Readonly<Record<Lz4Fault, string>> = {
  'no-frame': 'no frame begins where one must',
  version: 'a frame is of an unknown version',
  dictionary: 'a frame needs a dictionary, which nobody has',
  'descriptor-checksum': 'the checksum of a frame descriptor does not hold',
  'block-size': 'a frame has an unknown block size',
  block: 'a block does not hold together',
  'block-checksum': 'the checksum of a block does not hold',
  'content-checksum': 'the checksum of a content does not hold',
};

/** What errors and records for programs say, and people who read English. */
export const INPUT_ENGLISH: InputWords = {
  noSuchFile: 'no such file',
  directory: 'a directory, not a capture file',
  permissionDenied: 'permission denied',
  cannotBeRead: (reason) => `cannot be read: ${reason}`,
  otherReader: (message) => message,
  empty: 'empty',
  noCapture: (content) =>
    `not a packet capture${content === null ? '' : `: it looks like ${CONTENT[content]}`}`,
  noneIsCapture: (files) => `none of the ${files} files is a packet capture`,
  directoryWithoutFiles: 'a directory without files',
  cutInFileHeader: (octets) => `cut short inside its file header, after ${octets} octets`,
  cutInFirstBlock: (octets) => `cut short inside its first block, after ${octets} octets`,
  pcapVersion: (major, minor) => `a pcap file of version ${major}.${minor}`,
  unknownPcapVersion: (major, minor) =>
    `a pcap file of version ${major}.${minor}, which is unknown, read as 2.4`,
  sectionVersion: (major, minor) =>
    `a section is of pcapng version ${major}.${minor}, expected 1.0`,
  recordTooLong: (captured, most) =>
    `a record claims ${captured} captured octets, expected at most ${most}`,
  packetTooLong: (captured, most) =>
    `a packet claims ${captured} captured octets, expected at most ${most}`,
  blockLength: (block, length, { is, octets }) =>
    `${blockText(block)} claims ${length} octets, expected at ${is} ${octets}`,
  blockLengthsDiffer: (first, second) =>
    `a block ends with length ${second}, expected ${first} as at its beginning`,
  unknownInterface: (index, known) =>
    `a packet names interface ${index}, expected one of the ${known} that its section has described`,
  noByteOrder: 'a Section Header Block has no byte-order magic, expected 1a2b3c4d or 4d3c2b1a',
  cutShort: (unit, offset, needed, available) =>
    `cut short inside the ${unit} at offset ${offset}: expected ${needed} octets, found ${available}`,
  cutInLastRecord: 'cut short inside its last record',
  wentOn: (offset, skipped) =>
    `went on at offset ${offset}, behind ${skipped} octets that were no records`,
  nothingToGoOnWith: (skipped) => `found nothing to go on with in the last ${skipped} octets`,
  oddTimestamps: (count) =>
    `${count} time stamps have a fraction of a second that is a second or more`,
  compressedCutShort: (octets) => `the compressed data are cut short after ${octets} octets`,
  compressedDamaged: (offset, reason) =>
    `the compressed data are damaged before offset ${offset} of the file: ${reason}`,
  decompressor: (message) => message,
  lz4: (fault) => LZ4[fault],
  lz4BlockTooLong: (octets, most) => `a block claims ${octets} octets, expected at most ${most}`,
  trailingOctets: (offset) =>
    `the compressed data are followed, before offset ${offset} of the file, by octets that are none`,
  decompressionBomb: (consumed, produced) =>
    `a decompression bomb: ${consumed} compressed octets became more than ${produced}`,
  passedOver: (files) => `passed over ${files} files that are no captures`,
  reordered: 'the captures were not in the order of their first packets, and are read in it',
  overlaps: (previous) =>
    `overlaps with ${previous}, which ends later than this begins: packets are not in the order of their time`,
  overlappingFragments: (fragments, datagrams) =>
    [
      counted(
        fragments,
        'IPv4 fragment that overlaps others',
        'IPv4 fragments that overlap others',
      ),
      counted(
        datagrams,
        'IPv6 datagram dropped for overlapping fragments',
        'IPv6 datagrams dropped for overlapping fragments',
      ),
    ]
      .filter((text) => text !== '')
      .join(', '),
  advice: {
    checkRecorder: 'check that the recorder was started and had the rights to capture',
    giveCapture: 'give a pcap or pcapng file, such as tcpdump -w and Wireshark write',
    recordAgain: 'record or copy the capture again',
    decompress: 'decompress it yourself and pipe it in, if it is what you want',
  },
};

function blockText(block: BlockName): string {
  if ('type' in block) return `a block of type ${block.type}`;
  return `${/^[AEIOU]/.test(block.name) ? 'an' : 'a'} ${block.name}`;
}

function counted(count: number, one: string, several: string): string {
  return count === 0 ? '' : `${count} ${count === 1 ? one : several}`;
}
