import { doubles, ints } from '../memory.ts';
import { ANNEX, RowCursor } from './cursor.ts';

/**
 * What the per-segment analysis remembers of one direction: the segments that this endpoint sent.
 * The names are those of the analysis that Wireshark documents and shows as `tcp.analysis.*`. They are
 * all that a retired connection keeps for segments that come late.
 */
export class AnalysisFields extends RowCursor {
  /** BASE: the number that relative sequence numbers count from; meaningful with `HAS_BASE`. */
  get base(): number {
    return ints[this.at + 0] ?? 0;
  }
  set base(value: number) {
    ints[this.at + 0] = value;
  }

  /** `HAS_BASE` and its kind, and the window scale: see the constants below. */
  get analysisMarks(): number {
    return ints[this.at + 1] ?? 0;
  }
  set analysisMarks(value: number) {
    ints[this.at + 1] = value;
  }

  /** NEXT: highest sequence end seen; 0 means unset. */
  get next(): number {
    return ints[this.at + 35] ?? 0;
  }
  set next(value: number) {
    ints[this.at + 35] = value;
  }

  /** MAXACK: end of the contiguous data seen; 0 means unset. */
  get maxAck(): number {
    return ints[this.at + 2] ?? 0;
  }
  set maxAck(value: number) {
    ints[this.at + 2] = value;
  }

  /** LASTACK: acknowledgment field of the last segment, also without ACK. */
  get lastAck(): number {
    return ints[this.at + 13] ?? 0;
  }
  set lastAck(value: number) {
    ints[this.at + 13] = value;
  }

  /** WIN: raw window of the last segment; -1 before the first. */
  get lastWindow(): number {
    return ints[this.at + 16] ?? 0;
  }
  set lastWindow(value: number) {
    ints[this.at + 16] = value;
  }

  /** DUPS: duplicate acknowledgments in a row, unsigned 32 bits. */
  get duplicateAckCount(): number {
    return ints[this.at + 66] ?? 0;
  }
  set duplicateAckCount(value: number) {
    ints[this.at + 66] = value;
  }

  /** NONDUP: frame of the acknowledgment that the duplicates repeat. */
  get nonDuplicateFrame(): number {
    return ints[this.at + 67] ?? 0;
  }
  set nonDuplicateFrame(value: number) {
    ints[this.at + 67] = value;
  }

  /** FLAGS: analysis flags of the last segment. */
  get lastFlags(): number {
    return ints[this.at + 20] ?? 0;
  }
  set lastFlags(value: number) {
    ints[this.at + 20] = value;
  }

  /** Octets in the first three SACK blocks of the last segment. */
  get sackedOctets(): number {
    return ints[this.at + 21] ?? 0;
  }
  set sackedOctets(value: number) {
    ints[this.at + 21] = value;
  }

  /** Oldest of the unacknowledged segments in the pool; meaningful with `unackedCount`. */
  get unackedHead(): number {
    return ints[this.at + 28] ?? 0;
  }
  set unackedHead(value: number) {
    ints[this.at + 28] = value;
  }

  /** Newest of them. */
  get unackedTail(): number {
    return ints[this.at + 64] ?? 0;
  }
  set unackedTail(value: number) {
    ints[this.at + 64] = value;
  }

  /** How many they are; at most 10,000. */
  get unackedCount(): number {
    return ints[this.at + 17] ?? 0;
  }
  set unackedCount(value: number) {
    ints[this.at + 17] = value;
  }

  /** Multipath TCP subtypes that its connection had shown when this endpoint last sent. */
  get mptcpSeen(): number {
    return ints[(ints[this.at + ANNEX] ?? 0) + 33] ?? 0;
  }
  set mptcpSeen(value: number) {
    ints[(ints[this.at + ANNEX] || this.annexFor(value)) + 33] = value;
  }

  /** Lowest number among the unacknowledged segments, relative to BASE; meaningful with `unackedCount`. */
  get flightLow(): number {
    return ints[this.at + 31] ?? 0;
  }
  set flightLow(value: number) {
    ints[this.at + 31] = value;
  }

  /** Highest end among them, relative to BASE. */
  get flightHigh(): number {
    return ints[this.at + 32] ?? 0;
  }
  set flightHigh(value: number) {
    ints[this.at + 32] = value;
  }

  /** Its block of flag counts; 0: none of its segments was ever flagged. */
  get flagCounts(): number {
    return ints[(ints[this.at + ANNEX] ?? 0) + 20] ?? 0;
  }
  set flagCounts(value: number) {
    ints[(ints[this.at + ANNEX] || this.annexFor(value)) + 20] = value;
  }

  /** Where its round trips are kept (analysis/round-trips.ts); 0: nowhere. */
  get rttBlock(): number {
    return ints[this.at + 68] ?? 0;
  }
  set rttBlock(value: number) {
    ints[this.at + 68] = value;
  }

  /** Round trips measured: a segment of its to the peer's acknowledgment. */
  get rttSamples(): number {
    return ints[this.at + 69] ?? 0;
  }
  set rttSamples(value: number) {
    ints[this.at + 69] = value;
  }

  /** NEXTTIME: when NEXT was raised, in nanoseconds since the connection's first segment. */
  get nextTime(): number {
    return doubles[this.at8 + 31] ?? 0;
  }
  set nextTime(value: number) {
    doubles[this.at8 + 31] = value;
  }

  /** LASTTIME: when this endpoint last sent, in nanoseconds since the connection's first segment. */
  get lastTime(): number {
    return doubles[this.at8 + 19] ?? 0;
  }
  set lastTime(value: number) {
    doubles[this.at8 + 19] = value;
  }
}

/** Bits of `analysisMarks`. The low five hold SCALE: one of the two below, or the shift + 2. */
export const SCALE_MASK = 0x1f;
/** No window scale option was seen in this direction. */
export const SCALE_UNKNOWN = 0;
/** The handshake settled that windows are not scaled. */
export const SCALE_UNUSED = 1;
export const SCALE_OF_SHIFT_0 = 2;
/** BASE is set. */
export const HAS_BASE = 0x020;
/** FIRST: set by a SYN, cleared by the first ACK without SYN; until then no scale applies. */
export const WINDOW_UNSCALED = 0x040;
/** BIFOK is false: bytes in flight are not known, because of a hole. */
export const IN_FLIGHT_UNKNOWN = 0x080;
/** Its unacknowledged segments are not in order: some overlap, or go back. */
export const UNACKED_SCATTERED = 0x100;
/** Among them is one that runs over the end of the numbers relative to BASE. */
export const UNACKED_WRAPPED = 0x200;
/** Some of its payload was acknowledged: its initial window is over. */
export const INITIAL_WINDOW_OVER = 0x400;
/** Its first segment had no ACK. */
export const BEGAN_WITHOUT_ACK = 0x800;
