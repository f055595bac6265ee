import { createReadStream, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'pcap-parser';
import { describe, expect, it } from 'vitest';
import {
  CaptureError,
  type DissectOptions,
  type DissectRecord,
  dissect,
  pcapParserAdapter,
  type ReadableCapture,
  readCapture,
} from '../src/index.ts';

const url = new URL('../fixtures/full-session.pcap', import.meta.url);
const path = fileURLToPath(url);

async function collect(
  capture: ReadableCapture,
  options?: DissectOptions,
): Promise<DissectRecord[]> {
  const records: DissectRecord[] = [];
  for await (const record of dissect(capture, options)) records.push(record);
  return records;
}

/** Records without the name of their capture. */
function nameless(records: readonly DissectRecord[]): unknown[] {
  return records.map((record) => (record.type === 'capture' ? { ...record, path: '' } : record));
}

async function* inPieces(octets: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < octets.length; start += size) {
    yield octets.subarray(start, start + size);
  }
}

describe('dissect', () => {
  it('gives connections, the capture and the totals', async () => {
    const records = await collect(path);
    expect(records.map(({ type }) => type)).toEqual(['connection', 'capture', 'totals']);
  });

  it('gives segments on demand, and no connections where none are wanted', async () => {
    const records = await collect(path, { segments: true, connections: false });
    expect(records.filter(({ type }) => type === 'segment')).toHaveLength(21);
    expect(records.some(({ type }) => type === 'connection')).toBe(false);
  });

  it('gives the same for a path, a URL, octets and a stream of them', async () => {
    const wanted = nameless(await collect(path, { segments: true }));
    const octets = readFileSync(path);
    const others = [
      url,
      octets,
      createReadStream(path),
      inPieces(octets, 1),
      inPieces(octets, 999),
    ];
    for (const other of others) {
      expect(nameless(await collect(other, { segments: true }))).toEqual(wanted);
    }
  });

  it('gives the same for the records of pcap-parser', async () => {
    const wanted = nameless(await collect(path, { segments: true }));
    const adapted = pcapParserAdapter(parse(path));
    expect(nameless(await collect(adapted, { segments: true }))).toEqual(wanted);
  });

  it('throws where there is no capture', async () => {
    await expect(collect(`${path}.none`)).rejects.toThrow(CaptureError);
    await expect(collect(new Uint8Array(0))).rejects.toMatchObject({ code: 'empty' });
  });

  it('tells of damage in a diagnostic', async () => {
    const damaged = new URL('../fixtures/damaged-record-length.pcap', import.meta.url);
    const records = await collect(damaged);
    expect(records.filter(({ type }) => type === 'diagnostic')).toHaveLength(1);
  });

  it('stops when it is told to, or left', async () => {
    const signal = AbortSignal.abort();
    const records = await collect(path, { signal });
    expect(records.at(-1)).toMatchObject({ type: 'totals', interrupted: true });
    for await (const record of dissect(path)) {
      expect(record.type).toBe('connection');
      break;
    }
  });

  it.each([0, 1_000])('stops where its input pauses behind %i octets', async (octets) => {
    const stop = new AbortController();
    async function* pausing(): AsyncGenerator<Uint8Array> {
      if (octets > 0) yield readFileSync(path).subarray(0, octets);
      setTimeout(() => stop.abort(), 20);
      await new Promise(() => {});
    }
    const records = await collect(pausing(), { signal: stop.signal });
    expect(records.at(-1)).toMatchObject({ type: 'totals', interrupted: true });
  });

  it('heeds its options', async () => {
    const records = await collect(path, { packetLimit: 5, checksums: false });
    expect(records.at(-1)).toMatchObject({ packets: 5 });
    expect(records.at(-1)).toMatchObject({ checksums: { tcp: { unverified: 5 } } });
  });
});

describe('readCapture', () => {
  it('gives copies of the records', async () => {
    const frames = [];
    for await (const frame of readCapture(path)) frames.push(frame);
    expect(frames).toHaveLength(21);
    expect(frames.map(({ frame }) => frame)).toEqual(frames.map((_, index) => index + 1));
    expect(frames[0]).toMatchObject({ linkType: 1, originalLength: 74 });
    expect(frames[0]?.octets).toHaveLength(74);
  });
});
