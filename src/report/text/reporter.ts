import type { ConnectionRecord } from '../../model/connection-record.ts';
import type { HeaderRecord } from '../../model/header-record.ts';
import { interestOf } from '../../model/interest.ts';
import { abridged, ladderOf } from '../../model/ladder.ts';
import type { LadderRecord } from '../../model/ladder-record.ts';
import type { PlotRecord } from '../../model/plot-record.ts';
import type { TotalsRecord } from '../../model/totals-record.ts';
import { terminalSafeRecord } from '../format/escape.ts';
import { wrap } from '../format/width.ts';
import type { Reporter, Result, Sink } from '../reporter.ts';
import { captureLines, optionLines } from './capture-section.ts';
import { connectionLines } from './connection-section.ts';
import { connectionTableLines } from './connection-table.ts';
import { plotLines } from './plot.ts';
import { StateLegend } from './state-legend.ts';
import { type Style, styleOf, type TextOptions } from './style.ts';
import { verdictText } from './verdict-line.ts';

/** Rows of a ladder that is one of several. */
const ROWS_OF_A_LADDER = 24;

/**
 * The report that a person reads: captures, checksums, the result in one sentence, a table of
 * connections, and the story of the most interesting ones.
 *
 * It keeps every connection that it is given until the end, so whoever gives them bounds their
 * number; `totals` counts all. They are shown in the order in which they come.
 */
export function textReporter(sink: Sink, options: TextOptions): Reporter {
  const style = styleOf(options);
  const connections: ConnectionRecord[] = [];
  const ladders = new Map<ConnectionRecord, LadderRecord>();
  const plots = new Map<ConnectionRecord, PlotRecord>();
  let header: HeaderRecord | undefined;
  return {
    begin(record) {
      header = terminalSafeRecord(record, options.unicode);
    },
    wantsLadders: true,
    connection(record, ladder, plot) {
      const safe = terminalSafeRecord(record, options.unicode);
      connections.push(safe);
      // Nothing in a ladder is text out of the capture.
      if (ladder !== undefined) ladders.set(safe, ladder);
      if (plot !== undefined) plots.set(safe, plot);
    },
    tellsInterruption: true,
    end(result) {
      const { captures, totals }: Result = terminalSafeRecord(result, options.unicode);
      const told = mostInteresting(connections, options);
      const legend = new StateLegend();
      const sections = [
        [
          ...captureLines(captures, totals, style),
          ...(header === undefined ? [] : optionLines(header, style)),
        ],
        verdictLines(totals, style),
        connections.length === 0 ? [] : connectionTableLines(connections, style),
        ...told.map((connection) => {
          const ladder = ladders.get(connection) ?? ladderOf(connection);
          const isWhole = options.wholeLadders || connections.length === 1;
          const shown = isWhole ? ladder : abridged(ladder, ROWS_OF_A_LADDER);
          const plot = plots.get(connection);
          legend.see(shown);
          const lines = connectionLines(connection, shown, style);
          return plot === undefined ? lines : [...lines, '', ...plotLines(plot, style)];
        }),
        restLines(connections.length, told.length, totals, style),
      ];
      sections.splice(-1, 0, legend.lines(style));
      const shown = sections.filter((lines) => lines.length > 0);
      sink.write(`${shown.map((lines) => lines.join('\n')).join('\n\n')}\n`);
    },
  };
}

function verdictLines(totals: TotalsRecord, { columns, paint, words }: Style): string[] {
  const lines = wrap(verdictText(totals, words), columns).map(paint.strong);
  return totals.interrupted
    ? [...lines, ...wrap(words.report.interrupted, columns).map(paint.warning)]
    : lines;
}

/** Those with findings, or of many of these the most interesting, in the order in which they came. */
function mostInteresting(
  connections: readonly ConnectionRecord[],
  { stories, tellsAll }: TextOptions,
): readonly ConnectionRecord[] {
  const isAny = tellsAll || connections.length === 1;
  const worthIt = connections.filter(({ findings }) => isAny || findings.length > 0);
  if (worthIt.length <= stories) return worthIt;
  const ranked = worthIt.toSorted((a, b) => interest(b) - interest(a));
  const chosen = new Set(ranked.slice(0, stories));
  return connections.filter((connection) => chosen.has(connection));
}

function interest({ verdict, findings, client, server }: ConnectionRecord): number {
  return interestOf({
    verdict,
    errors: findings.filter(({ severity }) => severity === 'error').length,
    warnings: findings.filter(({ severity }) => severity === 'warning').length,
    retransmittedSegments: client.retransmittedSegments + server.retransmittedSegments,
    zeroWindows: client.zeroWindows + server.zeroWindows,
    segments: client.segments + server.segments,
  });
}

/** What is not shown, and how to see it. */
function restLines(inTable: number, told: number, totals: TotalsRecord, style: Style): string[] {
  const all = totals.selectedConnections;
  if (told >= all) return [];
  const hidden = all - inTable;
  const { grammar, report } = style.words;
  const { notShown, told: toldText, how } = report.rest;
  const sentences = [
    hidden > 0 ? notShown(hidden, all) : '',
    told < inTable ? toldText(told) : '',
    how,
  ];
  return wrap(grammar.sentences(sentences), style.columns);
}
