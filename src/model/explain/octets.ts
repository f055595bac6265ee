import { hexadecimal } from '../../wire/transport/tcp-options.ts';
import type { ExplainWords } from './explain-words.ts';
import type { Part } from './explanation-record.ts';

/** What is said of a part beside its place. */
export interface Said {
  readonly value?: string;
  readonly meaning?: string;
  readonly bits?: string;
  readonly children?: readonly Part[];
}

/** Makes the parts of one layer out of the octets of a frame or a datagram, as far as they are there. */
export class Octets {
  readonly view: DataView;
  readonly layer: string;
  /** What is said of the parts. */
  readonly words: ExplainWords;
  /** One past the last octet that is there. */
  readonly end: number;

  constructor(view: DataView, layer: string, end: number, words: ExplainWords) {
    this.view = view;
    this.layer = layer;
    this.words = words;
    this.end = Math.min(end, view.byteLength);
  }

  has(at: number, length: number): boolean {
    return at + length <= this.end;
  }

  /** The part, or none where not all of its octets are there. */
  field(at: number, length: number, name: string, say: (view: DataView) => Said): Part[] {
    return this.has(at, length) ? [this.part(at, length, name, say(this.view))] : [];
  }

  part(at: number, length: number, name: string, said: Said = {}, shown = length): Part {
    const stop = Math.max(at, Math.min(at + Math.min(length, shown), this.end));
    return {
      offset: at,
      length,
      layer: this.layer,
      field: name,
      octets: hexadecimal(this.view, at, stop),
      bits: said.bits ?? null,
      value: said.value ?? null,
      meaning: said.meaning ?? null,
      children: said.children ?? [],
    };
  }

  /** A part of the field at hand: `count` bits of its `width`, the first the `from`-th from the left. */
  bitField(
    at: number,
    width: 8 | 16 | 32,
    [from, count]: readonly [number, number],
    name: string,
    say: (value: number) => Said,
  ): Part {
    const octets = width / 8;
    let word = 0;
    for (let index = 0; index < octets; index++) {
      word = word * 256 + this.view.getUint8(at + index);
    }
    const digits = word.toString(2).padStart(width, '0');
    const own = digits.slice(from, from + count);
    const value = Number.parseInt(own, 2);
    const pattern = `${'.'.repeat(from)}${own}${'.'.repeat(width - from - count)}`;
    const bits = (pattern.match(/.{4}/g) ?? []).join(' ');
    return this.part(at, octets, name, { value: `${value}`, ...say(value), bits });
  }
}

export function hex(value: number, digits: number): string {
  return `0x${value.toString(16).padStart(digits, '0')}`;
}
