import type { Statement } from './explanation-record.ts';
import { hasFlag, ownNumber, peerNumber, type SegmentFacts } from './facts.ts';
import type { WatchedSegment } from './frame-watch.ts';
import { stepStatements } from './steps.ts';
import { STORY } from './words/story.ts';

/** What a segment means to its connection, a sentence or two per topic. */
export function statementsOf(watched: WatchedSegment): Statement[] {
  const { facts, connection } = watched;
  return [
    { topic: 'time', text: timeText(facts) },
    { topic: 'sequence', text: sequenceText(facts) },
    ...orderStatement(facts),
    ...acknowledgmentStatement(facts),
    ...windowStatement(facts),
    ...inFlightStatement(facts),
    ...laterStatements(watched),
    ...(facts.isCopy ? [{ topic: 'copy', text: STORY.copy } as const] : []),
    ...(facts.isDiscarded ? [{ topic: 'discarded', text: discardedText(facts) } as const] : []),
    ...(connection === undefined ? [] : stepStatements(facts, connection)),
  ];
}

function timeText({ record, isLate }: SegmentFacts): string {
  const { connection, connectionElapsedSeconds, deltaSeconds } = record;
  const late = isLate ? ` ${STORY.late}` : '';
  if (deltaSeconds === null) return STORY.first(connection) + late;
  return STORY.time(connection, connectionElapsedSeconds, deltaSeconds) + late;
}

function sequenceText(facts: SegmentFacts): string {
  const { who, record, length } = facts;
  const first = record.relativeSequence;
  const next = (first + length) >>> 0;
  if (length === 0) return STORY.takesNothing;
  const parts = [
    hasFlag(facts, 'SYN') ? STORY.syn : '',
    record.payloadLength > 0 ? STORY.payload(record.payloadLength) : '',
    hasFlag(facts, 'FIN') ? STORY.fin : '',
  ];
  const taken = parts.filter((part) => part !== '').join(', ');
  return STORY.takes(who, taken, first, next);
}

/** Against NEXT, the number expected next. */
function orderStatement(facts: SegmentFacts): Statement[] {
  const { before, record } = facts;
  const { next } = before.sender;
  if (hasFlag(facts, 'SYN') && next === undefined) return [];
  if (next === undefined) return [{ topic: 'order', text: STORY.unknownOrder }];
  const ahead = (record.sequence - next) | 0;
  const first = record.relativeSequence;
  const expected = ownNumber(facts, next);
  const text =
    ahead === 0
      ? STORY.inOrder(expected)
      : ahead > 0
        ? STORY.ahead(first, expected, ahead)
        : STORY.behind(first, expected, -ahead);
  return [{ topic: 'order', text }];
}

function acknowledgmentStatement(facts: SegmentFacts): Statement[] {
  const { before, other, record } = facts;
  const { relativeAcknowledgment: upTo, acknowledgesFrame, ackRttSeconds } = record;
  if (upTo === null) return [];
  const { lastAck } = before.sender;
  const last = lastAck === undefined || lastAck === 0 ? facts.peerBase : lastAck;
  const news = (record.acknowledgment - last) | 0;
  const sentences = [
    news > 0
      ? STORY.acknowledgesNew(other, news, upTo)
      : news === 0
        ? STORY.acknowledgesSame(other, upTo)
        : STORY.acknowledgesLess(upTo, peerNumber(facts, last)),
    ...(acknowledgesFrame === null ? [] : [STORY.acknowledgesFrame(acknowledgesFrame)]),
    ...(ackRttSeconds === null ? [] : [STORY.roundTrip(ackRttSeconds)]),
  ];
  return [{ topic: 'acknowledgment', text: sentences.join(' ') }];
}

/** RFC 9293, section 3.10.7.4: which of its numbers lie in the window that the receiver told last. */
function windowStatement(facts: SegmentFacts): Statement[] {
  const { before, other, record, length } = facts;
  const { lastAck, lastScaledWindow } = before.receiver;
  if (length === 0 || hasFlag(facts, 'SYN')) return [];
  if (lastAck === undefined || lastScaledWindow === undefined) {
    return [{ topic: 'window', text: `${STORY.windowUnknown(other)}.` }];
  }
  const from = ownNumber(facts, lastAck);
  const lead =
    lastScaledWindow === 0
      ? STORY.windowShut(other, from)
      : STORY.window(other, from, (from + lastScaledWindow - 1) >>> 0);
  const below = (lastAck - record.sequence) | 0;
  // A FIN is no octet of data: a full window takes it (RFC 9293, section 3.8.6).
  const beyond = (record.sequence + record.payloadLength - (lastAck + lastScaledWindow)) | 0;
  return [{ topic: 'window', text: `${lead}; ${placeText(below, beyond, length)}` }];
}

function placeText(below: number, beyond: number, length: number): string {
  if (below >= length) return STORY.belowWindow;
  if (beyond > 0) return STORY.beyondWindow(beyond);
  return below > 0 ? STORY.partlyBelow(below) : STORY.inWindow;
}

function inFlightStatement({ who, record }: SegmentFacts): Statement[] {
  const { bytesInFlight } = record;
  if (bytesInFlight === null) return [];
  return [{ topic: 'in-flight', text: STORY.inFlight(who, bytesInFlight) }];
}

function laterStatements({ facts, later }: WatchedSegment): Statement[] {
  const { acknowledgedBy, repeatedBy } = later;
  const statements: Statement[] = [];
  if (facts.length > 0) {
    const text =
      acknowledgedBy === undefined
        ? STORY.neverAcknowledged
        : STORY.acknowledgedBy(acknowledgedBy.frame, acknowledgedBy.afterSeconds);
    statements.push({ topic: 'acknowledged', text });
  }
  if (repeatedBy.length > 0) {
    statements.push({ topic: 'sent-again', text: STORY.repeatedBy(repeatedBy) });
  }
  return statements;
}

function discardedText({ record, isStale }: SegmentFacts): string {
  const { ip, tcp } = record.checksums;
  if (ip === 'invalid' || tcp === 'invalid') return STORY.discardedChecksum;
  return isStale ? STORY.discardedStale : STORY.discarded;
}
