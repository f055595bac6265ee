import { socketText } from '../model/address-text.ts';
import { problemOf } from '../model/option-problem.ts';
import type { OptionRecord } from '../model/option-record.ts';
import type { SegmentRecord } from '../model/segment-record.ts';
import type { AnalysisName } from '../model/vocabulary.ts';
import { ENGLISH } from '../words/en/index.ts';
import type { SegmentWords } from '../words/segment-words.ts';
import type { Words } from '../words/words.ts';
import { ASCII, type Glyphs, UNICODE } from './format/glyphs.ts';
import { type ColorLevel, type Palette, palette } from './format/palette.ts';
import { type TimeFormat, timeText } from './format/time.ts';
import { spanText } from './format/units.ts';
import { fold, padEnd } from './format/width.ts';
import type { Reporter, Sink } from './reporter.ts';

export interface SegmentsTextOptions {
  readonly color: ColorLevel;
  /** False for terminals that show ASCII alone. */
  readonly unicode: boolean;
  /** Raw sequence numbers instead of relative ones (`-S`). */
  readonly absoluteNumbers: boolean;
  readonly timeFormat: TimeFormat;
  /** Lines wider than this go on in the next one; undefined: every segment has one line. */
  readonly foldAt: number | undefined;
  /** The language of the text; English. */
  readonly words?: Words | undefined;
}

interface Style {
  readonly paint: Palette;
  readonly glyphs: Glyphs;
  readonly absoluteNumbers: boolean;
  readonly words: Words;
}

/**
 * One line per segment as it comes: what tcpdump prints, with what the segment is to its
 * connection. The client is always at the left, so that the arrows show the direction.
 */
export function segmentsTextReporter(sink: Sink, options: SegmentsTextOptions): Reporter {
  const style: Style = {
    paint: palette(options.color),
    glyphs: options.unicode ? UNICODE : ASCII,
    absoluteNumbers: options.absoluteNumbers,
    words: options.words ?? ENGLISH,
  };
  let previous: SegmentRecord | undefined;
  return {
    begin() {},
    segment(segment) {
      const time = timeText(segment, previous, options.timeFormat);
      const line = segmentLine(segment, time, style);
      const { foldAt } = options;
      sink.write(`${foldAt === undefined ? line : fold(line, foldAt, FRAME_COLUMNS + 1)}\n`);
      previous = segment;
    },
    end() {},
  };
}

const FRAME_COLUMNS = 6;
const FLAGS_COLUMNS = 7;

function segmentLine(segment: SegmentRecord, time: string, style: Style): string {
  const { paint } = style;
  const { frame, connection, states } = segment;
  return [
    `${frame}`.padStart(FRAME_COLUMNS),
    paint.faint(time),
    paint.strong(`#${connection}`),
    directionText(segment, style),
    flagsText(segment, style),
    numbersText(segment, style),
    optionsText(segment.options, style),
    remarksText(segment, style),
    paint.faint(`${states.client ?? '?'}/${states.server ?? '?'}`),
  ]
    .filter((part) => part !== '')
    .join(' ');
}

function directionText({ from, source, destination }: SegmentRecord, style: Style): string {
  const { paint, glyphs } = style;
  const isClient = from === 'client';
  const [client, server] = isClient ? [source, destination] : [destination, source];
  const arrow = isClient ? glyphs.line + glyphs.headRight : glyphs.headLeft + glyphs.line;
  const left = paint.client(socketText(client.address, client.port));
  const right = paint.server(socketText(server.address, server.port));
  return `${left} ${paint[from](arrow)} ${right}`;
}

/** In the order in which people say them: what opens, closes or resets first. */
const SPOKEN_ORDER = ['SYN', 'FIN', 'RST', 'PSH', 'ACK', 'URG', 'ECE', 'CWR', 'AE'] as const;

function flagsText({ flags }: SegmentRecord, { paint, words }: Style): string {
  const names = SPOKEN_ORDER.filter((name) => flags.includes(name));
  const said = names.length === 0 ? words.segments.noFlags : names.join(',');
  const text = padEnd(said, FLAGS_COLUMNS);
  if (names.includes('RST')) return paint.error(text);
  return names.includes('SYN') || names.includes('FIN') ? paint.strong(text) : text;
}

function numbersText(segment: SegmentRecord, { absoluteNumbers, words }: Style): string {
  const { payloadLength, flags, scaledWindow, window, urgentPointer, reservedBits } = segment;
  const sequence = absoluteNumbers ? segment.sequence : segment.relativeSequence;
  const own = absoluteNumbers ? segment.acknowledgment : segment.relativeAcknowledgment;
  const acknowledgment = flags.includes('ACK') ? own : null;
  return [
    `seq ${sequence}`,
    payloadLength === 0 ? '' : `len ${payloadLength}`,
    acknowledgment === null ? '' : `ack ${acknowledgment}`,
    `win ${scaledWindow ?? `${window}*`}`,
    flags.includes('URG') ? `urg ${urgentPointer}` : '',
    reservedBits === 0 ? '' : words.segments.reserved(reservedBits),
  ]
    .filter((part) => part !== '')
    .join(' ');
}

function optionsText(options: readonly OptionRecord[], { words }: Style): string {
  const texts = options
    .map((option) => optionText(option, words.segments))
    .filter((text) => text !== '');
  return texts.length === 0 ? '' : `<${texts.join(' ')}>`;
}

/** Short; padding says nothing. */
function optionText(option: OptionRecord, words: SegmentWords): string {
  switch (option.name) {
    case 'end-of-list':
    case 'nop':
      return '';
    case 'mss':
      return `mss ${option.mss}`;
    case 'window-scale':
      return `ws ${option.shift}`;
    case 'sack-permitted':
      return 'sack-ok';
    case 'sack':
      return `sack ${option.blocks.map(({ left, right }) => `${left}-${right}`).join(',')}`;
    case 'timestamps':
      return `ts ${option.tsval}:${option.tsecr}`;
    case 'user-timeout':
      return `uto ${option.timeout}${option.granularity === 1 ? 'min' : 's'}`;
    case 'fast-open':
      return option.cookie === '' ? 'tfo' : `tfo ${option.cookie}`;
    case 'mptcp':
      return `mptcp ${option.subtype}`;
    case 'tcp-ao':
      return `ao ${option.keyId}:${option.rNextKeyId}`;
    case 'md5':
      return 'md5';
    case 'accurate-ecn':
      return `accecn ${option.counters.join(',')}`;
    case 'experimental':
      return `exp 0x${option.exId.toString(16).padStart(4, '0')}`;
    case 'unknown':
      return `kind ${option.kind}`;
    case 'malformed':
      return words.malformedOption(option.kind, problemOf(option));
  }
}

/** What is not as it should be, in brackets; then the round trip that it completes. */
function remarksText(segment: SegmentRecord, style: Style): string {
  const { paint, glyphs } = style;
  const { segments: said } = style.words;
  const { ackRttSeconds } = segment;
  const words = [
    ...segment.analysis.map((name) => analysisText(name, segment, said)),
    verdictText(segment, said),
  ];
  const remarks = words.filter((word) => word !== '').map((word) => paint.warning(`[${word}]`));
  // Where the clock went back meanwhile, there is nothing to tell.
  const measured = ackRttSeconds === null ? null : spanText(ackRttSeconds, glyphs);
  const rtt = measured === null ? '' : paint.faint(said.roundTrip(measured));
  return [...remarks, ...checksumTexts(segment, style), rtt]
    .filter((part) => part !== '')
    .join(' ');
}

function analysisText(
  name: AnalysisName,
  { duplicateAckNumber, duplicateAckFrame }: SegmentRecord,
  words: SegmentWords,
): string {
  return name === 'duplicate_ack' && duplicateAckNumber !== null
    ? words.duplicateAck(duplicateAckNumber, duplicateAckFrame)
    : words.analysis[name];
}

function verdictText({ retransmission }: SegmentRecord, words: SegmentWords): string {
  return retransmission === null
    ? ''
    : words.sentAgain(retransmission.kind, retransmission.originalFrame);
}

function checksumTexts({ checksums }: SegmentRecord, { paint, words }: Style): string[] {
  const { ip, tcp, ipFound, ipExpected, tcpFound, tcpExpected } = checksums;
  const wrong = (protocol: 'IP' | 'TCP', found: number | null, expected: number | null): string => {
    const sums =
      found === null || expected === null ? null : { found: hex(found), right: hex(expected) };
    return paint.error(`[${words.segments.wrongChecksum(protocol, sums)}]`);
  };
  return [
    ip === 'invalid' ? wrong('IP', ipFound, ipExpected) : '',
    tcp === 'invalid' ? wrong('TCP', tcpFound, tcpExpected) : '',
  ];
}

function hex(sum: number): string {
  return `0x${sum.toString(16).padStart(4, '0')}`;
}
