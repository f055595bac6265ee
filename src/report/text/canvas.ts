/** How dots become characters: so many of them a cell wide and high. */
interface Dots {
  readonly across: number;
  readonly down: number;
  /** The character of a cell; bit `x * down + y` is the dot at x, y from the cell's top left. */
  character(bits: number): string;
}

const BLANK_PATTERN = 0x2800;
/** Bits of the Unicode braille patterns by column and row of the dot (chapter 21.1, U+2800 to U+28FF). */
const PATTERN_BITS = [0x01, 0x02, 0x04, 0x40, 0x08, 0x10, 0x20, 0x80] as const;

/** Two dots wide, four high. */
export const BRAILLE: Dots = {
  across: 2,
  down: 4,
  character(bits) {
    let pattern = 0;
    PATTERN_BITS.forEach((bit, index) => {
      if (((bits >> index) & 1) !== 0) pattern |= bit;
    });
    return pattern === 0 ? ' ' : String.fromCodePoint(BLANK_PATTERN + pattern);
  },
};

/** One dot wide, two high. */
export const PLAIN: Dots = { across: 1, down: 2, character: (bits) => " '.:"[bits] ?? ' ' };

type Paint = (text: string) => string;

/** Dots on a part of the terminal; a cell has the colour of what was drawn last. */
export class Canvas {
  /** In dots; y runs downwards. */
  readonly width: number;
  readonly height: number;
  readonly #columns: number;
  readonly #rows: number;
  readonly #dots: Dots;
  readonly #bits: Uint8Array;
  readonly #paints: (Paint | undefined)[] = [];

  constructor(columns: number, rows: number, dots: Dots) {
    this.#columns = columns;
    this.#rows = rows;
    this.#dots = dots;
    this.width = columns * dots.across;
    this.height = rows * dots.down;
    this.#bits = new Uint8Array(columns * rows);
  }

  dot(x: number, y: number, paint: Paint): void {
    if (x < 0 || y < 0 || x >= this.width || y >= this.height) return;
    const { across, down } = this.#dots;
    const cell = Math.floor(y / down) * this.#columns + Math.floor(x / across);
    this.#bits[cell] = (this.#bits[cell] ?? 0) | (1 << ((x % across) * down + (y % down)));
    this.#paints[cell] = paint;
  }

  vertical(x: number, from: number, to: number, paint: Paint): void {
    for (let y = Math.min(from, to); y <= Math.max(from, to); y++) this.dot(x, y, paint);
  }

  horizontal(y: number, from: number, to: number, paint: Paint): void {
    for (let x = from; x <= to; x++) this.dot(x, y, paint);
  }

  lines(): string[] {
    return Array.from({ length: this.#rows }, (_, row) => {
      const cells = Array.from({ length: this.#columns }, (_cell, column) => {
        const cell = row * this.#columns + column;
        const text = this.#dots.character(this.#bits[cell] ?? 0);
        return text === ' ' ? text : (this.#paints[cell]?.(text) ?? text);
      });
      return cells.join('').trimEnd();
    });
  }
}
