import { isTcpCorrupt } from '../../wire/checksum.ts';
import { ACK, FIN, RST, SYN } from '../../wire/packet.ts';
import type { Pages } from '../memory.ts';
import { type RareCounts, RETRANSMISSION_INTERVALS, RETRANSMISSIONS_MAX } from '../rare-counts.ts';
import type { EndpointRow } from '../rows/endpoint-row.ts';
import {
  ACKED_BEYOND,
  SENT_ACKED,
  SENT_FORGOTTEN,
  SENT_FROM_SYN,
  SENT_HAS_FIN,
  SENT_HAS_HOLES,
  SENT_STARTED,
} from '../rows/sent-fields.ts';
import { CHECKSUMS_UNTRUSTED, SENT_SYN_ACK } from '../rows/state-fields.ts';
import type { Segment } from '../segment.ts';
import {
  sequenceAfter,
  sequenceBefore,
  sequenceBeforeOrAt,
  sequenceDistance,
  sequenceMax,
} from '../sequence.ts';
import { SYN_SENT } from '../states.ts';
import { isCopyOf, noteIdentification } from './copies.ts';
import { kindOf } from './kind.ts';
import {
  AFTER_CAPTURE,
  BEFORE_CAPTURE,
  BY_ACKNOWLEDGED,
  BY_CHECKSUM,
  BY_DSACK,
  BY_ORIGINAL_NOT_SEEN,
  BY_ORIGINAL_SEEN,
  FAST,
  LOST_UNKNOWN,
  NOT_LOST,
  REPEATED_SYN,
  SPURIOUS,
  TIMEOUT,
} from './names.ts';
import { sentAfter } from './order.ts';
import { Recoveries } from './recoveries.ts';
import { RANGE_DAMAGED, RANGE_LATE, RANGE_PROBE, SentRanges } from './sent-ranges.ts';
import { Survey } from './survey.ts';

/** A number further ahead than this is none that the sender can have reached: its segment is not counted. */
const FURTHEST = 1 << 30;
/** A probe with an octet that is acknowledged follows this much silence, in nanoseconds. */
const KEEP_ALIVE_AFTER = 900e6;

/**
 * tcpdissect's own verdict on segments sent again (RFC 9293, 6298, 6675, 8985), as known when they
 * pass, and what follows from the ranges it goes by: unique octets, missed octets, episodes of loss.
 *
 * A segment is sent again where it covers numbers below the highest that its sender had reached.
 * Three kinds of segment are not, though they look so: copies that a tap or the network made, segments
 * that the network let others overtake, and probes with an octet that is not meant to be received.
 */
export class Retransmissions {
  readonly #ranges: SentRanges;
  readonly #recoveries: Recoveries;
  readonly #survey = new Survey();
  readonly #rare: RareCounts;

  constructor(rare: RareCounts, pages: Pages) {
    this.#ranges = new SentRanges(pages);
    this.#recoveries = new Recoveries(this.#ranges, pages);
    this.#rare = rare;
  }

  /** What loss left behind, by endpoint. */
  get recoveries(): Recoveries {
    return this.#recoveries;
  }

  /** Runs after the analysis, and before the counters and the state machine. */
  observe(segment: Segment): void {
    segment.verdictKind = 0;
    segment.verdictEvidence = 0;
    segment.isCopy = false;
    segment.newOctets = 0;
    segment.repeatedNumbers = 0;
    segment.isOutOfOrder = false;
    noteIdentification(segment);
    if (segment.isCopy) {
      segment.sender.tapDuplicates++;
      return;
    }
    const { packet, sender } = segment;
    const isDamaged = isTcpCorrupt(packet) && (sender.stateMarks & CHECKSUMS_UNTRUSTED) === 0;
    if ((packet.flags & (ACK | RST)) === ACK && !isDamaged) this.#acknowledge(segment);
    if (segment.length === 0 || (packet.flags & RST) !== 0) return;
    if (
      packet.sequence === sender.sentHigh &&
      (sender.sentMarks & SENT_STARTED) !== 0 &&
      (packet.flags & SYN) === 0
    ) {
      this.#extend(segment, isDamaged);
    } else {
      this.#place(segment, isDamaged);
    }
  }

  /**
   * The connection is final: everything that is still missing counts as missed. Where its FIN was not
   * captured, the last number that was acknowledged may be that of the FIN, which is no octet: it is
   * taken for that where it is all that is missing, or the peer was closing too.
   */
  settle(endpoint: EndpointRow, peer: EndpointRow): void {
    this.#ranges.release(endpoint);
    if ((endpoint.sentMarks & SENT_ACKED) === 0) return;
    const missing = sequenceDistance(endpoint.sentLow, endpoint.sentAcked);
    if (missing > 0) {
      const lacksFin = (endpoint.sentMarks & SENT_HAS_FIN) === 0;
      const isClosing = (peer.sentMarks & SENT_HAS_FIN) !== 0;
      endpoint.missedOctets += lacksFin && (isClosing || missing === 1) ? missing - 1 : missing;
    }
    endpoint.sentLow = endpoint.sentAcked;
  }

  /** Gives back what an endpoint holds in the pools. */
  release(endpoint: EndpointRow): void {
    this.#ranges.release(endpoint);
    this.#recoveries.release(endpoint);
  }

  // -- what the segment acknowledges -----------------------------------------------------------------------

  #acknowledge(segment: Segment): void {
    const { packet, receiver } = segment;
    const { acknowledgment } = packet;
    const { sentMarks } = receiver;
    if ((sentMarks & SENT_ACKED) === 0) {
      receiver.sentMarks |= SENT_ACKED;
      if ((sentMarks & SENT_STARTED) === 0) {
        receiver.sentLow = acknowledgment;
        receiver.sentAcked = acknowledgment;
      } else if (sequenceAfter(acknowledgment, receiver.sentAcked)) {
        this.#progress(segment, receiver);
      }
    } else {
      const step = sequenceDistance(receiver.sentAcked, acknowledgment);
      if (step > 0) this.#progress(segment, receiver);
      else if (segment.duplicateAckNumber > 0) this.#recoveries.noteDuplicateAck(receiver);
      else if (step < 0 && (sentMarks & ACKED_BEYOND) !== 0) takeBack(receiver, acknowledgment);
    }
    if (packet.sackBlockCount > 0 && (receiver.sentMarks & SENT_STARTED) !== 0) {
      this.#recoveries.noteSack(segment);
    }
  }

  #progress(segment: Segment, receiver: EndpointRow): void {
    const { acknowledgment } = segment.packet;
    const hasStarted = (receiver.sentMarks & SENT_STARTED) !== 0;
    if (hasStarted && sequenceAfter(acknowledgment, receiver.sentHigh)) {
      // Who has sent a SYN alone cannot have been acknowledged more (RFC 9293, section 3.10.7.3).
      if (receiver.state === SYN_SENT) return;
      receiver.sentMarks |= ACKED_BEYOND;
    }
    receiver.sentAcked = acknowledgment;
    if (!hasStarted) return;
    if (receiver.sentUnacked !== 0) this.#ranges.acknowledge(receiver, acknowledgment);
    if (receiver.recovery !== 0) this.#recoveries.noteProgress(segment, receiver);
  }

  // -- what the segment sends ------------------------------------------------------------------------------

  /** It comes next, as nearly all do. */
  #extend(segment: Segment, isDamaged: boolean): void {
    const { sender, packet } = segment;
    segment.newOctets = packet.payloadLength;
    if (sender.sentHigh !== packet.sequence) sender.sentMarks |= SENT_HAS_HOLES;
    sender.sentHigh = segment.end;
    if ((packet.flags & FIN) !== 0) sender.sentMarks |= SENT_HAS_FIN;
    const isWindowProbe = segment.length === 1 && segment.receiver.lastWindow === 0;
    const marks = (isDamaged ? RANGE_DAMAGED : 0) | (isWindowProbe ? RANGE_PROBE : 0);
    this.#ranges.append(segment, packet.sequence, marks);
  }

  /** Anywhere else. */
  #place(segment: Segment, isDamaged: boolean): void {
    const { sender, packet } = segment;
    const { sequence } = packet;
    if ((sender.sentMarks & SENT_STARTED) === 0) {
      this.#start(segment, isDamaged);
      return;
    }
    if ((packet.flags & SYN) !== 0) {
      this.#placeSyn(segment, isDamaged);
      return;
    }
    const ahead = sequenceDistance(sender.sentHigh, sequence);
    if (ahead < 0 && ahead > -FURTHEST) {
      this.#judge(segment, isDamaged);
    } else if (isDamaged || ahead > FURTHEST || ahead < 0) {
      segment.newOctets = packet.payloadLength;
    } else {
      this.#extend(segment, false);
    }
  }

  /** The first that the capture shows. */
  #start(segment: Segment, isDamaged: boolean): void {
    const { sender, packet } = segment;
    segment.newOctets = packet.payloadLength;
    if (isDamaged) return;
    if ((sender.sentMarks & SENT_ACKED) !== 0) {
      const known = sequenceBefore(packet.sequence, sender.sentAcked)
        ? packet.sequence
        : sender.sentAcked;
      sender.missedOctets += Math.max(0, sequenceDistance(sender.sentLow, known));
    } else {
      sender.sentAcked = packet.sequence;
    }
    sender.sentMarks |= SENT_STARTED | ((packet.flags & SYN) !== 0 ? SENT_FROM_SYN : 0);
    sender.sentFirst = packet.sequence;
    sender.sentLow = packet.sequence;
    sender.sentHigh = packet.sequence;
    this.#extend(segment, false);
  }

  /** A SYN begins the direction, repeats its beginning, or begins it anew. */
  #placeSyn(segment: Segment, isDamaged: boolean): void {
    const { sender, packet } = segment;
    const isFromSyn = (sender.sentMarks & SENT_FROM_SYN) !== 0;
    if (isFromSyn && packet.sequence === sender.sentFirst) {
      segment.repeatedNumbers = segment.length;
      // The SYN-ACK of a simultaneous open has the number of the SYN before it.
      const isFirstOfItsKind =
        (packet.flags & ACK) !== 0 && (sender.stateMarks & SENT_SYN_ACK) === 0;
      if (!isFirstOfItsKind) this.#judgeSyn(segment);
    } else if (!isFromSyn && segment.end === sender.sentFirst) {
      sender.sentFirst = packet.sequence;
      sender.sentMarks |= SENT_FROM_SYN;
    } else if (!isDamaged) {
      this.settle(sender, segment.receiver);
      this.#recoveries.release(sender);
      sender.sentMarks = 0;
      this.#start(segment, false);
    }
  }

  #judgeSyn(segment: Segment): void {
    const { sender } = segment;
    const original = this.#ranges.find(sender, segment.packet.sequence);
    const isRemembered = original !== 0 && this.#ranges.start(original) === sender.sentFirst;
    if (isRemembered && isCopyOf(segment, this.#ranges, original)) {
      takeForCopy(segment);
      return;
    }
    segment.verdictKind = REPEATED_SYN;
    segment.verdictOriginalFrame = sender.synFrame;
    segment.verdictEvidence |= BY_ORIGINAL_SEEN;
    segment.verdictOctets = segment.packet.payloadLength;
    const wasAcked =
      (sender.sentMarks & SENT_ACKED) !== 0 && sequenceAfter(sender.sentAcked, sender.sentFirst);
    if (wasAcked) segment.verdictEvidence |= BY_ACKNOWLEDGED;
    segment.verdictLost = wasAcked ? NOT_LOST : LOST_UNKNOWN;
    if (isRemembered) {
      if (!wasAcked) this.#noteInterval(segment, original);
      this.#ranges.resend(segment, sender.sentFirst, (sender.sentFirst + 1) | 0, 0);
    }
  }

  /** It lies, at least in part, below what was sent before. */
  #judge(segment: Segment, isDamaged: boolean): void {
    const { sender, packet } = segment;
    const survey = this.#survey;
    const ranges = this.#ranges;
    if (
      (sender.sentMarks & SENT_FROM_SYN) !== 0 &&
      sequenceBefore(packet.sequence, sender.sentFirst)
    ) {
      // From before its SYN: of an older connection on the same sockets.
      segment.newOctets = packet.payloadLength;
      return;
    }
    survey.take(segment, ranges);
    segment.repeatedNumbers = survey.seen;
    segment.isOutOfOrder = survey.fillsHole;
    if (this.#isProbe(segment)) return;
    if (survey.original !== 0 && isCopyOf(segment, ranges, survey.original)) {
      takeForCopy(segment);
      return;
    }
    segment.newOctets = survey.newPayload;
    let marks = isDamaged ? RANGE_DAMAGED : 0;
    if (!this.#isOvertaken(segment) && !this.#repeatsProbe()) {
      marks |= RANGE_LATE;
      segment.verdictKind = kindOf(segment, survey, ranges, this.#recoveries);
      const beyond = Math.max(0, sequenceDistance(sender.sentHigh, segment.end));
      segment.verdictOctets = Math.max(0, packet.payloadLength - beyond);
      this.#findOriginal(segment);
      if (survey.original !== 0 && !this.#isAcked(sender, survey.original)) {
        this.#noteInterval(segment, survey.original);
      }
      this.#recoveries.noteResent(segment);
    }
    this.#remember(segment, marks);
    if ((packet.flags & FIN) !== 0) sender.sentMarks |= SENT_HAS_FIN;
  }

  /**
   * One octet that asks for an acknowledgment: of a connection that has been idle (RFC 9293, section
   * 3.8.4), or of a window that is shut (section 3.8.6.1).
   */
  #isProbe(segment: Segment): boolean {
    const { packet, sender, receiver } = segment;
    if (packet.payloadLength !== 1 || segment.length !== 1 || segment.end !== sender.sentHigh) {
      return false;
    }
    if (sender.sentAcked !== sender.sentHigh) {
      return sender.sentAcked === packet.sequence && receiver.lastWindow === 0;
    }
    const { original } = this.#survey;
    const isWhole = original === 0 || this.#ranges.start(original) === packet.sequence;
    return !isWhole || segment.time - sender.lastSegmentTime >= KEEP_ALIVE_AFTER;
  }

  /** Of what it covers only an octet was sent before, as a probe of the window. */
  #repeatsProbe(): boolean {
    const { original, seen } = this.#survey;
    return original !== 0 && seen === 1 && (this.#ranges.marks(original) & RANGE_PROBE) !== 0;
  }

  /** Nothing of it was seen, and it was sent before what lies behind it: it only comes late. */
  #isOvertaken(segment: Segment): boolean {
    const { seen, behind } = this.#survey;
    if (seen !== 0 || behind === 0) return false;
    const evidence = sentAfter(segment, this.#ranges, behind);
    segment.verdictEvidence |= evidence;
    return evidence === 0;
  }

  #isAcked({ sentMarks, sentAcked }: EndpointRow, range: number): boolean {
    return (sentMarks & SENT_ACKED) !== 0 && sequenceBeforeOrAt(this.#ranges.end(range), sentAcked);
  }

  /** How long its sender waited for what it now sends again, and how often that was sent again. */
  #noteInterval({ sender, time }: Segment, range: number): void {
    const rare = this.#rare;
    rare.addTime(sender, RETRANSMISSION_INTERVALS, time - this.#ranges.time(range));
    rare.raise(sender, RETRANSMISSIONS_MAX, this.#ranges.timesResent(range) + 1);
  }

  /** Which frame it repeats, and where that was lost. */
  #findOriginal(segment: Segment): void {
    const { sender, packet } = segment;
    const { original, seen } = this.#survey;
    const ranges = this.#ranges;
    segment.verdictOriginalFrame = original === 0 ? 0 : ranges.frame(original);
    segment.verdictEvidence |= seen === 0 ? BY_ORIGINAL_NOT_SEEN : BY_ORIGINAL_SEEN;
    if (this.#recoveries.hasDsack(sender)) segment.verdictEvidence |= BY_DSACK;
    if (segment.verdictKind === SPURIOUS || (segment.verdictEvidence & BY_ACKNOWLEDGED) !== 0) {
      segment.verdictLost = NOT_LOST;
    } else if (seen === 0) {
      const isBeforeCapture = sequenceBefore(packet.sequence, sender.sentFirst);
      segment.verdictLost = isBeforeCapture ? LOST_UNKNOWN : BEFORE_CAPTURE;
    } else if (original !== 0 && (ranges.marks(original) & RANGE_DAMAGED) !== 0) {
      segment.verdictEvidence |= BY_CHECKSUM;
      segment.verdictLost = BEFORE_CAPTURE;
    } else {
      segment.verdictLost = this.#isMissed(segment) ? AFTER_CAPTURE : LOST_UNKNOWN;
    }
  }

  /**
   * What was seen has not reached the receiver: it says so by what it holds from behind, or it has
   * been silent for as long as a time-out takes. A probe or a repeated FIN proves nothing.
   */
  #isMissed({ sender, packet, verdictKind }: Segment): boolean {
    return (
      verdictKind === TIMEOUT ||
      verdictKind === FAST ||
      this.#recoveries.isSackedBehind(sender, packet.sequence)
    );
  }

  /** Puts its numbers among the ranges: below the highest, and behind. */
  #remember(segment: Segment, marks: number): void {
    const { sender, packet } = segment;
    const { sequence } = packet;
    if (sequenceBefore(sequence, sender.sentFirst)) {
      sender.sentFirst = sequence;
      sender.sentMarks |= SENT_HAS_HOLES;
      if ((sender.sentMarks & SENT_FORGOTTEN) === 0) sender.sentLow = sequence;
    }
    const low = sequenceMax(sequence, sender.sentLow);
    const high = sender.sentHigh;
    const isBeyond = sequenceAfter(segment.end, high);
    const end = isBeyond ? high : segment.end;
    if (sequenceBefore(low, end)) this.#ranges.resend(segment, low, end, marks);
    if (!isBeyond) return;
    sender.sentHigh = segment.end;
    this.#ranges.append(segment, high, marks & ~RANGE_LATE);
  }
}

/** An acknowledgment of more than was sent is not repeated: it was wrong. */
function takeBack(receiver: EndpointRow, acknowledgment: number): void {
  if (sequenceBeforeOrAt(receiver.sentAcked, receiver.sentHigh)) {
    receiver.sentMarks &= ~ACKED_BEYOND;
  } else {
    receiver.sentAcked = acknowledgment;
  }
}

function takeForCopy(segment: Segment): void {
  segment.isCopy = true;
  segment.sender.tapDuplicates++;
}
