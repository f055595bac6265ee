import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { compareWithTshark } from '../../scripts/differential/compare.mjs';
import { readRecords, toPcapng } from '../../scripts/differential/frames.mjs';
import { batchOf, MUTATIONS } from '../../scripts/differential/mutations.mjs';
import { Random } from '../../scripts/differential/random.mjs';
import { dissect } from '../../src/dissect.ts';

const FIXTURES = fileURLToPath(new URL('../../fixtures/', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'tcpdissect-variants-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function poolOf(names: readonly string[]) {
  return Promise.all(names.map((name) => readRecords(FIXTURES + name, 200)));
}

const names = readdirSync(FIXTURES).filter((name) => /^[a-m].*\.pcap$/.test(name));
const sound = names.filter((name) => !/^(empty|damaged|no-)/.test(name));
const version = spawnSync('tshark', ['--version'], { encoding: 'utf8' }).stdout ?? '';

describe('variants of captures', () => {
  it('follow from their seed', async () => {
    const pool = await poolOf(['full-session.pcap', 'close-by-client-ipv6.pcap']);
    const make = (seed: number) => toPcapng(batchOf(pool, new Random(seed), 10).records);
    expect(make(1).equals(make(1))).toBe(true);
    expect(make(1).equals(make(2))).toBe(false);
  });

  it.each(Object.entries(MUTATIONS))(
    'are made by %s, and are read without a crash',
    async (_, mutate) => {
      const pool = await poolOf(['full-session.pcap', 'zero-window.pcap', 'fast-retransmit.pcap']);
      let changed = 0;
      for (const [seed, records] of [...pool, ...pool].entries()) {
        const variant = toPcapng(mutate(records, new Random(seed), records));
        if (!variant.equals(toPcapng(records))) changed++;
        let segments = 0;
        for await (const { type } of dissect(variant, { segments: true })) {
          if (type === 'segment') segments++;
        }
        expect(segments).toBeGreaterThan(0);
      }
      expect(changed).toBeGreaterThan(0);
    },
  );

  it.skipIf(!/ 4\.0\./.test(version))(
    'are to tshark what they are to us',
    async () => {
      const pool = await poolOf(sound);
      const path = join(folder, 'variants.pcapng');
      writeFileSync(path, toPcapng(batchOf(pool, new Random(11), 100).records));
      const { compared, differences } = await compareWithTshark(path, 1e9);
      expect(differences).toEqual([]);
      expect(compared['analysis']).toBeGreaterThan(500);
    },
    120_000,
  );
});
