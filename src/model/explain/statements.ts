import type { ExplainWords } from './explain-words.ts';
import type { Statement } from './explanation-record.ts';
import { hasFlag, ownNumber, peerNumber, type SegmentFacts } from './facts.ts';
import type { WatchedSegment } from './frame-watch.ts';
import type { MeaningWords } from './meaning-words.ts';
import { stepStatements } from './steps.ts';

/** What a segment means to its connection, a sentence or two per topic. */
export function statementsOf(watched: WatchedSegment, words: ExplainWords): Statement[] {
  const { facts, connection } = watched;
  const { meaning } = words;
  return [
    { topic: 'time', text: timeText(facts, words) },
    { topic: 'sequence', text: sequenceText(facts, words) },
    ...orderStatement(facts, words),
    ...acknowledgmentStatement(facts, words),
    ...windowStatement(facts, words),
    ...inFlightStatement(facts, words),
    ...laterStatements(watched, words),
    ...(facts.isCopy ? [{ topic: 'copy', text: meaning.copy } as const] : []),
    ...(facts.isDiscarded
      ? [{ topic: 'discarded', text: discardedText(facts, words) } as const]
      : []),
    ...(connection === undefined ? [] : stepStatements(facts, connection, words)),
  ];
}

function timeText({ record, isLate }: SegmentFacts, { meaning, sentences }: ExplainWords): string {
  const { connection, connectionElapsedSeconds, deltaSeconds } = record;
  const late = isLate ? meaning.late : '';
  if (deltaSeconds === null) return sentences([meaning.first(connection), late]);
  return sentences([meaning.time(connection, connectionElapsedSeconds, deltaSeconds), late]);
}

function sequenceText(facts: SegmentFacts, { meaning, commas }: ExplainWords): string {
  const { who, record, length } = facts;
  const first = record.relativeSequence;
  const next = (first + length) >>> 0;
  if (length === 0) return meaning.takesNothing;
  const parts = [
    hasFlag(facts, 'SYN') ? meaning.syn : '',
    record.payloadLength > 0 ? meaning.payload(record.payloadLength) : '',
    hasFlag(facts, 'FIN') ? meaning.fin : '',
  ];
  return meaning.takes(who, commas(parts), first, next);
}

/** Against NEXT, the number expected next. */
function orderStatement(facts: SegmentFacts, { meaning }: ExplainWords): Statement[] {
  const { before, record } = facts;
  const { next } = before.sender;
  if (hasFlag(facts, 'SYN') && next === undefined) return [];
  if (next === undefined) return [{ topic: 'order', text: meaning.unknownOrder }];
  const ahead = (record.sequence - next) | 0;
  const first = record.relativeSequence;
  const expected = ownNumber(facts, next);
  const text =
    ahead === 0
      ? meaning.inOrder(expected)
      : ahead > 0
        ? meaning.ahead(first, expected, ahead)
        : meaning.behind(first, expected, -ahead);
  return [{ topic: 'order', text }];
}

function acknowledgmentStatement(
  facts: SegmentFacts,
  { meaning, sentences }: ExplainWords,
): Statement[] {
  const { before, other, record } = facts;
  const { relativeAcknowledgment: upTo, acknowledgesFrame, ackRttSeconds } = record;
  if (upTo === null) return [];
  const { lastAck } = before.sender;
  const last = lastAck === undefined || lastAck === 0 ? facts.peerBase : lastAck;
  const news = (record.acknowledgment - last) | 0;
  const said = [
    news > 0
      ? meaning.acknowledgesNew(other, news, upTo)
      : news === 0
        ? meaning.acknowledgesSame(other, upTo)
        : meaning.acknowledgesLess(upTo, peerNumber(facts, last)),
    ...(acknowledgesFrame === null ? [] : [meaning.acknowledgesFrame(acknowledgesFrame)]),
    ...(ackRttSeconds === null ? [] : [meaning.roundTrip(ackRttSeconds)]),
  ];
  return [{ topic: 'acknowledgment', text: sentences(said) }];
}

/** RFC 9293, section 3.10.7.4: which of its numbers lie in the window that the receiver told last. */
function windowStatement(facts: SegmentFacts, { meaning }: ExplainWords): Statement[] {
  const { before, other, record, length } = facts;
  const { lastAck, lastScaledWindow } = before.receiver;
  if (length === 0 || hasFlag(facts, 'SYN')) return [];
  if (lastAck === undefined || lastScaledWindow === undefined) {
    return [{ topic: 'window', text: meaning.windowUnknown(other) }];
  }
  const from = ownNumber(facts, lastAck);
  const lead =
    lastScaledWindow === 0
      ? meaning.windowShut(other, from)
      : meaning.window(other, from, (from + lastScaledWindow - 1) >>> 0);
  const below = (lastAck - record.sequence) | 0;
  // A FIN is no octet of data: a full window takes it (RFC 9293, section 3.8.6).
  const beyond = (record.sequence + record.payloadLength - (lastAck + lastScaledWindow)) | 0;
  return [
    { topic: 'window', text: meaning.inside(lead, placeText(below, beyond, length, meaning)) },
  ];
}

function placeText(below: number, beyond: number, length: number, meaning: MeaningWords): string {
  if (below >= length) return meaning.belowWindow;
  if (beyond > 0) return meaning.beyondWindow(beyond);
  return below > 0 ? meaning.partlyBelow(below) : meaning.inWindow;
}

function inFlightStatement({ who, record }: SegmentFacts, { meaning }: ExplainWords): Statement[] {
  const { bytesInFlight } = record;
  if (bytesInFlight === null) return [];
  return [{ topic: 'in-flight', text: meaning.inFlight(who, bytesInFlight) }];
}

function laterStatements({ facts, later }: WatchedSegment, { meaning }: ExplainWords): Statement[] {
  const { acknowledgedBy, repeatedBy } = later;
  const statements: Statement[] = [];
  if (facts.length > 0) {
    const text =
      acknowledgedBy === undefined
        ? meaning.neverAcknowledged
        : meaning.acknowledgedBy(acknowledgedBy.frame, acknowledgedBy.afterSeconds);
    statements.push({ topic: 'acknowledged', text });
  }
  if (repeatedBy.length > 0) {
    statements.push({ topic: 'sent-again', text: meaning.repeatedBy(repeatedBy) });
  }
  return statements;
}

function discardedText({ record, isStale }: SegmentFacts, { meaning }: ExplainWords): string {
  const { ip, tcp } = record.checksums;
  if (ip === 'invalid' || tcp === 'invalid') return meaning.discardedChecksum;
  return isStale ? meaning.discardedStale : meaning.discarded;
}
