import { doubles, ints } from '../memory.ts';
import { ANNEX } from './cursor.ts';
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
    return ints[this.at + 22] ?? 0;
  }
  set dataSegments(value: number) {
    ints[this.at + 22] = value;
  }

  /** Segments with ACK and neither payload, SYN, FIN nor RST. */
  get pureAcks(): number {
    return ints[this.at + 73] ?? 0;
  }
  set pureAcks(value: number) {
    ints[this.at + 73] = value;
  }

  /** Segments with SYN. */
  get synSegments(): number {
    return ints[this.at + 96] ?? 0;
  }
  set synSegments(value: number) {
    ints[this.at + 96] = value;
  }

  /** Segments with FIN. */
  get finSegments(): number {
    return ints[this.at + 105] ?? 0;
  }
  set finSegments(value: number) {
    ints[this.at + 105] = value;
  }

  /** Segments with RST. */
  get rstSegments(): number {
    return ints[(ints[this.at + ANNEX] ?? 0) + 26] ?? 0;
  }
  set rstSegments(value: number) {
    ints[(ints[this.at + ANNEX] || this.annexFor(value)) + 26] = value;
  }

  /** Segments with PSH. */
  get pshSegments(): number {
    return ints[this.at + 77] ?? 0;
  }
  set pshSegments(value: number) {
    ints[this.at + 77] = value;
  }

  /** Segments with URG. */
  get urgSegments(): number {
    return ints[(ints[this.at + ANNEX] ?? 0) + 27] ?? 0;
  }
  set urgSegments(value: number) {
    ints[(ints[this.at + ANNEX] || this.annexFor(value)) + 27] = value;
  }

  /** Segments that repeat what it sent before, by our own verdict. */
  get retransmittedSegments(): number {
    return ints[(ints[this.at + ANNEX] ?? 0) + 28] ?? 0;
  }
  set retransmittedSegments(value: number) {
    ints[(ints[this.at + ANNEX] || this.annexFor(value)) + 28] = value;
  }

  /** Segments with window 0, RST aside. */
  get zeroWindows(): number {
    return ints[(ints[this.at + ANNEX] ?? 0) + 29] ?? 0;
  }
  set zeroWindows(value: number) {
    ints[(ints[this.at + ANNEX] || this.annexFor(value)) + 29] = value;
  }

  /** SACK blocks sent. */
  get sackBlocks(): number {
    return ints[(ints[this.at + ANNEX] ?? 0) + 30] ?? 0;
  }
  set sackBlocks(value: number) {
    ints[(ints[this.at + ANNEX] || this.annexFor(value)) + 30] = value;
  }

  /** MSS option of its SYN + 1, or 0 without one. */
  get mss(): number {
    return ints[this.at + 72] ?? 0;
  }
  set mss(value: number) {
    ints[this.at + 72] = value;
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
    return ints[this.at + 52] ?? 0;
  }
  set windowMin(value: number) {
    ints[this.at + 52] = value;
  }

  /** Largest scaled window. */
  get windowMax(): number {
    return ints[this.at + 53] ?? 0;
  }
  set windowMax(value: number) {
    ints[this.at + 53] = value;
  }

  /** Segments whose scaled window is known. */
  get windowSamples(): number {
    return ints[this.at + 54] ?? 0;
  }
  set windowSamples(value: number) {
    ints[this.at + 54] = value;
  }

  /** Smallest payload of a segment with payload. */
  get segmentMin(): number {
    return ints[this.at + 78] ?? 0;
  }
  set segmentMin(value: number) {
    ints[this.at + 78] = value;
  }

  /** Largest payload. */
  get segmentMax(): number {
    return ints[this.at + 79] ?? 0;
  }
  set segmentMax(value: number) {
    ints[this.at + 79] = value;
  }

  /** Octets sent before the first acknowledgment of data. */
  get initialWindow(): number {
    return ints[this.at + 101] ?? 0;
  }
  set initialWindow(value: number) {
    ints[this.at + 101] = value;
  }

  /** Most octets unacknowledged. */
  get inFlightMax(): number {
    return ints[this.at + 80] ?? 0;
  }
  set inFlightMax(value: number) {
    ints[this.at + 80] = value;
  }

  /** Segments whose octets in flight are known. */
  get inFlightSamples(): number {
    return ints[this.at + 81] ?? 0;
  }
  set inFlightSamples(value: number) {
    ints[this.at + 81] = value;
  }

  /** Segments whose TCP checksum is invalid. */
  get invalidChecksums(): number {
    return ints[(ints[this.at + ANNEX] ?? 0) + 32] ?? 0;
  }
  set invalidChecksums(value: number) {
    ints[(ints[this.at + ANNEX] || this.annexFor(value)) + 32] = value;
  }

  /** Segments whose TCP checksum holds the pseudo-header sum alone. */
  get partialChecksums(): number {
    return ints[(ints[this.at + ANNEX] ?? 0) + 31] ?? 0;
  }
  set partialChecksums(value: number) {
    ints[(ints[this.at + ANNEX] || this.annexFor(value)) + 31] = value;
  }

  /** Original lengths of its frames. */
  get octets(): number {
    return doubles[this.at8 + 21] ?? 0;
  }
  set octets(value: number) {
    doubles[this.at8 + 21] = value;
  }

  /** Payload, repeated octets too. */
  get payloadOctets(): number {
    return doubles[this.at8 + 12] ?? 0;
  }
  set payloadOctets(value: number) {
    doubles[this.at8 + 12] = value;
  }

  /** Payload that some segment before had brought, by sequence space. */
  get repeatedPayload(): number {
    return doubles[((ints[this.at + ANNEX] ?? 0) >> 1) + 1] ?? 0;
  }
  set repeatedPayload(value: number) {
    doubles[((ints[this.at + ANNEX] || this.annexFor(value)) >> 1) + 1] = value;
  }

  /** Payload by sequence space. */
  get uniqueOctets(): number {
    return this.payloadOctets - this.repeatedPayload;
  }

  /** Payload that repeats what it sent before, by our own verdict. */
  get retransmittedOctets(): number {
    return doubles[((ints[this.at + ANNEX] ?? 0) >> 1) + 2] ?? 0;
  }
  set retransmittedOctets(value: number) {
    doubles[((ints[this.at + ANNEX] || this.annexFor(value)) >> 1) + 2] = value;
  }

  /** Sum of the scaled windows. */
  get windowSum(): number {
    return doubles[this.at8 + 28] ?? 0;
  }
  set windowSum(value: number) {
    doubles[this.at8 + 28] = value;
  }

  /** When it first sent payload, in nanoseconds; meaningful with `dataSegments`. */
  get firstDataTime(): number {
    return doubles[this.at8 + 51] ?? 0;
  }
  set firstDataTime(value: number) {
    doubles[this.at8 + 51] = value;
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
    return doubles[this.at8 + 47] ?? 0;
  }
  set inFlightArea(value: number) {
    doubles[this.at8 + 47] = value;
  }

  /** Least octets unacknowledged; meaningful with `inFlightSamples`. */
  get inFlightMin(): number {
    return ints[this.at + 82] ?? 0;
  }
  set inFlightMin(value: number) {
    ints[this.at + 82] = value;
  }

  /** Octets unacknowledged after its last data segment; 0: not known. */
  get inFlightLast(): number {
    return ints[this.at + 88] ?? 0;
  }
  set inFlightLast(value: number) {
    ints[this.at + 88] = value;
  }

  /** Segments of the initial window. */
  get initialWindowSegments(): number {
    return ints[this.at + 104] ?? 0;
  }
  set initialWindowSegments(value: number) {
    ints[this.at + 104] = value;
  }

  /** Segments of it that were acknowledged by a number beyond their end. */
  get cumulativelyAcked(): number {
    return ints[this.at + 110] ?? 0;
  }
  set cumulativelyAcked(value: number) {
    ints[this.at + 110] = value;
  }

  /** Its block of counters that are 0 for most (tcp/rare-counts.ts); 0: none. */
  get rareCounts(): number {
    return ints[(ints[this.at + ANNEX] ?? 0) + 21] ?? 0;
  }
  set rareCounts(value: number) {
    ints[(ints[this.at + ANNEX] || this.annexFor(value)) + 21] = value;
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
    return doubles[this.at8 + 29] ?? 0;
  }
  set idleMax(value: number) {
    doubles[this.at8 + 29] = value;
  }

  /** When it last sent, in nanoseconds. */
  get lastSegmentTime(): number {
    return doubles[this.at8 + 24] ?? 0;
  }
  set lastSegmentTime(value: number) {
    doubles[this.at8 + 24] = value;
  }

  /** Nanoseconds that its window was 0. */
  get zeroWindowTime(): number {
    return doubles[((ints[this.at + ANNEX] ?? 0) >> 1) + 3] ?? 0;
  }
  set zeroWindowTime(value: number) {
    doubles[((ints[this.at + ANNEX] || this.annexFor(value)) >> 1) + 3] = value;
  }

  /** When its window became 0, in nanoseconds + 1; 0 while it is open. */
  get zeroWindowSince(): number {
    return doubles[this.at8 + 7] ?? 0;
  }
  set zeroWindowSince(value: number) {
    doubles[this.at8 + 7] = value;
  }
}
