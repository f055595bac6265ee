import { type RareCounts, RETRANSMISSION_INTERVALS, RETRANSMISSIONS_MAX } from '../rare-counts.ts';
import type { EndpointRow } from '../rows/endpoint-row.ts';
import { SENT_ACKED } from '../rows/sent-fields.ts';
import type { Segment } from '../segment.ts';
import {
  sequenceAfter,
  sequenceBefore,
  sequenceBeforeOrAt,
  sequenceDistance,
} from '../sequence.ts';
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
import { repeatsProbe } from './probes.ts';
import { endOf, frameOf, marksOf, RANGE_DAMAGED, timeOf, timesResentOf } from './range.ts';
import type { Recoveries } from './recoveries.ts';
import type { Survey } from './survey.ts';

/**
 * The verdict on a segment that is no copy and no probe: whether it was sent again, why, where its
 * original was lost, and what tells so. It stands in the segment, and is passed before the ranges change.
 */
export class Verdicts {
  readonly #recoveries: Recoveries;
  readonly #rare: RareCounts;

  constructor(recoveries: Recoveries, rare: RareCounts) {
    this.#recoveries = recoveries;
    this.#rare = rare;
  }

  /** A SYN repeats that of its direction; `original` is the range of that, 0: it is forgotten. */
  judgeSyn(segment: Segment, original: number): void {
    const { sender } = segment;
    segment.verdictKind = REPEATED_SYN;
    segment.verdictOriginalFrame = sender.synFrame;
    segment.verdictEvidence |= BY_ORIGINAL_SEEN;
    segment.verdictOctets = segment.packet.payloadLength;
    const wasAcked =
      (sender.sentMarks & SENT_ACKED) !== 0 && sequenceAfter(sender.sentAcked, sender.sentFirst);
    if (wasAcked) segment.verdictEvidence |= BY_ACKNOWLEDGED;
    segment.verdictLost = wasAcked ? NOT_LOST : LOST_UNKNOWN;
    if (original !== 0 && !wasAcked) this.#noteInterval(segment, original);
  }

  /** A segment lies below what was sent before; false where it only comes late. */
  judge(segment: Segment, survey: Survey): boolean {
    if (this.#isOvertaken(segment, survey) || repeatsProbe(survey)) return false;
    const { packet, sender } = segment;
    const { original } = survey;
    segment.verdictKind = kindOf(segment, survey, this.#recoveries);
    const beyond = Math.max(0, sequenceDistance(sender.sentHigh, segment.end));
    segment.verdictOctets = Math.max(0, packet.payloadLength - beyond);
    this.#findOriginal(segment, survey);
    if (original !== 0 && !this.#isAcked(sender, original)) this.#noteInterval(segment, original);
    this.#recoveries.noteResent(segment);
    return true;
  }

  /** Nothing of it was seen, and it was sent before what lies behind it: it only comes late. */
  #isOvertaken(segment: Segment, { seen, behind }: Survey): boolean {
    if (seen !== 0 || behind === 0) return false;
    const evidence = sentAfter(segment, behind);
    segment.verdictEvidence |= evidence;
    return evidence === 0;
  }

  #isAcked({ sentMarks, sentAcked }: EndpointRow, range: number): boolean {
    return (sentMarks & SENT_ACKED) !== 0 && sequenceBeforeOrAt(endOf(range), sentAcked);
  }

  /** How long its sender waited for what it now sends again, and how often that was sent again. */
  #noteInterval({ sender, time }: Segment, range: number): void {
    const rare = this.#rare;
    rare.addTime(sender, RETRANSMISSION_INTERVALS, time - timeOf(range));
    rare.raise(sender, RETRANSMISSIONS_MAX, timesResentOf(range) + 1);
  }

  /** Which frame it repeats, and where that was lost. */
  #findOriginal(segment: Segment, { original, seen }: Survey): void {
    const { sender, packet } = segment;
    segment.verdictOriginalFrame = original === 0 ? 0 : frameOf(original);
    segment.verdictEvidence |= seen === 0 ? BY_ORIGINAL_NOT_SEEN : BY_ORIGINAL_SEEN;
    if (this.#recoveries.hasDsack(sender)) segment.verdictEvidence |= BY_DSACK;
    if (segment.verdictKind === SPURIOUS || (segment.verdictEvidence & BY_ACKNOWLEDGED) !== 0) {
      segment.verdictLost = NOT_LOST;
    } else if (seen === 0) {
      const isBeforeCapture = sequenceBefore(packet.sequence, sender.sentFirst);
      segment.verdictLost = isBeforeCapture ? LOST_UNKNOWN : BEFORE_CAPTURE;
    } else if (original !== 0 && (marksOf(original) & RANGE_DAMAGED) !== 0) {
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
}
