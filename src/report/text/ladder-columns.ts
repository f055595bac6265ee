import type { LadderRow, States } from '../../model/ladder-record.ts';
import type { Side, TcpStateName } from '../../model/vocabulary.ts';
import { secondsText } from '../format/units.ts';
import { padStart, widthOf } from '../format/width.ts';
import type { Style } from './style.ts';

const MARGIN = '  ';
export const GAP = '  ';
/** An arrow narrower than this has no room for its label: other columns go first. */
const NARROW_ARROW = 22;
const LEAST_ARROW = 8;
const MOST_ARROW = 58;
const LEAST_CAUSE = 24;

/** Where the columns of one ladder are; 0 for one that there is no room for. */
export interface Columns {
  readonly frame: number;
  readonly elapsed: number;
  readonly delta: number;
  readonly state: Readonly<Record<Side, number>>;
  /** States in the short words of tools like ss. */
  readonly isShort: boolean;
  readonly arrow: number;
  /** Why a state changed. */
  readonly cause: number;
}

const SHORT_STATES: Readonly<Record<TcpStateName, string>> = {
  CLOSED: 'CLOSED',
  LISTEN: 'LISTEN',
  'SYN-SENT': 'SYN-SENT',
  'SYN-RECEIVED': 'SYN-RECV',
  ESTABLISHED: 'ESTAB',
  'FIN-WAIT-1': 'FIN-W-1',
  'FIN-WAIT-2': 'FIN-W-2',
  'CLOSE-WAIT': 'CLOSE-W',
  CLOSING: 'CLOSING',
  'LAST-ACK': 'LAST-ACK',
  'TIME-WAIT': 'TIME-W',
};

export function stateWord(state: TcpStateName | null, isShort: boolean): string {
  if (state === null) return '';
  return isShort ? SHORT_STATES[state] : state;
}

/** Microseconds, but for connections that live for more than a day. */
export function elapsedText(seconds: number): string {
  return secondsText(seconds, Math.abs(seconds) < 100_000 ? 6 : 3);
}

/** Fits the columns into the terminal; `deltas` are the texts of that column. */
export function fitColumns(
  rows: readonly LadderRow[],
  initial: States,
  deltas: readonly string[],
  { columns: room, words }: Style,
): Columns {
  const { heads } = words.ladder;
  const widest = (texts: readonly string[], least: number): number =>
    texts.reduce((most, text) => Math.max(most, widthOf(text)), least);
  const allStates = [initial, ...rows.flatMap((row) => ('states' in row ? [row.states] : []))];
  const statesOf = (side: Side, isShort: boolean): number =>
    widest(
      allStates.map((states) => stateWord(states[side], isShort)),
      widthOf(words.side[side]),
    );
  const frames = rows.map((row) => `${row.kind === 'run' ? (row.firstFrame ?? '') : row.frame}`);
  const full = {
    frame: widest(frames, widthOf(heads.frame)),
    elapsed: widest(
      rows.map((row) => elapsedText(row.elapsedSeconds)),
      widthOf(heads.elapsed),
    ),
    delta: widest(deltas, widthOf(heads.delta)),
    state: { client: statesOf('client', false), server: statesOf('server', false) },
    isShort: false,
  };
  const short = {
    ...full,
    delta: 0,
    state: { client: statesOf('client', true), server: statesOf('server', true) },
    isShort: true,
  };
  const layouts = [
    full,
    { ...full, delta: 0 },
    short,
    { ...short, elapsed: 0 },
    { ...short, elapsed: 0, frame: 0 },
  ];
  const columns =
    layouts.find((layout) => roomFor(layout, room) >= NARROW_ARROW) ??
    layouts.find((layout) => roomFor(layout, room) >= LEAST_ARROW) ??
    short;
  const left = roomFor(columns, room);
  const arrow = Math.max(LEAST_ARROW, Math.min(left, MOST_ARROW));
  const cause = left - arrow - GAP.length;
  return { ...columns, arrow, cause: cause >= LEAST_CAUSE ? cause : 0 };
}

type Fixed = Omit<Columns, 'arrow' | 'cause'>;

/** What is left for the arrow. */
function roomFor(columns: Fixed, room: number): number {
  const { client, server } = columns.state;
  return room - leftWidth(columns) - client - 1 - 1 - server;
}

type LeftColumns = Pick<Columns, 'frame' | 'elapsed' | 'delta'>;

/** The cells before the client's state: frame, elapsed and delta, each with what parts it from others. */
export function leftCells(
  frame: string,
  elapsed: string,
  delta: string,
  columns: LeftColumns,
): [string, string, string] {
  return [
    MARGIN + (columns.frame === 0 ? '' : padStart(frame, columns.frame)),
    columns.elapsed === 0 ? '' : GAP + padStart(elapsed, columns.elapsed),
    (columns.delta === 0 ? '' : ` ${padStart(delta, columns.delta)}`) +
      (columns.frame === 0 ? '' : GAP),
  ];
}

export function leftWidth(columns: LeftColumns): number {
  return widthOf(leftCells('', '', '', columns).join(''));
}
