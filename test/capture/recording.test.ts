import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { OctetWindow } from '../../src/capture/octet-window.ts';
import { describeOverlap, planRecording } from '../../src/capture/recording.ts';
import { buildPcap, buildPcapng, PcapngWriter, someRecords } from './support/build-capture.ts';
import { readCapture } from './support/read-capture.ts';

const directory = mkdtempSync(join(tmpdir(), 'tcpdissect-recording-'));
afterAll(() => rmSync(directory, { recursive: true }));

const from = (seconds: number) => someRecords(3).map((each) => ({ ...each, seconds }));
const ring = join(directory, 'ring');
mkdirSync(join(ring, 'below'), { recursive: true });
const write = (name: string, octets: Uint8Array | string): string => {
  writeFileSync(join(ring, name), octets);
  return join(ring, name);
};
const newest = write('a.pcap', buildPcap(from(3000)));
const oldest = write('b.pcap.gz', gzipSync(buildPcap(from(1000))));
const middle = write('c.pcapng', buildPcapng(from(2000)));
const without = write('d.pcapng', new PcapngWriter().section().interface(1).octets);
const notes = write('notes.txt', 'when and where');
write('e.pcap', '');

async function plan(...paths: string[]) {
  const { captures, diagnostics } = await planRecording(paths, new OctetWindow());
  return { paths: captures.map(({ path }) => path), codes: diagnostics.map(({ code }) => code) };
}

describe('planRecording', () => {
  it('puts captures in the order of their first packets, and says so', async () => {
    expect(await plan(newest, middle, oldest)).toEqual({
      paths: [oldest, middle, newest],
      codes: ['reordered'],
    });
    expect(await plan(oldest, middle, newest)).toEqual({
      paths: [oldest, middle, newest],
      codes: [],
    });
  });

  it('takes the captures of a directory', async () => {
    expect(await plan(ring)).toEqual({
      paths: [oldest, middle, without, newest],
      codes: ['passed-over', 'reordered'],
    });
  });

  it('keeps what has no time behind what was named before it', async () => {
    expect((await plan(newest, '-', oldest)).paths).toEqual([oldest, newest, '-']);
    expect((await plan(without, newest)).paths).toEqual([without, newest]);
  });

  it('keeps a file that was named, whatever it is', async () => {
    expect((await plan(notes)).paths).toEqual([notes]);
    expect((await plan(newest, notes)).paths).toEqual([newest, notes]);
    const missing = join(directory, 'missing');
    expect((await plan(newest, missing)).paths).toEqual([newest, missing]);
  });

  it('refuses directories without captures', async () => {
    const below = join(ring, 'below');
    await expect(plan(below)).rejects.toMatchObject({ code: 'not-a-capture', path: below });
    const texts = join(directory, 'texts');
    mkdirSync(texts);
    writeFileSync(join(texts, 'a.txt'), 'a');
    writeFileSync(join(texts, 'b.txt'), 'b');
    await expect(plan(texts)).rejects.toThrow('none of the 2 files is a packet capture');
  });
});

describe('describeOverlap', () => {
  it('notices a capture that begins before the one before it ends', async () => {
    const { facts: one } = await readCapture(buildPcap(someRecords(10)));
    const { facts: other } = await readCapture(buildPcap(someRecords(10).slice(5)));
    const { facts: none } = await readCapture(buildPcap([]));
    expect(describeOverlap(one, other)).toMatchObject({ severity: 'warning', code: 'overlap' });
    expect(describeOverlap(other, { ...one, first: other.last })).toBeUndefined();
    expect(describeOverlap(one, none)).toBeUndefined();
  });
});
