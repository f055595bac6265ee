import { expect, test } from 'vitest';
import { ConnectionTracker, TRACKER_DEFAULTS } from '../../../src/tcp/tracker.ts';
import { ACK, Packet, UNVERIFIED } from '../../../src/wire/packet.ts';

interface Path {
  readonly source: number;
  readonly destination: number;
  readonly ipVersion: 4 | 6;
  readonly headerLength: number;
}

const PATH: Path = { source: 0x0a000001, destination: 0x0a000002, ipVersion: 4, headerLength: 32 };

/** Segments on the wire for each payload that one endpoint sends, the handshake not captured. */
function onTheWire(payloads: readonly number[], path: Partial<Path> = {}): number[] {
  const { source, destination, ipVersion, headerLength } = { ...PATH, ...path };
  const packet = new Packet();
  const told: number[] = [];
  const tracker = new ConnectionTracker(packet, TRACKER_DEFAULTS, {
    segment: ({ wireSegments }) => told.push(wireSegments),
    connection() {},
  });
  let sequence = 1;
  for (const [index, payload] of payloads.entries()) {
    packet.ipVersion = ipVersion;
    packet.source0 = source;
    packet.destination0 = destination;
    packet.sourcePort = 40_000;
    packet.destinationPort = 80;
    packet.sequence = sequence;
    packet.flags = ACK;
    packet.payloadLength = payload;
    packet.tcpHeaderLength = headerLength;
    packet.tcpChecksum = UNVERIFIED;
    tracker.take(0, index + 1, index * 1000, 0, index * 1000, 66 + payload);
    sequence += payload;
  }
  return told;
}

test.each<[string, number[], Partial<Path>, number[]]>([
  ['full segments of an Ethernet', [1448, 1448, 300], {}, [1, 1, 1]],
  ['a whole number of them', [1448, 2896, 14_480], {}, [1, 2, 10]],
  ['without timestamps', [2920], { headerLength: 20 }, [2]],
  ['over IPv6', [2856], { ipVersion: 6 }, [2]],
  ['full segments of jumbo frames', [8948, 8948, 1907], {}, [1, 1, 1]],
  ['more than jumbo frames carry', [12_000], {}, [9]],
  ['the rest behind such a segment', [2896, 1907], {}, [2, 2]],
  ['the rest without one', [1907], {}, [1]],
  [
    '127.0.0.1 to itself',
    [16_332, 28_960],
    { source: 0x7f000001, destination: 0x7f000001 },
    [1, 1],
  ],
  ['a host to itself', [32_768, 28_960], { destination: PATH.source }, [1, 1]],
])('sizes without an MSS: %s', (_, payloads, path, want) => {
  expect(onTheWire(payloads, path)).toEqual(want);
});
