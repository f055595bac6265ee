import { createReadStream, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'pcap-parser';
import { describe, expect, it } from 'vitest';
import { ANALYSIS_DEFAULTS, analyze } from '../src/analyze.ts';
import {
  CaptureError,
  type DissectOptions,
  type DissectRecord,
  dissect,
  FilterError,
  pcapParserAdapter,
  type ReadableCapture,
  readCapture,
} from '../src/index.ts';
import { run } from './cli/support/run.ts';

const url = new URL('../fixtures/full-session.pcap', import.meta.url);
const path = fileURLToPath(url);

/** The octets in small parts, with time for others in between. */
async function* slices(octets: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < octets.length; at += 1_000) {
    yield octets.subarray(at, at + 1_000);
    await new Promise(setImmediate);
  }
}

const connectionsOf = (records: readonly DissectRecord[]) =>
  records.filter(({ type }) => type === 'connection');

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

  it('takes nothing more once it was stopped while a capture was opened', async () => {
    const many = fileURLToPath(new URL('../fixtures/many-connections.pcap', import.meta.url));
    const wanted = await collect(many);
    const octets = readFileSync(many);
    for (const turns of [0, 1, 2, 5]) {
      const stop = new AbortController();
      const options = { ...ANALYSIS_DEFAULTS, inputs: [path, many] };
      const stopped = analyze(options, {}, stop.signal);
      for (let turn = 0; turn < turns; turn++) await new Promise(setImmediate);
      stop.abort();
      await stopped;
      // Meanwhile the next analysis has the memory of the one that was stopped.
      const records = await collect(slices(octets));
      expect(connectionsOf(records)).toEqual(connectionsOf(wanted));
    }
  });

  it('heeds its options', async () => {
    const records = await collect(path, { packetLimit: 5, checksums: false });
    expect(records.at(-1)).toMatchObject({ packets: 5 });
    expect(records.at(-1)).toMatchObject({ checksums: { tcp: { unverified: 5 } } });
  });
});

describe('what dissect selects', () => {
  const many = fileURLToPath(new URL('../fixtures/many-connections.pcap', import.meta.url));

  it.each([
    ['ids', { connections: [3, 5] }, ['--connection', '3,5']],
    ['a packet filter', { packetFilter: 'port 8080' }, ['-f', 'port 8080']],
    ['a display filter', { displayFilter: 'tcp.stream < 3' }, ['-Y', 'tcp.stream < 3']],
    ['a condition', { where: 'verdict == "reset"' }, ['--where', 'verdict == "reset"']],
    ['a time', { after: '+1s', before: '+2s' }, ['--after', '+1s', '--before', '+2s']],
    [
      'several of them',
      { where: 'id < 9', displayFilter: 'tcp.flags.reset == 1', connections: [4, 5, 6, 7, 8, 9] },
      ['--where', 'id < 9', '-Y', 'tcp.flags.reset == 1', '--connection', '4-9'],
    ],
  ])('is what the command selects: %s', async (_, options, argv) => {
    for (const [command, segments] of [
      [[], false],
      [['segments'], true],
    ] as const) {
      const { stdout } = await run([...command, many, '--ndjson', ...argv]);
      const printed = stdout.trimEnd().split('\n').slice(1);
      const found = await collect(many, { connections: !segments, ...options, segments });
      const told = segments ? found.filter(({ type }) => type !== 'connection') : found;
      expect(told.map((record) => JSON.stringify(record))).toEqual(printed);
    }
  });

  it('takes a capture that can be read twice for the segments of a condition', async () => {
    const octets = readFileSync(many);
    const options = { segments: true, where: 'id == 3' };
    const records = await collect(octets, options);
    expect(records.filter(({ type }) => type === 'segment')).toHaveLength(10);
    expect(records.filter(({ type }) => type === 'connection')).toHaveLength(1);
    await expect(collect(inPieces(octets, 999), options)).rejects.toThrow('read twice');
  });

  it.each([
    [{ where: 'verdict == "resett"' }, 11],
    [{ packetFilter: 'tcp prt 80' }, 4],
    [{ displayFilter: 'tcp.prt == 80' }, 0],
    [{ before: 'noon' }, 0],
  ])('is refused with a FilterError: %j', async (options, position) => {
    await expect(collect(many, options)).rejects.toThrow(FilterError);
    await expect(collect(many, options)).rejects.toMatchObject({ position });
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
