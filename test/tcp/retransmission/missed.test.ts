import { expect, test } from 'vitest';
import { clientOf } from '../../../src/tcp/connection.ts';
import { ConnectionTracker, TRACKER_DEFAULTS } from '../../../src/tcp/tracker.ts';
import { Packet } from '../../../src/wire/packet.ts';
import { fill } from '../story.ts';

/** Octets of the client's that the capture lacks. */
function missedOf(lines: readonly string[]): number {
  const packet = new Packet();
  let missed = -1;
  const tracker = new ConnectionTracker(packet, TRACKER_DEFAULTS, {
    connection(connection) {
      missed = clientOf(connection).missedOctets;
    },
  });
  let time = 0;
  for (const [index, line] of lines.entries()) {
    time += fill(packet, line);
    tracker.take(0, index + 1, time, 0, time, 54 + packet.payloadLength);
  }
  tracker.finish();
  return missed;
}

const OPENED = ['> S 0:0(0)', '< S. 0:0(0) ack 1', '> . 1:1(0) ack 1', '> P. 1:101(100) ack 1'];

test.each<[string, string[], number]>([
  ['nothing', ['< . 1:1(0) ack 101'], 0],
  ['the FIN alone', ['< . 1:1(0) ack 102'], 0],
  [
    'the FIN alone, of a connection that closes',
    ['< F. 1:1(0) ack 102', '> . 102:102(0) ack 2'],
    0,
  ],
  ['data', ['< . 1:1(0) ack 201'], 100],
  ['data and the FIN', ['< F. 1:1(0) ack 202', '> . 202:202(0) ack 2'], 100],
  ['data in front of a FIN', ['> F. 201:201(0) ack 1', '< . 1:1(0) ack 202'], 100],
])('what the capture lacks: %s', (_, rest, octets) => {
  expect(missedOf([...OPENED, ...rest])).toBe(octets);
});
