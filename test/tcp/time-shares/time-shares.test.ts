import { describe, expect, it } from 'vitest';
import { timeSharesOf } from '../../../src/model/describe-time-shares.ts';
import type { Connection } from '../../../src/tcp/connection.ts';
import { ConnectionTracker, TRACKER_DEFAULTS } from '../../../src/tcp/tracker.ts';
import { Packet } from '../../../src/wire/packet.ts';
import { fill } from '../story.ts';

const OPENING = `
  > S 0:0(0) win 65535
  +0.02 < S. 0:0(0) ack 1 win 65535
  +0.01 > . 1:1(0) ack 1`;

/** Tells a story (`test/tcp/story.ts`) and returns where its time went, in milliseconds, zeros left out. */
function timeOf(text: string) {
  const packet = new Packet();
  let told: ReturnType<typeof timeSharesOf> | undefined;
  const tracker = new ConnectionTracker(packet, TRACKER_DEFAULTS, {
    connection(connection: Connection) {
      told = timeSharesOf(connection);
    },
  });
  let time = 0;
  let frame = 0;
  for (const line of text.split('\n').map((raw) => raw.trim())) {
    if (line === '') continue;
    time += fill(packet, line);
    tracker.take(0, ++frame, time, 0, time, 54 + packet.payloadLength);
  }
  tracker.finish();
  if (told === undefined) throw new Error('no connection was told');
  const { client, server, ...causes } = told;
  const shares = Object.values(causes).reduce((sum, { share }) => sum + (share ?? 0), 0);
  const all = {
    ...causes,
    clientReceiverWindow: client.receiverWindow,
    clientLossRecovery: client.lossRecovery,
    clientSending: client.sending,
    serverReceiverWindow: server.receiverWindow,
    serverLossRecovery: server.lossRecovery,
    serverSending: server.sending,
  };
  const milliseconds = Object.entries(all)
    .map(([key, { seconds }]) => [key, Math.round(seconds * 1e6) / 1e3] as const)
    .filter(([, value]) => value !== 0);
  return { shares, milliseconds: Object.fromEntries(milliseconds) };
}

describe('where the time went', () => {
  it('is the handshake until it is done', () => {
    const { milliseconds, shares } = timeOf(OPENING);
    expect(milliseconds).toEqual({ handshake: 30 });
    expect(shares).toBeCloseTo(1, 12);
  });

  it('is the handshake where nobody answers', () => {
    expect(timeOf('> S 0:0(0)\n+1 > S 0:0(0)\n+2 > S 0:0(0)').milliseconds).toEqual({
      handshake: 3_000,
    });
  });

  it('is the applications and the network in between', () => {
    const { milliseconds, shares } = timeOf(`${OPENING}
      +0.5 > P. 1:101(100) ack 1
      +0.02 < . 1:1(0) ack 101
      +3 < P. 1:501(500) ack 101
      +0.01 > . 101:101(0) ack 501
      +7 > F. 101:101(0) ack 501`);
    expect(shares).toBeCloseTo(1, 12);
    expect(milliseconds['handshake']).toBe(30);
    // What comes within a round trip of the segment before it may have been on its way.
    expect(milliseconds['clientApplication']).toBeGreaterThan(7_400);
    expect(milliseconds['clientApplication']).toBeLessThan(7_500);
    expect(milliseconds['serverApplication']).toBeGreaterThan(2_950);
    expect(milliseconds['serverApplication']).toBeLessThan(3_000);
    expect(milliseconds['lossRecovery']).toBeUndefined();
    expect(milliseconds['receiverWindow']).toBeUndefined();
  });

  it("is the receiver's window while that is 0", () => {
    const { milliseconds } = timeOf(`${OPENING}
      +0.001 > P. 1:101(100) ack 1
      +0.02 < . 1:1(0) ack 101 win 0
      +1 > . 100:100(0) ack 1
      +0.02 < . 1:1(0) ack 101 win 0
      +2 < . 1:1(0) ack 101 win 60000
      +0.01 > P. 101:201(100) ack 1`);
    expect(milliseconds['clientReceiverWindow']).toBe(3_020);
    expect(milliseconds['receiverWindow']).toBe(3_020);
  });

  it('is recovery from the retransmission to the acknowledgment of all sent before it', () => {
    const { milliseconds } = timeOf(`${OPENING}
      +0.001 > . 1:101(100) ack 1
      +0.001 > P. 101:201(100) ack 1
      +0.3 > . 1:101(100) ack 1
      +0.02 < . 1:1(0) ack 101
      +0.04 > P. 101:201(100) ack 1
      +0.02 < . 1:1(0) ack 201
      +5 > P. 201:301(100) ack 1`);
    expect(milliseconds['clientLossRecovery']).toBe(380);
    expect(milliseconds['lossRecovery']).toBe(380);
  });

  it('is the application whose turn it is while only keep-alives pass', () => {
    const { milliseconds } = timeOf(`${OPENING}
      +0.001 > P. 1:101(100) ack 1
      +0.02 < . 1:1(0) ack 101
      +60 > . 100:100(0) ack 1
      +0.02 < . 1:1(0) ack 101
      +60 > . 100:100(0) ack 1`);
    expect(milliseconds['serverApplication']).toBeGreaterThanOrEqual(120_000);
  });

  it('is nothing where the clock goes back, and unknown where no time passes', () => {
    const { milliseconds, shares } = timeOf('> S 0:0(0)');
    expect(milliseconds).toEqual({});
    expect(shares).toBe(0);
  });
});
