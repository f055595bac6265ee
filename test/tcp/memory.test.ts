import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { octetsInUse } from '../../src/tcp/memory.ts';
import { ConnectionTracker, TRACKER_DEFAULTS } from '../../src/tcp/tracker.ts';
import { ACK, Packet, SYN, UNVERIFIED } from '../../src/wire/packet.ts';

/*
 * What is kept of one live connection is bounded, whatever its endpoints send: every list of it is full
 * after so many segments, and as many times more take no more memory.
 */
const UNTIL_FULL = 12_000;
const TIMES_MORE = 2;
/** An unbounded list of the smallest kind, 16 octets an entry, grows by more. */
const MOST_GROWTH = 200_000;
const MSS = 1448;

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

/** Octets in use, garbage aside. */
function inUse(): number {
  collectGarbage();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers + octetsInUse();
}

/** V8 compiles when it likes, which takes memory once; a list without bounds grows each time. */
const TRIALS = 3;

interface Sent {
  readonly ack?: number;
  readonly payload?: number;
  readonly window?: number;
  readonly sack?: readonly [number, number];
}

/** One open connection; numbers count from the first octet of each side. */
class LongTransfer {
  readonly #packet = new Packet();
  readonly #tracker = new ConnectionTracker(this.#packet, TRACKER_DEFAULTS, { connection() {} });
  #frame = 0;

  constructor() {
    this.#take(true, SYN, -1, {});
    this.#take(false, SYN | ACK, -1, {});
    this.up(0);
  }

  up(sequence: number, sent: Sent = {}): void {
    this.#take(true, ACK, sequence, sent);
  }

  down(sequence: number, sent: Sent = {}): void {
    this.#take(false, ACK, sequence, sent);
  }

  #take(isUp: boolean, flags: number, sequence: number, sent: Sent): void {
    const packet = this.#packet;
    const { ack = 0, payload = 0, window = 65_535, sack } = sent;
    packet.ipVersion = 4;
    packet.source0 = isUp ? 1 : 2;
    packet.destination0 = isUp ? 2 : 1;
    packet.sourcePort = isUp ? 40_000 : 80;
    packet.destinationPort = isUp ? 80 : 40_000;
    packet.sequence = (sequence + 1001) | 0;
    packet.acknowledgment = (ack + 1001) | 0;
    packet.flags = flags;
    packet.payloadLength = payload;
    packet.ipIdentification = this.#frame;
    packet.tcpHeaderLength = 20;
    packet.window = window;
    packet.sackBlockCount = sack === undefined ? 0 : 1;
    packet.sackEdges.set(sack?.map((edge) => (edge + 1001) | 0) ?? [0, 0]);
    packet.tcpChecksum = UNVERIFIED;
    const time = ++this.#frame * 100_000;
    this.#tracker.take(0, this.#frame, time, 0, time, 54 + payload);
  }
}

/** What passes at each step of a transfer. */
const TRANSFERS: Readonly<Record<string, (to: LongTransfer, step: number) => void>> = {
  'one direction, never acknowledged': (to, step) => to.up(step * MSS, { payload: MSS }),
  'both directions, neither acknowledged': (to, step) => {
    to.up(step * MSS, { payload: MSS });
    to.down(step * MSS, { payload: MSS });
  },
  'one direction with a hole behind each segment': (to, step) =>
    to.up(2 * step * MSS, { payload: MSS }),
  'one direction, from the end to the beginning': (to, step) =>
    to.up(-step * MSS, { payload: MSS }),
  'one direction, sent again and again': (to, step) =>
    to.up((step % 8_000) * MSS, { payload: MSS }),
  'most acknowledgments lost': (to, step) => {
    to.up(step * MSS, { payload: MSS });
    if (step % 11_000 === 10_999) to.down(0, { ack: (step + 1) * MSS });
  },
  'a first segment that is never made good': (to, step) => {
    to.up((step + 1) * MSS, { payload: MSS });
    to.down(0, { sack: [MSS, (step + 2) * MSS] });
  },
  'a window that is probed for ever': (to) => {
    to.down(0, { window: 0 });
    to.up(0, { payload: 1 });
  },
  'a loss at every third segment': (to, step) => {
    to.up(step * MSS, { payload: MSS });
    if (step % 3 !== 2) return;
    to.up((step - 2) * MSS, { payload: MSS });
    to.down(0, { ack: (step - 1) * MSS });
  },
};

test.each(Object.entries(TRANSFERS))(
  'memory is bounded: %s',
  (_, pass) => {
    const transfer = new LongTransfer();
    let step = 0;
    for (; step < UNTIL_FULL; step++) pass(transfer, step);
    let growth = Number.POSITIVE_INFINITY;
    for (let trial = 0; trial < TRIALS && growth >= MOST_GROWTH; trial++) {
      const before = inUse();
      const end = step + TIMES_MORE * UNTIL_FULL;
      for (; step < end; step++) pass(transfer, step);
      growth = inUse() - before;
    }
    expect(growth).toBeLessThan(MOST_GROWTH);
  },
  60_000,
);
