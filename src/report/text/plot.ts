import type { PlotRecord, Series } from '../../model/plot-record.ts';
import type { Side } from '../../model/vocabulary.ts';
import { durationText, octetsText } from '../format/units.ts';
import { cut, padStart, widthOf, wrap } from '../format/width.ts';
import { BRAILLE, Canvas, PLAIN } from './canvas.ts';
import type { Style } from './style.ts';

const INDENT = 2;
const LABEL_COLUMNS = 9;
const ROWS = 10;
const SIDES: readonly Side[] = ['client', 'server'];

/**
 * What each side sent over time, and what was acknowledged of it; below, on the same time, its peer's
 * window and the round trips. A side that sent no data has no plot.
 */
export function plotLines(plot: PlotRecord, style: Style): string[] {
  const lines = SIDES.flatMap((side) => sideLines(plot, side, style));
  const { words } = style;
  if (plot.untimed > 0) return [...lines, ...remarkLines(words.plot.untimed(plot.untimed), style)];
  return lines.length === 0 ? remarkLines(words.plot.nothing, style) : lines;
}

function remarkLines(text: string, { columns }: Style): string[] {
  return wrap(text, columns, INDENT);
}

function sideLines(plot: PlotRecord, side: Side, style: Style): string[] {
  const { sent, window, roundTrip, again } = plot.sides[side];
  const { paint, glyphs, columns, words } = style;
  const highest = highestOf(sent);
  if (highest === 0) return [];
  const title = cut(words.plot.title(side), columns - INDENT, glyphs.ellipsis);
  return [
    ' '.repeat(INDENT) + paint[side](title),
    ...sequenceLines(plot, side, highest, style),
    ...againLine(plot, again, style),
    axisLine(plot, style),
    ...sparkLine(words.plot.window, plot, window, true, octetsText, style),
    ...sparkLine(
      words.plot.roundTrip,
      plot,
      roundTrip,
      false,
      (span) => durationText(span, glyphs),
      style,
    ),
  ];
}

function roomOf({ columns }: Style): number {
  return columns - INDENT - LABEL_COLUMNS - 1;
}

/** A line of the plot behind its label. */
function labelled(label: string, text: string, { paint }: Style): string {
  const left = ' '.repeat(INDENT) + padStart(label, LABEL_COLUMNS);
  return `${paint.faint(left)} ${text}`.trimEnd();
}

// -- sequence numbers ----------------------------------------------------------------------------------

function sequenceLines(plot: PlotRecord, side: Side, highest: number, style: Style): string[] {
  const { sent, acknowledged, again } = plot.sides[side];
  const { paint, isUnicode } = style;
  const canvas = new Canvas(roomOf(style), ROWS, isUnicode ? BRAILLE : PLAIN);
  const xOf = (part: number): number => Math.floor((part * canvas.width) / plot.parts);
  const yOf = (octets: number): number =>
    canvas.height - 1 - Math.round((Math.min(octets, highest) / highest) * (canvas.height - 1));
  // Acknowledged is what was acknowledged last: a staircase.
  let x = 0;
  let y = yOf(0);
  eachPart(plot, acknowledged, (part, least, most) => {
    canvas.horizontal(y, x, xOf(part), paint.good);
    x = xOf(part);
    canvas.vertical(x, yOf(least), yOf(most), paint.good);
    y = Math.min(y, yOf(most));
  });
  eachPart(plot, sent, (part, least, most) =>
    canvas.vertical(xOf(part), yOf(least), yOf(most), paint[side]),
  );
  eachPart(plot, again, (part, least, most) =>
    canvas.vertical(xOf(part), yOf(least), yOf(most), paint.error),
  );
  return canvas
    .lines()
    .map((line, row) =>
      labelled(row === 0 ? octetsText(highest) : row === ROWS - 1 ? '0 B' : '', line, style),
    );
}

/** Where something was sent again. */
function againLine(plot: PlotRecord, again: Series, style: Style): string[] {
  const cells = Array.from({ length: roomOf(style) }, () => ' ');
  let isAny = false;
  eachPart(plot, again, (part) => {
    cells[Math.floor((part * cells.length) / plot.parts)] = style.glyphs.warning;
    isAny = true;
  });
  return isAny
    ? [labelled(style.words.plot.again, style.paint.error(cells.join('').trimEnd()), style)]
    : [];
}

function axisLine({ parts, partSeconds }: PlotRecord, style: Style): string {
  const room = roomOf(style);
  const times = [0, 0.5, 1].map((share) => durationText(parts * partSeconds * share, style.glyphs));
  const [first = '', middle = '', last = ''] = times;
  const before = Math.floor((room - widthOf(middle)) / 2) - widthOf(first);
  const behind = room - widthOf(first) - Math.max(1, before) - widthOf(middle) - widthOf(last);
  const rule = (columns: number): string =>
    ` ${style.glyphs.line.repeat(Math.max(0, columns - 2))} `;
  const axis = `${first}${rule(before)}${middle}${rule(behind)}${last}`;
  return labelled('', style.paint.faint(cut(axis, room, '')), style);
}

// -- window and round trips -----------------------------------------------------------------------------

/** One line of blocks as high as the most of each column; `holds` where a value lasts until the next. */
function sparkLine(
  label: string,
  plot: PlotRecord,
  series: Series,
  holds: boolean,
  unit: (value: number) => string,
  style: Style,
): string[] {
  const highest = highestOf(series);
  if (highest === 0) return [];
  const scale = style.words.plot.scale(unit(highest));
  const room = roomOf(style) - widthOf(scale) - 1;
  const values = new Float64Array(Math.max(0, room)).fill(Number.NaN);
  eachPart(plot, series, (part, _least, most) => {
    const column = Math.floor((part * values.length) / plot.parts);
    if (!(most <= (values[column] ?? 0))) values[column] = most;
  });
  const { sparks } = style.glyphs;
  let text = '';
  let last = Number.NaN;
  for (const value of values) {
    const shown = Number.isNaN(value) && holds ? last : value;
    last = shown;
    const step = Math.round((shown / highest) * (sparks.length - 1));
    text += Number.isNaN(shown) ? ' ' : (sparks[step] ?? ' ');
  }
  return [labelled(label, `${text} ${style.paint.faint(scale)}`, style)];
}

function eachPart(
  { parts }: PlotRecord,
  { least, most }: Series,
  take: (part: number, least: number, most: number) => void,
): void {
  for (let part = 0; part < parts; part++) {
    const low = least[part] ?? Number.NaN;
    if (!Number.isNaN(low)) take(part, low, most[part] ?? low);
  }
}

function highestOf({ most }: Series): number {
  let highest = 0;
  for (const value of most) if (value > highest) highest = value;
  return highest;
}
