import { connectionSchema } from '../model/connection-record.ts';
import { segmentSchema } from '../model/segment-record.ts';
import { cellText } from './csv/cell.ts';
import { columnsOf } from './csv/columns.ts';
import type { Reporter, Rows, Sink } from './reporter.ts';

/**
 * A table of connections or of segments (RFC 4180): a line of column names, then a line for each
 * record as soon as it is known. Captures and totals have no place in it.
 */
export function csvReporter(sink: Sink, rows: Rows): Reporter {
  const columns = columnsOf(rows === 'segments' ? segmentSchema : connectionSchema);
  const line = (cells: readonly string[]): void => sink.write(`${cells.join(',')}\r\n`);
  const row = (record: unknown): void => line(columns.map(({ read }) => cellText(read(record))));
  return {
    begin: () => line(columns.map(({ head }) => head)),
    ...(rows === 'segments' ? { segment: row } : { connection: row }),
    end: () => {},
  };
}
