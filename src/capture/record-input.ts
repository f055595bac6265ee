import type { Compression } from './compression/compression.ts';
import type { CaptureDiagnostic } from './diagnostic.ts';
import type { FormatFacts, Timestamp } from './reader.ts';
import type { CaptureRecord } from './record.ts';

/** What is known of one input: of its headers at once, of its records once it was read. */
export interface CaptureFacts extends FormatFacts {
  /** As the user gave it; `-` is standard input. */
  readonly path: string;
  readonly format: 'pcap' | 'pcapng';
  readonly compression: Compression | undefined;
  /** Records read whole. */
  readonly packets: number;
  /** Sum of their original lengths. */
  readonly bytes: number;
  /** Of the first and the last record, in file order, that carry a time. */
  readonly first: Timestamp | undefined;
  readonly last: Timestamp | undefined;
  /** The input ended inside a record or block; that record is in no count. */
  readonly truncated: boolean;
  /** There was damage, or the system failed; `diagnostics` says how. */
  readonly damaged: boolean;
  /** Times that reading went on behind damage, and the octets that this passed over. */
  readonly repairs: number;
  readonly skippedOctets: number;
}

/** Records for the pipe to pull, wherever they come from. */
export interface RecordInput {
  readonly path: string;
  /** Octets taken from the file or pipe so far, compressed ones where it is compressed. */
  readonly consumed?: number;
  /** What was wrong with the input so far. */
  readonly diagnostics: readonly CaptureDiagnostic[];
  /** Fills `record` with the next one. False asks for `refill`. */
  next(record: CaptureRecord): boolean;
  /**
   * Makes more records available; false where there are none, and `diagnostics` says why if it is
   * not that the input is over. What a record points at is gone afterwards.
   */
  refill(): boolean | Promise<boolean>;
  /** What is known so far; of the whole input once `refill` has answered false. */
  facts(): CaptureFacts;
  close(): void;
}
