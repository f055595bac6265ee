import type { CaptureRecord } from '../../model/capture-record.ts';
import type { HeaderRecord } from '../../model/header-record.ts';
import type { TotalsRecord } from '../../model/totals-record.ts';
import type { Glyphs } from '../format/glyphs.ts';
import { countText, durationText, listText, octetsText, plural } from '../format/units.ts';
import { cutStart, wrap } from '../format/width.ts';
import { mergedText } from './merged-text.ts';
import type { Style } from './style.ts';
import { type Column, tableLines } from './table.ts';

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
    ...(left > 0 ? [`  ${plural(left, 'more capture')}: see --json`] : []),
    ...labelled('packets', packetsText(totals, style.glyphs), style),
    ...labelled('checksums', checksumsText(totals.checksums), style),
  ];
}

function oneCapture(capture: CaptureRecord, style: Style): string[] {
  const { paint, columns, glyphs } = style;
  const facts = formatText(capture);
  const room = columns - LABEL_COLUMNS - facts.length - 1;
  const isNarrow = room < LEAST_PATH;
  const path = cutStart(capture.path, isNarrow ? columns - LABEL_COLUMNS : room, glyphs.ellipsis);
  const quality = qualityText(capture, style);
  const label = paint.faint('capture'.padEnd(LABEL_COLUMNS)) + paint.strong(path);
  return [
    ...(isNarrow ? [label, ...labelled('', facts, style)] : [`${label} ${facts}`]),
    ...labelled('packets', packetsText(capture, glyphs), style),
    ...labelled('checksums', checksumsText(capture.checksums), style),
    ...(quality === '' ? [] : labelled('quality', quality, style)),
    ...capture.comments.slice(0, 3).flatMap(({ text }) => labelled('comment', text, style)),
  ];
}

function formatText({ format, compression, linkTypes }: CaptureRecord): string {
  const links = linkTypes.map(({ name }) => name).join(', ');
  const packed = compression === null ? '' : `, ${compression}`;
  return `(${format}${packed}${links === '' ? '' : `, ${links}`})`;
}

type PacketFacts = Pick<
  CaptureRecord | TotalsRecord,
  'packets' | 'bytes' | 'durationSeconds' | 'firstTimestamp' | 'tcpSegments' | 'packetsNotDecoded'
>;

/** How many there are, when they were recorded, and what is in them. */
export function packetsText(facts: PacketFacts, glyphs: Glyphs): string {
  const { packets, bytes, durationSeconds, firstTimestamp, tcpSegments } = facts;
  const size = `${countText(packets)} (${octetsText(bytes)})`;
  const span = durationSeconds === null ? '' : ` in ${durationText(durationSeconds, glyphs)}`;
  const start = firstTimestamp === null ? '' : ` from ${dateText(firstTimestamp)}`;
  const others = notDecodedText(facts.packetsNotDecoded);
  return `${size}${span}${start}: ${countText(tcpSegments)} TCP${others === '' ? '' : `, ${others}`}`;
}

function dateText(timestamp: string): string {
  const [day = '', clock = ''] = timestamp.split('T');
  return `${day} ${clock.slice(0, 8)} UTC`;
}

/** `22 udp, 12 arp`: the most frequent reasons first. */
export function notDecodedText(packetsNotDecoded: Readonly<Record<string, number>>): string {
  const reasons = Object.entries(packetsNotDecoded).sort(([, a], [, b]) => b - a);
  const shown = reasons
    .slice(0, REASONS_SHOWN)
    .map(([reason, count]) => `${countText(count)} ${reason}`);
  const left = reasons.slice(REASONS_SHOWN).reduce((sum, [, count]) => sum + count, 0);
  return [...shown, ...(left > 0 ? [plural(left, 'other')] : [])].join(', ');
}

const CHECKSUM_WORDS = {
  valid: 'valid',
  invalid: 'invalid',
  partial: 'partial (left to the network card)',
  unverified: 'unverified',
} as const;

function checksumsText({ ip, tcp }: CaptureRecord['checksums']): string {
  const results = (counts: typeof ip): string => {
    const words = Object.entries(CHECKSUM_WORDS).map(([status, word]) => {
      const count = counts[status as keyof typeof CHECKSUM_WORDS];
      return count === 0 ? '' : `${countText(count)} ${word}`;
    });
    return words.filter((word) => word !== '').join(', ');
  };
  const parts = [
    ['IP', results(ip)],
    ['TCP', results(tcp)],
  ].filter(([, text]) => text !== '');
  return parts.length === 0 ? 'none' : parts.map(([name, text]) => `${name} ${text}`).join('; ');
}

function qualityText(capture: CaptureRecord, { glyphs }: Style): string {
  const { quality, truncated, repairs, skippedBytes } = capture;
  const { snappedPackets, tapDuplicates, clockStepsBack } = quality;
  const back = quality.largestClockStepBackSeconds;
  const by = back === null ? '' : `, by ${durationText(back, glyphs)} at most`;
  const dropped = quality.packetsDroppedByRecorder ?? 0;
  return listText(
    [
      truncated ? 'cut short in its last record' : '',
      repairs === 0 ? '' : `reading went on behind damage ${plural(repairs, 'time')}`,
      skippedBytes === 0 ? '' : `${octetsText(skippedBytes)} passed over as damaged`,
      quality.checksumOffload ? 'senders left checksums to their network card' : '',
      mergedText(quality, capture.tcpSegments),
      snappedPackets === 0 ? '' : `${plural(snappedPackets, 'packet')} cut by the snap length`,
      tapDuplicates === 0 ? '' : `${plural(tapDuplicates, 'segment')} recorded twice`,
      quality.oneSidedConnections === 0
        ? ''
        : `${plural(quality.oneSidedConnections, 'connection')} with one direction only`,
      quality.connectionsBegunBefore === 0
        ? ''
        : `${plural(quality.connectionsBegunBefore, 'connection')} begun before it`,
      quality.reorderedSegments === 0
        ? ''
        : `${plural(quality.reorderedSegments, 'segment')} put out of order by the recorder`,
      clockStepsBack === 0 ? '' : `the clock went back ${plural(clockStepsBack, 'time')}${by}`,
      dropped === 0 ? '' : `${plural(dropped, 'packet')} lost by the recorder`,
    ].filter((remark) => remark !== ''),
  );
}

/** The options that change or select what is told; empty where there are none. */
export function optionLines({ options }: HeaderRecord, style: Style): string[] {
  const filters = [
    [options.packetFilter, 'packets analysed: -f'],
    [options.after, 'packets analysed: --after'],
    [options.before, 'packets analysed: --before'],
    [options.packetLimit, 'packets analysed: -c'],
    [options.displayFilter, 'selected: -Y'],
    [options.where, 'selected: --where'],
    [options.connections?.join(' ') ?? null, 'selected: --connection'],
    [options.checksums ? null : '', 'checksums not verified: --no-checksums'],
  ] as const;
  return filters.flatMap(([value, label]) =>
    value === null ? [] : labelled('options', `${label} ${value}`.trimEnd(), style),
  );
}

function labelled(label: string, text: string, style: Style): string[] {
  const [first = '', ...rest] = wrap(text, style.columns, LABEL_COLUMNS);
  return [style.paint.faint(label.padEnd(LABEL_COLUMNS)) + first.trimStart(), ...rest];
}

function columnsOf({ glyphs }: Style): Column<CaptureRecord>[] {
  return [
    { head: 'capture', rank: 0, shrink: cutStart, comfortable: 40, text: ({ path }) => path },
    { head: 'format', rank: 3, text: ({ format, compression }) => compression ?? format },
    { head: 'packets', rank: 0, isNumber: true, text: ({ packets }) => countText(packets) },
    { head: 'size', rank: 2, isNumber: true, text: ({ bytes }) => octetsText(bytes) },
    { head: 'TCP', rank: 1, isNumber: true, text: ({ tcpSegments }) => countText(tcpSegments) },
    {
      head: 'first',
      rank: 4,
      text: ({ firstTimestamp }) => (firstTimestamp === null ? '' : dateText(firstTimestamp)),
    },
    {
      head: 'lasts',
      rank: 2,
      isNumber: true,
      text: ({ durationSeconds }) =>
        durationSeconds === null ? '' : durationText(durationSeconds, glyphs),
    },
    { head: '', rank: 1, text: ({ truncated }) => (truncated ? 'cut short' : '') },
  ];
}
