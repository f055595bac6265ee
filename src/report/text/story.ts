import { wasClockSetBack } from '../../model/clock-set-back.ts';
import type { ConnectionRecord } from '../../model/connection-record.ts';
import type { EndpointRecord } from '../../model/endpoint-record.ts';
import type { HandshakeRecord, TeardownRecord } from '../../model/timeline-record.ts';
import type { Side } from '../../model/vocabulary.ts';
import type { ClosingWords, OpeningWords } from '../../words/story-words.ts';
import type { Words } from '../../words/words.ts';
import { lastedText, octetsText, spanText, UNKNOWN_SPAN } from '../format/units.ts';
import { mergedText } from './merged-text.ts';
import { sentBy } from './sent-by.ts';
import type { Style } from './style.ts';

/** How a connection was opened, in plain sentences. */
export function openingText(connection: ConnectionRecord, style: Style): string {
  const { grammar, story } = style.words;
  return grammar.sentences([
    openingSentence(connection, style),
    story.opening.guesses[connection.clientKnownBy],
    agreedSentence(connection.handshake, story.opening),
  ]);
}

function openingSentence(connection: ConnectionRecord, style: Style): string {
  const { handshake } = connection;
  const { opening } = style.words.story;
  const syns = handshake.steps.filter(({ segment }) => segment === 'SYN').length;
  const took = roundTripText(handshake, style);
  switch (handshake.kind) {
    case 'three-way':
      return opening.threeWay(syns, took);
    case 'simultaneous-open':
      return opening.simultaneous(took);
    case 'fast-open':
      return opening.fastOpen(syns, took);
    case 'refused':
      return opening.refused(syns);
    case 'unanswered':
      return opening.unanswered(syns, lastedText(connection, style.glyphs));
    case 'incomplete':
      return opening.incomplete(syns);
    case 'not-captured':
      return opening.notCaptured;
  }
}

/** The round trip, and how the capture point divides it. */
function roundTripText(handshake: HandshakeRecord, { glyphs, words }: Style): string {
  const { rttSeconds, synToSynAckSeconds, synAckToAckSeconds } = handshake;
  if (rttSeconds === null) return '';
  const isDivided = synToSynAckSeconds !== null && synAckToAckSeconds !== null;
  const halves = isDivided
    ? {
        server: spanText(synToSynAckSeconds, glyphs) ?? UNKNOWN_SPAN,
        client: spanText(synAckToAckSeconds, glyphs) ?? UNKNOWN_SPAN,
      }
    : null;
  return words.story.opening.took(spanText(rttSeconds, glyphs) ?? UNKNOWN_SPAN, halves);
}

function agreedSentence({ negotiated }: HandshakeRecord, words: OpeningWords): string {
  const { mss, windowScale, sack, timestamps, ecn, accurateEcn, fastOpen, mptcp } = negotiated;
  const { terms, bothSides } = words;
  const ofBoth = (term: string, { client, server }: BothSides): string =>
    client === null || server === null ? '' : bothSides(term, client, server);
  const agreed = [
    ofBoth(terms.mss, mss),
    ofBoth(terms.windowScale, windowScale),
    sack === true ? terms.sack : '',
    timestamps === true ? terms.timestamps : '',
    accurateEcn === true ? terms.accurateEcn : ecn === true ? terms.ecn : '',
    fastOpen === true ? terms.fastOpen : '',
    mptcp === true ? terms.mptcp : '',
  ].filter((term) => term !== '');
  return agreed.length === 0 ? '' : words.agreed(agreed);
}

interface BothSides {
  readonly client: number | null;
  readonly server: number | null;
}

/** How a connection ended, in plain sentences. */
export function closingText(connection: ConnectionRecord, style: Style): string {
  const { verdict, teardown } = connection;
  if (verdict === 'refused' || verdict === 'unanswered') return ''; // its opening says it
  const { grammar, story } = style.words;
  return grammar.sentences([
    closingSentence(connection, style),
    timeWaitSentence(teardown, story.closing),
  ]);
}

function closingSentence(connection: ConnectionRecord, style: Style): string {
  const { teardown } = connection;
  const { closing } = style.words.story;
  const first = teardown.initiator;
  switch (teardown.kind) {
    case 'four-way':
    case 'three-way':
      return first === null
        ? ''
        : closing.closedFirst(first, followedText(connection, other(first), style));
    case 'simultaneous':
      return closing.simultaneous;
    case 'reset': {
      const { reset } = teardown;
      return reset === null ? closing.byReset : closing.resetBy(reset.from, reset.cause);
    }
    case 'half-closed':
      return first === null
        ? endingSentence(connection, closing)
        : halfClosedText(connection, first, style);
    case 'none':
      return endingSentence(connection, closing);
    case 'not-captured':
      return closing.notCaptured;
  }
}

function followedText(connection: ConnectionRecord, second: Side, style: Style): string {
  const { kind, complete } = connection.teardown;
  const { closing } = style.words.story;
  if (!complete) return closing.unacknowledged(second);
  if (kind === 'three-way') return closing.withAcknowledgment(second);
  const span = halfClosedSpan(connection, style);
  return span === null ? closing.followed(second) : closing.halfClosedUntil(second, span);
}

function halfClosedText(connection: ConnectionRecord, first: Side, style: Style): string {
  const { words } = style;
  const { closing } = words.story;
  const span = halfClosedSpan(connection, style);
  const isToEnd = connection.ended === 'open';
  return words.grammar.sentences([
    closing.halfClosed(first, other(first), span, isToEnd),
    isToEnd ? '' : endingSentence(connection, closing),
  ]);
}

/** Null as well where the clock was set back: then it may have been longer. */
function halfClosedSpan({ teardown, quality }: ConnectionRecord, { glyphs }: Style): string | null {
  const { halfClosedSeconds } = teardown;
  if (halfClosedSeconds === null || wasClockSetBack(quality)) return null;
  return spanText(halfClosedSeconds, glyphs);
}

function endingSentence({ ended }: ConnectionRecord, closing: ClosingWords): string {
  return ended === 'closed' || ended === 'reset' ? '' : closing[ended];
}

function timeWaitSentence({ timeWait }: TeardownRecord, closing: ClosingWords): string {
  if (timeWait === null) return '';
  const { endpoint, expiresTimestamp } = timeWait;
  const [day = '', clock = ''] = expiresTimestamp.split('T');
  return closing.timeWait(endpoint, `${day} ${clock.slice(0, 8)} UTC`);
}

function other(side: Side): Side {
  return side === 'client' ? 'server' : 'client';
}

/** What one endpoint sent, and what became of it. */
export function trafficText(connection: ConnectionRecord, side: Side, style: Style): string {
  const { glyphs, words } = style;
  const { traffic } = words.story;
  const endpoint: EndpointRecord = connection[side];
  const peer: EndpointRecord = connection[other(side)];
  const { copiedSegments, rttSeconds, window } = endpoint;
  const { segments, payloadBytes, dataSegments } = sentBy(endpoint);
  const { retransmittedSegments, zeroWindows, zeroWindowSeconds, missedBytes } = endpoint;
  const duration = (seconds: number): string => spanText(seconds, glyphs) ?? UNKNOWN_SPAN;
  return words.grammar.commas([
    dataSegments === 0
      ? traffic.noData(segments)
      : traffic.data(octetsText(payloadBytes), dataSegments, segments),
    copiedSegments > 0 ? traffic.copies(copiedSegments) : '',
    retransmittedSegments > 0 ? traffic.sentAgain(retransmittedSegments) : '',
    missedBytes > 0 ? traffic.notCaptured(octetsText(missedBytes)) : '',
    rttSeconds === null
      ? ''
      : traffic.roundTrip(duration(rttSeconds.mean), duration(rttSeconds.p95)),
    window === null || peer.dataSegments === 0
      ? ''
      : traffic.window(octetsText(window.min), octetsText(window.max)),
    zeroWindows > 0 ? traffic.shut(duration(zeroWindowSeconds), zeroWindows) : '',
  ]);
}

/** What the capture distorts in this connection; empty where it distorts nothing. */
export function qualityText(connection: ConnectionRecord, { grammar, story }: Words): string {
  const { quality, checksums, client, server } = connection;
  const { quality: said } = story;
  const { checksumOffload, onlyDirection, reorderedSegments, clockStepsBack } = quality;
  const told = (count: number, text: (count: number) => string): string =>
    count === 0 ? '' : text(count);
  return grammar.list([
    told(checksums.ip.invalid + checksums.tcp.invalid, said.wrongChecksums),
    checksumOffload.length === 0 ? '' : said.offload(checksumOffload),
    mergedText(quality, client.segments + server.segments, said.superSegments),
    told(quality.snappedSegments, said.snapped),
    told(quality.tapDuplicates, said.recordedTwice),
    onlyDirection === null ? '' : said.onlyFrom(onlyDirection),
    told(reorderedSegments, said.outOfOrder),
    // A segment out of order is a step back too.
    wasClockSetBack(quality) ? said.clockSetBack(clockStepsBack) : '',
  ]);
}
