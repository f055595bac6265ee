import { doubles, ints } from '../memory.ts';
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
    return ints[this.at + 25] ?? 0;
  }
  set zeekStart(value: number) {
    ints[this.at + 25] = value;
  }

  /** Highest sequence end that it sent. */
  get zeekLast(): number {
    return ints[this.at + 35] ?? 0;
  }
  set zeekLast(value: number) {
    ints[this.at + 35] = value;
  }

  /** Highest number of its own that its peer acknowledged. */
  get zeekAck(): number {
    return ints[this.at + 33] ?? 0;
  }
  set zeekAck(value: number) {
    ints[this.at + 33] = value;
  }

  /** End of its payload that is in order, as an offset from its first octet, modulo 2^32. */
  get zeekDelivered(): number {
    return ints[this.at + 50] ?? 0;
  }
  set zeekDelivered(value: number) {
    ints[this.at + 50] = value;
  }

  /** Offset below which its payload is no longer held: acknowledged, or given up. */
  get zeekTrimmed(): number {
    return ints[this.at + 49] ?? 0;
  }
  set zeekTrimmed(value: number) {
    ints[this.at + 49] = value;
  }

  /** First of its islands: ranges of payload beyond a hole, in order, in the pool; 0: none. */
  get zeekIslandHead(): number {
    return ints[this.at + 73] ?? 0;
  }
  set zeekIslandHead(value: number) {
    ints[this.at + 73] = value;
  }

  /** How often `zeekLast` passed 2^32. */
  get zeekLastWraps(): number {
    return ints[this.at + 93] ?? 0;
  }
  set zeekLastWraps(value: number) {
    ints[this.at + 93] = value;
  }

  /** How often `zeekAck` passed 2^32. */
  get zeekAckWraps(): number {
    return ints[this.at + 92] ?? 0;
  }
  set zeekAckWraps(value: number) {
    ints[this.at + 92] = value;
  }

  /** Offset behind its last FIN. */
  get zeekFinEnd(): number {
    return ints[this.at + 106] ?? 0;
  }
  set zeekFinEnd(value: number) {
    ints[this.at + 106] = value;
  }

  /** IP total lengths of its packets, in octets. */
  get zeekIpOctets(): number {
    return doubles[this.at8 + 19] ?? 0;
  }
  set zeekIpOctets(value: number) {
    doubles[this.at8 + 19] = value;
  }

  /** Last of them. */
  get zeekIslandTail(): number {
    return ints[this.at + 145] ?? 0;
  }
  set zeekIslandTail(value: number) {
    ints[this.at + 145] = value;
  }

  /** How many they are. */
  get zeekIslandCount(): number {
    return ints[this.at + 148] ?? 0;
  }
  set zeekIslandCount(value: number) {
    ints[this.at + 148] = value;
  }

  /** Octets in them. */
  get zeekIslandOctets(): number {
    return ints[this.at + 149] ?? 0;
  }
  set zeekIslandOctets(value: number) {
    ints[this.at + 149] = value;
  }

  /** Segments of its that are not among Zeek's packets. */
  get zeekUncounted(): number {
    return ints[this.at + 121] ?? 0;
  }
  set zeekUncounted(value: number) {
    ints[this.at + 121] = value;
  }

  /** Relative number of its last SYN, as its letter was judged. */
  get zeekLastSyn(): number {
    return ints[this.at + 102] ?? 0;
  }
  set zeekLastSyn(value: number) {
    ints[this.at + 102] = value;
  }

  /** Relative end of the payload of its last FIN. */
  get zeekLastFin(): number {
    return ints[this.at + 116] ?? 0;
  }
  set zeekLastFin(value: number) {
    ints[this.at + 116] = value;
  }

  /** Relative number of its last RST. */
  get zeekLastRst(): number {
    return ints[this.at + 150] ?? 0;
  }
  set zeekLastRst(value: number) {
    ints[this.at + 150] = value;
  }

  /** Segments of its with a bad checksum. */
  get zeekCorrupt(): number {
    return ints[this.at + 151] ?? 0;
  }
  set zeekCorrupt(value: number) {
    ints[this.at + 151] = value;
  }

  /** Segments of its that brought nothing new. */
  get zeekRepeats(): number {
    return ints[this.at + 152] ?? 0;
  }
  set zeekRepeats(value: number) {
    ints[this.at + 152] = value;
  }

  /** Segments of its with a zero window, as far as Zeek counts them. */
  get zeekZeroWindows(): number {
    return ints[this.at + 153] ?? 0;
  }
  set zeekZeroWindows(value: number) {
    ints[this.at + 153] = value;
  }

  /** Gaps in its payload. */
  get zeekGaps(): number {
    return ints[this.at + 154] ?? 0;
  }
  set zeekGaps(value: number) {
    ints[this.at + 154] = value;
  }
}
