import {
  type Analysis,
  type AnalysisOptions,
  type AnalysisResult,
  type AnalysisSink,
  analyze,
} from '../analyze.ts';
import type { HeaderRecord } from '../model/header-record.ts';
import { SCHEMA_VERSION } from '../model/schema/version.ts';
import type { Selection } from '../selection.ts';
import type { LadderOptions } from '../tcp/ladder/index.ts';
import { VERSION } from '../version.ts';
import type { BlockWriter } from './block-writer.ts';
import { EXIT_DONE, EXIT_INPUT, EXIT_USAGE, exitCodeOf, type StopSignal } from './exit-code.ts';
import type { Io } from './io.ts';
import type { Options } from './options.ts';
import type { Progress } from './progress.ts';
import { StopRequest } from './stop-request.ts';

const NANOSECONDS = 1e9;

export interface Run {
  readonly result: AnalysisResult;
  /** The signal that ended it before its input did. */
  readonly stoppedBy: StopSignal | undefined;
}

/** Reads the captures to their end, until a signal asks to stop, or until nobody reads the result. */
export async function runCaptures(
  options: Options,
  what: { readonly selection: Selection; readonly ladder?: LadderOptions | undefined },
  sink: AnalysisSink,
  writer: BlockWriter,
  progress: Progress,
  io: Io,
): Promise<Run> {
  const stop = new StopRequest();
  let stoppedBy: StopSignal | undefined;
  const release = io.onStop((signal) => {
    stoppedBy = signal;
    stop.abort();
  });
  try {
    const onTurn = (analysis: Analysis) => {
      progress.update(analysis);
      // A line that waits in the block while its input pauses would come late.
      writer.flush();
      if (writer.isClosed) stop.abort();
    };
    const result = await analyze(analysisOptions(options, what, stop), sink, stop, onTurn);
    return { result, stoppedBy };
  } finally {
    release();
    progress.clear();
  }
}

function analysisOptions(
  options: Options,
  { selection: { packetFilter }, ladder }: Parameters<typeof runCaptures>[1],
  stop: StopRequest,
): AnalysisOptions {
  return {
    inputs: options.inputs,
    verifyChecksums: options.checksums,
    packetFilter,
    packetLimit: options.packetLimit ?? 0,
    reading: { repair: options.repair, ...(options.follow && { follow: stop }) },
    tracker: {
      maxConnections: options.maxConnections,
      idleTimeout: (options.idleTimeoutSeconds ?? 0) * NANOSECONDS,
      msl: options.mslSeconds * NANOSECONDS,
      ladder,
    },
  };
}

/** The first record of every result. */
export function headerOf(
  options: Options,
  selection: { readonly limit?: number | undefined; readonly sort?: string | undefined },
): HeaderRecord {
  return {
    type: 'header',
    schema: SCHEMA_VERSION,
    version: VERSION,
    inputs: [...options.inputs],
    options: {
      packetFilter: options.packetFilter ?? null,
      displayFilter: options.displayFilter ?? null,
      where: options.where ?? null,
      connections: options.connections === undefined ? null : [...options.connections],
      after: options.after ?? null,
      before: options.before ?? null,
      packetLimit: options.packetLimit ?? null,
      limit: selection.limit ?? null,
      sort: selection.sort ?? null,
      checksums: options.checksums,
      maxConnections: options.maxConnections,
      idleTimeoutSeconds: options.idleTimeoutSeconds ?? null,
      mslSeconds: options.mslSeconds,
      strict: options.strict,
      repair: options.repair,
      follow: options.follow,
    },
  };
}

/** Signals before damage before ids that no connection has before success; a reader that went away is no error. */
export function exitCode(
  { result, stoppedBy }: Run,
  options: Options,
  writer: BlockWriter,
  hasUnknownIds: boolean,
): number {
  if (stoppedBy !== undefined) return exitCodeOf(stoppedBy);
  if (writer.isClosed) return EXIT_DONE;
  const isDamaged = result.failed || (options.strict && result.truncated);
  if (isDamaged) return EXIT_INPUT;
  return hasUnknownIds ? EXIT_USAGE : EXIT_DONE;
}
