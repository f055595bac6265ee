import { endOf } from '../../model/ladder.ts';
import type {
  LadderChange,
  LadderRecord,
  LadderRow,
  LadderRun,
  LadderSegment,
  States,
} from '../../model/ladder-record.ts';
import type { Side, TcpStateName } from '../../model/vocabulary.ts';
import { durationText } from '../format/units.ts';
import { cut, padEnd, widthOf, wrap } from '../format/width.ts';
import { arrowText, fittingLabel, paintedLabel } from './ladder-arrow.ts';
import {
  type Columns,
  elapsedText,
  fitColumns,
  GAP,
  leftCells,
  leftWidth,
  stateWord,
} from './ladder-columns.ts';
import { noteText, runLabels, synOptionsText } from './ladder-words.ts';
import { stepLabels } from './step-label.ts';
import type { Style } from './style.ts';

/**
 * A connection as a ladder: the client at the left, the server at the right, time downwards, each
 * endpoint's state after each step, and what is to be said of a segment below it.
 */
export function ladderLines({ initial, rows }: LadderRecord, style: Style): string[] {
  const deltas = deltasOf(rows, style);
  const columns = fitColumns(rows, initial, deltas, style);
  let before = initial;
  const lines = rows.flatMap((row, index) => {
    const told = rowLines(row, deltas[index] ?? '', before, columns, style);
    if ('states' in row) before = row.states;
    return told;
  });
  return [headLine(columns, style), ...initialLine(initial, columns, style), ...lines];
}

function deltasOf(rows: readonly LadderRow[], { glyphs }: Style): string[] {
  let latest = Number.NEGATIVE_INFINITY;
  return rows.map((row, index) => {
    const previous = rows[index - 1];
    // A row that stands for several may end behind those below it.
    const since = latest <= row.elapsedSeconds ? latest : (previous?.elapsedSeconds ?? 0);
    latest = Math.max(latest, endOf(row));
    if (previous === undefined || !hasOwnTime(row)) return '';
    const span = row.elapsedSeconds - since;
    const text = durationText(span, glyphs);
    return span < 0 ? text : `+${text}`;
  });
}

/** Where a run begins is not always known. */
function hasOwnTime(row: LadderRow): boolean {
  return row.kind !== 'run' || row.firstFrame !== null;
}

function rowLines(
  row: LadderRow,
  delta: string,
  before: States,
  columns: Columns,
  style: Style,
): string[] {
  switch (row.kind) {
    case 'segment':
      return segmentLines(row, delta, before, columns, style);
    case 'run':
      return runLines(row, delta, columns, style);
    case 'change':
      return [
        stateLine(
          row,
          delta,
          before,
          style.paint.faint(eventText(row, columns, style)),
          columns,
          style,
        ),
      ];
    case 'icmp': {
      const { icmp } = style.words.ladder;
      const text = cut(
        icmp(row.to, row.type, row.code, row.mtu),
        style.columns - leftWidth(columns),
        style.glyphs.ellipsis,
      );
      return [leftText(`${row.frame}`, row, delta, columns, style) + style.paint.warning(text)];
    }
  }
}

function headLine(columns: Columns, { paint, words }: Style): string {
  const { state, arrow, cause } = columns;
  const { heads } = words.ladder;
  const { client, server } = words.side;
  const left = leftCells(heads.frame, heads.elapsed, heads.delta, columns).join('');
  const middle = `${paint.client(padEnd(client, state.client))} ${' '.repeat(arrow)} `;
  const why = cause > 0 ? `${' '.repeat(state.server - widthOf(server))}${GAP}${heads.why}` : '';
  return paint.faint(left) + middle + paint.server(server) + paint.faint(why);
}

/** The states before the first segment, where the capture tells them. */
function initialLine({ client, server }: States, columns: Columns, { paint }: Style): string[] {
  if (client === null && server === null) return [];
  const { isShort } = columns;
  const indent = ' '.repeat(leftWidth(columns));
  const left = padEnd(stateWord(client, isShort), columns.state.client);
  const states = `${left} ${' '.repeat(columns.arrow)} ${stateWord(server, isShort)}`.trimEnd();
  return [indent + paint.faint(states)];
}

function leftText(
  frame: string,
  { elapsedSeconds }: { readonly elapsedSeconds: number },
  delta: string,
  columns: Columns,
  { paint }: Style,
): string {
  const [first, second, third] = leftCells(frame, elapsedText(elapsedSeconds), delta, columns);
  return first + second + paint.faint(third);
}

// -- segments --------------------------------------------------------------------------------------

function segmentLines(
  row: LadderSegment,
  delta: string,
  before: States,
  columns: Columns,
  style: Style,
): string[] {
  const label = fittingLabel(stepLabels(row, style), columns.arrow, style);
  const arrow = arrowText(row.from, label, paintedLabel(label, row, style), columns.arrow, style);
  const options = synOptionsText(row.options);
  const notes = [label.includes(options) ? '' : options, noteText(row, style)];
  const isTrouble = row.marks.length > 0;
  return [
    stateLine(row, delta, before, arrow, columns, style),
    ...notes.flatMap((text, index) => noteLines(text, index === 1 && isTrouble, columns, style)),
  ];
}

/** A line with both endpoints' states around what happened. */
function stateLine(
  row: LadderSegment | LadderChange,
  delta: string,
  before: States,
  middle: string,
  columns: Columns,
  style: Style,
): string {
  const { client, server } = row.states;
  const cause = columns.cause === 0 ? '' : causeText(row, columns.cause, style);
  const padded = cause === '' ? 0 : columns.state.server;
  const left = stateText(client, before.client, 'client', columns.state.client, columns, style);
  const right = stateText(server, before.server, 'server', padded, columns, style) + cause;
  const start = leftText(`${row.frame}`, row, delta, columns, style);
  return `${start}${left} ${middle}${right === '' ? '' : ` ${right}`}`;
}

/** Bright where it has just changed, faint where it has not. */
function stateText(
  state: TcpStateName | null,
  before: TcpStateName | null,
  side: Side,
  width: number,
  { isShort }: Columns,
  { paint }: Style,
): string {
  const text = padEnd(stateWord(state, isShort), width);
  if (text === '') return '';
  if (state === before) return paint.faint(text);
  return paint.strong(paint[side](text));
}

/** A frame that is no step: what it changed, in place of an arrow. */
function eventText({ transitions }: LadderChange, columns: Columns, style: Style): string {
  const causes = style.words.grammar.commas([
    ...new Set(transitions.map(({ cause }) => style.words.ladder.cause(cause))),
  ]);
  return padEnd(`  ${cut(causes, columns.arrow - 2, style.glyphs.ellipsis)}`, columns.arrow);
}

function causeText(row: LadderSegment | LadderChange, columns: number, style: Style): string {
  const { transitions } = row;
  if (row.kind === 'change' || transitions.length === 0) return '';
  const { grammar, ladder } = style.words;
  const causes = grammar.commas(
    transitions.map(({ endpoint, cause }) => ladder.stateChange(endpoint, ladder.cause(cause))),
  );
  return GAP + style.paint.faint(cut(causes, columns, style.glyphs.ellipsis));
}

/** What is to be said of the row above, below its arrow. */
function noteLines(text: string, isTrouble: boolean, columns: Columns, style: Style): string[] {
  if (text === '') return [];
  const { glyphs, paint } = style;
  const arrowStart = leftWidth(columns) + columns.state.client + 1;
  const mark = isTrouble ? glyphs.warning : glyphs.bullet;
  // On a narrow terminal a note has the whole line, below the frame.
  const indent = style.columns - arrowStart >= 40 ? arrowStart : 4;
  const [first = '', ...rest] = wrap(text, style.columns, indent + 2);
  const paintNote = isTrouble ? paint.warning : paint.faint;
  return [
    `${' '.repeat(indent)}${paintNote(`${mark} ${first.trimStart()}`)}`,
    ...rest.map(paintNote),
  ];
}

// -- what has no rows ----------------------------------------------------------------------------------

const BOTH_SIDES: readonly Side[] = ['client', 'server'];

/** A run is an arrow for each direction that carried data: acknowledgments alone go without saying. */
function runLines(run: LadderRun, delta: string, columns: Columns, style: Style): string[] {
  const lines = BOTH_SIDES.filter((side) => run[side].dataSegments > 0).map((side, index) =>
    runLine(run, side, index === 0 ? delta : '', index === 0, columns, style),
  );
  return run.rowsNotShown > 0
    ? [remarkLine(style.words.ladder.rowsNotShown(run.rowsNotShown), columns, style), ...lines]
    : lines;
}

function runLine(
  run: LadderRun,
  side: Side,
  delta: string,
  isFirst: boolean,
  columns: Columns,
  style: Style,
): string {
  const { glyphs, paint } = style;
  const isKnown = isFirst && run.firstFrame !== null;
  const left = isKnown
    ? leftText(`${run.firstFrame}`, run, delta, columns, style)
    : paint.faint(leftCells(glyphs.gap, '', '', columns).join(''));
  const label = fittingLabel(runLabels(run[side], run, style), columns.arrow, style);
  const arrow = arrowText(side, label, label, columns.arrow, style, glyphs.doubleLine);
  return `${left}${' '.repeat(columns.state.client)} ${arrow}`.trimEnd();
}

/** In place of the rows that it stands for. */
function remarkLine(
  text: string,
  columns: Columns,
  { columns: room, glyphs, paint }: Style,
): string {
  const left = leftCells(glyphs.gap, '', '', columns).join('');
  return paint.faint(left) + cut(text, room - widthOf(left), glyphs.ellipsis);
}
