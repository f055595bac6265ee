import { doubles, ints } from '../memory.ts';
import { ANNEX } from './cursor.ts';
import { StateFields } from './state-fields.ts';

/**
 * What one endpoint's part of Zeek's record needs. It follows Zeek's own rules of what an endpoint's
 * state and numbers are (`tcp/zeek/`), which are not RFC 9293's.
 */
export class ZeekFields extends StateFields {
  /** Its state, the one before, and the bits of `tcp/zeek/marks.ts`. */
  get zeekMarks(): number {
    return ints[this.at + 5] ?? 0;
  }
  set zeekMarks(value: number) {
    ints[this.at + 5] = value;
  }

  /** The number of its SYN, or of the SYN that it is taken to have sent. */
  get zeekStart(): number {
    return ints[this.at + 26] ?? 0;
  }
  set zeekStart(value: number) {
    ints[this.at + 26] = value;
  }

  /** Highest sequence end that it sent. */
  get zeekLast(): number {
    return ints[this.at + 36] ?? 0;
  }
  set zeekLast(value: number) {
    ints[this.at + 36] = value;
  }

  /** Highest number of its own that its peer acknowledged. */
  get zeekAck(): number {
    return ints[this.at + 34] ?? 0;
  }
  set zeekAck(value: number) {
    ints[this.at + 34] = value;
  }

  /** End of its payload that is in order, as an offset from its first octet, modulo 2^32. */
  get zeekDelivered(): number {
    return ints[this.at + 51] ?? 0;
  }
  set zeekDelivered(value: number) {
    ints[this.at + 51] = value;
  }

  /** Offset below which its payload is no longer held: acknowledged, or given up. */
  get zeekTrimmed(): number {
    return ints[this.at + 50] ?? 0;
  }
  set zeekTrimmed(value: number) {
    ints[this.at + 50] = value;
  }

  /** First of its islands: ranges of payload beyond a hole, in order, in the pool; 0: none. */
  get zeekIslandHead(): number {
    return ints[this.at + 74] ?? 0;
  }
  set zeekIslandHead(value: number) {
    ints[this.at + 74] = value;
  }

  /** How often `zeekLast` passed 2^32. */
  get zeekLastWraps(): number {
    return ints[(ints[this.at + ANNEX] ?? 0) + 16] ?? 0;
  }
  set zeekLastWraps(value: number) {
    ints[(ints[this.at + ANNEX] || this.annexFor(value)) + 16] = value;
  }

  /** How often `zeekAck` passed 2^32. */
  get zeekAckWraps(): number {
    return ints[(ints[this.at + ANNEX] ?? 0) + 15] ?? 0;
  }
  set zeekAckWraps(value: number) {
    ints[(ints[this.at + ANNEX] || this.annexFor(value)) + 15] = value;
  }

  /** Offset behind its last FIN. */
  get zeekFinEnd(): number {
    return ints[this.at + 100] ?? 0;
  }
  set zeekFinEnd(value: number) {
    ints[this.at + 100] = value;
  }

  /** IP total lengths of its packets, in octets. */
  get zeekIpOctets(): number {
    return doubles[this.at8 + 20] ?? 0;
  }
  set zeekIpOctets(value: number) {
    doubles[this.at8 + 20] = value;
  }

  /** Last of them. */
  get zeekIslandTail(): number {
    return ints[(ints[this.at + ANNEX] ?? 0) + 12] ?? 0;
  }
  set zeekIslandTail(value: number) {
    ints[(ints[this.at + ANNEX] || this.annexFor(value)) + 12] = value;
  }

  /** How many they are. */
  get zeekIslandCount(): number {
    return ints[(ints[this.at + ANNEX] ?? 0) + 13] ?? 0;
  }
  set zeekIslandCount(value: number) {
    ints[(ints[this.at + ANNEX] || this.annexFor(value)) + 13] = value;
  }

  /** Octets in them. */
  get zeekIslandOctets(): number {
    return ints[(ints[this.at + ANNEX] ?? 0) + 14] ?? 0;
  }
  set zeekIslandOctets(value: number) {
    ints[(ints[this.at + ANNEX] || this.annexFor(value)) + 14] = value;
  }

  /** Segments of its that are not among Zeek's packets. */
  get zeekUncounted(): number {
    return ints[(ints[this.at + ANNEX] ?? 0) + 25] ?? 0;
  }
  set zeekUncounted(value: number) {
    ints[(ints[this.at + ANNEX] || this.annexFor(value)) + 25] = value;
  }

  /** Relative number of its last SYN, as its letter was judged. */
  get zeekLastSyn(): number {
    return ints[(ints[this.at + ANNEX] ?? 0) + 17] ?? 0;
  }
  set zeekLastSyn(value: number) {
    ints[(ints[this.at + ANNEX] || this.annexFor(value)) + 17] = value;
  }

  /** Relative end of the payload of its last FIN. */
  get zeekLastFin(): number {
    return ints[this.at + 109] ?? 0;
  }
  set zeekLastFin(value: number) {
    ints[this.at + 109] = value;
  }

  /** Relative number of its last RST. */
  get zeekLastRst(): number {
    return ints[(ints[this.at + ANNEX] ?? 0) + 18] ?? 0;
  }
  set zeekLastRst(value: number) {
    ints[(ints[this.at + ANNEX] || this.annexFor(value)) + 18] = value;
  }

  /** Segments of its with a bad checksum. */
  get zeekCorrupt(): number {
    return ints[(ints[this.at + ANNEX] ?? 0) + 40] ?? 0;
  }
  set zeekCorrupt(value: number) {
    ints[(ints[this.at + ANNEX] || this.annexFor(value)) + 40] = value;
  }

  /** Segments of its that brought nothing new. */
  get zeekRepeats(): number {
    return ints[(ints[this.at + ANNEX] ?? 0) + 41] ?? 0;
  }
  set zeekRepeats(value: number) {
    ints[(ints[this.at + ANNEX] || this.annexFor(value)) + 41] = value;
  }

  /** Segments of its with a zero window, as far as Zeek counts them. */
  get zeekZeroWindows(): number {
    return ints[(ints[this.at + ANNEX] ?? 0) + 42] ?? 0;
  }
  set zeekZeroWindows(value: number) {
    ints[(ints[this.at + ANNEX] || this.annexFor(value)) + 42] = value;
  }

  /** Gaps in its payload. */
  get zeekGaps(): number {
    return ints[(ints[this.at + ANNEX] ?? 0) + 43] ?? 0;
  }
  set zeekGaps(value: number) {
    ints[(ints[this.at + ANNEX] || this.annexFor(value)) + 43] = value;
  }
}
