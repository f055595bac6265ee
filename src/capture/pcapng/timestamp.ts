import type { CaptureRecord } from '../record.ts';

/** Products with a 16-bit digit below this many ticks per second are exact in a double. */
const LARGEST_EXACT_RATE = 2 ** 37;
/** A remainder below this rate can be multiplied by 10^9 exactly. */
const LARGEST_EXACT_BINARY_RATE = 2 ** 23;
const NANOSECONDS_PER_SECOND = 1_000_000_000;
const POWER_OF_TWO = 0x80;
const DIGIT = 0x10000;
const WORD = 0x1_0000_0000;

/**
 * Turns the 64-bit tick counts of one interface into seconds and nanoseconds, rounding down
 * (draft-ietf-opsawg-pcapng, sections 4.2 and 4.3).
 */
export class TimestampScale {
  /** `1e-6` or `2^-20`: seconds per tick, exactly. */
  readonly resolution: string;
  readonly #ticksPerSecond: bigint;
  readonly #offsetSeconds: number;
  /** Ticks per second where doubles do the whole division exactly, else 0. */
  readonly #exactRate: number;
  /** Nanoseconds per tick, or 0 where that is no whole number. */
  readonly #nanosecondsPerTick: number;
  /** The upper half that was seen last: its whole seconds, and the ticks left over. */
  #high = -1;
  #highSeconds = 0;
  #highTicks = 0;

  /** `tsresol` is the octet of `if_tsresol`; `offsetSeconds` is added to every time stamp. */
  constructor(tsresol: number, offsetSeconds: number) {
    const exponent = tsresol & ~POWER_OF_TWO;
    const isBinary = (tsresol & POWER_OF_TWO) !== 0;
    this.resolution = isBinary ? `2^-${exponent}` : `1e-${exponent}`;
    this.#ticksPerSecond = (isBinary ? 2n : 10n) ** BigInt(exponent);
    this.#offsetSeconds = offsetSeconds;
    const rate = Number(this.#ticksPerSecond);
    const dividesNanoseconds = NANOSECONDS_PER_SECOND % rate === 0;
    const isExact = rate < LARGEST_EXACT_RATE;
    this.#exactRate =
      isExact && (dividesNanoseconds || rate <= LARGEST_EXACT_BINARY_RATE) ? rate : 0;
    this.#nanosecondsPerTick = dividesNanoseconds ? NANOSECONDS_PER_SECOND / rate : 0;
  }

  /** Sets the record's time from the two halves of a tick count. */
  apply(record: CaptureRecord, high: number, low: number): void {
    const rate = this.#exactRate;
    if (rate === 0) {
      this.#applyExactly(record, high, low);
      return;
    }
    if (high !== this.#high) {
      this.#takeHigh(high, rate);
    }
    const dividend = this.#highTicks + low;
    const quotient = Math.floor(dividend / rate);
    const ticks = dividend - quotient * rate;
    record.seconds = this.#highSeconds + quotient;
    record.nanoseconds =
      this.#nanosecondsPerTick === 0
        ? Math.floor((ticks * NANOSECONDS_PER_SECOND) / rate)
        : ticks * this.#nanosecondsPerTick;
  }

  /**
   * Divides the upper half of a count: it stays the same for an hour of microseconds. Long division
   * in base 2^16, in which no intermediate value exceeds 2^53.
   */
  #takeHigh(high: number, rate: number): void {
    const quotient2 = Math.floor(high / rate);
    const dividend1 = (high - quotient2 * rate) * DIGIT;
    const quotient1 = Math.floor(dividend1 / rate);
    const dividend0 = (dividend1 - quotient1 * rate) * DIGIT;
    const quotient0 = Math.floor(dividend0 / rate);
    this.#high = high;
    this.#highSeconds = quotient2 * WORD + quotient1 * DIGIT + quotient0 + this.#offsetSeconds;
    this.#highTicks = dividend0 - quotient0 * rate;
  }

  /** Resolutions finer than doubles carry; rare enough for big integers. */
  #applyExactly(record: CaptureRecord, high: number, low: number): void {
    const ticks = (BigInt(high) << 32n) | BigInt(low);
    const rate = this.#ticksPerSecond;
    record.seconds = Number(ticks / rate) + this.#offsetSeconds;
    record.nanoseconds = Number(((ticks % rate) * BigInt(NANOSECONDS_PER_SECOND)) / rate);
  }
}
