import type { ConnectionRecord } from '../../model/connection-record.ts';
import type { EndpointRecord } from '../../model/endpoint-record.ts';
import type { Side, TcpStateName } from '../../model/vocabulary.ts';
import { durationText, octetsText, plural, secondsText } from '../format/units.ts';
import { cut, padEnd, padStart, shorten, widthOf } from '../format/width.ts';
import { sentBy } from './sent-by.ts';
import { stepLabels } from './step-label.ts';
import type { Style } from './style.ts';
import { type Moment, type States, type Timeline, timelineOf } from './timeline.ts';

const MARGIN = '  ';
const GAP = '  ';
/** An arrow narrower than this has no room for its label: the delta goes first. */
const NARROW_ARROW = 22;
const LEAST_ARROW = 12;
const MOST_ARROW = 46;
const LEAST_CAUSE = 24;
/** Rows of one phase at most; what is between its first and last ones is counted instead. */
const ROWS_OF_A_PHASE = 12;

/** Where the columns of one ladder are. */
interface Columns {
  readonly frame: number;
  readonly elapsed: number;
  /** 0 where there is no room for it. */
  readonly delta: number;
  readonly state: Readonly<Record<Side, number>>;
  readonly arrow: number;
  /** 0 where there is no room to say why a state changed. */
  readonly cause: number;
}

/** A line of the ladder before it is laid out. */
type Row =
  | {
      readonly kind: 'moment';
      readonly moment: Moment;
      readonly delta: string;
      readonly before: States;
    }
  | { readonly kind: 'remark'; readonly text: string };

/**
 * The handshake, the states and the teardown of a connection as a ladder: the client at the left,
 * the server at the right, time downwards, each endpoint's state after each step.
 */
export function ladderLines(connection: ConnectionRecord, style: Style): string[] {
  const timeline = timelineOf(connection);
  const rows = rowsOf(connection, timeline, style);
  const columns = columnsOf(rows, timeline.initial, style);
  return [
    headLine(columns, style),
    ...initialLine(timeline.initial, columns, style),
    ...rows.map((row) =>
      row.kind === 'moment'
        ? momentLine(row.moment, row.delta, row.before, columns, style)
        : remarkLine(row.text, columns, style),
    ),
  ];
}

function rowsOf(connection: ConnectionRecord, timeline: Timeline, style: Style): Row[] {
  let previous: Moment | undefined;
  let before = timeline.initial;
  const rowsOfPhase = (moments: readonly Moment[]): readonly Row[] => {
    const rows = moments.map((moment): Row => {
      const span = moment.elapsedSeconds - (previous?.elapsedSeconds ?? 0);
      const delta = previous === undefined ? '' : signed(durationText(span, style.glyphs), span);
      const row: Row = { kind: 'moment', moment, delta, before };
      previous = moment;
      before = moment.states;
      return row;
    });
    return abridged(rows, style);
  };
  const data = dataRemark(connection);
  return [
    ...rowsOfPhase(timeline.opening),
    ...(data === '' ? [] : [{ kind: 'remark', text: data } as const]),
    ...rowsOfPhase(timeline.closing),
  ];
}

function abridged(rows: readonly Row[], style: Style): readonly Row[] {
  if (rows.length <= ROWS_OF_A_PHASE) return rows;
  const half = ROWS_OF_A_PHASE / 2;
  const left = rows.length - 2 * half;
  const text = `${plural(left, 'step')} not shown${style.glyphs.ellipsis}`;
  return [...rows.slice(0, half), { kind: 'remark', text }, ...rows.slice(-half)];
}

function signed(text: string, span: number): string {
  return span < 0 ? text : `+${text}`;
}

/** What passed between the handshake and the teardown. */
function dataRemark({ client, server }: ConnectionRecord): string {
  const sent = (who: Side, endpoint: EndpointRecord): string => {
    const { payloadBytes, dataSegments } = sentBy(endpoint);
    const what = `${octetsText(payloadBytes)} in ${plural(dataSegments, 'segment')}`;
    return dataSegments === 0 ? '' : `${who} sent ${what}`;
  };
  return [sent('client', client), sent('server', server)].filter((part) => part !== '').join(', ');
}

function columnsOf(rows: readonly Row[], initial: States, style: Style): Columns {
  const moments = rows.flatMap((row) => (row.kind === 'moment' ? [row] : []));
  const widest = (texts: readonly string[], least: number): number =>
    Math.max(least, ...texts.map(widthOf));
  const statesOf = (side: Side): number =>
    widest(
      [initial, ...moments.map(({ moment }) => moment.states)].map((states) => states[side] ?? ''),
      side.length,
    );
  const frame = widest(
    moments.map(({ moment }) => `${moment.frame}`),
    'frame'.length,
  );
  const elapsed = widest(
    moments.map(({ moment }) => elapsedText(moment)),
    'elapsed'.length,
  );
  const state = { client: statesOf('client'), server: statesOf('server') };
  const wide = {
    frame,
    elapsed,
    delta: widest(
      moments.map((row) => row.delta),
      'delta'.length,
    ),
    state,
  };
  const columns = roomFor(wide, style) < NARROW_ARROW ? { ...wide, delta: 0 } : wide;
  const room = roomFor(columns, style);
  const arrow = Math.max(LEAST_ARROW, Math.min(room, MOST_ARROW));
  const cause = room - arrow - GAP.length;
  return { ...columns, arrow, cause: cause >= LEAST_CAUSE ? cause : 0 };
}

/** What is left for the arrow. */
function roomFor(columns: Omit<Columns, 'arrow' | 'cause'>, style: Style): number {
  const { client, server } = columns.state;
  return style.columns - leftWidth(columns) - client - 1 - 1 - server;
}

function headLine(columns: Columns, { paint }: Style): string {
  const { state, arrow, cause } = columns;
  const left = leftCells('frame', 'elapsed', 'delta', columns).join('');
  const middle = `${paint.client(padEnd('client', state.client))} ${' '.repeat(arrow)} `;
  const why = cause > 0 ? `${' '.repeat(state.server - 'server'.length)}${GAP}why` : '';
  return paint.faint(left) + middle + paint.server('server') + paint.faint(why);
}

/** Microseconds, but for connections that live for more than a day. */
function elapsedText({ elapsedSeconds }: Moment): string {
  return secondsText(elapsedSeconds, Math.abs(elapsedSeconds) < 100_000 ? 6 : 3);
}

function leftCells(frame: string, elapsed: string, delta: string, columns: LeftColumns): string[] {
  const cells = [MARGIN + padStart(frame, columns.frame), GAP + padStart(elapsed, columns.elapsed)];
  return [...cells, columns.delta === 0 ? '' : ` ${padStart(delta, columns.delta)}`, GAP];
}

/** The states before the first segment, where the capture tells them. */
function initialLine({ client, server }: States, columns: Columns, { paint }: Style): string[] {
  if (client === null && server === null) return [];
  const indent = ' '.repeat(leftWidth(columns));
  const left = padEnd(client ?? '', columns.state.client);
  const states = `${left} ${' '.repeat(columns.arrow)} ${server ?? ''}`.trimEnd();
  return [indent + paint.faint(states)];
}

type LeftColumns = Pick<Columns, 'frame' | 'elapsed' | 'delta'>;

function leftWidth(columns: LeftColumns): number {
  return widthOf(leftCells('', '', '', columns).join(''));
}

function momentLine(
  moment: Moment,
  delta: string,
  before: States,
  columns: Columns,
  style: Style,
): string {
  const { paint } = style;
  const { client, server } = moment.states;
  const elapsed = elapsedText(moment);
  const [frameCell = '', elapsedCell = '', ...rest] = leftCells(
    `${moment.frame}`,
    elapsed,
    delta,
    columns,
  );
  const cells = [
    frameCell + elapsedCell + paint.faint(rest.join('')),
    `${stateText(client, before.client, 'client', columns.state.client, style)} `,
    arrowText(moment, columns.arrow, style),
  ];
  const cause = columns.cause === 0 ? '' : causeText(moment, columns.cause, style);
  const padded = cause === '' ? 0 : columns.state.server;
  const right = stateText(server, before.server, 'server', padded, style) + cause;
  return cells.join('') + (right === '' ? '' : ` ${right}`);
}

/** Bright where it has just changed, faint where it has not. */
function stateText(
  state: TcpStateName | null,
  before: TcpStateName | null,
  side: Side,
  columns: number,
  { paint }: Style,
): string {
  const text = padEnd(state ?? '', columns);
  if (text === '') return '';
  if (state === before) return paint.faint(text);
  return paint.strong(paint[side](text));
}

function arrowText(moment: Moment, columns: number, style: Style): string {
  const { glyphs, paint } = style;
  const { step } = moment;
  if (step === undefined) return paint.faint(padEnd(eventText(moment, columns, style), columns));
  const room = columns - 4; // a head, a line, and a blank at each side of the label
  const label = labelOf(moment, room, style);
  const tail = glyphs.line.repeat(room - widthOf(label));
  const shaft = paint[step.from];
  const text = emphasised(label, step.segment, style);
  return step.from === 'client'
    ? `${shaft(glyphs.line)} ${text} ${shaft(tail + glyphs.headRight)}`
    : `${shaft(glyphs.headLeft + glyphs.line)} ${text} ${shaft(tail)}`;
}

function labelOf(moment: Moment, room: number, style: Style): string {
  const labels = stepLabels(moment, style);
  const fitting = labels.find((label) => widthOf(label) <= room);
  return fitting ?? shorten(labels.at(-1) ?? '', room, style.glyphs.ellipsis);
}

function emphasised(label: string, segment: string, { glyphs, paint }: Style): string {
  const name = segment === 'RST' ? paint.error(segment) : paint.strong(segment);
  const [, ...words] = label.split(' ');
  const painted = words.map((word) => {
    if (word === glyphs.check) return paint.good(word);
    if (word === glyphs.cross) return paint.error(word);
    return word === 'again' ? paint.warning(word) : word;
  });
  return [name, ...painted].join(' ');
}

/** A frame that is no step: what it changed, in place of an arrow. */
function eventText({ transitions }: Moment, columns: number, style: Style): string {
  const causes = [...new Set(transitions.map(({ cause }) => cause))].join(', ');
  return `  ${cut(causes, columns - 2, style.glyphs.ellipsis)}`;
}

function causeText({ step, transitions }: Moment, columns: number, style: Style): string {
  if (step === undefined || transitions.length === 0) return '';
  const causes = transitions.map(({ endpoint, cause }) => `${endpoint}: ${cause}`).join(', ');
  return GAP + style.paint.faint(cut(causes, columns, style.glyphs.ellipsis));
}

/** In place of the frames that it stands for. */
function remarkLine(text: string, { frame }: Columns, { columns, glyphs, paint }: Style): string {
  const left = MARGIN + padStart(glyphs.gap, frame);
  const room = columns - widthOf(left) - GAP.length;
  return paint.faint(left) + GAP + cut(text, room, glyphs.ellipsis);
}
