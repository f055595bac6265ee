import type { DescribeContext } from '../../model/describe-connection.ts';
import type { Reporter } from '../../report/reporter.ts';
import type { Connection } from '../../tcp/connection.ts';
import { asFinal, type ConnectionOrder, ranked } from '../connection-order.ts';
import type { Io } from '../io.ts';
import { printCaptures, reporterFor } from '../printing.ts';
import type { ReportOptions } from '../program.ts';
import { headerOf } from '../run-captures.ts';

/** Connections in the table of the text, and told in full, unless `--limit` says otherwise. */
const ROWS_IN_TEXT = 50;
const STORIES_IN_TEXT = 10;

/** `tcpdissect CAPTURE...` */
export async function report(options: ReportOptions, io: Io): Promise<number> {
  return printCaptures(options, io, async (printer) => {
    const { writer } = printer;
    const style = { ...options, stories: storiesOf(options), timeFormat: 'r' } as const;
    const reporter = await reporterFor('connections', style, printer);
    reporter.begin(headerOf(options, options));
    const order = orderFor(options, reporter);
    return {
      sink: {
        connection(connection: Connection, context: DescribeContext): void {
          if (writer.isClosed) return;
          order.take(connection, context);
        },
      },
      finish({ captures, totals, diagnostics }): void {
        // Nothing could be read: the complaints say all there is to say.
        if (options.format === 'text' && captures.length === 0) return;
        order.end();
        reporter.end({ captures, totals, diagnostics });
      },
    };
  });
}

function storiesOf({ quiet, verbose, limit }: ReportOptions): number {
  if (quiet) return 0;
  return verbose ? Number.POSITIVE_INFINITY : (limit ?? STORIES_IN_TEXT);
}

/** Lines for programs come as they become final, the text shows what most deserves a look. */
function orderFor({ format, limit, sort }: ReportOptions, reporter: Reporter): ConnectionOrder {
  const show: NonNullable<Reporter['connection']> = (record) => reporter.connection?.(record);
  if (sort !== undefined) return ranked(sort, limit ?? Number.POSITIVE_INFINITY, false, show);
  if (format === 'text') return ranked('interest', limit ?? ROWS_IN_TEXT, true, show);
  return asFinal(limit ?? Number.POSITIVE_INFINITY, show);
}
