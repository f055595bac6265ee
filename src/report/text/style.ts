import { ENGLISH } from '../../words/en/index.ts';
import type { Words } from '../../words/words.ts';
import { ASCII, type Glyphs, UNICODE } from '../format/glyphs.ts';
import { type ColorLevel, type Palette, palette } from '../format/palette.ts';

/** How a text report looks, and how much of it there is. */
export interface TextOptions {
  /** Columns of the terminal; no line is wider. At least 40. */
  readonly columns: number;
  readonly color: ColorLevel;
  /** False for terminals that show ASCII alone. */
  readonly unicode: boolean;
  /** Raw sequence numbers instead of relative ones (`-S`). */
  readonly absoluteNumbers: boolean;
  /** Connections told in full at most; the most interesting ones are. */
  readonly stories: number;
  /** Connections without findings are told in full too, as an only one always is. */
  readonly tellsAll: boolean;
  /** Each ladder in full, as that of an only connection always is (`-v`). */
  readonly wholeLadders: boolean;
  /** The language of the text; English. */
  readonly words?: Words | undefined;
}

/** The options in the form in which the parts of a report want them. */
export interface Style {
  readonly columns: number;
  readonly glyphs: Glyphs;
  readonly paint: Palette;
  readonly isUnicode: boolean;
  readonly absoluteNumbers: boolean;
  readonly words: Words;
}

const LEAST_COLUMNS = 40;

export function styleOf(options: TextOptions): Style {
  return {
    columns: Math.max(LEAST_COLUMNS, options.columns),
    glyphs: options.unicode ? UNICODE : ASCII,
    paint: palette(options.color),
    isUnicode: options.unicode,
    absoluteNumbers: options.absoluteNumbers,
    words: options.words ?? ENGLISH,
  };
}
