import { doubles, ints } from '../memory.ts';
import { StateFields } from './state-fields.ts';

/**
 * What one endpoint's part of Zeek's record needs; words 112 to 134 of an endpoint, those that every
 * segment touches first, in one cache line. It follows Zeek's own rules of what an endpoint's state
 * and numbers are (`tcp/zeek/`), which are not RFC 9293's.
 */
export class ZeekFields extends StateFields {
  /** Its state, the one before, and the bits of `tcp/zeek/marks.ts`. */
  get zeekMarks(): number {
    return ints[this.at + 112] ?? 0;
  }
  set zeekMarks(value: number) {
    ints[this.at + 112] = value;
  }

  /** The number of its SYN, or of the SYN that it is taken to have sent. */
  get zeekStart(): number {
    return ints[this.at + 113] ?? 0;
  }
  set zeekStart(value: number) {
    ints[this.at + 113] = value;
  }

  /** Highest sequence end that it sent. */
  get zeekLast(): number {
    return ints[this.at + 114] ?? 0;
  }
  set zeekLast(value: number) {
    ints[this.at + 114] = value;
  }

  /** Highest number of its own that its peer acknowledged. */
  get zeekAck(): number {
    return ints[this.at + 115] ?? 0;
  }
  set zeekAck(value: number) {
    ints[this.at + 115] = value;
  }

  /** End of its payload that is in order, as an offset from its first octet, modulo 2^32. */
  get zeekDelivered(): number {
    return ints[this.at + 116] ?? 0;
  }
  set zeekDelivered(value: number) {
    ints[this.at + 116] = value;
  }

  /** Offset below which its payload is no longer held: acknowledged, or given up. */
  get zeekTrimmed(): number {
    return ints[this.at + 117] ?? 0;
  }
  set zeekTrimmed(value: number) {
    ints[this.at + 117] = value;
  }

  /** First of its islands: ranges of payload beyond a hole, in order, in the pool; 0: none. */
  get zeekIslandHead(): number {
    return ints[this.at + 118] ?? 0;
  }
  set zeekIslandHead(value: number) {
    ints[this.at + 118] = value;
  }

  /** How often `zeekLast` passed 2^32. */
  get zeekLastWraps(): number {
    return ints[this.at + 119] ?? 0;
  }
  set zeekLastWraps(value: number) {
    ints[this.at + 119] = value;
  }

  /** How often `zeekAck` passed 2^32. */
  get zeekAckWraps(): number {
    return ints[this.at + 120] ?? 0;
  }
  set zeekAckWraps(value: number) {
    ints[this.at + 120] = value;
  }

  /** Offset behind its last FIN. */
  get zeekFinEnd(): number {
    return ints[this.at + 121] ?? 0;
  }
  set zeekFinEnd(value: number) {
    ints[this.at + 121] = value;
  }

  /** IP total lengths of its packets, in octets. */
  get zeekIpOctets(): number {
    return doubles[this.at8 + 61] ?? 0;
  }
  set zeekIpOctets(value: number) {
    doubles[this.at8 + 61] = value;
  }

  /** Last of them. */
  get zeekIslandTail(): number {
    return ints[this.at + 124] ?? 0;
  }
  set zeekIslandTail(value: number) {
    ints[this.at + 124] = value;
  }

  /** How many they are. */
  get zeekIslandCount(): number {
    return ints[this.at + 125] ?? 0;
  }
  set zeekIslandCount(value: number) {
    ints[this.at + 125] = value;
  }

  /** Octets in them. */
  get zeekIslandOctets(): number {
    return ints[this.at + 126] ?? 0;
  }
  set zeekIslandOctets(value: number) {
    ints[this.at + 126] = value;
  }

  /** Segments of its that are not among Zeek's packets. */
  get zeekUncounted(): number {
    return ints[this.at + 127] ?? 0;
  }
  set zeekUncounted(value: number) {
    ints[this.at + 127] = value;
  }

  /** Relative number of its last SYN, as its letter was judged. */
  get zeekLastSyn(): number {
    return ints[this.at + 128] ?? 0;
  }
  set zeekLastSyn(value: number) {
    ints[this.at + 128] = value;
  }

  /** Relative end of the payload of its last FIN. */
  get zeekLastFin(): number {
    return ints[this.at + 129] ?? 0;
  }
  set zeekLastFin(value: number) {
    ints[this.at + 129] = value;
  }

  /** Relative number of its last RST. */
  get zeekLastRst(): number {
    return ints[this.at + 130] ?? 0;
  }
  set zeekLastRst(value: number) {
    ints[this.at + 130] = value;
  }

  /** Segments of its with a bad checksum. */
  get zeekCorrupt(): number {
    return ints[this.at + 131] ?? 0;
  }
  set zeekCorrupt(value: number) {
    ints[this.at + 131] = value;
  }

  /** Segments of its that brought nothing new. */
  get zeekRepeats(): number {
    return ints[this.at + 132] ?? 0;
  }
  set zeekRepeats(value: number) {
    ints[this.at + 132] = value;
  }

  /** Segments of its with a zero window, as far as Zeek counts them. */
  get zeekZeroWindows(): number {
    return ints[this.at + 133] ?? 0;
  }
  set zeekZeroWindows(value: number) {
    ints[this.at + 133] = value;
  }

  /** Gaps in its payload. */
  get zeekGaps(): number {
    return ints[this.at + 134] ?? 0;
  }
  set zeekGaps(value: number) {
    ints[this.at + 134] = value;
  }
}
