import type { ResetCause } from '../../model/timeline-kinds.ts';
import { countText } from '../numbers.ts';
import type {
  ClosingWords,
  LossWords,
  OpeningWords,
  QualityWords,
  StoryWords,
  TimeCause,
  TrafficWords,
} from '../story-words.ts';
import { listText, plural } from './grammar.ts';

function again(syns: number): string {
  return syns > 1 ? ` after ${plural(syns, 'SYN')}` : '';
}

const opening: OpeningWords = {
  threeWay: (syns, took) => `Opened by a three-way handshake${again(syns)}${took}.`,
  simultaneous: (took) => `Opened by both sides at the same time${took}.`,
  fastOpen: (syns, took) => `Opened with TCP Fast Open${again(syns)}${took}: the SYN carried data.`,
  refused: (syns) => `Refused${again(syns)}: the server answered the SYN with a reset.`,
  unanswered: (syns, span) =>
    `Unanswered: ${plural(syns, 'SYN')}${span === null ? '' : ` in ${span}`}, and no reply.`,
  incomplete: (syns) => `The handshake was not completed${again(syns)}.`,
  notCaptured: 'The capture begins after the handshake.',
  took: (total, halves) =>
    halves === null
      ? ` in ${total}`
      : ` in ${total} (${halves.server} to the server and back, ${halves.client} to the client and back)`,
  guesses: {
    syn: '',
    'syn-ack': '',
    port: 'Which side is the client is a guess from the ports.',
    'first-segment': 'Which side is the client is a guess: it sent the first segment.',
  },
  terms: {
    mss: 'MSS',
    windowScale: 'window scale',
    sack: 'SACK',
    timestamps: 'timestamps',
    accurateEcn: 'Accurate ECN',
    ecn: 'ECN',
    fastOpen: 'Fast Open',
    mptcp: 'Multipath TCP',
  },
  bothSides: (term, client, server) =>
    client === server ? `${term} ${client}` : `${term} ${client} and ${server}`,
  agreed: (terms) => `Agreed: ${terms.join(', ')}.`,
};

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

const closing: ClosingWords = {
  closedFirst: (first, followed) => `The ${first} closed first; ${followed}.`,
  unacknowledged: (second) => `the ${second} closed too, and its FIN was not acknowledged`,
  withAcknowledgment: (second) => `the ${second} closed with the segment that acknowledged it`,
  followed: (second) => `the ${second} followed`,
  halfClosedUntil: (second, span) => `half-closed for ${span} until the ${second} followed`,
  simultaneous: 'Both sides closed at the same time.',
  byReset: 'Ended by a reset.',
  resetBy: (from, cause) => {
    const reason = RESET_REASONS[cause];
    return `Reset by the ${from}${reason === '' ? '' : `: ${reason}`}.`;
  },
  halfClosed: (first, second, span, isToEnd) =>
    `The ${first} closed, the ${second} did not: half-closed${span === null ? '' : ` for ${span}`}${isToEnd ? ' until the capture ended' : ''}.`,
  notCaptured: 'Its end was not captured: a new connection began on the same pair of sockets.',
  open: 'It was open when the capture ended.',
  evicted: 'It was let go to bound memory, so its end is not known.',
  timeout: 'It was silent for longer than the idle timeout.',
  timeWait: (who, until) =>
    `${who === 'both' ? 'Both sides hold' : `The ${who} holds`} TIME-WAIT until ${until} (2 MSL).`,
};

const traffic: TrafficWords = {
  noData: (segments) => `no data in ${plural(segments, 'segment')}`,
  data: (size, dataSegments, segments) =>
    `${size} in ${countText(dataSegments)} of ${plural(segments, 'segment')}`,
  copies: (count) => `${plural(count, 'copy', 'copies')} besides`,
  sentAgain: (count) => `${countText(count)} sent again`,
  notCaptured: (size) => `${size} not in the capture`,
  roundTrip: (mean, p95) => `RTT ${mean} (p95 ${p95})`,
  window: (least, most) => `window ${least === most ? most : `${least} to ${most}`}`,
  shut: (span, zeroWindows) => `shut ${span} (${plural(zeroWindows, 'zero window')})`,
};

const quality: QualityWords = {
  wrongChecksums: (count) => plural(count, 'wrong checksum'),
  offload: (sides) => `the ${listText(sides)} left checksums to the network card`,
  superSegments: (captured, onWire) =>
    `${plural(captured, 'segment')} larger than the path carries (${countText(onWire)} on the wire)`,
  snapped: (segments) => `${plural(segments, 'segment')} cut by the snap length`,
  recordedTwice: (segments) => `${plural(segments, 'segment')} recorded twice`,
  onlyFrom: (side) => `only segments from the ${side} were captured`,
  outOfOrder: (segments) => `${plural(segments, 'segment')} put out of order by the recorder`,
  clockSetBack: (times) => `the clock went back ${plural(times, 'time')}`,
};

const loss: LossWords = {
  kinds: {
    timeout: 'timeout',
    fast: 'fast',
    'tail-loss-probe': 'tail-loss-probe',
    'go-back-n': 'go-back-n',
    syn: 'syn',
    fin: 'fin',
    spurious: 'spurious',
    unknown: 'unknown',
  },
  once: (side, frame, kind, end) =>
    `${side} once, first sent again in frame ${frame} (${loss.kinds[kind]}), ${end}`,
  neverMadeGood: 'never made good',
  madeGood: (span) => `made good in ${span}`,
  several: (side, count, isLeast, frames, slowest) =>
    `${side} ${count} times${isLeast ? ' or more' : ''}, from frames ${frames}; ${slowest}`,
  slowest: (span, frame, kind) => `longest recovery ${span} (frame ${frame}, ${loss.kinds[kind]})`,
  open: (count) => `${plural(count, 'loss', 'losses')} never made good`,
};

const TIME: Readonly<Record<TimeCause, string>> = {
  handshake: 'handshake',
  clientApplication: 'client',
  serverApplication: 'server',
  sending: 'network',
  receiverWindow: 'window',
  lossRecovery: 'loss',
};

export const STORY: StoryWords = {
  opening,
  closing,
  traffic,
  quality,
  loss,
  share: (percent, cause) => `${percent} % ${TIME[cause]}`,
};
