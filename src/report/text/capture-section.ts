import type { CaptureRecord } from '../../model/capture-record.ts';
import { wasCaptureSetBack } from '../../model/clock-set-back.ts';
import type { HeaderRecord } from '../../model/header-record.ts';
import type { TotalsRecord } from '../../model/totals-record.ts';
import type { CaptureWords } from '../../words/capture-words.ts';
import { countText } from '../../words/numbers.ts';
import type { Words } from '../../words/words.ts';
import { inputText } from '../format/path-text.ts';
import { durationText, octetsText, spanText, UNKNOWN_SPAN } from '../format/units.ts';
import { cutStart, padEnd, widthOf, wrap } from '../format/width.ts';
import { mergedText } from './merged-text.ts';
import type { Style } from './style.ts';
import { type Column, tableLines } from './table.ts';

type Label = keyof CaptureWords['labels'];

const LABEL_COLUMNS = 11;
/** More captures than this are a table. */
const CAPTURES_IN_FULL = 3;
const CAPTURES_IN_TABLE = 50;
const REASONS_SHOWN = 6;
/** With less room for its path than this, what else is told of a capture has a line of its own. */
const LEAST_PATH = 20;

/** What was read: each capture, the results of its checksums, and what it distorts. */
export function captureLines(
  captures: readonly CaptureRecord[],
  totals: TotalsRecord,
  style: Style,
): string[] {
  if (captures.length <= CAPTURES_IN_FULL) {
    return captures.flatMap((capture) => oneCapture(capture, style));
  }
  const shown = captures.slice(0, CAPTURES_IN_TABLE);
  const left = captures.length - shown.length;
  return [
    ...tableLines(shown, columnsOf(style), style),
    ...(left > 0 ? [`  ${style.words.capture.moreCaptures(left)}`] : []),
    ...labelled('packets', packetsText(totals, captures.some(wasCaptureSetBack), style), style),
    ...labelled('checksums', checksumsText(totals.checksums, style.words), style),
  ];
}

function oneCapture(capture: CaptureRecord, style: Style): string[] {
  const { paint, columns, glyphs, words } = style;
  const facts = formatText(capture, words);
  const room = columns - LABEL_COLUMNS - widthOf(facts);
  const isNarrow = room < LEAST_PATH;
  const name = inputText(capture.path, words.capture.standardInput);
  const path = cutStart(name, isNarrow ? columns - LABEL_COLUMNS : room, glyphs.ellipsis);
  const quality = qualityText(capture, style);
  const label =
    paint.faint(padEnd(words.capture.labels.capture, LABEL_COLUMNS)) + paint.strong(path);
  return [
    ...(isNarrow ? [label, ...labelled('', facts.trimStart(), style)] : [label + facts]),
    ...labelled('packets', packetsText(capture, wasCaptureSetBack(capture), style), style),
    ...labelled('checksums', checksumsText(capture.checksums, style.words), style),
    ...(quality === '' ? [] : labelled('quality', quality, style)),
    ...capture.comments.slice(0, 3).flatMap(({ text }) => labelled('comment', text, style)),
  ];
}

function formatText(
  { format, compression, linkTypes }: CaptureRecord,
  { capture }: Pick<Words, 'capture'>,
): string {
  const packed = compression === null ? [] : [compression];
  return capture.madeOf([format, ...packed, ...linkTypes.map(({ name }) => name)]);
}

type PacketFacts = Pick<
  CaptureRecord | TotalsRecord,
  'packets' | 'bytes' | 'durationSeconds' | 'firstTimestamp' | 'tcpSegments' | 'packetsNotDecoded'
>;

/** What a text is told in. */
type Told = Pick<Style, 'glyphs' | 'words'>;

/** How many there are, when they were recorded (by a clock that was set back or not), and what is in them. */
export function packetsText(
  facts: PacketFacts,
  isSetBack: boolean,
  { glyphs, words }: Told,
): string {
  const { packets, bytes, durationSeconds, firstTimestamp, tcpSegments } = facts;
  return words.capture.packets({
    packets,
    size: octetsText(bytes),
    span: durationSeconds === null || isSetBack ? null : spanText(durationSeconds, glyphs),
    wentBack: isSetBack || (durationSeconds ?? 0) < 0,
    start: firstTimestamp === null ? null : dateText(firstTimestamp),
    tcpSegments,
    others: notDecodedText(facts.packetsNotDecoded, words),
  });
}

function dateText(timestamp: string): string {
  const [day = '', clock = ''] = timestamp.split('T');
  return `${day} ${clock.slice(0, 8)} UTC`;
}

/** `22 udp, 12 arp`: the most frequent reasons first. */
export function notDecodedText(
  packetsNotDecoded: Readonly<Record<string, number>>,
  { capture, grammar }: Words,
): string {
  const reasons = Object.entries(packetsNotDecoded).sort(([, a], [, b]) => b - a);
  const shown = reasons
    .slice(0, REASONS_SHOWN)
    .map(([reason, count]) => capture.notDecoded(reason, count));
  const left = reasons.slice(REASONS_SHOWN).reduce((sum, [, count]) => sum + count, 0);
  return grammar.commas([...shown, left > 0 ? capture.others(left) : '']);
}

const CHECKSUM_STATUS = ['valid', 'invalid', 'partial', 'unverified'] as const;

function checksumsText(
  { ip, tcp }: CaptureRecord['checksums'],
  { capture, grammar }: Words,
): string {
  const results = (name: string, counts: typeof ip): string => {
    const texts = CHECKSUM_STATUS.map((status) => {
      const count = counts[status];
      return count === 0 ? '' : capture.checksumStatus[status](count);
    });
    const text = grammar.commas(texts);
    return text === '' ? '' : `${name} ${text}`;
  };
  return grammar.clauses([results('IP', ip), results('TCP', tcp)]) || capture.noChecksums;
}

function qualityText(capture: CaptureRecord, { glyphs, words }: Style): string {
  const { quality, truncated, repairs, skippedBytes } = capture;
  const { quality: said } = words.capture;
  const told = (count: number, text: (count: number) => string): string =>
    count === 0 ? '' : text(count);
  const back = quality.largestClockStepBackSeconds;
  const by = back === null ? null : durationText(back, glyphs);
  return words.grammar.list([
    truncated ? said.truncated : '',
    told(repairs, said.repaired),
    skippedBytes === 0 ? '' : said.passedOver(octetsText(skippedBytes)),
    quality.checksumOffload ? said.checksumOffload : '',
    mergedText(quality, capture.tcpSegments, said.superSegments),
    told(quality.snappedPackets, said.snapped),
    told(quality.tapDuplicates, said.recordedTwice),
    told(quality.oneSidedConnections, said.oneSided),
    told(quality.connectionsBegunBefore, said.begunBefore),
    told(quality.reorderedSegments, said.outOfOrder),
    told(quality.clockStepsBack, (times) => said.clockSetBack(times, by)),
    told(quality.packetsDroppedByRecorder ?? 0, said.lostByRecorder),
  ]);
}

/** The options that change or select what is told; empty where there are none. */
export function optionLines({ options }: HeaderRecord, style: Style): string[] {
  const { analysed, selected, unverified } = style.words.capture.options;
  const filters = [
    [options.packetFilter, analysed, '-f'],
    [options.after, analysed, '--after'],
    [options.before, analysed, '--before'],
    [options.packetLimit, analysed, '-c'],
    [options.displayFilter, selected, '-Y'],
    [options.where, selected, '--where'],
    [options.connections?.join(' ') ?? null, selected, '--connection'],
  ] as const;
  const told = filters.flatMap(([value, tell, option]) =>
    value === null ? [] : [tell(`${option} ${value}`)],
  );
  const all = options.checksums ? told : [...told, unverified];
  return all.flatMap((text) => labelled('options', text, style));
}

function labelled(name: Label | '', text: string, style: Style): string[] {
  const label = name === '' ? '' : style.words.capture.labels[name];
  const [first = '', ...rest] = wrap(text, style.columns, LABEL_COLUMNS);
  return [style.paint.faint(padEnd(label, LABEL_COLUMNS)) + first.trimStart(), ...rest];
}

function columnsOf({ glyphs, words }: Style): Column<CaptureRecord>[] {
  const { heads, cutShort } = words.capture;
  return [
    {
      head: heads.capture,
      rank: 0,
      shrink: cutStart,
      comfortable: 40,
      text: ({ path }) => inputText(path, words.capture.standardInput),
    },
    { head: heads.format, rank: 3, text: ({ format, compression }) => compression ?? format },
    { head: heads.packets, rank: 0, isNumber: true, text: ({ packets }) => countText(packets) },
    { head: heads.size, rank: 2, isNumber: true, text: ({ bytes }) => octetsText(bytes) },
    { head: 'TCP', rank: 1, isNumber: true, text: ({ tcpSegments }) => countText(tcpSegments) },
    {
      head: heads.first,
      rank: 4,
      text: ({ firstTimestamp }) => (firstTimestamp === null ? '' : dateText(firstTimestamp)),
    },
    {
      head: heads.lasts,
      rank: 2,
      isNumber: true,
      text: (capture) => {
        const { durationSeconds } = capture;
        if (durationSeconds === null) return '';
        if (wasCaptureSetBack(capture)) return UNKNOWN_SPAN;
        return spanText(durationSeconds, glyphs) ?? UNKNOWN_SPAN;
      },
    },
    { head: '', rank: 1, text: ({ truncated }) => (truncated ? cutShort : '') },
  ];
}
