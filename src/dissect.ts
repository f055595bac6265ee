import {
  ANALYSIS_DEFAULTS,
  Analysis,
  type AnalysisOptions,
  abortOf,
  createWindow,
} from './analyze.ts';
import { openReadable, type ReadableCapture } from './capture/readable.ts';
import type { CaptureRecord } from './model/capture-record.ts';
import type { ConnectionRecord } from './model/connection-record.ts';
import { describeConnection } from './model/describe-connection.ts';
import { describeSegment } from './model/describe-segment.ts';
import type { DiagnosticRecord } from './model/diagnostic-record.ts';
import type { SegmentRecord } from './model/segment-record.ts';
import type { TotalsRecord } from './model/totals-record.ts';
import { compileSelection, type Selection, type SelectionTexts, selecting } from './selection.ts';

/**
 * What to analyse and to tell. `after`, `before` and `packetFilter` drop packets before the
 * analysis; `displayFilter` selects segments, and connections with a selected segment; `where`
 * selects connections. `where` and segments together take a capture that can be read twice: a path
 * or URL of a file, or octets in memory.
 */
export interface DissectOptions extends SelectionTexts {
  /** Whether to give a record per TCP segment; false. */
  readonly segments?: boolean;
  /** Whether to give a record per connection, or the ids of those to give records of; true. */
  readonly connections?: boolean | readonly number[];
  /** Whether to verify checksums; true. */
  readonly checksums?: boolean;
  /** Packets after which to stop; none. */
  readonly packetLimit?: number;
  /** Connections open at a time before the least recently active goes; 250,000, and 0 for as many as memory holds. */
  readonly maxConnections?: number;
  /** Silence after which a connection ends, in seconds; none. */
  readonly idleTimeoutSeconds?: number;
  /** Maximum segment lifetime, in seconds; 120. */
  readonly mslSeconds?: number;
  /** Stops the analysis; the totals are marked `interrupted`. */
  readonly signal?: AbortSignal;
}

/** What an analysis tells, by `type`. */
export type DissectRecord =
  | SegmentRecord
  | ConnectionRecord
  | CaptureRecord
  | DiagnosticRecord
  | TotalsRecord;

const NANOSECONDS = 1e9;

/**
 * Analyses a capture: its segments (on demand) and connections as they become known, then the
 * capture itself, what was wrong with it, and the totals. All are plain records, which may be kept;
 * they are those of `tcpdissect --ndjson`.
 *
 * @throws CaptureError where the capture is not there, or is no capture. One that is cut short or
 * damaged further on is no error: a diagnostic tells it.
 * @throws FilterError where a filter or condition is wrong, with the place where
 */
export async function* dissect(
  capture: ReadableCapture,
  options: DissectOptions = {},
): AsyncGenerator<DissectRecord, void> {
  const { connections, segments } = options;
  const ids = typeof connections === 'object' ? connections : undefined;
  const selection = await compileSelection(options, ids);
  if (selection.where === undefined || segments !== true) {
    yield* read(capture, options, selection);
    return;
  }
  // Segments pass before it is known what becomes of their connection.
  if (!isReadableTwice(capture)) {
    throw new TypeError('where and segments together take a capture that can be read twice');
  }
  const found = new Set<number>();
  const once = { ...options, segments: false, connections: true };
  for await (const record of read(capture, once, { ...selection, displayFilter: undefined })) {
    if (record.type === 'connection') found.add(record.id);
  }
  yield* read(capture, options, { ...selection, where: undefined, connections: found });
}

function isReadableTwice(capture: ReadableCapture): boolean {
  if (typeof capture === 'string') return capture !== '-';
  return capture instanceof URL || capture instanceof Uint8Array;
}

async function* read(
  capture: ReadableCapture,
  options: DissectOptions,
  selection: Selection,
): AsyncGenerator<DissectRecord, void> {
  const { signal } = options;
  const aborted = abortOf(signal);
  const opening = openReadable(capture, createWindow);
  // A capture that pauses must not keep a signal waiting, not even before its first octet.
  const opened = await Promise.race([opening, aborted]);
  if (opened === false) {
    opening.then(({ input }) => input.close()).catch(() => {});
    yield new Analysis(analysisOptions([], options, selection), {}).finish(true).totals;
    return;
  }
  const { input, window } = opened;
  let found: DissectRecord[] = [];
  const analysis = new Analysis(
    analysisOptions([input], options, selection),
    selecting(
      {
        ...(options.segments === true && {
          segment: (segment, { clock }) => found.push(describeSegment(segment, clock)),
        }),
        ...(options.connections !== false && {
          connection: (connection, context) => found.push(describeConnection(connection, context)),
        }),
      },
      selection,
    ),
    window,
  );
  try {
    // A turn of one refill: what was found is handed on before more is kept.
    while (signal?.aborted !== true && (await Promise.race([analysis.advance(1), aborted]))) {
      yield* found;
      found = [];
    }
    const result = analysis.finish(signal?.aborted === true);
    yield* found;
    yield* result.captures;
    yield* result.diagnostics;
    yield result.totals;
  } finally {
    input.close();
  }
}

/** The options of an analysis as a program gives them. */
export function analysisOptions(
  inputs: AnalysisOptions['inputs'],
  { checksums, packetLimit, maxConnections, idleTimeoutSeconds, mslSeconds }: DissectOptions,
  { packetFilter }: Selection,
): AnalysisOptions {
  return {
    ...ANALYSIS_DEFAULTS,
    inputs,
    packetFilter,
    verifyChecksums: checksums ?? true,
    packetLimit: packetLimit ?? 0,
    tracker: {
      ...(maxConnections !== undefined && { maxConnections }),
      ...(idleTimeoutSeconds !== undefined && { idleTimeout: idleTimeoutSeconds * NANOSECONDS }),
      ...(mslSeconds !== undefined && { msl: mslSeconds * NANOSECONDS }),
    },
  };
}
