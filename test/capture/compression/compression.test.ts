import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { OctetWindow } from '../../../src/capture/octet-window.ts';
import type { OctetSource } from '../../../src/capture/source.ts';
import { buildPcap, buildPcapng, OctetWriter, someRecords } from '../support/build-capture.ts';
import { LZ4_CAPTURE, ZSTD_CAPTURE } from '../support/compressed.ts';
import { readCapture, readSource } from '../support/read-capture.ts';

const plain = buildPcap(someRecords(40));
const compressed = [
  ['gzip', gzipSync(plain)],
  ['zstd', ZSTD_CAPTURE],
  ['lz4', LZ4_CAPTURE],
] as const;

/** As a pipe: asynchronous, and not to be had twice. */
class SlowSource implements OctetSource {
  readonly #octets: Uint8Array;
  consumed = 0;

  constructor(octets: Uint8Array) {
    this.#octets = octets;
  }

  async fill(window: OctetWindow): Promise<number> {
    await new Promise((resolve) => setImmediate(resolve));
    const chunk = this.#octets.subarray(this.consumed, this.consumed + 100);
    window.bytes.set(chunk, window.end);
    window.end += chunk.length;
    this.consumed += chunk.length;
    return chunk.length;
  }

  close(): void {
    this.consumed = this.#octets.length;
  }
}

describe.each(compressed)('a capture compressed with %s', (compression, octets) => {
  it('reads as the plain one', async () => {
    const expected = await readCapture(plain);
    for (const chunk of [1, 3, 64, undefined]) {
      const read = await readCapture(octets, chunk);
      expect(read).toEqual({ ...expected, facts: { ...expected.facts, compression } });
    }
  });

  it('reads from a pipe', async () => {
    const { facts } = await readSource(new SlowSource(octets));
    expect(facts).toMatchObject({ packets: 40, truncated: false, damaged: false });
  });

  it('is cut short wherever its octets end', async () => {
    let before = 0;
    for (let length = 100; length < octets.length; length += 11) {
      const read = await readCapture(octets.subarray(0, length)).catch((error: unknown) => error);
      if (read instanceof Error) {
        expect([length, read.name, read.message]).toEqual([
          length,
          'CaptureError',
          expect.stringContaining('cut short'),
        ]);
        continue;
      }
      const { facts, diagnostics } = read as Awaited<ReturnType<typeof readCapture>>;
      expect([length, facts.truncated, facts.damaged]).toEqual([length, true, false]);
      expect(diagnostics.map(({ severity, code }) => [severity, code])).toEqual([
        ['warning', 'cut-short'],
      ]);
      expect(facts.packets).toBeGreaterThanOrEqual(before);
      before = facts.packets;
    }
  });

  it('may have members behind it', async () => {
    const { facts } = await readCapture(
      Buffer.concat([octets, gzipless(compression, plain.subarray(24), octets)]),
    );
    expect(facts).toMatchObject({ truncated: false, damaged: false });
    expect(facts.packets).toBeGreaterThanOrEqual(40);
  });
});

/** A second member: for gzip the records again, for the others nothing, as a frame of their own. */
function gzipless(compression: string, records: Uint8Array, whole: Uint8Array): Uint8Array {
  if (compression === 'gzip') {
    return gzipSync(records);
  }
  const emptyFrame =
    compression === 'zstd' ? '28b52ffd240001000099e9d851' : '04224d186440a700000000055dcc02';
  expect(whole.length).toBeGreaterThan(0);
  return Buffer.from(emptyFrame, 'hex');
}

describe('damaged compressed data', () => {
  const damage = (octets: Uint8Array, offset: number): Uint8Array => {
    const changed = Uint8Array.from(octets);
    changed.set([(changed.at(offset) ?? 0) ^ 0xff], offset < 0 ? octets.length + offset : offset);
    return changed;
  };

  it.each([
    ['gzip', gzipSync(plain)],
    ['lz4', LZ4_CAPTURE],
  ])('give everything before a checksum that does not hold (%s)', async (_name, octets) => {
    const offset = _name === 'gzip' ? -8 : -1;
    for (const read of [
      await readCapture(damage(octets, offset)),
      await readSource(new SlowSource(damage(octets, offset))),
    ]) {
      expect(read.facts).toMatchObject({ packets: 40, damaged: true, truncated: false });
      expect(read.diagnostics).toMatchObject([{ severity: 'error', code: 'damaged' }]);
    }
  });

  it('give what was whole before damage in the middle of gzip', async () => {
    // A stored block with a wrong complement of its length, behind a whole member.
    const broken = Uint8Array.of(...gzipSync(plain.subarray(24), { level: 0 }));
    broken.set([0, 0], 13);
    const octets = Buffer.concat([gzipSync(plain), broken]);
    const { facts } = await readCapture(octets);
    expect(facts).toMatchObject({ packets: 40, damaged: true });
  });

  it('are damaged by what follows gzip and is none; all before it was read', async () => {
    const octets = Buffer.concat([gzipSync(plain), Buffer.from('something else')]);
    const { facts, diagnostics } = await readCapture(octets);
    expect(facts).toMatchObject({ packets: 40, damaged: true, truncated: false });
    expect(diagnostics).toMatchObject([{ severity: 'error', code: 'trailing-octets' }]);
  });

  it('ignore zeros that pad gzip', async () => {
    const { diagnostics } = await readCapture(Buffer.concat([gzipSync(plain), new Uint8Array(50)]));
    expect(diagnostics).toEqual([]);
  });

  it('stop an LZ4 frame whose descriptor, block or version is wrong', async () => {
    for (const [offset, reason] of [
      [4, 'version'],
      [14, 'descriptor'],
      [30, 'checksum of a block'],
    ] as const) {
      await expect(readCapture(damage(LZ4_CAPTURE, offset))).rejects.toThrow(reason);
    }
  });

  it('stop a bomb', async () => {
    const unknownBlock = new OctetWriter(true).u32(0xbad).u32(64 << 20).octets;
    const zeros = new Uint8Array((64 << 20) - 12);
    const member = gzipSync(Buffer.concat([unknownBlock, zeros, unknownBlock.subarray(4)]));
    const header = gzipSync(buildPcapng([]));
    const octets = Buffer.concat([header, member, member, member, member, member]);
    const { facts, diagnostics } = await readCapture(octets, 65_536);
    expect(facts.damaged).toBe(true);
    expect(diagnostics).toMatchObject([{ severity: 'error', code: 'decompression-bomb' }]);
  });

  it('say what is inside when it is no capture', async () => {
    await expect(readCapture(gzipSync('{"a": 1}'))).rejects.toThrow('it looks like JSON text');
    await expect(readCapture(gzipSync(gzipSync(plain)))).rejects.toThrow('gzip data inside');
    await expect(readCapture(gzipSync(''))).rejects.toMatchObject({ code: 'empty' });
  });
});

it('reads compressed pcapng', async () => {
  const { facts } = await readCapture(gzipSync(buildPcapng(someRecords(5))));
  expect(facts).toMatchObject({ format: 'pcapng', compression: 'gzip', packets: 5 });
});
