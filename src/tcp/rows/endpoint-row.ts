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
    return ints[this.at + 19] ?? 0;
  }
  set dataSegments(value: number) {
    ints[this.at + 19] = value;
  }

  /** Segments with ACK and neither payload, SYN, FIN nor RST. */
  get pureAcks(): number {
    return ints[this.at + 67] ?? 0;
  }
  set pureAcks(value: number) {
    ints[this.at + 67] = value;
  }

  /** Segments with SYN. */
  get synSegments(): number {
    return ints[this.at + 89] ?? 0;
  }
  set synSegments(value: number) {
    ints[this.at + 89] = value;
  }

  /** Segments with FIN. */
  get finSegments(): number {
    return ints[(ints[this.at + ANNEX] ?? 0) + 1] ?? 0;
  }
  set finSegments(value: number) {
    ints[(ints[this.at + ANNEX] || this.annexFor(value)) + 1] = value;
  }

  /** Segments with RST. */
  get rstSegments(): number {
    return ints[(ints[this.at + ANNEX] ?? 0) + 39] ?? 0;
  }
  set rstSegments(value: number) {
    ints[(ints[this.at + ANNEX] || this.annexFor(value)) + 39] = value;
  }

  /** Segments with PSH. */
  get pshSegments(): number {
    return ints[this.at + 70] ?? 0;
  }
  set pshSegments(value: number) {
    ints[this.at + 70] = value;
  }

  /** Segments with URG. */
  get urgSegments(): number {
    return ints[(ints[this.at + ANNEX] ?? 0) + 40] ?? 0;
  }
  set urgSegments(value: number) {
    ints[(ints[this.at + ANNEX] || this.annexFor(value)) + 40] = value;
  }

  /** Segments that repeat what it sent before, by our own verdict. */
  get retransmittedSegments(): number {
    return ints[(ints[this.at + ANNEX] ?? 0) + 41] ?? 0;
  }
  set retransmittedSegments(value: number) {
    ints[(ints[this.at + ANNEX] || this.annexFor(value)) + 41] = value;
  }

  /** Segments with window 0, RST aside. */
  get zeroWindows(): number {
    return ints[(ints[this.at + ANNEX] ?? 0) + 42] ?? 0;
  }
  set zeroWindows(value: number) {
    ints[(ints[this.at + ANNEX] || this.annexFor(value)) + 42] = value;
  }

  /** SACK blocks sent. */
  get sackBlocks(): number {
    return ints[(ints[this.at + ANNEX] ?? 0) + 43] ?? 0;
  }
  set sackBlocks(value: number) {
    ints[(ints[this.at + ANNEX] || this.annexFor(value)) + 43] = value;
  }

  /** MSS option of its SYN + 1, or 0 without one. */
  get mss(): number {
    return (ints[this.at + 9] ?? 0) & 0xf_ffff;
  }
  set mss(value: number) {
    ints[this.at + 9] = (value & 0xf_ffff) | (this.scaleShift << 20);
  }

  /** Window scale option of its SYN + 1, or 0 without one. */
  get scaleShift(): number {
    return (ints[this.at + 9] ?? 0) >>> 20;
  }
  set scaleShift(value: number) {
    ints[this.at + 9] = this.mss | (value << 20);
  }

  /** Smallest scaled window, SYN aside; meaningful with `windowSamples`. */
  get windowMin(): number {
    return ints[this.at + 49] ?? 0;
  }
  set windowMin(value: number) {
    ints[this.at + 49] = value;
  }

  /** Largest scaled window. */
  get windowMax(): number {
    return ints[this.at + 50] ?? 0;
  }
  set windowMax(value: number) {
    ints[this.at + 50] = value;
  }

  /** Segments whose scaled window is known. */
  get windowSamples(): number {
    return ints[this.at + 51] ?? 0;
  }
  set windowSamples(value: number) {
    ints[this.at + 51] = value;
  }

  /** Smallest payload of a segment with payload. */
  get segmentMin(): number {
    return ints[this.at + 71] ?? 0;
  }
  set segmentMin(value: number) {
    ints[this.at + 71] = value;
  }

  /** Largest payload. */
  get segmentMax(): number {
    return ints[this.at + 72] ?? 0;
  }
  set segmentMax(value: number) {
    ints[this.at + 72] = value;
  }

  /** Octets sent before the first acknowledgment of data. */
  get initialWindow(): number {
    return ints[this.at + 92] ?? 0;
  }
  set initialWindow(value: number) {
    ints[this.at + 92] = value;
  }

  /** Most octets unacknowledged. */
  get inFlightMax(): number {
    return ints[this.at + 73] ?? 0;
  }
  set inFlightMax(value: number) {
    ints[this.at + 73] = value;
  }

  /** Segments whose octets in flight are known. */
  get inFlightSamples(): number {
    return ints[this.at + 74] ?? 0;
  }
  set inFlightSamples(value: number) {
    ints[this.at + 74] = value;
  }

  /** Segments whose TCP checksum is invalid. */
  get invalidChecksums(): number {
    return ints[(ints[this.at + ANNEX] ?? 0) + 45] ?? 0;
  }
  set invalidChecksums(value: number) {
    ints[(ints[this.at + ANNEX] || this.annexFor(value)) + 45] = value;
  }

  /** Segments whose TCP checksum holds the pseudo-header sum alone. */
  get partialChecksums(): number {
    return ints[(ints[this.at + ANNEX] ?? 0) + 44] ?? 0;
  }
  set partialChecksums(value: number) {
    ints[(ints[this.at + ANNEX] || this.annexFor(value)) + 44] = value;
  }

  /** Original lengths of its frames. */
  get octets(): number {
    return doubles[this.at8 + 19] ?? 0;
  }
  set octets(value: number) {
    doubles[this.at8 + 19] = value;
  }

  /** Payload, repeated octets too. */
  get payloadOctets(): number {
    return doubles[this.at8 + 10] ?? 0;
  }
  set payloadOctets(value: number) {
    doubles[this.at8 + 10] = value;
  }

  /** Payload that some segment before had brought, by sequence space. */
  get repeatedPayload(): number {
    return doubles[((ints[this.at + ANNEX] ?? 0) >> 1) + 6] ?? 0;
  }
  set repeatedPayload(value: number) {
    doubles[((ints[this.at + ANNEX] || this.annexFor(value)) >> 1) + 6] = value;
  }

  /** Payload by sequence space. */
  get uniqueOctets(): number {
    return this.payloadOctets - this.repeatedPayload;
  }

  /** Payload that repeats what it sent before, by our own verdict. */
  get retransmittedOctets(): number {
    return doubles[((ints[this.at + ANNEX] ?? 0) >> 1) + 7] ?? 0;
  }
  set retransmittedOctets(value: number) {
    doubles[((ints[this.at + ANNEX] || this.annexFor(value)) >> 1) + 7] = value;
  }

  /** Sum of the scaled windows. */
  get windowSum(): number {
    return doubles[this.at8 + 26] ?? 0;
  }
  set windowSum(value: number) {
    doubles[this.at8 + 26] = value;
  }

  /** When it first sent payload, in nanoseconds; meaningful with `dataSegments`. */
  get firstDataTime(): number {
    return doubles[this.at8 + 47] ?? 0;
  }
  set firstDataTime(value: number) {
    doubles[this.at8 + 47] = value;
  }

  /** When it last sent payload, whatever became of that, in nanoseconds. */
  get lastPayloadTime(): number {
    return doubles[this.at8 + 38] ?? 0;
  }
  set lastPayloadTime(value: number) {
    doubles[this.at8 + 38] = value;
  }

  /** Octets in flight, each times the nanoseconds until its next data segment, summed up. */
  get inFlightArea(): number {
    return doubles[this.at8 + 43] ?? 0;
  }
  set inFlightArea(value: number) {
    doubles[this.at8 + 43] = value;
  }

  /** Least octets unacknowledged; meaningful with `inFlightSamples`. */
  get inFlightMin(): number {
    return ints[this.at + 75] ?? 0;
  }
  set inFlightMin(value: number) {
    ints[this.at + 75] = value;
  }

  /** Octets unacknowledged after its last data segment; 0: not known. */
  get inFlightLast(): number {
    return ints[this.at + 81] ?? 0;
  }
  set inFlightLast(value: number) {
    ints[this.at + 81] = value;
  }

  /** Segments of the initial window. */
  get initialWindowSegments(): number {
    return ints[this.at + 93] ?? 0;
  }
  set initialWindowSegments(value: number) {
    ints[this.at + 93] = value;
  }

  /** Segments of it that were acknowledged by a number beyond their end. */
  get cumulativelyAcked(): number {
    return ints[(ints[this.at + ANNEX] ?? 0) + 23] ?? 0;
  }
  set cumulativelyAcked(value: number) {
    ints[(ints[this.at + ANNEX] || this.annexFor(value)) + 23] = value;
  }

  /** Its block of counters that are 0 for most (tcp/rare-counts.ts); 0: none. */
  get rareCounts(): number {
    return ints[(ints[this.at + ANNEX] ?? 0) + 34] ?? 0;
  }
  set rareCounts(value: number) {
    ints[(ints[this.at + ANNEX] || this.annexFor(value)) + 34] = value;
  }

  /** Sum of the octets in flight. */
  get inFlightSum(): number {
    return doubles[this.at8 + 39] ?? 0;
  }
  set inFlightSum(value: number) {
    doubles[this.at8 + 39] = value;
  }

  /** Longest time between two of its segments, in nanoseconds. */
  get idleMax(): number {
    return doubles[this.at8 + 27] ?? 0;
  }
  set idleMax(value: number) {
    doubles[this.at8 + 27] = value;
  }

  /** When it last sent, in nanoseconds. */
  get lastSegmentTime(): number {
    return doubles[this.at8 + 22] ?? 0;
  }
  set lastSegmentTime(value: number) {
    doubles[this.at8 + 22] = value;
  }

  /** Nanoseconds that its window was 0. */
  get zeroWindowTime(): number {
    return doubles[((ints[this.at + ANNEX] ?? 0) >> 1) + 8] ?? 0;
  }
  set zeroWindowTime(value: number) {
    doubles[((ints[this.at + ANNEX] || this.annexFor(value)) >> 1) + 8] = value;
  }

  /** When its window became 0, in nanoseconds + 1; 0 while it is open. */
  get zeroWindowSince(): number {
    return doubles[((ints[this.at + ANNEX] ?? 0) >> 1) + 4] ?? 0;
  }
  set zeroWindowSince(value: number) {
    doubles[((ints[this.at + ANNEX] || this.annexFor(value)) >> 1) + 4] = value;
  }
}
