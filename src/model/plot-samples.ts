import { type Connection, clientOf } from '../tcp/connection.ts';
import type { Segment } from '../tcp/segment.ts';
import { ACK } from '../wire/packet.ts';
import type { PlotRecord, Series, SidePlot } from './plot-record.ts';
import { inSeconds } from './recording-clock.ts';

/** Twice as many parts as the widest terminal has dots. */
const MOST_PARTS = 2_048;
const FIRST_PART_NANOSECONDS = 1_000;

/** Least and most of each part of time. */
class Parts implements Series {
  readonly least = new Float64Array(MOST_PARTS).fill(Number.NaN);
  readonly most = new Float64Array(MOST_PARTS).fill(Number.NaN);

  add(part: number, value: number): void {
    const least = this.least[part] ?? Number.NaN;
    const most = this.most[part] ?? Number.NaN;
    if (!(value >= least)) this.least[part] = value;
    if (!(value <= most)) this.most[part] = value;
  }

  /** Makes one part of two. */
  halve(): void {
    const { least, most } = this;
    for (let part = 0; part < MOST_PARTS; part++) {
      const from = 2 * part;
      const one = least[from] ?? Number.NaN;
      const other = least[from + 1] ?? Number.NaN;
      least[part] = one <= other || Number.isNaN(other) ? one : other;
      const high = most[from] ?? Number.NaN;
      const higher = most[from + 1] ?? Number.NaN;
      most[part] = high >= higher || Number.isNaN(higher) ? high : higher;
    }
  }
}

/** Octets of one side by its relative numbers, beyond 32 bits: each is taken to be near the one before it. */
class OctetCount {
  #last = 0;

  /** Octets before the number, which the SYN is none of; below 0: before the first one. */
  of(number: number): number {
    const value = this.#last + ((number - this.#last) | 0);
    if (value > this.#last) this.#last = value;
    return value - 1;
  }
}

class SideSamples implements SidePlot {
  readonly sent = new Parts();
  readonly acknowledged = new Parts();
  readonly window = new Parts();
  readonly roundTrip = new Parts();
  readonly again = new Parts();
  readonly sequence = new OctetCount();
  readonly acknowledgment = new OctetCount();

  halve(): void {
    for (const parts of [this.sent, this.acknowledged, this.window, this.roundTrip, this.again]) {
      parts.halve();
    }
  }
}

/**
 * What a plot of one connection shows, taken as its segments pass, in memory that does not grow: when
 * its time has no room any more, two parts of it become one.
 */
export class PlotSamples {
  readonly #sides = [new SideSamples(), new SideSamples()] as const;
  #partNanoseconds = FIRST_PART_NANOSECONDS;
  #lastPart = 0;
  #untimed = 0;

  take(segment: Segment): void {
    const { packet, connectionElapsed, senderSide, scaledWindow } = segment;
    // Where a clock was set back, nothing is known of when it was.
    if (connectionElapsed < 0) {
      this.#untimed++;
      return;
    }
    const part = this.#partOf(connectionElapsed);
    const sender = senderSide === 0 ? this.#sides[0] : this.#sides[1];
    const receiver = senderSide === 0 ? this.#sides[1] : this.#sides[0];
    const { payloadLength, flags } = packet;
    if (payloadLength > 0) {
      const end = sender.sequence.of(segment.relativeSequence + payloadLength);
      if (end > 0) sender.sent.add(part, end);
      if (end > 0 && segment.verdictKind !== 0) sender.again.add(part, end);
    }
    if ((flags & ACK) === 0) return;
    const acknowledged = receiver.acknowledgment.of(segment.relativeAcknowledgment);
    if (acknowledged > 0) receiver.acknowledged.add(part, acknowledged);
    if (scaledWindow >= 0) receiver.window.add(part, scaledWindow);
    if (segment.ackRtt > 0) receiver.roundTrip.add(part, inSeconds(segment.ackRtt));
  }

  #partOf(elapsed: number): number {
    while (elapsed >= this.#partNanoseconds * MOST_PARTS) {
      this.#partNanoseconds *= 2;
      this.#lastPart >>= 1;
      for (const side of this.#sides) side.halve();
    }
    const part = Math.floor(elapsed / this.#partNanoseconds);
    if (part > this.#lastPart) this.#lastPart = part;
    return part;
  }

  /** The plot of the connection whose segments were taken. */
  describe(connection: Connection): PlotRecord {
    const [low, high] = this.#sides;
    const lowIsClient = clientOf(connection) === connection.low;
    return {
      partSeconds: inSeconds(this.#partNanoseconds),
      parts: this.#lastPart + 1,
      untimed: this.#untimed,
      sides: lowIsClient ? { client: low, server: high } : { client: high, server: low },
    };
  }
}
