/** What a file that is no capture looks like. */
export type Content =
  | 'gzip'
  | 'zstd'
  | 'lz4'
  | 'legacy-lz4'
  | 'xz'
  | 'bzip2'
  | 'zip'
  | '7-zip'
  | 'elf'
  | 'windows-program'
  | 'png'
  | 'jpeg'
  | 'pdf'
  | 'snoop'
  | 'network-monitor-1'
  | 'network-monitor-2'
  | 'sniffer'
  | 'netxray'
  | 'damaged-pcapng'
  | 'damaged-pcap'
  | 'sqlite'
  | 'parquet'
  | 'zeros'
  | 'html'
  | 'xml'
  | 'json'
  | 'script'
  | 'text'
  | 'erf';

/** A block of pcapng by the name that the specification gives it; by its type where it has none. */
export type BlockName = { readonly name: string } | { readonly type: string };

/** What contradicts the format of LZ4. */
export type Lz4Fault =
  | 'no-frame'
  | 'version'
  | 'dictionary'
  | 'descriptor-checksum'
  | 'block-size'
  | 'block'
  | 'block-checksum'
  | 'content-checksum';

/**
 * What is told of an input, in one language: clauses to be read after its path and a colon, without
 * a full stop.
 */
export interface InputWords {
  readonly noSuchFile: string;
  readonly directory: string;
  readonly permissionDenied: string;
  /** `reason` comes from the system, in English. */
  cannotBeRead(reason: string): string;
  /** What another reader says, in English. */
  otherReader(message: string): string;
  readonly empty: string;
  /** Null where nobody could tell what it is. */
  noCapture(content: Content | null): string;
  noneIsCapture(files: number): string;
  readonly directoryWithoutFiles: string;
  cutInFileHeader(octets: number): string;
  cutInFirstBlock(octets: number): string;
  pcapVersion(major: number, minor: number): string;
  /** It was read as version 2.4. */
  unknownPcapVersion(major: number, minor: number): string;
  sectionVersion(major: number, minor: number): string;
  recordTooLong(captured: number, most: number): string;
  packetTooLong(captured: number, most: number): string;
  /** `bound` is what the length is beyond. */
  blockLength(
    block: BlockName,
    length: number,
    bound: { readonly is: 'least' | 'most'; readonly octets: number },
  ): string;
  blockLengthsDiffer(first: number, second: number): string;
  unknownInterface(index: number, known: number): string;
  readonly noByteOrder: string;
  cutShort(unit: 'record' | 'block', offset: number, needed: number, available: number): string;
  readonly cutInLastRecord: string;
  wentOn(offset: number, skipped: number): string;
  nothingToGoOnWith(skipped: number): string;
  oddTimestamps(count: number): string;
  compressedCutShort(octets: number): string;
  /** `offset` is one of the file, not of what was made of it. */
  compressedDamaged(offset: number, reason: string): string;
  /** What a decompressor says, in English. */
  decompressor(message: string): string;
  lz4(fault: Lz4Fault): string;
  lz4BlockTooLong(octets: number, most: number): string;
  trailingOctets(offset: number): string;
  decompressionBomb(consumed: number, produced: number): string;
  passedOver(files: number): string;
  readonly reordered: string;
  overlaps(previous: string): string;
  /** IPv4 fragments that overlap, and IPv6 datagrams that were dropped for such; not both are 0. */
  overlappingFragments(fragments: number, datagrams: number): string;
  /** What people can do about it. */
  readonly advice: Readonly<
    Record<'checkRecorder' | 'giveCapture' | 'recordAgain' | 'decompress', string>
  >;
}

/** A clause, in the language of the words. */
export type TellInput = (words: InputWords) => string;

/** What is wrong with an input, and what people can do about it, as an imperative clause. */
export interface ToldOfInput {
  readonly tell: TellInput;
  readonly advice: TellInput | undefined;
}
