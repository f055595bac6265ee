import type { Part } from '../../../model/explain/explanation-record.ts';
import type { Palette } from '../../format/palette.ts';
import { padEnd, wrap } from '../../format/width.ts';
import type { Style } from '../style.ts';

const OFFSET_COLUMNS = 5;
/** Six octets, or sixteen bits in groups of four. */
const OCTETS_COLUMNS = 19;
const OCTETS_PER_LINE = 6;
const BITS_PER_LINE = 19;
const GAP = '  ';
const INDENT = 2;
const LEFT_COLUMNS = OFFSET_COLUMNS + OCTETS_COLUMNS + 2 * GAP.length;
const PROSE_COLUMNS = 100;
const PAYLOAD_PER_LINE = 16;

const NETWORK = /^(ipv?[46]?|ipv6-.*|ah)$/;
const NOT_PRINTABLE = /[^\x20-\x7e]/g;

/** A layer with its fields, a line or more each: offset, octets or bits, then what they are. */
export function layerLines(part: Part, style: Style): string[] {
  const { layer, field, length, offset } = part;
  const heading = style.paint.strong(style.words.explanation.layer(layer, length, offset));
  if (field !== 'header') {
    const columns = Math.min(style.columns, PROSE_COLUMNS);
    return [heading, ...wrap(part.meaning ?? '', columns, INDENT), ...dump(part, style)];
  }
  return [heading, ...part.children.flatMap((child) => partLines(child, style, 0))];
}

function partLines(part: Part, style: Style, depth: number): string[] {
  const isBits = part.bits !== null;
  const left = isBits ? bitLines(part.bits) : octetLines(part.octets, part.length);
  const columns = Math.min(style.columns - LEFT_COLUMNS, PROSE_COLUMNS);
  const indent = 2 * depth;
  const right = wrap(textOf(part, style), columns, indent, indent + 2);
  const paint = paintOf(part.layer, style.paint);
  const own = Array.from({ length: Math.max(left.length, right.length) }, (_, index) => {
    const offset = index === 0 && !isBits ? `${part.offset}` : '';
    const octets = padEnd(left[index] ?? '', OCTETS_COLUMNS);
    const shown = isBits ? style.paint.faint(octets) : paint(octets);
    const place = style.paint.faint(offset.padStart(OFFSET_COLUMNS));
    const text = right[index] ?? '';
    const said =
      index === 0 ? emphasised(text, style.words.explanation.field(part.field), paint) : text;
    return `${place}${GAP}${shown}${GAP}${said}`.trimEnd();
  });
  return [...own, ...part.children.flatMap((child) => partLines(child, style, depth + 1))];
}

function textOf({ field, value, meaning }: Part, { words }: Style): string {
  const name = words.explanation.field(field);
  const head = value === null ? name : `${name} = ${value}`;
  return meaning === null || meaning === '' ? head : words.explanation.said(head, meaning);
}

function emphasised(text: string, field: string, paint: (text: string) => string): string {
  const at = text.indexOf(field);
  if (at < 0) return text;
  return `${text.slice(0, at)}${paint(field)}${text.slice(at + field.length)}`;
}

function octetLines(octets: string, length: number): string[] {
  const all = octets.match(/../g) ?? [];
  const lines: string[] = [];
  for (let at = 0; at < all.length; at += OCTETS_PER_LINE) {
    lines.push(all.slice(at, at + OCTETS_PER_LINE).join(' '));
  }
  if (all.length < length && all.length > 0) lines.push('...');
  return lines;
}

function bitLines(bits: string | null): string[] {
  const lines: string[] = [];
  for (let at = 0; at < (bits ?? '').length; at += BITS_PER_LINE + 1) {
    lines.push((bits ?? '').slice(at, at + BITS_PER_LINE));
  }
  return lines;
}

/** Payload as hex and as ASCII, where everything that is none is a dot. */
function dump({ octets, offset, layer }: Part, style: Style): string[] {
  const paint = paintOf(layer, style.paint);
  const lines: string[] = [];
  const all = octets.match(/../g) ?? [];
  for (let at = 0; at < all.length; at += PAYLOAD_PER_LINE) {
    const some = all.slice(at, at + PAYLOAD_PER_LINE);
    const text = some
      .map((octet) => String.fromCharCode(Number.parseInt(octet, 16)))
      .join('')
      .replace(NOT_PRINTABLE, '.');
    const place = style.paint.faint(`${offset + at}`.padStart(OFFSET_COLUMNS));
    lines.push(
      `${place}${GAP}${paint(padEnd(some.join(' '), PAYLOAD_PER_LINE * 3 - 1))}${GAP}${text}`,
    );
  }
  return lines;
}

function paintOf(layer: string, paint: Palette): (text: string) => string {
  if (layer === 'tcp') return paint.transport;
  if (layer === 'payload') return paint.payload;
  if (layer === 'trailer') return paint.faint;
  return NETWORK.test(layer) ? paint.network : paint.link;
}
