import { isTcpCorrupt } from '../../wire/checksum.ts';
import { ACK, FIN, RST, SYN } from '../../wire/packet.ts';
import type { Pages } from '../memory.ts';
import type { RareCounts } from '../rare-counts.ts';
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
import { isProbe } from './probes.ts';
import { RANGE_DAMAGED, RANGE_LATE, RANGE_PROBE, startOf } from './range.ts';
import { Recoveries } from './recoveries.ts';
import { SentRanges } from './sent-ranges.ts';
import { Survey } from './survey.ts';
import { Verdicts } from './verdicts.ts';

/** A number further ahead than this is none that the sender can have reached: its segment is not counted. */
const FURTHEST = 1 << 30;

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
  readonly #verdicts: Verdicts;

  constructor(rare: RareCounts, pages: Pages) {
    this.#ranges = new SentRanges(pages);
    this.#recoveries = new Recoveries(this.#ranges, pages);
    this.#verdicts = new Verdicts(this.#recoveries, rare);
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
      this.#placeBelow(segment, isDamaged);
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
      if (!isFirstOfItsKind) this.#placeSynAgain(segment);
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

  /** The SYN that began the direction, once more. */
  #placeSynAgain(segment: Segment): void {
    const { sender } = segment;
    const { sentFirst } = sender;
    const ranges = this.#ranges;
    const lowest = ranges.find(sender, sentFirst);
    const original = lowest !== 0 && startOf(lowest) === sentFirst ? lowest : 0;
    if (original !== 0 && isCopyOf(segment, original)) {
      takeForCopy(segment);
      return;
    }
    this.#verdicts.judgeSyn(segment, original);
    if (original !== 0) ranges.resend(segment, sentFirst, (sentFirst + 1) | 0, 0);
  }

  /** It lies, at least in part, below what was sent before. */
  #placeBelow(segment: Segment, isDamaged: boolean): void {
    const { sender, packet } = segment;
    const survey = this.#survey;
    const isFromSyn = (sender.sentMarks & SENT_FROM_SYN) !== 0;
    if (isFromSyn && sequenceBefore(packet.sequence, sender.sentFirst)) {
      // From before its SYN: of an older connection on the same sockets.
      segment.newOctets = packet.payloadLength;
      return;
    }
    survey.take(segment, this.#ranges);
    segment.repeatedNumbers = survey.seen;
    segment.isOutOfOrder = survey.fillsHole;
    if (isProbe(segment, survey)) return;
    if (survey.original !== 0 && isCopyOf(segment, survey.original)) {
      takeForCopy(segment);
      return;
    }
    segment.newOctets = survey.newPayload;
    const isLate = this.#verdicts.judge(segment, survey);
    this.#remember(segment, (isDamaged ? RANGE_DAMAGED : 0) | (isLate ? RANGE_LATE : 0));
    if ((packet.flags & FIN) !== 0) sender.sentMarks |= SENT_HAS_FIN;
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
