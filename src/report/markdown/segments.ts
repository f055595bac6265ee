import { socketText } from '../../model/address-text.ts';
import type { SegmentRecord } from '../../model/segment-record.ts';
import { ENGLISH } from '../../words/en/index.ts';
import type { Glyphs } from '../format/glyphs.ts';
import { durationText, plural, secondsText } from '../format/units.ts';
import type { Reporter, Sink } from '../reporter.ts';
import { verdictText } from '../text/verdict-line.ts';
import { codeCell, proseText } from './inline.ts';
import { type MarkdownColumn, tableHead, tableRow } from './table.ts';

const ROWS = 100;

/** The first segments as a table, then how many there are beside, and the verdict. */
export function segmentsMarkdownReporter(sink: Sink, glyphs: Glyphs): Reporter {
  const columns = columnsOf(glyphs);
  let segments = 0;
  return {
    begin() {},
    segment(segment) {
      if (segments === 0) sink.write(tableHead(columns));
      if (segments < ROWS) sink.write(tableRow(segment, columns));
      segments++;
    },
    tellsInterruption: true,
    end({ totals }) {
      if (segments > 0) sink.write('\n');
      const left = segments - ROWS;
      if (left > 0) sink.write(`${plural(left, 'more segment')} not shown.\n\n`);
      sink.write(`**${proseText(verdictText(totals, ENGLISH))}**\n`);
      if (totals.interrupted) sink.write(`\n${ENGLISH.report.interrupted}\n`);
    },
  };
}

function columnsOf(glyphs: Glyphs): MarkdownColumn<SegmentRecord>[] {
  const number = (head: string, cell: (segment: SegmentRecord) => string) => ({
    head,
    isNumber: true,
    cell,
  });
  return [
    number('frame', ({ frame }) => `${frame}`),
    number('elapsed', ({ elapsedSeconds }) => secondsText(elapsedSeconds)),
    number('id', ({ connection }) => `${connection}`),
    { head: 'from', cell: ({ source }) => codeCell(socketText(source.address, source.port)) },
    { head: 'flags', cell: ({ flags }) => flags.join(' ') },
    number('seq', ({ relativeSequence }) => `${relativeSequence}`),
    number('len', ({ payloadLength }) => `${payloadLength}`),
    number('ack', ({ relativeAcknowledgment }) => `${relativeAcknowledgment ?? ''}`),
    number('window', ({ scaledWindow, window }) => `${scaledWindow ?? window}`),
    number('RTT', ({ ackRttSeconds }) =>
      ackRttSeconds === null ? '' : durationText(ackRttSeconds, glyphs),
    ),
    { head: 'remarks', cell: remarksCell },
    { head: 'client', cell: ({ states }) => states.client ?? '' },
    { head: 'server', cell: ({ states }) => states.server ?? '' },
  ];
}

function remarksCell({ analysis, retransmission, checksums }: SegmentRecord): string {
  const wrong = (['ip', 'tcp'] as const).filter((layer) => checksums[layer] === 'invalid');
  return [
    ...analysis.map(codeCell),
    ...(retransmission === null ? [] : [`sent again: ${retransmission.kind}`]),
    ...wrong.map((layer) => `wrong ${layer.toUpperCase()} checksum`),
  ].join(', ');
}
