import { recordsInto } from './record-writer.ts';
import { type Reporter, ROW_METHODS, type Rows, type Sink } from './reporter.ts';

/** Each record as one line of JSON as soon as it is known: the header first, the totals last. */
export function ndjsonReporter(sink: Sink, rows: Rows): Reporter {
  const write = recordsInto(sink);
  const line = (record: { readonly type: string }): void => {
    write(record);
    sink.write('\n');
  };
  return {
    begin: line,
    [ROW_METHODS[rows]]: line,
    tellsInterruption: true,
    end({ captures, totals, diagnostics }): void {
      for (const capture of captures) line(capture);
      for (const diagnostic of diagnostics) line(diagnostic);
      line(totals);
    },
  };
}
