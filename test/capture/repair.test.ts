import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildPcap, buildPcapng, someRecords } from './support/build-capture.ts';
import { readCapture } from './support/read-capture.ts';

const repair = { repair: true };
const records = someRecords(20);
const garbage = Uint8Array.from({ length: 333 }, (_, index) => (index * 31 + 7) & 0xff);

/** Where each of the records begins, and the end. */
function boundaries(build: (part: typeof records) => Uint8Array): readonly number[] {
  return Array.from(
    { length: records.length + 1 },
    (_, count) => build(records.slice(0, count)).length,
  );
}

function insert(octets: Uint8Array, offset: number, inserted: Uint8Array): Uint8Array {
  return Buffer.concat([octets.subarray(0, offset), inserted, octets.subarray(offset)]);
}

describe.each([
  ['pcap', (part: typeof records) => buildPcap(part)],
  ['big-endian pcap', (part: typeof records) => buildPcap(part, { littleEndian: false })],
  ['pcapng', (part: typeof records) => buildPcapng(part)],
  ['big-endian pcapng', (part: typeof records) => buildPcapng(part, false)],
] as const)('repair of %s', (_name, build) => {
  const octets = build(records);
  const starts = boundaries(build);

  it('goes on behind garbage, and says what it passed over', async () => {
    const whole = await readCapture(octets);
    for (const index of [0, 5, 19]) {
      const at = starts[index] ?? 0;
      const read = await readCapture(insert(octets, at, garbage), undefined, repair);
      expect(read.records.map(({ frameOctets }) => frameOctets)).toEqual(
        whole.records.map(({ frameOctets }) => frameOctets),
      );
      expect(read.facts).toMatchObject({
        damaged: true,
        truncated: false,
        repairs: 1,
        skippedOctets: garbage.length,
      });
      expect(read.diagnostics).toMatchObject([
        { severity: 'error', frame: index + 1 },
        { severity: 'warning', code: 'resynchronised', byteOffset: at + garbage.length },
      ]);
    }
  });

  it('finds nothing in garbage at the end', async () => {
    const read = await readCapture(insert(octets, octets.length, garbage), undefined, repair);
    expect(read.facts).toMatchObject({ packets: 20, damaged: true, repairs: 0 });
    expect(read.facts.skippedOctets).toBe(garbage.length);
    expect(read.diagnostics.map(({ code }) => code)).toContain('not-resynchronised');
  });

  it('goes on inside a record whose length reaches beyond the end', async () => {
    const damaged = Uint8Array.from(octets);
    const isPcap = octets[0] !== 0x0a;
    const littleEndian = octets[0] === 0xd4 || octets[4] === 28;
    const lengthField = (starts[16] ?? 0) + (isPcap ? 8 : 4);
    new DataView(damaged.buffer).setUint32(lengthField, 200_000, littleEndian);
    const read = await readCapture(damaged, undefined, repair);
    expect(read.facts).toMatchObject({ packets: 19, damaged: true, truncated: false, repairs: 1 });
    expect((await readCapture(damaged)).facts).toMatchObject({ packets: 16, truncated: true });
  });

  it('stops at the damage without being asked to go on', async () => {
    const read = await readCapture(insert(octets, starts[5] ?? 0, garbage));
    expect(read.facts).toMatchObject({ packets: 5, damaged: true, repairs: 0, skippedOctets: 0 });
  });

  it('does not depend on how the octets arrive', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(octets.length - 1), fc.uint8Array({ maxLength: 40 })), {
          maxLength: 3,
        }),
        fc.integer({ min: 1, max: 500 }),
        async (insertions, chunk) => {
          const damaged = insertions.reduce(
            (sum, [at, inserted]) => insert(sum, 48 + (at % (sum.length - 48)), inserted),
            octets,
          );
          expect(await readCapture(damaged, chunk, repair)).toEqual(
            await readCapture(damaged, undefined, repair),
          );
        },
      ),
      { numRuns: 60 },
    );
  });
});
