const WORD = 8;
const GROUP = 1_000;
const GROUP_DIGITS = 3;
const MILLION = 1_000_000;
const BILLION = 1_000_000_000;

/** The buffer that lines are written into, of which `[0, at)` is taken. */
export interface OctetBlock {
  readonly view: DataView;
  at: number;
  /** Makes sure that so many octets can be put behind `at`, which may change. */
  makeRoom(octets: number): void;
  /** A line was put there. */
  wrote(): void;
  /** Puts any text there. */
  write(text: string): void;
}

/** Text as words of eight octets, ready to be copied by `OctetText.put`. ASCII without DEL alone. */
export interface Fragment {
  readonly words: Float64Array;
  /** Octets of it; the last word is filled up with zeros. */
  readonly length: number;
}

/**
 * Copies of eight octets travel as doubles, which V8 turns into one load and one store. That is
 * exact: a double is altered on its way only if it is not a number, and that takes an octet 7f or ff.
 */
export function fragment(text: string): Fragment {
  const octets = Buffer.alloc(Math.ceil(text.length / WORD) * WORD);
  octets.write(text, 'latin1');
  const view = new DataView(octets.buffer, octets.byteOffset, octets.length);
  const words = new Float64Array(octets.length / WORD);
  for (let index = 0; index < words.length; index++) {
    words[index] = view.getFloat64(index * WORD, true);
  }
  return { words, length: text.length };
}

/** Up to four octets of text, the first in the lowest octet: for `OctetText.word`. */
export function textWord(text: string): number {
  return Buffer.from(text.padEnd(4, '\0'), 'latin1').readInt32LE();
}

/** Three decimal digits. */
const DIGITS = Int32Array.from({ length: GROUP }, (_, group) =>
  textWord(String(group).padStart(GROUP_DIGITS, '0')),
);

/** Zeros at the end of three digits that are not all 0. */
const TRAILING_ZEROS = Uint8Array.from({ length: GROUP }, (_, group) =>
  group % 100 === 0 ? 2 : group % 10 === 0 ? 1 : 0,
);

const SPACE = 0x20;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const TILDE = 0x7e;
const POINT = 0x2e;
const MINUS = 0x2d;

/** Below a microsecond JavaScript prints a number with an exponent: `2.5e-7`. */
const TINY: (Fragment | undefined)[] = Array.from({ length: GROUP });

function tiny(nanoseconds: number): Fragment {
  const known = TINY[nanoseconds];
  if (known !== undefined) return known;
  const made = fragment(String(nanoseconds / BILLION));
  TINY[nanoseconds] = made;
  return made;
}

/**
 * From 2^23 seconds on (97 days) neighbouring doubles are more than a nanosecond apart, and the
 * shortest decimal that tells a number from its neighbours may have fewer digits than we have. Below
 * it two multiples of a nanosecond are never the same double, so that the shortest one is our own.
 */
const EXACT_LIMIT = 2 ** 23 * BILLION;

/**
 * Writes JSON octet by octet behind `at`, without a string and without an object. Each method may
 * leave up to seven octets of rubbish behind what it wrote: there must be room for them.
 */
export class OctetText {
  readonly #view: DataView;
  at = 0;

  constructor(view: DataView) {
    this.#view = view;
  }

  put({ words, length }: Fragment): void {
    const view = this.#view;
    let { at } = this;
    for (let index = 0; index < words.length; index++) {
      view.setFloat64(at, words[index] ?? 0, true);
      at += WORD;
    }
    this.at += length;
  }

  octet(octet: number): void {
    this.#view.setUint8(this.at++, octet);
  }

  /** Text that a word holds (`textWord`), of so many octets. */
  word(word: number, length: number): void {
    this.#view.setInt32(this.at, word, true);
    this.at += length;
  }

  /** For what is rare: any text. */
  text(text: string): void {
    const { buffer, byteOffset } = this.#view;
    this.at += Buffer.from(buffer).write(text, byteOffset + this.at);
  }

  /** Text of plain ASCII. */
  ascii(text: string): void {
    const view = this.#view;
    const { at } = this;
    for (let index = 0; index < text.length; index++) {
      view.setUint8(at + index, text.charCodeAt(index));
    }
    this.at = at + text.length;
  }

  /** A string in quotes; false, and nothing written, where a character of it needs more than an octet. */
  quoted(value: string): boolean {
    const view = this.#view;
    let { at } = this;
    view.setUint8(at++, QUOTE);
    for (let index = 0; index < value.length; index++) {
      const code = value.charCodeAt(index);
      if (code < SPACE || code > TILDE || code === QUOTE || code === BACKSLASH) return false;
      view.setUint8(at++, code);
    }
    view.setUint8(at++, QUOTE);
    this.at = at;
    return true;
  }

  /** An integer from 0 to 2^53. */
  integer(value: number): void {
    if (value >= BILLION) {
      const rest = Math.floor(value / BILLION);
      this.integer(rest);
      this.nineDigits((value - rest * BILLION) | 0);
    } else if (value >= MILLION) {
      const millions = (value / MILLION) | 0;
      const rest = (value - millions * MILLION) | 0;
      const thousands = (rest / GROUP) | 0;
      this.#firstGroup(millions);
      this.#group(thousands);
      this.#group(rest - thousands * GROUP);
    } else if (value >= GROUP) {
      const thousands = (value / GROUP) | 0;
      this.#firstGroup(thousands);
      this.#group(value - thousands * GROUP);
    } else {
      this.#firstGroup(value);
    }
  }

  /** The same, and 0 as null. */
  integerOrNull(value: number): void {
    if (value === 0) this.put(NULL);
    else this.integer(value);
  }

  /** A number below 2^16 in hexadecimal digits. */
  hexadecimal(value: number): void {
    if (value > 0xfff) this.octet(hexadecimalDigit(value >>> 12));
    if (value > 0xff) this.octet(hexadecimalDigit((value >>> 8) & 0xf));
    if (value > 0xf) this.octet(hexadecimalDigit((value >>> 4) & 0xf));
    this.octet(hexadecimalDigit(value & 0xf));
  }

  /** Nine digits, as behind a point. */
  nineDigits(nanoseconds: number): void {
    const milliseconds = (nanoseconds / MILLION) | 0;
    const rest = (nanoseconds - milliseconds * MILLION) | 0;
    const microseconds = (rest / GROUP) | 0;
    this.#group(milliseconds);
    this.#group(microseconds);
    this.#group(rest - microseconds * GROUP);
  }

  /** Nanoseconds as seconds, exactly as `JSON.stringify(nanoseconds / 1e9)` prints them. */
  seconds(nanoseconds: number): void {
    if (!(Math.abs(nanoseconds) < EXACT_LIMIT)) {
      this.text(JSON.stringify(nanoseconds / BILLION));
      return;
    }
    if (nanoseconds < 0) this.octet(MINUS);
    const amount = Math.abs(nanoseconds);
    if (amount < GROUP) {
      this.put(tiny(amount));
    } else if (amount < BILLION) {
      this.#firstGroup(0);
      this.#fraction(amount | 0);
    } else {
      const whole = Math.floor(amount / BILLION);
      this.integer(whole);
      this.#fraction((amount - whole * BILLION) | 0);
    }
  }

  /** The point and what stands behind it, up to the last digit that is not 0. */
  #fraction(nanoseconds: number): void {
    if (nanoseconds === 0) return;
    const milliseconds = (nanoseconds / MILLION) | 0;
    const rest = (nanoseconds - milliseconds * MILLION) | 0;
    this.octet(POINT);
    this.#group(milliseconds);
    if (rest === 0) {
      this.at -= TRAILING_ZEROS[milliseconds] ?? 0;
      return;
    }
    const microseconds = (rest / GROUP) | 0;
    const last = rest - microseconds * GROUP;
    this.#group(microseconds);
    if (last === 0) {
      this.at -= TRAILING_ZEROS[microseconds] ?? 0;
      return;
    }
    this.#group(last);
    this.at -= TRAILING_ZEROS[last] ?? 0;
  }

  /** Three digits. */
  #group(group: number): void {
    this.word(DIGITS[group] ?? 0, GROUP_DIGITS);
  }

  /** One to three digits: without leading zeros. */
  #firstGroup(group: number): void {
    const digits = group < 10 ? 1 : group < 100 ? 2 : GROUP_DIGITS;
    const leading = (GROUP_DIGITS - digits) << 3;
    this.#view.setInt32(this.at, (DIGITS[group] ?? 0) >>> leading, true);
    this.at += digits;
  }
}

function hexadecimalDigit(value: number): number {
  return value < 10 ? 0x30 + value : 0x57 + value;
}

const NULL = fragment('null');
