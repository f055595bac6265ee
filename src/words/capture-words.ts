/** What was read: the captures, in the first lines of a report. */
export interface CaptureWords {
  /** In place of the name of a capture that has none. */
  readonly standardInput: string;
  readonly labels: Readonly<
    Record<'capture' | 'packets' | 'checksums' | 'quality' | 'comment' | 'options', string>
  >;
  readonly heads: Readonly<
    Record<'capture' | 'format' | 'packets' | 'size' | 'first' | 'lasts', string>
  >;
  /** Format, compression and link types, behind the name of the capture. */
  madeOf(names: readonly string[]): string;
  readonly cutShort: string;
  moreCaptures(count: number): string;
  /** How many packets, over which time from when on; how many of them are TCP, and what the others are. */
  packets(facts: PacketFacts): string;
  /** Packets that hold no segment to analyse, by the name of the reason. */
  notDecoded(reason: string, count: number): string;
  /** Reasons that are not listed. */
  others(count: number): string;
  readonly checksumStatus: Readonly<
    Record<'valid' | 'invalid' | 'partial' | 'unverified', (count: number) => string>
  >;
  readonly noChecksums: string;
  readonly quality: {
    readonly truncated: string;
    repaired(times: number): string;
    passedOver(size: string): string;
    readonly checksumOffload: string;
    superSegments(captured: number, onWire: number): string;
    snapped(packets: number): string;
    recordedTwice(segments: number): string;
    oneSided(connections: number): string;
    begunBefore(connections: number): string;
    outOfOrder(segments: number): string;
    /** Null where it is not known by how much at most. */
    clockSetBack(times: number, most: string | null): string;
    lostByRecorder(packets: number): string;
  };
  readonly options: {
    /** The filter as it is given on the command line. */
    analysed(filter: string): string;
    selected(filter: string): string;
    readonly unverified: string;
  };
}

export interface PacketFacts {
  readonly packets: number;
  readonly size: string;
  readonly span: string | null;
  /** The last was recorded before the first, by the clock. */
  readonly wentBack: boolean;
  /** Date and time. */
  readonly start: string | null;
  readonly tcpSegments: number;
  readonly others: string;
}
