import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressText } from '../../src/model/address-text.ts';
import { writeDestination, writeSource } from '../../src/report/address-writer.ts';
import { OctetText } from '../../src/report/octet-text.ts';
import { Packet } from '../../src/wire/packet.ts';

const octets = Buffer.alloc(64);
const text = new OctetText(new DataView(octets.buffer, octets.byteOffset, octets.length));
const packet = new Packet();

type Words = [number, number, number, number];

function expectBoth(version: 4 | 6, words: Words): void {
  const wanted = addressText({ version, words });
  packet.ipVersion = version;
  [packet.source0, packet.source1, packet.source2, packet.source3] = words;
  [packet.destination0, packet.destination1, packet.destination2, packet.destination3] = words;
  for (const write of [writeSource, writeDestination]) {
    text.at = 0;
    write(text, packet);
    expect(octets.toString('latin1', 0, text.at)).toBe(wanted);
  }
}

describe('addresses', () => {
  it('are those of addressText for IPv4', () => {
    fc.assert(
      fc.property(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }), (word) =>
        expectBoth(4, [word, 0, 0, 0]),
      ),
    );
  });

  it('are those of addressText for IPv6, with any run of zeros', () => {
    const group = fc.constantFrom(0, 0, 0, 1, 0x10, 0xdb8, 0xffff);
    const word = fc.tuple(group, group).map(([high, low]) => (high << 16) | low);
    fc.assert(
      fc.property(fc.tuple(word, word, word, word), (words) => expectBoth(6, words)),
      { numRuns: 2_000 },
    );
  });
});
