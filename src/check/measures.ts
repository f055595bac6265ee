import { inSeconds } from '../model/recording-clock.ts';
import type { TotalsRecord } from '../model/totals-record.ts';
import type { Connection } from '../tcp/connection.ts';

/** Adds up what a capture is measured by, whatever the rules are. */
export class Measures {
  #connections = 0;
  #resets = 0;
  #segments = 0;
  #retransmitted = 0;
  #handshakes = 0;
  #handshakeSum = 0;
  #handshakeMax = 0;

  add({ row, low, high }: Connection): void {
    this.#connections++;
    this.#resets += low.rstSegments + high.rstSegments;
    this.#segments += low.segments + high.segments;
    this.#retransmitted += low.retransmittedSegments + high.retransmittedSegments;
    const { initialRtt } = row;
    // Negative where the clock went back in it.
    if (initialRtt <= 0) return;
    this.#handshakes++;
    this.#handshakeSum += initialRtt;
    if (initialRtt > this.#handshakeMax) this.#handshakeMax = initialRtt;
  }

  /** Packets, payload and checksums are those of all that was read, the others of what was judged. */
  describe({ packets, payloadBytes, checksums }: TotalsRecord): Record<string, number | null> {
    const hasHandshakes = this.#handshakes > 0;
    return {
      packets,
      segments: this.#segments,
      connections: this.#connections,
      payloadBytes,
      resetSegments: this.#resets,
      retransmittedSegments: this.#retransmitted,
      retransmissionRate: this.#segments === 0 ? null : this.#retransmitted / this.#segments,
      invalidChecksums: checksums.ip.invalid + checksums.tcp.invalid,
      handshakeMeanSeconds: hasHandshakes
        ? inSeconds(Math.round(this.#handshakeSum / this.#handshakes))
        : null,
      handshakeMaxSeconds: hasHandshakes ? inSeconds(this.#handshakeMax) : null,
    };
  }
}
