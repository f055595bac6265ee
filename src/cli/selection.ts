import type { AnalysisSink } from '../analyze.ts';
import type { DisplayFilter } from '../select/display/index.ts';
import { FilterError } from '../select/filter-error.ts';
import type { PacketFilter } from '../select/packet/index.ts';
import type { Options } from './options.ts';
import type { PacketFile } from './packet-file.ts';
import { UsageError } from './usage-error.ts';

/** What `-f`, `-Y` and `--connection` select. */
export interface Selection {
  readonly packetFilter: PacketFilter | undefined;
  readonly displayFilter: DisplayFilter | undefined;
  /** Ids of connections; undefined: all. */
  readonly connections: ReadonlySet<number> | undefined;
}

/**
 * Compiles the filters; the modules of a syntax are loaded when it is used.
 *
 * @throws UsageError for a filter that is wrong, with the place where
 */
export async function selectionOf(options: Options): Promise<Selection> {
  const { packetFilter, displayFilter, connections } = options;
  return {
    packetFilter: await compiled('-f', packetFilter, async (text) =>
      (await import('../select/packet/index.ts')).compilePacketFilter(text),
    ),
    displayFilter: await compiled('-Y', displayFilter, async (text) =>
      (await import('../select/display/index.ts')).compileDisplayFilter(text),
    ),
    connections: connections && new Set(connections),
  };
}

async function compiled<Filter>(
  option: string,
  text: string | undefined,
  compile: (text: string) => Promise<Filter>,
): Promise<Filter | undefined> {
  try {
    return text === undefined ? undefined : await compile(text);
  } catch (error) {
    if (error instanceof FilterError) throw new UsageError(`${option}: ${error.message}`);
    throw error;
  }
}

/**
 * Hands on to `sink` what is selected: segments, and connections with a selected segment. The
 * packets go to `file`: those of the segments selected, or all where nothing selects segments.
 */
export function selecting(
  sink: AnalysisSink,
  { displayFilter, connections }: Selection,
  file: PacketFile | undefined,
): AnalysisSink {
  const selectsSegments = displayFilter !== undefined || connections !== undefined;
  if (!selectsSegments && file === undefined) return sink;
  /** Connections with a selected segment that have not been handed on yet. */
  const chosen = new Set<number>();
  const selected = { connections: 0, segments: 0 };
  let isPacketSelected = !selectsSegments;
  const segment: AnalysisSink['segment'] = (found, context) => {
    if (connections?.has(found.connectionId) === false) return;
    if (displayFilter?.(found, context.clock) === false) return;
    isPacketSelected = true;
    selected.segments++;
    if (displayFilter !== undefined) chosen.add(found.connectionId);
    sink.segment?.(found, context);
  };
  return {
    ...sink,
    segment,
    connection(found, context) {
      if (connections?.has(found.row.id) === false) return;
      if (displayFilter !== undefined && !chosen.delete(found.row.id)) return;
      selected.connections++;
      sink.connection?.(found, context);
    },
    selected: () => selected,
    ...(file && {
      packet(record, bytes) {
        if (isPacketSelected) file.write(record, bytes);
        isPacketSelected = !selectsSegments;
      },
    }),
  };
}
