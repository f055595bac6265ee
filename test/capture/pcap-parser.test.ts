import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { OctetWindow } from '../../src/capture/octet-window.ts';
import { PcapParserInput } from '../../src/capture/pcap-parser.ts';
import { buildPcap, someRecords } from './support/build-capture.ts';
import { drain, type ReadCapture, readCapture } from './support/read-capture.ts';

const root = new URL('../../', import.meta.url);
const folders = ['fixtures', '../shared/corpus/tcp-cases', '../shared/corpus/link-types'];

/** Files that the package can read: the standard magic number and version 2.4. */
function classicCaptures(folder: string): readonly string[] {
  const path = fileURLToPath(new URL(folder, root));
  return (existsSync(path) ? readdirSync(path, { recursive: true, encoding: 'utf8' }) : [])
    .filter((name) => name.endsWith('.pcap'))
    .map((name) => join(path, name))
    .filter((file) => /^(d4c3b2a102000400|a1b2c3d400020004)/.test(startOf(file)));
}

function startOf(file: string): string {
  return readFileSync(file).subarray(0, 8).toString('hex');
}

async function readWithPackage(octets: Uint8Array, chunk = 65_536): Promise<ReadCapture> {
  const chunks: Buffer[] = [];
  for (let offset = 0; offset < octets.length; offset += chunk) {
    chunks.push(Buffer.from(octets.subarray(offset, offset + chunk)));
  }
  const window = new OctetWindow();
  const stream = Readable.from(chunks, { objectMode: false });
  return drain(await PcapParserInput.parse(stream, window), window);
}

async function expectAgreement(octets: Uint8Array, chunk?: number): Promise<void> {
  const ours = await readCapture(octets);
  const theirs = await readWithPackage(octets, chunk);
  expect(theirs.records).toEqual(ours.records);
  expect(theirs.facts).toEqual({ ...ours.facts, path: '-' });
}

describe('PcapParserInput', () => {
  it.each([true, false])('agrees with PcapReader (little-endian: %s)', async (littleEndian) => {
    const octets = buildPcap(someRecords(40), { littleEndian });
    for (const chunk of [1, 13, 65_536]) {
      await expectAgreement(octets, chunk);
    }
  });

  it('agrees on a cut capture', async () => {
    const octets = buildPcap(someRecords(3));
    for (const cut of [1, 30, 70]) {
      await expectAgreement(octets.subarray(0, octets.length - cut));
    }
  });

  it('pauses the stream of a parser that runs ahead', async () => {
    const [record] = someRecords(1);
    const octets = buildPcap(Array.from({ length: 20_000 }, () => record ?? []).flat());
    await expectAgreement(octets);
  });

  it('stops at an impossible length, once', async () => {
    const octets = buildPcap(someRecords(3));
    new DataView(octets.buffer).setUint32(24 + 16 + 60 + 8, 0x7fff_ffff, true);
    const { facts, diagnostics } = await readWithPackage(octets, 20);
    expect(facts).toMatchObject({ packets: 1, damaged: true, truncated: false });
    expect(diagnostics).toMatchObject([{ severity: 'error', code: 'record-length', frame: 2 }]);
  });

  it.each([
    ['empty', new Uint8Array(0)],
    ['cut-in-header', buildPcap([]).subarray(0, 20)],
    ['not-a-capture', buildPcap([], { magic: 0xa1b23c4d })],
    ['unsupported-version', buildPcap([], { version: [9, 4] })],
  ])('refuses once and clearly: %s', async (code, octets) => {
    await expect(readWithPackage(octets)).rejects.toMatchObject({
      name: 'CaptureError',
      code,
      path: '-',
    });
  });

  describe.each(folders)('agrees with PcapReader on every classic capture of %s', (folder) => {
    const files = classicCaptures(folder);
    it.skipIf(files.length === 0)(`${files.length} captures`, async () => {
      for (const file of files) {
        await expectAgreement(readFileSync(file));
      }
    });
  });
});
