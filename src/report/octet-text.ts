const WORD = 8;
const GROUP = 1_000;
const GROUP_DIGITS = 3;
const NANOSECONDS = 1e9;

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

const digitsOf = (group: number): number =>
  (0x30 + Math.floor(group / 100)) |
  ((0x30 + (Math.floor(group / 10) % 10)) << 8) |
  ((0x30 + (group % 10)) << 16);

/** Three decimal digits, the first in the lowest octet. */
const DIGITS = Int32Array.from({ length: GROUP }, (_, group) => digitsOf(group));

const POINT = 0x2e;
const MINUS = 0x2d;

/** Below a microsecond JavaScript prints a number with an exponent: `2.5e-7`. */
const TINY = Array.from({ length: GROUP }, (_, nanoseconds) =>
  fragment(String(nanoseconds / NANOSECONDS)),
);

/**
 * From 2^23 seconds on (97 days) neighbouring doubles are more than a nanosecond apart, and the
 * shortest decimal that tells a number from its neighbours may have fewer digits than we have. Below
 * it two multiples of a nanosecond are never the same double, so that the shortest one is our own.
 */
const EXACT_LIMIT = 2 ** 23 * NANOSECONDS;

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

  /** For what is rare: any text. */
  text(text: string): void {
    const { buffer, byteOffset } = this.#view;
    this.at += Buffer.from(buffer).write(text, byteOffset + this.at);
  }

  /** An integer from 0 to 2^53. */
  integer(value: number): void {
    if (value < GROUP) {
      this.#firstGroup(value);
      return;
    }
    const rest = Math.floor(value / GROUP);
    if (rest < GROUP) this.#firstGroup(rest);
    else this.integer(rest);
    this.#group(value - rest * GROUP);
  }

  /** The same, and 0 as null. */
  integerOrNull(value: number): void {
    if (value === 0) this.put(NULL);
    else this.integer(value);
  }

  /** Nine digits, as behind a point. */
  nineDigits(nanoseconds: number): void {
    const milliseconds = Math.floor(nanoseconds / 1_000_000);
    const rest = nanoseconds - milliseconds * 1_000_000;
    const microseconds = Math.floor(rest / GROUP);
    this.#group(milliseconds);
    this.#group(microseconds);
    this.#group(rest - microseconds * GROUP);
  }

  /** Nanoseconds as seconds, exactly as `JSON.stringify(nanoseconds / 1e9)` prints them. */
  seconds(nanoseconds: number): void {
    if (!(Math.abs(nanoseconds) < EXACT_LIMIT)) {
      this.text(JSON.stringify(nanoseconds / NANOSECONDS));
      return;
    }
    if (nanoseconds < 0) this.octet(MINUS);
    const amount = Math.abs(nanoseconds);
    if (amount < GROUP) {
      this.put(TINY[amount] ?? NULL);
      return;
    }
    const whole = Math.floor(amount / NANOSECONDS);
    const fraction = amount - whole * NANOSECONDS;
    this.integer(whole);
    if (fraction !== 0) {
      this.octet(POINT);
      this.nineDigits(fraction);
      this.at -= trailingZeros(fraction);
    }
  }

  /** Three digits. */
  #group(group: number): void {
    this.#view.setInt32(this.at, DIGITS[group] ?? 0, true);
    this.at += GROUP_DIGITS;
  }

  /** One to three digits: without leading zeros. */
  #firstGroup(group: number): void {
    const digits = group < 10 ? 1 : group < 100 ? 2 : GROUP_DIGITS;
    const leading = (GROUP_DIGITS - digits) << 3;
    this.#view.setInt32(this.at, (DIGITS[group] ?? 0) >>> leading, true);
    this.at += digits;
  }
}

/** Of nine digits that are not all 0. */
function trailingZeros(fraction: number): number {
  let rest = fraction;
  let zeros = 0;
  if (rest % GROUP === 0) {
    rest /= GROUP;
    zeros += GROUP_DIGITS;
    if (rest % GROUP === 0) {
      rest /= GROUP;
      zeros += GROUP_DIGITS;
    }
  }
  while (rest % 10 === 0) {
    rest /= 10;
    zeros++;
  }
  return zeros;
}

const NULL = fragment('null');
