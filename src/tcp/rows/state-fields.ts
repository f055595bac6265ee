import { doubles, ints } from '../memory.ts';
import { AnalysisFields } from './analysis-fields.ts';
import { ANNEX } from './cursor.ts';

/**
 * One endpoint's variables as RFC 9293 (section 3.3.1) names them, as far as an observer can know them,
 * and its state.
 */
export class StateFields extends AnalysisFields {
  /** Its state: an index into `STATES`. */
  get state(): number {
    return ints[this.at + 3] ?? 0;
  }
  set state(value: number) {
    ints[this.at + 3] = value;
  }

  /** What is known: the bits below. */
  get stateMarks(): number {
    return ints[this.at + 4] ?? 0;
  }
  set stateMarks(value: number) {
    ints[this.at + 4] = value;
  }

  /** ISS: its initial sequence number; meaningful with `KNOWS_ISS`. */
  get iss(): number {
    return ints[this.at + 46] ?? 0;
  }
  set iss(value: number) {
    ints[this.at + 46] = value;
  }

  /** SND.NXT: the number after the highest that it sent, SYN and FIN included; meaningful with `HAS_SENT`. */
  get sndNxt(): number {
    return ints[this.at + 6] ?? 0;
  }
  set sndNxt(value: number) {
    ints[this.at + 6] = value;
  }

  /** SND.UNA as its peer's acknowledgments show it; meaningful with `WAS_ACKED`. */
  get sndUna(): number {
    return ints[this.at + 7] ?? 0;
  }
  set sndUna(value: number) {
    ints[this.at + 7] = value;
  }

  /** Sequence number of its FIN; meaningful with `SENT_FIN`. */
  get finSequence(): number {
    return ints[this.at + 97] ?? 0;
  }
  set finSequence(value: number) {
    ints[this.at + 97] = value;
  }

  /** End of what it sent without a hole, as the capture shows it: what its peer can have received. */
  get contiguousEnd(): number {
    return ints[this.at + 18] ?? 0;
  }
  set contiguousEnd(value: number) {
    ints[this.at + 18] = value;
  }

  /** Its newest entry of kind transition in the journal; 0: none. */
  get lastTransition(): number {
    return ints[this.at + 55] ?? 0;
  }
  set lastTransition(value: number) {
    ints[this.at + 55] = value;
  }

  /** Its oldest transition that is only inferred and could still be withdrawn; 0: none. */
  get unconfirmed(): number {
    return ints[this.at + 23] ?? 0;
  }
  set unconfirmed(value: number) {
    ints[this.at + 23] = value;
  }

  /** Flags of its last SYN or FIN with an invalid checksum, until the peer acknowledges it. */
  get doubtfulFlags(): number {
    return ints[(ints[this.at + ANNEX] ?? 0) + 34] ?? 0;
  }
  set doubtfulFlags(value: number) {
    ints[(ints[this.at + ANNEX] || this.annexFor(value)) + 34] = value;
  }

  /** Sequence number of that segment. */
  get doubtfulSequence(): number {
    return ints[(ints[this.at + ANNEX] ?? 0) + 35] ?? 0;
  }
  set doubtfulSequence(value: number) {
    ints[(ints[this.at + ANNEX] || this.annexFor(value)) + 35] = value;
  }

  /** Highest sequence end of its segments with an invalid checksum. */
  get doubtfulEnd(): number {
    return ints[(ints[this.at + ANNEX] ?? 0) + 36] ?? 0;
  }
  set doubtfulEnd(value: number) {
    ints[(ints[this.at + ANNEX] || this.annexFor(value)) + 36] = value;
  }

  /** Frame of that segment. */
  get doubtfulFrame(): number {
    return ints[(ints[this.at + ANNEX] ?? 0) + 37] ?? 0;
  }
  set doubtfulFrame(value: number) {
    ints[(ints[this.at + ANNEX] || this.annexFor(value)) + 37] = value;
  }

  /** TS.Recent (RFC 7323): the TSval its peer holds of it; meaningful with `HAS_TIMESTAMP`. */
  get timestampRecent(): number {
    return ints[this.at + 47] ?? 0;
  }
  set timestampRecent(value: number) {
    ints[this.at + 47] = value;
  }

  /** Sequence number of the RST it sent last. */
  get resetSequence(): number {
    return ints[(ints[this.at + ANNEX] ?? 0) + 38] ?? 0;
  }
  set resetSequence(value: number) {
    ints[(ints[this.at + ANNEX] || this.annexFor(value)) + 38] = value;
  }

  /** Frame of its first FIN. */
  get finFrame(): number {
    return ints[this.at + 108] ?? 0;
  }
  set finFrame(value: number) {
    ints[this.at + 108] = value;
  }

  /** Frame of its first SYN. */
  get synFrame(): number {
    return ints[this.at + 8] ?? 0;
  }
  set synFrame(value: number) {
    ints[this.at + 8] = value;
  }

  /** Bit n: it passed through state n; a withdrawn transition takes its bit back. */
  get passed(): number {
    return ints[this.at + 65] ?? 0;
  }
  set passed(value: number) {
    ints[this.at + 65] = value;
  }

  /** When it sent its first FIN, in nanoseconds. */
  get finTime(): number {
    return doubles[this.at8 + 53] ?? 0;
  }
  set finTime(value: number) {
    doubles[this.at8 + 53] = value;
  }

  /** When it sent its first SYN, in nanoseconds. */
  get synTime(): number {
    return doubles[this.at8 + 49] ?? 0;
  }
  set synTime(value: number) {
    doubles[this.at8 + 49] = value;
  }

  /** When the doubtful segment passed, in nanoseconds. */
  get doubtfulTime(): number {
    return doubles[((ints[this.at + ANNEX] ?? 0) >> 1) + 4] ?? 0;
  }
  set doubtfulTime(value: number) {
    doubles[((ints[this.at + ANNEX] || this.annexFor(value)) >> 1) + 4] = value;
  }
}

/** Bits of `stateMarks`. */
export const KNOWS_ISS = 0x001;
export const HAS_SENT = 0x002;
export const WAS_ACKED = 0x004;
export const SENT_FIN = 0x008;
/** Its peer acknowledged its FIN. */
export const FIN_ACKED = 0x010;
/** Its peer is taken to have received its FIN (at sight, or by an acknowledgment). */
export const FIN_DELIVERED = 0x020;
export const HAS_TIMESTAMP = 0x040;
/** It sent a RST that closed it. */
export const SENT_RST = 0x080;
/** Its SYN offered window scaling, SACK, timestamps. */
export const OFFERED_SACK = 0x100;
export const OFFERED_TIMESTAMPS = 0x200;
/** Its checksums prove nothing: the peer acknowledged what failed the check. */
export const CHECKSUMS_UNTRUSTED = 0x400;
/** Its SYN carried data with a Fast Open cookie. */
export const FAST_OPEN_REQUESTED = 0x800;
/** Its SYN offered Multipath TCP. */
export const OFFERED_MPTCP = 0x2000;
/** Its SYN asked for ECN (ECE and CWR), or its SYN-ACK agreed (ECE alone). */
export const OFFERED_ECN = 0x4000;
export const SENT_SYN = 0x8000;
export const SENT_SYN_ACK = 0x10000;
/** It acknowledged the peer's SYN in a segment without SYN: the handshake's third step. */
export const SENT_HANDSHAKE_ACK = 0x20000;
/** It was a passive opener: a RST in SYN-RECEIVED takes it back to LISTEN. */
export const OPENED_PASSIVELY = 0x40000;
/** The peer acknowledged the data on its SYN. */
export const FAST_OPEN_ACCEPTED = 0x80000;
/** Its SYN or SYN-ACK negotiated Accurate ECN (RFC 9768, section 3.1). */
export const OFFERED_ACCURATE_ECN = 0x100000;
/** Its FIN acknowledged the peer's. */
export const FIN_IS_ANSWER = 0x200000;
/** It sent a segment with an invalid checksum, which could still prove good. */
export const IS_DOUBTED = 0x400000;
