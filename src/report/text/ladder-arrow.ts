import type { LadderSegment } from '../../model/ladder-record.ts';
import type { Side } from '../../model/vocabulary.ts';
import { shorten, widthOf } from '../format/width.ts';
import type { Style } from './style.ts';

/** Beside its label an arrow has a head, a line, and a blank at each side of it. */
const AROUND_LABEL = 4;

/** The first label that an arrow of so many columns has room for, or as much as it has of the last. */
export function fittingLabel(labels: readonly string[], arrow: number, { glyphs }: Style): string {
  const room = arrow - AROUND_LABEL;
  const label = labels.find((text) => widthOf(text) <= room);
  return label ?? shorten(labels.at(-1) ?? '', room, glyphs.ellipsis);
}

/** An arrow away from `from`; `painted` is its label in colour. */
export function arrowText(
  from: Side,
  label: string,
  painted: string,
  columns: number,
  { glyphs, paint }: Style,
  line = glyphs.line,
): string {
  const tail = line.repeat(Math.max(0, columns - AROUND_LABEL - widthOf(label)));
  const shaft = paint[from];
  return from === 'client'
    ? `${shaft(line)} ${painted} ${shaft(tail + glyphs.headRight)}`
    : `${shaft(glyphs.headLeft + line)} ${painted} ${shaft(tail)}`;
}

/** The label of a segment, in colour: its name by what it does, its other words by what they say. */
export function paintedLabel(
  label: string,
  row: LadderSegment,
  { glyphs, paint, words: said }: Style,
): string {
  const [first = '', ...words] = label.split(' ');
  const isTrouble = row.marks.length > 0;
  const isControl = row.flags.some((flag) => flag === 'SYN' || flag === 'FIN');
  const paintName = row.flags.includes('RST')
    ? paint.error
    : isTrouble
      ? paint.warning
      : isControl || row.step !== undefined
        ? paint.strong
        : (text: string) => text;
  const painted = words.map((word) => {
    if (word === glyphs.check) return paint.good(word);
    if (word === glyphs.cross) return paint.error(word);
    return word === said.ladder.again ? paint.warning(word) : word;
  });
  return [paintName(first), ...painted].join(' ');
}
