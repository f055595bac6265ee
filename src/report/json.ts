import type { HeaderRecord } from '../model/header-record.ts';
import { jsonText } from './json-text.ts';
import { recordsInto } from './record-writer.ts';
import { type Reporter, type Result, ROW_METHODS, type Rows, type Sink } from './reporter.ts';

/**
 * One JSON document, written while it is computed: each connection or segment on a line of its own
 * as soon as it is known, what is known last at the end.
 */
export function jsonReporter(sink: Sink, rows: Rows): Reporter {
  const write = recordsInto(sink);
  let separator = '\n';
  const row = (record: { readonly type: string }): void => {
    sink.write(separator);
    write(record);
    separator = ',\n';
  };
  return {
    begin({ type: _, ...header }: HeaderRecord): void {
      const opening = Object.entries(header).map(([key, value]) => member(key, value));
      sink.write(`{${opening.join(',\n')},\n"${rows}":[`);
    },
    [ROW_METHODS[rows]]: row,
    tellsInterruption: true,
    end({ captures, totals, diagnostics }: Result): void {
      const closing = [
        `"captures":[${lines(captures)}]`,
        member('totals', totals),
        `"diagnostics":[${lines(diagnostics)}]`,
      ];
      sink.write(`${separator === '\n' ? '' : '\n'}],\n${closing.join(',\n')}}\n`);
    },
  };
}

function member(key: string, value: unknown): string {
  return `${jsonText(key)}:${jsonText(value)}`;
}

function lines(records: readonly unknown[]): string {
  if (records.length === 0) return '';
  return `\n${records.map(jsonText).join(',\n')}\n`;
}
