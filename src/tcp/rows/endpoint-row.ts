import { doubles, ints } from '../memory.ts';
import { SentFields } from './sent-fields.ts';

/**
 * One endpoint of a live connection: the analysis of what it sends, its state, and its counters.
 * Each counter is defined where the output defines it: `model/endpoint-record.ts`.
 */
export class EndpointRow extends SentFields {
  /** Segments it sent, duplicates included. */
  get segments(): number {
    return ints[this.at + 11] ?? 0;
  }
  set segments(value: number) {
    ints[this.at + 11] = value;
  }

  /** Segments with payload. */
  get dataSegments(): number {
    return ints[this.at + 21] ?? 0;
  }
  set dataSegments(value: number) {
    ints[this.at + 21] = value;
  }

  /** Segments with ACK and neither payload, SYN, FIN nor RST. */
  get pureAcks(): number {
    return ints[this.at + 72] ?? 0;
  }
  set pureAcks(value: number) {
    ints[this.at + 72] = value;
  }

  /** Segments with SYN. */
  get synSegments(): number {
    return ints[this.at + 99] ?? 0;
  }
  set synSegments(value: number) {
    ints[this.at + 99] = value;
  }

  /** Segments with FIN. */
  get finSegments(): number {
    return ints[this.at + 114] ?? 0;
  }
  set finSegments(value: number) {
    ints[this.at + 114] = value;
  }

  /** Segments with RST. */
  get rstSegments(): number {
    return ints[this.at + 124] ?? 0;
  }
  set rstSegments(value: number) {
    ints[this.at + 124] = value;
  }

  /** Segments with PSH. */
  get pshSegments(): number {
    return ints[this.at + 76] ?? 0;
  }
  set pshSegments(value: number) {
    ints[this.at + 76] = value;
  }

  /** Segments with URG. */
  get urgSegments(): number {
    return ints[this.at + 125] ?? 0;
  }
  set urgSegments(value: number) {
    ints[this.at + 125] = value;
  }

  /** Segments that repeat what it sent before, by our own verdict. */
  get retransmittedSegments(): number {
    return ints[this.at + 126] ?? 0;
  }
  set retransmittedSegments(value: number) {
    ints[this.at + 126] = value;
  }

  /** Segments with window 0, RST aside. */
  get zeroWindows(): number {
    return ints[this.at + 127] ?? 0;
  }
  set zeroWindows(value: number) {
    ints[this.at + 127] = value;
  }

  /** SACK blocks sent. */
  get sackBlocks(): number {
    return ints[this.at + 128] ?? 0;
  }
  set sackBlocks(value: number) {
    ints[this.at + 128] = value;
  }

  /** MSS option of its SYN + 1, or 0 without one. */
  get mss(): number {
    return ints[this.at + 71] ?? 0;
  }
  set mss(value: number) {
    ints[this.at + 71] = value;
  }

  /** Window scale option of its SYN + 1, or 0 without one. */
  get scaleShift(): number {
    return ints[this.at + 9] ?? 0;
  }
  set scaleShift(value: number) {
    ints[this.at + 9] = value;
  }

  /** Smallest scaled window, SYN aside; meaningful with `windowSamples`. */
  get windowMin(): number {
    return ints[this.at + 51] ?? 0;
  }
  set windowMin(value: number) {
    ints[this.at + 51] = value;
  }

  /** Largest scaled window. */
  get windowMax(): number {
    return ints[this.at + 52] ?? 0;
  }
  set windowMax(value: number) {
    ints[this.at + 52] = value;
  }

  /** Segments whose scaled window is known. */
  get windowSamples(): number {
    return ints[this.at + 53] ?? 0;
  }
  set windowSamples(value: number) {
    ints[this.at + 53] = value;
  }

  /** Smallest payload of a segment with payload. */
  get segmentMin(): number {
    return ints[this.at + 77] ?? 0;
  }
  set segmentMin(value: number) {
    ints[this.at + 77] = value;
  }

  /** Largest payload. */
  get segmentMax(): number {
    return ints[this.at + 78] ?? 0;
  }
  set segmentMax(value: number) {
    ints[this.at + 78] = value;
  }

  /** Octets sent before the first acknowledgment of data. */
  get initialWindow(): number {
    return ints[this.at + 107] ?? 0;
  }
  set initialWindow(value: number) {
    ints[this.at + 107] = value;
  }

  /** Most octets unacknowledged. */
  get inFlightMax(): number {
    return ints[this.at + 79] ?? 0;
  }
  set inFlightMax(value: number) {
    ints[this.at + 79] = value;
  }

  /** Segments whose octets in flight are known. */
  get inFlightSamples(): number {
    return ints[this.at + 80] ?? 0;
  }
  set inFlightSamples(value: number) {
    ints[this.at + 80] = value;
  }

  /** Segments whose TCP checksum is invalid. */
  get invalidChecksums(): number {
    return ints[this.at + 155] ?? 0;
  }
  set invalidChecksums(value: number) {
    ints[this.at + 155] = value;
  }

  /** Segments whose TCP checksum holds the pseudo-header sum alone. */
  get partialChecksums(): number {
    return ints[this.at + 129] ?? 0;
  }
  set partialChecksums(value: number) {
    ints[this.at + 129] = value;
  }

  /** Original lengths of its frames. */
  get octets(): number {
    return doubles[this.at8 + 20] ?? 0;
  }
  set octets(value: number) {
    doubles[this.at8 + 20] = value;
  }

  /** Payload, repeated octets too. */
  get payloadOctets(): number {
    return doubles[this.at8 + 11] ?? 0;
  }
  set payloadOctets(value: number) {
    doubles[this.at8 + 11] = value;
  }

  /** Payload by sequence space. */
  get uniqueOctets(): number {
    return doubles[this.at8 + 41] ?? 0;
  }
  set uniqueOctets(value: number) {
    doubles[this.at8 + 41] = value;
  }

  /** Payload that repeats what it sent before, by our own verdict. */
  get retransmittedOctets(): number {
    return doubles[this.at8 + 65] ?? 0;
  }
  set retransmittedOctets(value: number) {
    doubles[this.at8 + 65] = value;
  }

  /** Sum of the scaled windows. */
  get windowSum(): number {
    return doubles[this.at8 + 27] ?? 0;
  }
  set windowSum(value: number) {
    doubles[this.at8 + 27] = value;
  }

  /** When it first sent payload, in nanoseconds; meaningful with `dataSegments`. */
  get firstDataTime(): number {
    return doubles[this.at8 + 54] ?? 0;
  }
  set firstDataTime(value: number) {
    doubles[this.at8 + 54] = value;
  }

  /** When it last sent payload, whatever became of that, in nanoseconds. */
  get lastPayloadTime(): number {
    return doubles[this.at8 + 42] ?? 0;
  }
  set lastPayloadTime(value: number) {
    doubles[this.at8 + 42] = value;
  }

  /** Octets in flight, each times the nanoseconds until its next data segment, summed up. */
  get inFlightArea(): number {
    return doubles[this.at8 + 48] ?? 0;
  }
  set inFlightArea(value: number) {
    doubles[this.at8 + 48] = value;
  }

  /** Least octets unacknowledged; meaningful with `inFlightSamples`. */
  get inFlightMin(): number {
    return ints[this.at + 81] ?? 0;
  }
  set inFlightMin(value: number) {
    ints[this.at + 81] = value;
  }

  /** Octets unacknowledged after its last data segment; 0: not known. */
  get inFlightLast(): number {
    return ints[this.at + 89] ?? 0;
  }
  set inFlightLast(value: number) {
    ints[this.at + 89] = value;
  }

  /** Segments of the initial window. */
  get initialWindowSegments(): number {
    return ints[this.at + 110] ?? 0;
  }
  set initialWindowSegments(value: number) {
    ints[this.at + 110] = value;
  }

  /** Segments of it that were acknowledged by a number beyond their end. */
  get cumulativelyAcked(): number {
    return ints[this.at + 132] ?? 0;
  }
  set cumulativelyAcked(value: number) {
    ints[this.at + 132] = value;
  }

  /** Its block of counters that are 0 for most (tcp/rare-counts.ts); 0: none. */
  get rareCounts(): number {
    return ints[this.at + 133] ?? 0;
  }
  set rareCounts(value: number) {
    ints[this.at + 133] = value;
  }

  /** Sum of the octets in flight. */
  get inFlightSum(): number {
    return doubles[this.at8 + 43] ?? 0;
  }
  set inFlightSum(value: number) {
    doubles[this.at8 + 43] = value;
  }

  /** Longest time between two of its segments, in nanoseconds. */
  get idleMax(): number {
    return doubles[this.at8 + 28] ?? 0;
  }
  set idleMax(value: number) {
    doubles[this.at8 + 28] = value;
  }

  /** When it first sent, in nanoseconds. */
  get firstSegmentTime(): number {
    return doubles[this.at8 + 52] ?? 0;
  }
  set firstSegmentTime(value: number) {
    doubles[this.at8 + 52] = value;
  }

  /** When it last sent, in nanoseconds. */
  get lastSegmentTime(): number {
    return doubles[this.at8 + 23] ?? 0;
  }
  set lastSegmentTime(value: number) {
    doubles[this.at8 + 23] = value;
  }

  /** Nanoseconds that its window was 0. */
  get zeroWindowTime(): number {
    return doubles[this.at8 + 67] ?? 0;
  }
  set zeroWindowTime(value: number) {
    doubles[this.at8 + 67] = value;
  }

  /** When its window became 0, in nanoseconds + 1; 0 while it is open. */
  get zeroWindowSince(): number {
    return doubles[this.at8 + 6] ?? 0;
  }
  set zeroWindowSince(value: number) {
    doubles[this.at8 + 6] = value;
  }
}
