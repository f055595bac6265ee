import { timestampText } from './time-text.ts';

const NANOSECONDS = 1e9;

/**
 * Turns the engine's times (nanoseconds since an origin) into what people read. The origin is the
 * first record that carries a time, so that differences stay exact for 104 days around it.
 */
export class RecordingClock {
  #originSeconds = 0;
  #originNanoseconds = 0;
  /** False for almost every record: V8 sees in one comparison that a flag is false, in five that it is true. */
  #lacksOrigin = true;
  /** The first packet of the first capture: what `elapsedSeconds` counts from. */
  #start = 0;
  #lacksStart = true;

  /** The engine's time of a record. */
  timeOf(seconds: number, nanoseconds: number, hasTimestamp: boolean): number {
    if (this.#lacksOrigin && hasTimestamp) {
      this.#lacksOrigin = false;
      this.#originSeconds = seconds;
      this.#originNanoseconds = nanoseconds;
    }
    const time =
      (seconds - this.#originSeconds) * NANOSECONDS + (nanoseconds - this.#originNanoseconds);
    if (this.#lacksStart) {
      this.#lacksStart = false;
      this.#start = time;
    }
    return time;
  }

  /** Nanoseconds since the first packet of the first capture. */
  sinceStart(time: number): number {
    return time - this.#start;
  }

  /** Seconds since the first packet of the first capture. */
  elapsedSeconds(time: number): number {
    return this.sinceStart(time) / NANOSECONDS;
  }

  /** ISO 8601 in UTC with nine decimals. */
  timestamp(time: number): string {
    const nanoseconds = this.#originNanoseconds + time;
    const carry = Math.floor(nanoseconds / NANOSECONDS);
    return timestampText(this.#originSeconds + carry, nanoseconds - carry * NANOSECONDS);
  }
}

/** Nanoseconds as seconds. */
export function inSeconds(nanoseconds: number): number {
  return nanoseconds / NANOSECONDS;
}
