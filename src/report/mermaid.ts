import type { ConnectionRecord } from '../model/connection-record.ts';
import { ladderOf } from '../model/ladder.ts';
import type { LadderRecord } from '../model/ladder-record.ts';
import { plural } from './format/units.ts';
import { connectionDiagram } from './mermaid/connection-diagram.ts';
import { type Diagram, type DiagramItem, diagramText } from './mermaid/diagram.ts';
import { segmentsMermaidReporter } from './mermaid/segments.ts';
import type { Reporter, Rows, Sink } from './reporter.ts';
import { styleOf, type TextOptions } from './text/style.ts';
import { verdictText } from './text/verdict-line.ts';

/** One connection as a sequence diagram for documents: the first that is given. */
export function mermaidReporter(sink: Sink, rows: Rows, options: TextOptions): Reporter {
  if (rows === 'segments') return segmentsMermaidReporter(sink, options.absoluteNumbers);
  const style = styleOf({ ...options, color: 0, words: undefined });
  let drawn: { record: ConnectionRecord; ladder: LadderRecord } | undefined;
  return {
    begin() {},
    wantsLadders: true,
    connection(record, ladder) {
      drawn ??= { record, ladder: ladder ?? ladderOf(record) };
    },
    tellsInterruption: true,
    end({ totals }) {
      const diagram: Diagram =
        drawn === undefined
          ? { items: [{ kind: 'note', at: 'both', text: verdictText(totals, style.words) }] }
          : connectionDiagram(drawn.record, drawn.ladder, style);
      const left = totals.selectedConnections - (drawn === undefined ? 0 : 1);
      const rest: DiagramItem[] = left > 0 ? [{ kind: 'comment', text: restText(left) }] : [];
      if (totals.interrupted)
        rest.unshift({ kind: 'note', at: 'both', text: style.words.report.interrupted });
      sink.write(diagramText({ ...diagram, items: [...diagram.items, ...rest] }));
    },
  };
}

function restText(left: number): string {
  return `${plural(left, 'more connection')} not drawn, select one with --connection ID`;
}
