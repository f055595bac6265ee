import type { AnalysisResult, AnalysisSink } from '../analyze.ts';
import { terminalSafe } from '../report/format/escape.ts';
import { FORMATS_OF, REPORTERS, type ReportOptions } from '../report/index.ts';
import type { Reporter, Rows } from '../report/reporter.ts';
import { selecting } from '../selection.ts';
import type { LadderOptions } from '../tcp/ladder/index.ts';
import { BlockWriter } from './block-writer.ts';
import { colorLevel } from './color.ts';
import { columnsOf, foldAt } from './columns.ts';
import { complaint, warning } from './complaints.ts';
import type { Io, OutputStream } from './io.ts';
import { wordsFor } from './language.ts';
import { isUnicode } from './locale.ts';
import type { Options } from './options.ts';
import { type Output, openOutput, refuseInput } from './output.ts';
import { type PacketFile, packetFileOf } from './packet-file.ts';
import { progressFor } from './progress.ts';
import { isReadableTwice, type Read, readCaptures } from './readings.ts';
import { exitCode, type Run, runCaptures } from './run-captures.ts';
import { selectionOf } from './selection.ts';
import { unknownConnections } from './unknown-connections.ts';
import { UsageError } from './usage-error.ts';

/** Where a command prints. */
export interface Printer {
  readonly writer: BlockWriter;
  readonly stream: OutputStream;
  readonly io: Io;
  /** Reads the captures once more, with the same selection; undefined where that cannot be. */
  readonly readAgain: ((sink: AnalysisSink, ladder: LadderOptions) => Promise<Run>) | undefined;
  /** Has a clause told behind the result, beside what is wrong with the captures. */
  complain(clause: string): void;
}

/** What a command prints: made once the output is open. */
export interface Print {
  readonly sink: AnalysisSink;
  /** Takes what the run came to; not called where there is nothing to print. */
  finish(result: AnalysisResult): void | Promise<void>;
  /** Whether the result itself says that it is of a part; otherwise standard error does. */
  readonly tellsInterruption?: boolean | undefined;
  /** What of each connection it wants to show; undefined: none. */
  readonly ladder?: LadderOptions | undefined;
}

/** Runs a command that reads captures: opens the output, reads, prints, complains, and tells the exit code. */
export async function printCaptures(
  options: Options,
  io: Io,
  prepare: (printer: Printer) => Promise<Print>,
): Promise<number> {
  for (const path of [options.output, options.writeFile]) refuseInput(path, options.inputs);
  const selection = await selectionOf(options);
  const file = packetFileOf(options, io);
  const output = openOrDiscard(options.output, io, file);
  try {
    const words = await wordsFor(options, io);
    const progress = progressFor(options, io, words);
    const writer = new BlockWriter(output.stream, options.lineBuffered, () => progress.clear());
    const readAgain = (sink: AnalysisSink, ladder: LadderOptions): Promise<Run> =>
      runCaptures(options, { selection, ladder }, sink, writer, progress, io);
    const complaints: string[] = [];
    const print = await prepare({
      writer,
      stream: output.stream,
      io,
      readAgain: isReadableTwice(options) ? readAgain : undefined,
      complain: (clause) => complaints.push(`tcpdissect: ${terminalSafe(clause)}\n`),
    });
    const sink: AnalysisSink = {
      ...print.sink,
      diagnostic(diagnostic, told) {
        if (diagnostic.severity !== 'error' && options.quiet) return;
        complaints.push(complaint(diagnostic, told, words));
      },
    };
    const { ladder } = print;
    const read: Read = (selected, into) => {
      const what = { selection: selected, ladder: into.connection && ladder };
      return runCaptures(options, what, selecting(into, selected), writer, progress, io);
    };
    const run = await readCaptures(options, selection, sink, file, read, (tell) => {
      if (!options.quiet) complaints.push(warning(tell(words), words));
    });
    await print.finish(run.result);
    writer.flush();
    // The text has no capture to tell it of where none was opened yet.
    const isSilent = options.format === 'text' && run.result.captures.length === 0;
    const isTold = print.tellsInterruption === true && !isSilent;
    if (run.stoppedBy !== undefined && !isTold) {
      complaints.push(`tcpdissect: ${words.help.diagnostics.interrupted}\n`);
    }
    output.commit();
    file?.commit();
    const unknown = unknownConnections(options.connections ?? [], run.result);
    if (unknown !== undefined) complaints.push(`tcpdissect: ${unknown(words)}\n`);
    // Behind the result, where a person looks last; who stopped reading wants no more of it.
    if (!writer.isClosed) io.stderr.write(Buffer.from(complaints.join('')));
    return exitCode(run, options, writer, unknown !== undefined);
  } catch (error) {
    output.discard();
    file?.discard();
    throw error;
  }
}

function openOrDiscard(path: string | undefined, io: Io, file: PacketFile | undefined): Output {
  try {
    return openOutput(path, io);
  } catch (error) {
    file?.discard();
    throw error;
  }
}

/**
 * The reporter that the options ask for, writing to the stream behind `writer`.
 *
 * @throws UsageError where the format does not show such rows
 */
export async function reporterFor(
  rows: Rows,
  options: Options & Pick<ReportOptions, 'stories' | 'tellsAll' | 'timeFormat'>,
  { writer, stream, io }: Printer,
): Promise<Reporter> {
  // Given in front of the command, the format is none of the command's own choices.
  if (!FORMATS_OF[rows].includes(options.format)) {
    throw new UsageError(({ usage }) => usage.noRows(options.format, rows));
  }
  return REPORTERS[options.format](writer, rows, {
    columns: columnsOf(io, stream),
    color: colorLevel(options.color, io.env, stream),
    unicode: isUnicode(io),
    words: await wordsFor(options, io),
    absoluteNumbers: options.absoluteNumbers,
    stories: options.stories,
    tellsAll: options.tellsAll,
    wholeLadders: options.verbose,
    timeFormat: options.timeFormat,
    foldAt: foldAt(io, stream),
  });
}
