import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FragmentReassembly } from '../../src/reassembly/fragment-reassembly.ts';
import { walk } from '../../src/wire/decode.ts';
import { Packet } from '../../src/wire/packet.ts';
import { ANY_IP } from '../../src/wire/protocol.ts';
import {
  checksumsOf,
  concat,
  hex,
  ipv4,
  ipv6,
  outcomeOf,
  tcp,
  tcp6,
  text,
} from '../wire/octets.ts';

const payload = text('0123456789'.repeat(12));
const segment = tcp({ payload, options: hex('0101080a 00000001 00000002') });
const MORE = 0x2000;

function* cut(octets: Uint8Array, size: number) {
  for (let at = 0; at < octets.length; at += size) {
    yield { at, piece: octets.subarray(at, at + size), more: at + size < octets.length };
  }
}

const fragments4 = (size: number, identification = 7) =>
  [...cut(segment, size)].map(({ at, piece, more }) =>
    ipv4(piece, { fragment: at / 8 + (more ? MORE : 0), identification }),
  );

const fragment6 = (octets: Uint8Array, at: number, more: boolean) => {
  const word = (at + (more ? 1 : 0)).toString(16).padStart(4, '0');
  return ipv6(concat(hex(`0600 ${word} 00000009`), octets), 44);
};

/** Decodes an IP packet and hands it to the room when it is a fragment. */
function receive(room: FragmentReassembly, octets: Uint8Array, seconds = 0, frame = 1): Packet {
  const packet = new Packet();
  const bytes = Uint8Array.from(octets);
  packet.attach(bytes, new DataView(bytes.buffer));
  packet.begin(0, bytes.length, bytes.length, 0);
  walk(packet, ANY_IP);
  room.add(packet, seconds, { capture: 0, frame });
  return packet;
}

const payloadOf = (packet: Packet) =>
  Buffer.from(
    packet.bytes.subarray(packet.payloadOffset, packet.payloadOffset + packet.payloadLength),
  );

test.each([8, 16, 24, 64])('fragments of %i octets, in any order', (size) => {
  const property = fc.property(
    fc.shuffledSubarray(fragments4(size), { minLength: fragments4(size).length }),
    (fragments) => {
      const room = new FragmentReassembly();
      const packets = fragments.map((fragment) => receive(room, fragment));
      const last = packets.pop();
      for (const packet of packets) expect(outcomeOf(packet)).toBe('ipv4-fragment');
      if (last === undefined) return;
      expect(outcomeOf(last)).toBe('segment');
      expect(checksumsOf(last)).toBe('valid valid');
      expect(payloadOf(last)).toEqual(Buffer.from(payload));
      expect(last.isPayloadLengthKnown).toBe(true);
      expect(room.counts).toEqual({ complete: 1, incomplete: 0, overlapping: 0, discarded: 0 });
    },
  );
  fc.assert(property, { numRuns: 20 });
});

test('it knows the frames that a datagram came in', () => {
  const room = new FragmentReassembly();
  const [first, second, ...others] = fragments4(64);
  const fragments = [second, second, first, ...others];
  for (const [index, fragment] of fragments.entries()) {
    receive(room, fragment ?? new Uint8Array(), 0, index + 1);
    const last = index === fragments.length - 1;
    const frames = last ? fragments.map((_, at) => at + 1) : [index + 1];
    expect(room.places.map(({ frame }) => frame)).toEqual(frames);
  }
});

test('IPv6, with the header of the last fragment in front', () => {
  const room = new FragmentReassembly();
  const six = tcp6({ payload });
  expect(outcomeOf(receive(room, fragment6(six.subarray(0, 64), 0, true)))).toBe('ipv6-fragment');
  const packet = receive(room, fragment6(six.subarray(64), 64, false));
  expect(outcomeOf(packet)).toBe('segment');
  expect(checksumsOf(packet)).toBe('absent valid');
  expect(packet.bytes[packet.ipOffset]).toBe(0x60);
});

test('datagrams are told apart by addresses, identification and protocol', () => {
  const room = new FragmentReassembly();
  const [first] = fragments4(64, 1);
  const [, second, third] = fragments4(64, 2);
  for (const fragment of [first, second, third]) {
    if (fragment) expect(outcomeOf(receive(room, fragment))).toBe('ipv4-fragment');
  }
  room.finish();
  expect(room.counts.incomplete).toBe(2);
});

test('where IPv4 fragments overlap, the one nearer to the beginning wins, and it is counted', () => {
  const room = new FragmentReassembly();
  const forged = Uint8Array.from(segment.subarray(48)).fill(0x58, 0, 16);
  receive(room, ipv4(forged, { fragment: 6, identification: 7 }));
  const packet = receive(
    room,
    ipv4(segment.subarray(0, 64), { fragment: MORE, identification: 7 }),
  );
  expect(outcomeOf(packet)).toBe('segment');
  expect(payloadOf(packet)).toEqual(Buffer.from(payload));
  expect(room.counts.overlapping).toBe(1);
});

test('a fragment that comes twice is no overlap', () => {
  const room = new FragmentReassembly();
  const fragments = fragments4(64);
  for (const fragment of [...fragments.slice(0, -1), ...fragments.slice(0, -1)])
    receive(room, fragment);
  const last = fragments.at(-1);
  if (last) expect(outcomeOf(receive(room, last))).toBe('segment');
  expect(room.counts).toEqual({ complete: 1, incomplete: 0, overlapping: 0, discarded: 0 });
});

test('what lies behind the end of a datagram does not keep it waiting', () => {
  const room = new FragmentReassembly();
  receive(room, ipv4(segment.subarray(0, 8), { fragment: 100 + MORE, identification: 7 }));
  receive(room, ipv4(segment.subarray(64), { fragment: 8, identification: 7 }));
  const packet = receive(
    room,
    ipv4(segment.subarray(0, 64), { fragment: MORE, identification: 7 }),
  );
  expect(outcomeOf(packet)).toBe('segment');
  expect(payloadOf(packet)).toEqual(Buffer.from(payload));
});

test('overlapping IPv6 fragments discard their datagram', () => {
  const room = new FragmentReassembly();
  const six = tcp6({ payload });
  receive(room, fragment6(six.subarray(0, 64), 0, true));
  expect(outcomeOf(receive(room, fragment6(six.subarray(56), 56, false)))).toBe(
    'ipv6-overlapping-fragments',
  );
  expect(room.counts).toEqual({ complete: 0, incomplete: 0, overlapping: 0, discarded: 1 });
});

test('nothing is kept longer than the limits allow', () => {
  const [first, ...rest] = fragments4(64);
  const late = new FragmentReassembly({ seconds: 60 });
  if (first) receive(late, first, 100);
  for (const fragment of rest)
    expect(outcomeOf(receive(late, fragment, 161))).toBe('ipv4-fragment');
  expect(late.counts.incomplete).toBe(1);

  for (const limits of [{ datagrams: 10 }, { octets: 640 }]) {
    const small = new FragmentReassembly(limits);
    for (let identification = 0; identification < 50; identification++) {
      const [begin] = fragments4(64, identification);
      if (begin) receive(small, begin);
    }
    expect(small.counts.incomplete).toBe(40);
    small.finish();
    expect(small.counts.incomplete).toBe(50);
  }
});

test('a tunnel of which both the outer and the inner packet were cut', () => {
  const room = new FragmentReassembly();
  const inner = fragments4(64, 3);
  let last: Packet | undefined;
  for (const [index, packet] of inner.entries()) {
    for (const { at, piece, more } of cut(packet, 40)) {
      const fragment = at / 8 + (more ? MORE : 0);
      last = receive(room, ipv4(piece, { protocol: 4, fragment, identification: 100 + index }));
    }
  }
  expect(last && outcomeOf(last)).toBe('segment');
  expect(last && payloadOf(last)).toEqual(Buffer.from(payload));
});

test('any fragments at all are taken without a throw', () => {
  const fragment = fc.record({
    at: fc.nat(0x1fff),
    more: fc.boolean(),
    octets: fc.uint8Array({ minLength: 1, maxLength: 60 }),
  });
  const property = fc.property(fc.array(fragment, { maxLength: 20 }), (fragments) => {
    const room = new FragmentReassembly();
    for (const { at, more, octets } of fragments) {
      receive(room, ipv4(octets, { fragment: at + (more ? MORE : 0) }));
    }
    room.finish();
  });
  fc.assert(property, { numRuns: 300 });
});
