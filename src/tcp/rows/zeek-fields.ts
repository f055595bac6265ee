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
    return ints[this.at + 23] ?? 0;
  }
  set zeekStart(value: number) {
    ints[this.at + 23] = value;
  }

  /** Highest sequence end that it sent. */
  get zeekLast(): number {
    return ints[this.at + 33] ?? 0;
  }
  set zeekLast(value: number) {
    ints[this.at + 33] = value;
  }

  /** Highest number of its own that its peer acknowledged. */
  get zeekAck(): number {
    return ints[this.at + 31] ?? 0;
  }
  set zeekAck(value: number) {
    ints[this.at + 31] = value;
  }

  /** End of its payload that is in order, as an offset from its first octet, modulo 2^32. */
  get zeekDelivered(): number {
    return ints[this.at + 48] ?? 0;
  }
  set zeekDelivered(value: number) {
    ints[this.at + 48] = value;
  }

  /** Offset below which its payload is no longer held: acknowledged, or given up. */
  get zeekTrimmed(): number {
    return ints[this.at + 47] ?? 0;
  }
  set zeekTrimmed(value: number) {
    ints[this.at + 47] = value;
  }

  /** First of its islands: ranges of payload beyond a hole, in order, in the pool; 0: none. */
  get zeekIslandHead(): number {
    return ints[(ints[this.at + ANNEX] ?? 0) + 24] ?? 0;
  }
  set zeekIslandHead(value: number) {
    ints[(ints[this.at + ANNEX] || this.annexFor(value)) + 24] = value;
  }

  /** How often `zeekLast` passed 2^32. */
  get zeekLastWraps(): number {
    return ints[(ints[this.at + ANNEX] ?? 0) + 29] ?? 0;
  }
  set zeekLastWraps(value: number) {
    ints[(ints[this.at + ANNEX] || this.annexFor(value)) + 29] = value;
  }

  /** How often `zeekAck` passed 2^32. */
  get zeekAckWraps(): number {
    return ints[(ints[this.at + ANNEX] ?? 0) + 28] ?? 0;
  }
  set zeekAckWraps(value: number) {
    ints[(ints[this.at + ANNEX] || this.annexFor(value)) + 28] = value;
  }

  /** Offset behind its last FIN. */
  get zeekFinEnd(): number {
    return ints[(ints[this.at + ANNEX] ?? 0) + 3] ?? 0;
  }
  set zeekFinEnd(value: number) {
    ints[(ints[this.at + ANNEX] || this.annexFor(value)) + 3] = value;
  }

  /** IP total lengths of its packets, in octets. */
  get zeekIpOctets(): number {
    return doubles[this.at8 + 18] ?? 0;
  }
  set zeekIpOctets(value: number) {
    doubles[this.at8 + 18] = value;
  }

  /** Last of them. */
  get zeekIslandTail(): number {
    return ints[(ints[this.at + ANNEX] ?? 0) + 25] ?? 0;
  }
  set zeekIslandTail(value: number) {
    ints[(ints[this.at + ANNEX] || this.annexFor(value)) + 25] = value;
  }

  /** How many they are. */
  get zeekIslandCount(): number {
    return ints[(ints[this.at + ANNEX] ?? 0) + 26] ?? 0;
  }
  set zeekIslandCount(value: number) {
    ints[(ints[this.at + ANNEX] || this.annexFor(value)) + 26] = value;
  }

  /** Octets in them. */
  get zeekIslandOctets(): number {
    return ints[(ints[this.at + ANNEX] ?? 0) + 27] ?? 0;
  }
  set zeekIslandOctets(value: number) {
    ints[(ints[this.at + ANNEX] || this.annexFor(value)) + 27] = value;
  }

  /** Segments of its that are not among Zeek's packets. */
  get zeekUncounted(): number {
    return ints[(ints[this.at + ANNEX] ?? 0) + 38] ?? 0;
  }
  set zeekUncounted(value: number) {
    ints[(ints[this.at + ANNEX] || this.annexFor(value)) + 38] = value;
  }

  /** Relative number of its last SYN, as its letter was judged. */
  get zeekLastSyn(): number {
    return ints[(ints[this.at + ANNEX] ?? 0) + 30] ?? 0;
  }
  set zeekLastSyn(value: number) {
    ints[(ints[this.at + ANNEX] || this.annexFor(value)) + 30] = value;
  }

  /** Relative end of the payload of its last FIN. */
  get zeekLastFin(): number {
    return ints[(ints[this.at + ANNEX] ?? 0) + 4] ?? 0;
  }
  set zeekLastFin(value: number) {
    ints[(ints[this.at + ANNEX] || this.annexFor(value)) + 4] = value;
  }

  /** Relative number of its last RST. */
  get zeekLastRst(): number {
    return ints[(ints[this.at + ANNEX] ?? 0) + 31] ?? 0;
  }
  set zeekLastRst(value: number) {
    ints[(ints[this.at + ANNEX] || this.annexFor(value)) + 31] = value;
  }

  /** Segments of its with a bad checksum. */
  get zeekCorrupt(): number {
    return ints[(ints[this.at + ANNEX] ?? 0) + 53] ?? 0;
  }
  set zeekCorrupt(value: number) {
    ints[(ints[this.at + ANNEX] || this.annexFor(value)) + 53] = value;
  }

  /** Segments of its that brought nothing new. */
  get zeekRepeats(): number {
    return ints[(ints[this.at + ANNEX] ?? 0) + 54] ?? 0;
  }
  set zeekRepeats(value: number) {
    ints[(ints[this.at + ANNEX] || this.annexFor(value)) + 54] = value;
  }

  /** Segments of its with a zero window, as far as Zeek counts them. */
  get zeekZeroWindows(): number {
    return ints[(ints[this.at + ANNEX] ?? 0) + 55] ?? 0;
  }
  set zeekZeroWindows(value: number) {
    ints[(ints[this.at + ANNEX] || this.annexFor(value)) + 55] = value;
  }

  /** Gaps in its payload. */
  get zeekGaps(): number {
    return ints[(ints[this.at + ANNEX] ?? 0) + 56] ?? 0;
  }
  set zeekGaps(value: number) {
    ints[(ints[this.at + ANNEX] || this.annexFor(value)) + 56] = value;
  }
}
