import type { AnalysisOptions, AnalysisSink } from './analyze.ts';
import type { ConnectionRecord } from './model/connection-record.ts';
import { describeConnection } from './model/describe-connection.ts';
import type { FramePlace } from './reassembly/datagram.ts';
import type { Condition } from './select/condition/index.ts';
import type { DisplayFilter } from './select/display/index.ts';
import type { Moment } from './select/time/moment.ts';

/** What of everything is analysed, and what of that is told. */
export interface Selection {
  /** Drops packets before the analysis; undefined: none. */
  readonly packetFilter: AnalysisOptions['packetFilter'];
  /** Selects segments, and connections with a selected segment. */
  readonly displayFilter: DisplayFilter | undefined;
  /** Selects connections, which are known in full when they are final. */
  readonly where: Condition<ConnectionRecord> | undefined;
  /** Ids of connections; undefined: all. */
  readonly connections: ReadonlySet<number> | undefined;
  /** Frames whose packets are selected besides. */
  readonly frames?: FrameSet;
}

/** Frames of a recording. */
export class FrameSet {
  /** By index of the capture. */
  readonly #captures: Set<number>[] = [];
  size = 0;

  add({ capture, frame }: FramePlace): void {
    if (this.has(capture, frame)) return;
    this.#captures[capture] ??= new Set();
    this.#captures[capture].add(frame);
    this.size++;
  }

  has(capture: number, frame: number): boolean {
    return this.#captures[capture]?.has(frame) ?? false;
  }
}

/** The same as people write it. */
export interface SelectionTexts {
  /** Packets from this time on: `2026-11-20T14:24Z`, seconds since 1970, or `+5s` after the first. */
  readonly after?: string | undefined;
  /** Packets earlier than this time. */
  readonly before?: string | undefined;
  /** In the syntax of pcap-filter. */
  readonly packetFilter?: string | undefined;
  /** In Wireshark's syntax. */
  readonly displayFilter?: string | undefined;
  /** In CEL, on the keys of a connection's record. */
  readonly where?: string | undefined;
}

/** What a syntax of conditions makes of a text; the modules of it are loaded when it is used. */
const COMPILERS = {
  packetFilter: async (text: string) =>
    (await import('./select/packet/index.ts')).compilePacketFilter(text),
  displayFilter: async (text: string) =>
    (await import('./select/display/index.ts')).compileDisplayFilter(text),
  time: async (text: string) => (await import('./select/time/moment.ts')).parseMoment(text),
  end: async (text: string, from: Moment | undefined) =>
    (await import('./select/time/moment.ts')).parseEnd(text, from),
  where: async (text: string) => {
    const [{ conditionsOn }, { connectionSchema }] = await Promise.all([
      import('./select/condition/index.ts'),
      import('./model/connection-record.ts'),
    ]);
    return conditionsOn(connectionSchema)(text);
  },
} as const;

/** Compiles one text; callers that tell people about errors want to know which one it was of. */
export type Attempt = <T>(
  key: keyof SelectionTexts,
  text: string | undefined,
  compile: (text: string) => Promise<T>,
) => Promise<T | undefined>;

const attemptPlainly: Attempt = async (_, text, compile) =>
  text === undefined ? undefined : compile(text);

/**
 * Compiles what is to be selected.
 *
 * @throws FilterError for a text that is wrong, unless `attempt` makes another of it
 */
export async function compileSelection(
  { after, before, packetFilter, displayFilter, where }: SelectionTexts,
  connections: readonly number[] | undefined,
  attempt: Attempt = attemptPlainly,
): Promise<Selection> {
  const from = await attempt('after', after, COMPILERS.time);
  return {
    packetFilter: await dropping(
      from,
      await attempt('before', before, (text) => COMPILERS.end(text, from)),
      await attempt('packetFilter', packetFilter, COMPILERS.packetFilter),
    ),
    displayFilter: await attempt('displayFilter', displayFilter, COMPILERS.displayFilter),
    where: await attempt('where', where, COMPILERS.where),
    connections: connections && new Set(connections),
  };
}

type PacketFilter = NonNullable<AnalysisOptions['packetFilter']>;

/**
 * What drops packets before the analysis: those of other times, and of what is left those that the
 * packet filter does not pass.
 */
async function dropping(
  after: Moment | undefined,
  before: Moment | undefined,
  packetFilter: PacketFilter | undefined,
): Promise<PacketFilter | undefined> {
  if (after === undefined && before === undefined) return packetFilter;
  const { between } = await import('./select/time/index.ts');
  const isInTime = between(after, before);
  if (packetFilter === undefined) return isInTime;
  return (record, bytes, view) => isInTime(record) && packetFilter(record, bytes, view);
}

/**
 * Hands on to `sink` what is selected: segments, the packets that carried them, and connections, with
 * a selected segment where segments are selected. Segments and packets pass before it is known what
 * becomes of their connection: `where` does not select them.
 */
export function selecting(sink: AnalysisSink, selection: Selection): AnalysisSink {
  const { displayFilter, where, connections, frames } = selection;
  const selectsSegments = displayFilter !== undefined || connections !== undefined;
  if (!selectsSegments && where === undefined) return sink;
  /** Selected segments of connections that have not been handed on yet. */
  const chosen = new Map<number, number>();
  const selected = { connections: 0, segments: 0 };
  let isPacketSelected = false;
  const segment: AnalysisSink['segment'] = (found, context) => {
    if (connections?.has(found.connectionId) === false) return;
    if (displayFilter?.(found, context.clock) === false) return;
    isPacketSelected = true;
    if (where === undefined) selected.segments++;
    if (displayFilter !== undefined) {
      chosen.set(found.connectionId, (chosen.get(found.connectionId) ?? 0) + 1);
    }
    sink.segment?.(found, context);
  };
  return {
    ...sink,
    ...(selectsSegments && { segment }),
    connection(found, context) {
      const { row, low, high } = found;
      if (connections?.has(row.id) === false) return;
      const segments = displayFilter ? chosen.get(row.id) : low.segments + high.segments;
      if (segments === undefined) return;
      chosen.delete(row.id);
      if (where !== undefined) {
        if (where(describeConnection(found, context)) !== true) return;
        selected.segments += segments;
      }
      selected.connections++;
      sink.connection?.(found, context);
    },
    selected: () => selected,
    ...(sink.packet &&
      selectsSegments && {
        packet(record, bytes, capture, parts) {
          const isWanted = isPacketSelected || frames?.has(capture, record.frame) === true;
          if (isWanted) sink.packet?.(record, bytes, capture, parts);
          isPacketSelected = false;
        },
      }),
  };
}
