import { SENT_FROM_SYN } from '../rows/sent-fields.ts';
import type { Segment } from '../segment.ts';
import { sequenceBeforeOrAt } from '../sequence.ts';
import {
  BY_ACKNOWLEDGED,
  BY_DUPLICATE_ACKS,
  BY_RECOVERY,
  BY_SACK,
  BY_TAIL,
  BY_TIME,
  FAST,
  GO_BACK_N,
  REPEATED_FIN,
  SPURIOUS,
  TAIL_LOSS_PROBE,
  TIMEOUT,
  UNKNOWN_KIND,
} from './names.ts';
import { marksOf, RANGE_RESENT, startOf, timeOf } from './range.ts';
import type { Recoveries } from './recoveries.ts';
import type { Survey } from './survey.ts';

/** Duplicate acknowledgments that start a fast retransmission (RFC 5681, section 3.2). */
const DUPLICATE_THRESHOLD = 3;
/** A retransmission timer runs for longer than this even on the fastest path, in nanoseconds. */
const SHORTEST_TIMEOUT = 10e6;
/** What Linux's timer adds to the round trip at least, less some slack. */
const USUAL_TIMEOUT = 190e6;

/**
 * Why the sender sent the segment again, and notes in it what tells so. The rules are tried in
 * order; the state they read is that before the segment.
 */
export function kindOf(segment: Segment, survey: Survey, recoveries: Recoveries): number {
  const { packet, sender } = segment;
  if (sequenceBeforeOrAt(segment.end, sender.sentAcked)) {
    segment.verdictEvidence |= BY_ACKNOWLEDGED;
    return packet.payloadLength === 0 ? REPEATED_FIN : SPURIOUS;
  }
  if (packet.payloadLength === 0) return REPEATED_FIN;
  if (survey.isSacked) {
    segment.verdictEvidence |= BY_SACK;
    return SPURIOUS;
  }
  const waited = Math.min(
    timeSinceLatest(segment, survey),
    segment.time - recoveries.progressTime(sender),
  );
  const isOldest = sequenceBeforeOrAt(packet.sequence, sender.sentAcked);
  const isOverdue = isOldest && waited >= dueAfter(segment);
  if (recoveries.isTimedOut(sender)) {
    segment.verdictEvidence |= BY_RECOVERY;
    if (!isOverdue) return GO_BACK_N;
    segment.verdictEvidence |= BY_TIME;
    return TIMEOUT;
  }
  const asked = askedFor(segment, recoveries);
  if (asked !== 0) {
    const isTimeout = isOverdue && isQuiet(segment);
    segment.verdictEvidence |= isTimeout ? BY_TIME : asked;
    return isTimeout ? TIMEOUT : FAST;
  }
  return kindByTimer(segment, survey, waited, isOldest);
}

/** Nothing asked for it: a timer, of the loss probe or of the time-out, must have. */
function kindByTimer(segment: Segment, survey: Survey, waited: number, isOldest: boolean): number {
  const { sender } = segment;
  // The data on a SYN was not accepted, and is sent again at once (RFC 7413, section 4.2).
  const isOnSyn =
    (sender.sentMarks & SENT_FROM_SYN) !== 0 &&
    survey.original !== 0 &&
    startOf(survey.original) === sender.sentFirst;
  if (isOnSyn) return UNKNOWN_KIND;
  const wasResent = survey.original !== 0 && (marksOf(survey.original) & RANGE_RESENT) !== 0;
  const isTail = segment.end === sender.sentHigh;
  if (isTail && !wasResent && (!isOldest || waited < USUAL_TIMEOUT)) {
    segment.verdictEvidence |= BY_TAIL;
    return TAIL_LOSS_PROBE;
  }
  if (isOldest && waited >= shortestTimeout(segment)) {
    segment.verdictEvidence |= BY_TIME;
    return TIMEOUT;
  }
  return UNKNOWN_KIND;
}

/** Evidence that the receiver holds data from behind the segment. */
function askedFor({ sender, packet }: Segment, recoveries: Recoveries): number {
  if (recoveries.isSackedBehind(sender, packet.sequence)) return BY_SACK;
  if (recoveries.duplicateAcks(sender) >= DUPLICATE_THRESHOLD) return BY_DUPLICATE_ACKS;
  // NewReno (RFC 6582): a partial acknowledgment asks for the next hole.
  const isPartial = recoveries.isRecovering(sender) && packet.sequence === sender.sentAcked;
  return isPartial ? BY_RECOVERY : 0;
}

function timeSinceLatest(segment: Segment, survey: Survey): number {
  if (survey.original !== 0) return segment.time - timeOf(survey.original);
  if (survey.behind !== 0) return segment.time - timeOf(survey.behind);
  return segment.time - segment.sender.lastSegmentTime;
}

/** Both have been silent for as long as a time-out takes. */
function isQuiet(segment: Segment): boolean {
  const { sender, receiver, connection } = segment;
  const heard = segment.connectionElapsed - receiver.lastTime;
  const due = USUAL_TIMEOUT + connection.initialRtt / 2;
  return heard >= due && segment.time - sender.lastSegmentTime >= due;
}

function dueAfter({ connection }: Segment): number {
  return USUAL_TIMEOUT + connection.initialRtt;
}

function shortestTimeout({ connection }: Segment): number {
  return Math.max(SHORTEST_TIMEOUT, 1.5 * connection.initialRtt);
}
