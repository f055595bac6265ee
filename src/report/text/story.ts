import type { ConnectionRecord } from '../../model/connection-record.ts';
import type { EndpointRecord } from '../../model/endpoint-record.ts';
import type { HandshakeRecord, ResetCause, TeardownRecord } from '../../model/timeline-record.ts';
import type { Side } from '../../model/vocabulary.ts';
import { countText, durationText, listText, octetsText, plural } from '../format/units.ts';
import { mergedText } from './merged-text.ts';
import { sentBy } from './sent-by.ts';
import type { Style } from './style.ts';

/** How a connection was opened, in plain sentences. */
export function openingText(connection: ConnectionRecord, style: Style): string {
  const sentences = [
    openingSentence(connection, style),
    guessSentence(connection),
    negotiatedSentence(connection.handshake),
  ];
  return sentences.filter((sentence) => sentence !== '').join(' ');
}

function openingSentence(connection: ConnectionRecord, style: Style): string {
  const { handshake, durationSeconds } = connection;
  const syns = handshake.steps.filter(({ segment }) => segment === 'SYN').length;
  const again = syns > 1 ? ` after ${plural(syns, 'SYN')}` : '';
  const took = roundTripText(handshake, style);
  switch (handshake.kind) {
    case 'three-way':
      return `Opened by a three-way handshake${again}${took}.`;
    case 'simultaneous-open':
      return `Opened by both sides at the same time${took}.`;
    case 'fast-open':
      return `Opened with TCP Fast Open${again}${took}: the SYN carried data.`;
    case 'refused':
      return `Refused${again}: the server answered the SYN with a reset.`;
    case 'unanswered':
      return `Unanswered: ${plural(syns, 'SYN')} in ${durationText(durationSeconds, style.glyphs)}, and no reply.`;
    case 'incomplete':
      return `The handshake was not completed${again}.`;
    case 'not-captured':
      return 'The capture begins after the handshake.';
  }
}

/** The round trip, and how the capture point divides it. */
function roundTripText(handshake: HandshakeRecord, { glyphs }: Style): string {
  const { rttSeconds, synToSynAckSeconds, synAckToAckSeconds } = handshake;
  if (rttSeconds === null) return '';
  const total = ` in ${durationText(rttSeconds, glyphs)}`;
  if (synToSynAckSeconds === null || synAckToAckSeconds === null) return total;
  const toServer = durationText(synToSynAckSeconds, glyphs);
  const toClient = durationText(synAckToAckSeconds, glyphs);
  return `${total} (${toServer} to the server and back, ${toClient} to the client and back)`;
}

const GUESSES: Readonly<Record<ConnectionRecord['clientKnownBy'], string>> = {
  syn: '',
  'syn-ack': '',
  port: 'Which side is the client is a guess from the ports.',
  'first-segment': 'Which side is the client is a guess: it sent the first segment.',
};

function guessSentence({ clientKnownBy }: ConnectionRecord): string {
  return GUESSES[clientKnownBy];
}

function negotiatedSentence({ negotiated }: HandshakeRecord): string {
  const { mss, windowScale, sack, timestamps, ecn, accurateEcn, fastOpen, mptcp } = negotiated;
  const terms = [
    bothSides('MSS', mss),
    bothSides('window scale', windowScale),
    sack === true ? 'SACK' : '',
    timestamps === true ? 'timestamps' : '',
    accurateEcn === true ? 'Accurate ECN' : ecn === true ? 'ECN' : '',
    fastOpen === true ? 'Fast Open' : '',
    mptcp === true ? 'Multipath TCP' : '',
  ].filter((term) => term !== '');
  return terms.length === 0 ? '' : `Agreed: ${terms.join(', ')}.`;
}

interface BothSides {
  readonly client: number | null;
  readonly server: number | null;
}

function bothSides(term: string, { client, server }: BothSides): string {
  if (client === null || server === null) return '';
  return client === server ? `${term} ${client}` : `${term} ${client} and ${server}`;
}

/** How a connection ended, in plain sentences. */
export function closingText(connection: ConnectionRecord, style: Style): string {
  const { verdict } = connection;
  if (verdict === 'refused' || verdict === 'unanswered') return ''; // its opening says it
  const sentences = [closingSentence(connection, style), timeWaitSentence(connection.teardown)];
  return sentences.filter((sentence) => sentence !== '').join(' ');
}

function closingSentence(connection: ConnectionRecord, style: Style): string {
  const { teardown } = connection;
  const first = teardown.initiator;
  switch (teardown.kind) {
    case 'four-way':
    case 'three-way':
      return first === null
        ? ''
        : `The ${first} closed first; ${followedText(teardown, first, style)}.`;
    case 'simultaneous':
      return 'Both sides closed at the same time.';
    case 'reset':
      return resetSentence(teardown);
    case 'half-closed':
      return first === null ? endingSentence(connection) : halfClosedText(connection, first, style);
    case 'none':
      return endingSentence(connection);
    case 'not-captured':
      return 'Its end was not captured: a new connection began on the same pair of sockets.';
  }
}

function followedText(teardown: TeardownRecord, first: Side, { glyphs }: Style): string {
  const { kind, complete, halfClosedSeconds } = teardown;
  const second = other(first);
  if (!complete) return `the ${second} closed too, and its FIN was not acknowledged`;
  if (kind === 'three-way') return `the ${second} closed with the segment that acknowledged it`;
  if (halfClosedSeconds === null) return `the ${second} followed`;
  return `half-closed for ${durationText(halfClosedSeconds, glyphs)} until the ${second} followed`;
}

function halfClosedText(connection: ConnectionRecord, first: Side, { glyphs }: Style): string {
  const { halfClosedSeconds } = connection.teardown;
  const span = halfClosedSeconds === null ? '' : ` for ${durationText(halfClosedSeconds, glyphs)}`;
  const opening = `The ${first} closed, the ${other(first)} did not: half-closed${span}`;
  if (connection.ended === 'open') return `${opening} until the capture ended.`;
  return `${opening}. ${endingSentence(connection)}`.trimEnd();
}

const RESET_REASONS: Readonly<Record<ResetCause, string>> = {
  refused: 'it refused the connection',
  abort: 'its application gave up the connection',
  'unread-data': 'it closed without having read all the data',
  'data-after-close': 'data came after it had closed',
  'half-open-peer': 'it knew nothing of the connection any more',
  'keep-alive-timeout': 'its keep-alive probes were not answered',
  'user-timeout': 'its data was not acknowledged in time',
  'illegal-segment': 'a segment came that does not belong there',
  unknown: '',
};

function resetSentence({ reset }: TeardownRecord): string {
  if (reset === null) return 'Ended by a reset.';
  const reason = RESET_REASONS[reset.cause];
  return `Reset by the ${reset.from}${reason === '' ? '' : `: ${reason}`}.`;
}

function endingSentence({ ended }: ConnectionRecord): string {
  switch (ended) {
    case 'open':
      return 'It was open when the capture ended.';
    case 'evicted':
      return 'It was let go to bound memory, so its end is not known.';
    case 'timeout':
      return 'It was silent for longer than the idle timeout.';
    case 'closed':
    case 'reset':
      return '';
  }
}

function timeWaitSentence({ timeWait }: TeardownRecord): string {
  if (timeWait === null) return '';
  const { endpoint, expiresTimestamp } = timeWait;
  const who = endpoint === 'both' ? 'Both sides hold' : `The ${endpoint} holds`;
  const [day = '', clock = ''] = expiresTimestamp.split('T');
  return `${who} TIME-WAIT until ${day} ${clock.slice(0, 8)} UTC (2 MSL).`;
}

function other(side: Side): Side {
  return side === 'client' ? 'server' : 'client';
}

/** What one endpoint sent, and what became of it. */
export function trafficText(connection: ConnectionRecord, side: Side, { glyphs }: Style): string {
  const endpoint: EndpointRecord = connection[side];
  const peer: EndpointRecord = connection[other(side)];
  const { copiedSegments, rttSeconds, window } = endpoint;
  const { segments, payloadBytes, dataSegments } = sentBy(endpoint);
  const { retransmittedSegments, zeroWindows, zeroWindowSeconds, missedBytes } = endpoint;
  const duration = (seconds: number): string => durationText(seconds, glyphs);
  return [
    dataSegments === 0
      ? `no data in ${plural(segments, 'segment')}`
      : `${octetsText(payloadBytes)} in ${countText(dataSegments)} of ${plural(segments, 'segment')}`,
    copiedSegments > 0 ? `${plural(copiedSegments, 'copy', 'copies')} besides` : '',
    retransmittedSegments > 0 ? `${countText(retransmittedSegments)} sent again` : '',
    missedBytes > 0 ? `${octetsText(missedBytes)} not in the capture` : '',
    rttSeconds === null ? '' : `RTT ${duration(rttSeconds.mean)} (p95 ${duration(rttSeconds.p95)})`,
    window === null || peer.dataSegments === 0 ? '' : `window ${windowText(window)}`,
    zeroWindows > 0
      ? `shut ${duration(zeroWindowSeconds)} (${plural(zeroWindows, 'zero window')})`
      : '',
  ]
    .filter((part) => part !== '')
    .join(', ');
}

function windowText({ min, max }: { readonly min: number; readonly max: number }): string {
  return min === max ? octetsText(max) : `${octetsText(min)} to ${octetsText(max)}`;
}

/** What the capture distorts in this connection; empty where it distorts nothing. */
export function qualityText(connection: ConnectionRecord): string {
  const { quality, checksums, client, server } = connection;
  const wrongSums = checksums.ip.invalid + checksums.tcp.invalid;
  const { checksumOffload, snappedSegments, tapDuplicates, onlyDirection } = quality;
  const remarks = [
    wrongSums === 0 ? '' : plural(wrongSums, 'wrong checksum'),
    checksumOffload.length === 0
      ? ''
      : `the ${listText(checksumOffload)} left checksums to the network card`,
    mergedText(quality, client.segments + server.segments),
    snappedSegments === 0 ? '' : `${plural(snappedSegments, 'segment')} cut by the snap length`,
    tapDuplicates === 0 ? '' : `${plural(tapDuplicates, 'segment')} recorded twice`,
    onlyDirection === null ? '' : `only segments from the ${onlyDirection} were captured`,
    quality.reorderedSegments === 0
      ? ''
      : `${plural(quality.reorderedSegments, 'segment')} put out of order by the recorder`,
    // A segment out of order is a step back too.
    quality.clockStepsBack <= quality.reorderedSegments
      ? ''
      : `the clock went back ${plural(quality.clockStepsBack, 'time')}`,
  ].filter((remark) => remark !== '');
  return listText(remarks);
}
