/** Each class of a histogram is wider than the one below it by so much: values are known within 1 %. */
const GROWTH = 1.02;
const DIGITS = 4;

/** Durations, kept as a histogram: percentiles of any number of them, in bounded memory. */
export class Durations {
  readonly #counts = new Map<number, number>();
  #total = 0;

  /** Seconds, above 0. */
  add(seconds: number): void {
    const step = Math.round(Math.log(seconds) / Math.log(GROWTH));
    this.#counts.set(step, (this.#counts.get(step) ?? 0) + 1);
    this.#total++;
  }

  /** The least value that so many percent do not exceed (nearest rank); null of none. */
  percentile(percent: number): number | null {
    let left = Math.max(1, Math.ceil((this.#total * percent) / 100));
    for (const [step, count] of [...this.#counts].sort(([a], [b]) => a - b)) {
      left -= count;
      if (left <= 0) return Number((GROWTH ** step).toPrecision(DIGITS));
    }
    return null;
  }
}
