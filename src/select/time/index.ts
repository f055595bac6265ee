import type { Moment } from './moment.ts';

const NANOSECONDS = 1e9;

/** The time of a record; where it carries none, nothing else is said. */
export interface TimedRecord {
  readonly seconds: number;
  readonly nanoseconds: number;
  readonly hasTimestamp: boolean;
}

/**
 * Passes the records from one moment on and earlier than another, and those that carry no time, of
 * which nobody knows. It is to be asked for every record of a recording, in order: the first one
 * with a time is what spans are counted from.
 */
export function between(
  after: Moment | undefined,
  before: Moment | undefined,
): (record: TimedRecord) => boolean {
  const from = new Limit(after);
  const until = new Limit(before);
  let isFirst = true;
  return (record) => {
    if (!record.hasTimestamp) return true;
    if (isFirst) {
      isFirst = false;
      from.countFrom(record);
      until.countFrom(record);
    }
    return !(from.isAfter(record) ?? false) && (until.isAfter(record) ?? true);
  };
}

class Limit {
  readonly #moment: Moment | undefined;
  #seconds = 0;
  #nanoseconds = 0;

  constructor(moment: Moment | undefined) {
    this.#moment = moment;
  }

  /** Tells the first record, from which a span is counted. */
  countFrom(first: TimedRecord): void {
    if (this.#moment === undefined) return;
    const { from, seconds, nanoseconds } = this.#moment;
    const isSpan = from === 'first packet';
    const sum = nanoseconds + (isSpan ? first.nanoseconds : 0);
    const carry = sum >= NANOSECONDS ? 1 : 0;
    this.#seconds = seconds + carry + (isSpan ? first.seconds : 0);
    this.#nanoseconds = sum - carry * NANOSECONDS;
  }

  /** Whether it is later than a record; undefined where there is no limit. */
  isAfter({ seconds, nanoseconds }: TimedRecord): boolean | undefined {
    if (this.#moment === undefined) return undefined;
    return this.#seconds === seconds ? this.#nanoseconds > nanoseconds : this.#seconds > seconds;
  }
}
