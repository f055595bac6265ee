import fc from 'fast-check';
import { expect, test } from 'vitest';
import { clientOf } from '../../../src/tcp/connection.ts';
import type { Segment } from '../../../src/tcp/segment.ts';
import { ConnectionTracker, TRACKER_DEFAULTS } from '../../../src/tcp/tracker.ts';
import { ACK, FIN, INVALID, Packet, RST, SYN, VALID } from '../../../src/wire/packet.ts';
import { PlainDirection } from './plain-model.ts';

const CLIENT = { address: 0x0a000001, port: 40_000 };
const SERVER = { address: 0x0a000002, port: 80 };
/** So far apart that no segment is taken for a copy, or for one that was overtaken. */
const STEP = 300e6;
const UNIT = 10;

interface Sent {
  readonly kind: 'send';
  /** In units of ten octets. */
  readonly start: number;
  readonly units: number;
}
interface Acknowledged {
  readonly kind: 'ack';
  readonly number: number;
  readonly sacks: readonly (readonly [number, number])[];
}
type Step = Sent | Acknowledged;

const sent = fc.record({
  kind: fc.constant('send' as const),
  start: fc.nat(60),
  units: fc.integer({ min: 1, max: 12 }),
});
const acknowledged = fc.record({
  kind: fc.constant('ack' as const),
  number: fc.nat(60),
  sacks: fc.array(fc.tuple(fc.nat(70), fc.integer({ min: 1, max: 9 })), { maxLength: 4 }),
});
const steps: fc.Arbitrary<Step[]> = fc.array(fc.oneof(sent, sent, acknowledged), {
  minLength: 1,
  maxLength: 45,
});
const bases = fc.constantFrom(1000, -300, 0x7fff_ff00, 0);

test('unique, missed and repeated octets are those of a model that knows every octet', () => {
  fc.assert(
    fc.property(steps, bases, fc.constantFrom(0, 200), (story, base, first) => {
      const packet = new Packet();
      let said: Pick<Segment, 'verdictKind' | 'verdictOctets' | 'newOctets'> | undefined;
      let unique = -1;
      let missed = -1;
      const tracker = new ConnectionTracker(packet, TRACKER_DEFAULTS, {
        segment: ({ verdictKind, verdictOctets, newOctets }) => {
          said = { verdictKind, verdictOctets, newOctets };
        },
        connection: (connection) => {
          unique = clientOf(connection).uniqueOctets;
          missed = clientOf(connection).missedOctets;
        },
      });
      const model = new PlainDirection();
      let frame = 0;
      const take = (isClient: boolean, sequence: number, octets: number, ack: number) => {
        fill(packet, isClient, (sequence + base) | 0, octets, (ack + base) | 0);
        frame++;
        tracker.take(0, frame, frame * STEP, 0, 0, 60 + octets);
      };
      packet.sackBlockCount = 0;
      take(true, first, UNIT, 0);
      model.send(first, UNIT);
      for (const step of story) {
        packet.sackBlockCount = 0;
        if (step.kind === 'send') {
          const start = step.start * UNIT;
          const octets = step.units * UNIT;
          take(true, start, octets, 0);
          const { isRepeated, fresh, below } = model.send(start, octets);
          expect(said?.newOctets).toBe(fresh);
          expect(said?.verdictKind !== 0).toBe(isRepeated);
          if (isRepeated) expect(said?.verdictOctets).toBe(below);
        } else {
          const number = Math.min(step.number * UNIT, model.high);
          packet.sackBlockCount = step.sacks.length;
          step.sacks.forEach(([left, units], index) => {
            packet.sackEdges[2 * index] = left * UNIT + base;
            packet.sackEdges[2 * index + 1] = (left + units) * UNIT + base;
          });
          take(false, 0, 0, number);
          model.acknowledge(number);
        }
      }
      tracker.finish();
      expect(unique).toBe(model.unique);
      expect(missed).toBe(model.missed);
    }),
    { numRuns: 200 },
  );
});

const wild = fc.array(
  fc.record({
    isClient: fc.boolean(),
    start: fc.integer({ min: -40, max: 60 }),
    octets: fc.nat(40),
    ack: fc.integer({ min: -40, max: 90 }),
    flags: fc.constantFrom(ACK, ACK, ACK, SYN, SYN | ACK, FIN | ACK, RST, 0),
    sacks: fc.array(fc.integer({ min: -40, max: 90 }), { maxLength: 8 }),
    checksum: fc.constantFrom(VALID, VALID, INVALID),
    identification: fc.nat(5),
  }),
  { maxLength: 400 },
);

test('no segments, however wrong, make more of what was sent than there is', () => {
  fc.assert(
    fc.property(wild, (segments) => {
      const packet = new Packet();
      const tracker = new ConnectionTracker(packet, TRACKER_DEFAULTS, {
        connection: ({ low, high }) => {
          for (const endpoint of [low, high]) {
            expect(endpoint.uniqueOctets).toBeLessThanOrEqual(endpoint.payloadOctets);
            expect(endpoint.uniqueOctets).toBeGreaterThanOrEqual(0);
            expect(endpoint.missedOctets).toBeGreaterThanOrEqual(0);
            expect(endpoint.sentCount).toBe(0);
            expect(endpoint.rangeAcked).toBe(0);
          }
        },
      });
      segments.forEach((wrong, index) => {
        const { isClient, start, octets, ack, flags } = wrong;
        fill(packet, isClient, start * UNIT, octets, ack * UNIT);
        packet.flags = flags;
        packet.tcpChecksum = wrong.checksum;
        packet.ipIdentification = wrong.identification;
        packet.sackBlockCount = wrong.sacks.length >> 1;
        packet.sackEdges.set(wrong.sacks.map((edge) => edge * UNIT));
        tracker.take(0, index + 1, index * 1e6, 0, 0, 60 + octets);
      });
      tracker.finish();
    }),
    { numRuns: 100 },
  );
});

test('a direction that is never acknowledged keeps a bounded list', () => {
  const packet = new Packet();
  let verdicts = 0;
  let unique = 0;
  const tracker = new ConnectionTracker(packet, TRACKER_DEFAULTS, {
    segment: ({ verdictKind }) => {
      if (verdictKind !== 0) verdicts++;
    },
    connection: (connection) => {
      unique = clientOf(connection).uniqueOctets;
    },
  });
  const segments = 20_000;
  for (let index = 0; index < segments; index++) {
    fill(packet, true, index * UNIT, UNIT, 0);
    tracker.take(0, index + 1, index * STEP, 0, 0, 64);
  }
  fill(packet, true, 0, UNIT, 0);
  tracker.take(0, segments + 1, segments * STEP, 0, 0, 64);
  tracker.finish();
  expect(verdicts).toBe(1);
  expect(unique).toBe(segments * UNIT);
});

function fill(
  packet: Packet,
  isClient: boolean,
  sequence: number,
  octets: number,
  acknowledgment: number,
): void {
  const source = isClient ? CLIENT : SERVER;
  const destination = isClient ? SERVER : CLIENT;
  packet.ipVersion = 4;
  packet.source0 = source.address;
  packet.destination0 = destination.address;
  packet.sourcePort = source.port;
  packet.destinationPort = destination.port;
  packet.sequence = sequence;
  packet.acknowledgment = acknowledgment;
  packet.flags = ACK;
  packet.payloadLength = octets;
  packet.window = 65_535;
}
