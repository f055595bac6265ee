import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CaptureError } from '../../src/capture/capture-error.ts';
import { buildPcap, buildPcapng } from './support/build-capture.ts';
import { type ReadCapture, readCapture } from './support/read-capture.ts';

const written = fc.record({
  seconds: fc.integer({ min: 0, max: 0xffff_ffff }),
  nanoseconds: fc.integer({ min: 0, max: 999_999 }).map((value) => value * 1000),
  frame: fc.uint8Array({ maxLength: 200 }),
  originalLength: fc.integer({ min: 0, max: 70_000 }),
});
const captures = fc
  .tuple(fc.array(written, { maxLength: 12 }), fc.boolean(), fc.boolean())
  .map(([records, littleEndian, isPcapng]) =>
    isPcapng ? buildPcapng(records, littleEndian) : buildPcap(records, { littleEndian }),
  );
/** Captures with a few octets changed, and octets of any kind. */
const damaged = fc.oneof(
  fc.uint8Array({ maxLength: 300 }),
  fc
    .tuple(captures, fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 8 }), fc.nat())
    .map(([octets, changes, length]) => {
      const changed = octets.slice(0, length % (octets.length + 1));
      for (const [offset, value] of changes) {
        changed[offset % Math.max(changed.length, 1)] = value;
      }
      return changed;
    }),
);

/** What reading comes to, whether or not this is a capture. */
async function outcome(octets: Uint8Array, chunk?: number): Promise<ReadCapture | string> {
  try {
    return await readCapture(octets, chunk);
  } catch (error) {
    if (error instanceof CaptureError) {
      return `${error.code} ${error.message}`;
    }
    throw error;
  }
}

describe('reading', () => {
  it('does not depend on how the octets arrive', async () => {
    await fc.assert(
      fc.asyncProperty(damaged, fc.integer({ min: 1, max: 64 }), async (octets, chunk) => {
        expect(await outcome(octets, chunk)).toEqual(await outcome(octets));
      }),
      { numRuns: 300 },
    );
  });

  it('gives the same records in either byte order, pcap or pcapng', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(written, { maxLength: 8 }), async (records) => {
        const nanoseconds = { magic: 0xa1b23c4d };
        const [first, ...others] = await Promise.all(
          [
            buildPcap(records, nanoseconds),
            buildPcap(records, { ...nanoseconds, littleEndian: false }),
            buildPcapng(records),
            buildPcapng(records, false),
          ].map(async (octets) => {
            const read = await readCapture(octets);
            return read.records.map(({ byteOffset: _, ...rest }) => rest);
          }),
        );
        for (const other of others) {
          expect(other).toEqual(first);
        }
      }),
    );
  });
});
