import type { ConnectionRecord } from './connection-record.ts';
import type { EndpointRecord } from './endpoint-record.ts';
import type {
  LadderRecord,
  LadderRow,
  LadderRun,
  LadderSegment,
  Passed,
  States,
  Step,
} from './ladder-record.ts';
import { type Moment, timelineOf } from './timeline.ts';
import type { FlagName } from './vocabulary.ts';

/** The ladder that the record alone tells: its steps, and one run of all that passed between them. */
export function ladderOf(connection: ConnectionRecord): LadderRecord {
  return joinLadder(connection, undefined);
}

/**
 * Joins the rows that were noted as segments passed with the story that is known at the end: what each
 * was to handshake and teardown, and the states, of which some were disproved by later segments.
 */
export function joinLadder(
  connection: ConnectionRecord,
  noted: readonly LadderRow[] | undefined,
): LadderRecord {
  const { initial, opening, closing } = timelineOf(connection);
  const isOneCapture = connection.firstCapture === connection.lastCapture;
  const rows =
    noted === undefined
      ? [...opening.map(rowOf), ...dataBetween(connection, opening, closing), ...closing.map(rowOf)]
      : joined(noted, [...opening, ...closing], opening.length, isOneCapture);
  return { initial, rows: withStates(rows, initial) };
}

function joined(
  noted: readonly LadderRow[],
  moments: readonly Moment[],
  openingMoments: number,
  isOneCapture: boolean,
): LadderRow[] {
  // Frames number the records of one capture: of several the time tells them apart.
  const keyOf = ({ frame, elapsedSeconds }: { frame: number; elapsedSeconds: number }): string =>
    isOneCapture ? `${frame}` : `${frame} ${Math.round(elapsedSeconds * 1e6)}`;
  const untold = new Map(moments.map((moment) => [keyOf(moment), moment]));
  const rows = noted.map((row): LadderRow => {
    const moment = row.kind === 'segment' ? untold.get(keyOf(row)) : undefined;
    if (row.kind !== 'segment' || moment === undefined) return row;
    untold.delete(keyOf(row));
    const { step, acknowledged, transitions, states } = moment;
    return { ...row, step, acknowledged, transitions, states };
  });
  for (const moment of untold.values()) {
    const isOpening = moments.indexOf(moment) < openingMoments;
    const isLater = (row: LadderRow): boolean => {
      if (row.kind === 'run') return isOpening && row.rowsNotShown > 0;
      return isOneCapture ? row.frame > moment.frame : row.elapsedSeconds > moment.elapsedSeconds;
    };
    const row = rowOf(moment);
    takeOutOfGap(rows, row);
    const at = rows.findIndex(isLater);
    rows.splice(at < 0 ? rows.length : at, 0, row);
  }
  return rows.filter((row) => row.kind !== 'run' || row.rowsNotShown > 0 || hasPassed(row));
}

function hasPassed({ client, server }: LadderRun): boolean {
  return client.segments + server.segments > 0;
}

/** What was let go and is told again is no part of what is not told. */
function takeOutOfGap(rows: LadderRow[], row: LadderRow): void {
  const at = rows.findIndex((other) => other.kind === 'run' && other.rowsNotShown > 0);
  const gap = rows[at];
  if (gap?.kind !== 'run' || row.kind !== 'segment' || gap[row.from].segments === 0) return;
  const { segments, dataSegments, payloadBytes } = gap[row.from];
  const left: Passed = {
    segments: segments - 1,
    dataSegments: dataSegments - (row.payloadBytes > 0 ? 1 : 0),
    payloadBytes: payloadBytes - row.payloadBytes,
  };
  rows[at] = { ...gap, rowsNotShown: gap.rowsNotShown - 1, [row.from]: left };
}

/** States hold until they change. */
function withStates(rows: readonly LadderRow[], initial: States): LadderRow[] {
  let states = initial;
  return rows.map((row) => {
    if (row.kind !== 'segment' && row.kind !== 'change') return row;
    for (const { endpoint, to } of row.transitions) states = { ...states, [endpoint]: to };
    return { ...row, states };
  });
}

const FLAGS_OF: Readonly<Record<Step['segment'], readonly FlagName[]>> = {
  SYN: ['SYN'],
  'SYN-ACK': ['ACK', 'SYN'],
  ACK: ['ACK'],
  FIN: ['ACK', 'FIN'],
  RST: ['RST'],
};

/** The row of a moment of which nothing was noted but what the record tells. */
function rowOf(moment: Moment): LadderRow {
  const { frame, elapsedSeconds, step, acknowledged, transitions, states } = moment;
  if (step === undefined) return { kind: 'change', frame, elapsedSeconds, transitions, states };
  const row: LadderSegment = {
    kind: 'segment',
    frame,
    elapsedSeconds,
    from: step.from,
    flags: FLAGS_OF[step.segment],
    sequence: step.sequence,
    relativeSequence: step.relativeSequence,
    acknowledgment: step.acknowledgment,
    relativeAcknowledgment: step.relativeAcknowledgment,
    payloadLength: step.payloadLength,
    scaledWindow: null,
    options: null,
    sack: null,
    marks: [],
    step,
    acknowledged,
    segments: 1,
    lastFrame: frame,
    lastElapsedSeconds: elapsedSeconds,
    payloadBytes: step.payloadLength,
    transitions,
    states,
  };
  return row;
}

/** What passed between the handshake and the teardown, as far as the counters tell. */
function dataBetween(
  { client, server, durationSeconds }: ConnectionRecord,
  opening: readonly Moment[],
  closing: readonly Moment[],
): LadderRun[] {
  const passed = ({ dataSegments, payloadBytes }: EndpointRecord): Passed => ({
    segments: dataSegments,
    dataSegments,
    payloadBytes,
  });
  const run: LadderRun = {
    kind: 'run',
    firstFrame: null,
    elapsedSeconds: opening.at(-1)?.elapsedSeconds ?? 0,
    lastElapsedSeconds: closing[0]?.elapsedSeconds ?? durationSeconds,
    client: passed(client),
    server: passed(server),
    rowsNotShown: 0,
  };
  return run.client.segments + run.server.segments === 0 ? [] : [run];
}

/**
 * At most so many rows of a ladder: its first ones, and its last ones; those between are one run.
 */
export function abridged({ initial, rows }: LadderRecord, most: number): LadderRecord {
  if (rows.length <= most) return { initial, rows };
  const first = Math.ceil((most - 1) / 2);
  const last = most - 1 - first;
  const left = rows.slice(first, rows.length - last);
  const run: LadderRun = {
    kind: 'run',
    firstFrame: null,
    elapsedSeconds: left[0]?.elapsedSeconds ?? 0,
    lastElapsedSeconds: Math.max(...left.map(endOf)),
    client: total(left.map((row) => passedOf(row, 'client'))),
    server: total(left.map((row) => passedOf(row, 'server'))),
    rowsNotShown: left.reduce((sum, row) => sum + (row.kind === 'run' ? row.rowsNotShown : 1), 0),
  };
  return { initial, rows: [...rows.slice(0, first), run, ...rows.slice(rows.length - last)] };
}

/** When a row is over. */
export function endOf(row: LadderRow): number {
  return 'lastElapsedSeconds' in row ? row.lastElapsedSeconds : row.elapsedSeconds;
}

function passedOf(row: LadderRow, side: 'client' | 'server'): Passed {
  if (row.kind === 'run') return row[side];
  if (row.kind !== 'segment' || row.from !== side) {
    return { segments: 0, dataSegments: 0, payloadBytes: 0 };
  }
  const { segments, payloadBytes } = row;
  return { segments, dataSegments: payloadBytes > 0 ? segments : 0, payloadBytes };
}

function total(parts: readonly Passed[]): Passed {
  const sum = (of: (part: Passed) => number): number =>
    parts.reduce((so, part) => so + of(part), 0);
  return {
    segments: sum(({ segments }) => segments),
    dataSegments: sum(({ dataSegments }) => dataSegments),
    payloadBytes: sum(({ payloadBytes }) => payloadBytes),
  };
}
