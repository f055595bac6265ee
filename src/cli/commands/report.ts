import type { ConnectionRecord } from '../../model/connection-record.ts';
import type { DescribeContext } from '../../model/describe-connection.ts';
import { describeConnection } from '../../model/describe-connection.ts';
import { describeLadder } from '../../model/describe-ladder.ts';
import type { LadderRecord } from '../../model/ladder-record.ts';
import type { PlotRecord } from '../../model/plot-record.ts';
import { PlotSamples } from '../../model/plot-samples.ts';
import type { Format } from '../../report/index.ts';
import type { Reporter } from '../../report/reporter.ts';
import type { Connection } from '../../tcp/connection.ts';
import type { LadderOptions } from '../../tcp/ladder/index.ts';
import type { Segment } from '../../tcp/segment.ts';
import { asFinal, type ConnectionOrder, ranked, type Shown } from '../connection-order.ts';
import type { Io } from '../io.ts';
import { wordsFor } from '../language.ts';
import { type Printer, printCaptures, reporterFor } from '../printing.ts';
import type { ReportOptions } from '../program.ts';
import { headerOf } from '../run-captures.ts';
import { UsageError } from '../usage-error.ts';

/** Connections that a format for people shows, unless `--limit` says otherwise. */
const MOST_SHOWN: Partial<Record<Format, number>> = { text: 50, markdown: 50, mermaid: 1 };
/** Of these the text tells so many in full. */
const STORIES_IN_TEXT = 10;

/** Rows of a ladder that are kept of every connection, and with `-v` of those that are shown. */
const FOLDED: LadderOptions = { first: 40, last: 24, isUnfolded: false };
const UNFOLDED: LadderOptions = { first: 4_000, last: 1_000, isUnfolded: true };

/** `tcpdissect CAPTURE...` */
export async function report(options: ReportOptions, io: Io): Promise<number> {
  return printCaptures(options, io, async (printer) => {
    const { writer } = printer;
    const isText = options.format === 'text';
    const stories = storiesOf(options);
    const tellsAll = isAskedFor(options);
    const style = { ...options, stories, tellsAll, timeFormat: 'r' } as const;
    const reporter = await reporterFor('connections', style, printer);
    // Records for programs are in English whoever reads them.
    const { findings: findingWords } = await wordsFor(isText ? options : { lang: 'en' }, io);
    reporter.begin(headerOf(options, options));
    const shown: Shown[] = [];
    const plot = options.plot ? new ConnectionPlot(options) : undefined;
    const show = ({ record, ladder }: Shown): void =>
      reporter.connection?.(record, ladder, plot?.of(record));
    const order = orderFor(options, isText ? (found) => shown.push(found) : show);
    return {
      tellsInterruption: reporter.tellsInterruption,
      ladder: ladderFor(options, reporter),
      sink: {
        connection(connection: Connection, context: DescribeContext): void {
          if (writer.isClosed) return;
          plot?.see(connection);
          order.take(connection, { ...context, findingWords });
        },
        ...(plot && { segment: (segment: Segment) => plot.take(segment) }),
      },
      async finish({ captures, totals, diagnostics }): Promise<void> {
        // Nothing could be read: the complaints say all there is to say.
        if (options.format in MOST_SHOWN && captures.length === 0) return;
        if (plot !== undefined && totals.selectedConnections > 1)
          throw new UsageError(({ usage }) => usage.onePlot);
        order.end();
        const unfolded = totals.interrupted ? undefined : await unfoldedOf(shown, options, printer);
        for (const { record, ladder } of shown) {
          show({ record, ladder: unfolded?.get(record.id) ?? ladder });
        }
        reporter.end({ captures, totals, diagnostics });
      },
    };
  });
}

/** Takes what the plot of one connection shows: of the first that is selected. */
class ConnectionPlot {
  #id: number | undefined;
  readonly #samples = new PlotSamples();
  #plot: PlotRecord | undefined;

  constructor({ connections = [], format }: ReportOptions) {
    if (connections.length > 1) throw new UsageError(({ usage }) => usage.onePlot);
    if (format !== 'text') throw new UsageError(({ usage }) => usage.plotIsText);
  }

  take(segment: Segment): void {
    this.#id ??= segment.connectionId;
    if (segment.connectionId === this.#id && segment.row >= 0) this.#samples.take(segment);
  }

  see(connection: Connection): void {
    if (connection.row.id === this.#id) this.#plot = this.#samples.describe(connection);
  }

  of({ id }: ConnectionRecord): PlotRecord | undefined {
    return id === this.#id ? this.#plot : undefined;
  }
}

/** What is kept of each connection while the captures are read. */
function ladderFor(options: ReportOptions, reporter: Reporter): LadderOptions | undefined {
  if (reporter.wantsLadders !== true || options.quiet) return undefined;
  const { connections, verbose } = options;
  if (connections === undefined) return FOLDED;
  return { ...(verbose ? UNFOLDED : FOLDED), connections: new Set(connections) };
}

/**
 * The ladders of the connections shown with a row for each segment, by id: `-v` reads the captures a
 * second time for them, now that it is known which these are. Undefined where the first reading has
 * them already, or there can be no second one.
 */
async function unfoldedOf(
  shown: readonly Shown[],
  { verbose, quiet, connections }: ReportOptions,
  { readAgain }: Printer,
): Promise<ReadonlyMap<number, LadderRecord> | undefined> {
  const isKnown = connections !== undefined || shown.every(({ ladder }) => ladder === undefined);
  if (!verbose || quiet || isKnown || readAgain === undefined) return undefined;
  const ids = new Set(shown.map(({ record }) => record.id));
  const ladders = new Map<number, LadderRecord>();
  const sink = {
    connection(connection: Connection, context: DescribeContext): void {
      if (!ids.has(connection.row.id)) return;
      const record = describeConnection(connection, context);
      ladders.set(record.id, describeLadder(connection, record));
    },
  };
  const { stoppedBy } = await readAgain(sink, { ...UNFOLDED, connections: ids });
  // Who stops the second reading is not to lose what the first one found.
  return stoppedBy === undefined ? ladders : undefined;
}

function storiesOf({ quiet, verbose, limit }: ReportOptions): number {
  if (quiet) return 0;
  return verbose ? Number.POSITIVE_INFINITY : (limit ?? STORIES_IN_TEXT);
}

/** Whoever says how many, or which, wants to read of these whether there is a finding or not. */
function isAskedFor(options: ReportOptions): boolean {
  const { connections, where, displayFilter, limit, verbose } = options;
  return [connections, where, displayFilter, limit].some((given) => given !== undefined) || verbose;
}

/** Lines for programs come as they become final, people see what most deserves a look. */
function orderFor(
  { format, limit, sort }: ReportOptions,
  show: (shown: Shown) => void,
): ConnectionOrder {
  // A diagram is of one connection, whatever the limit.
  const most = format === 'mermaid' ? 1 : (limit ?? MOST_SHOWN[format] ?? Number.POSITIVE_INFINITY);
  if (sort !== undefined) return ranked(sort, most, false, show);
  return format in MOST_SHOWN ? ranked('interest', most, true, show) : asFinal(most, show);
}
