import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { dissect } from '../../../src/dissect.ts';
import type { SegmentRecord } from '../../../src/model/segment-record.ts';

/*
 * The captures beside the project, where there are any, with what tshark 4.0 says of each segment.
 * Its marks tell where its words are not to be compared.
 */
const CORPUS = new URL('../../../../shared/corpus/', import.meta.url);
const FOLDERS = ['tcp-cases', 'tcp-problems', 'tcp-options', 'synthetic/analysis'];
const ORACLE = '.tshark.jsonl.gz';
const NOT_COMPARABLE = new Set([
  'quoted',
  'several',
  'short',
  'nolen',
  'malformed',
  'hlen',
  'selfconn',
  'tainted',
]);

/** A frame as tshark sees it; absent: none. Times are texts in seconds. */
interface Oracle {
  f?: number;
  c?: number;
  x?: string[];
  /** The raw window, the scaled one, the factor (-1: unknown). */
  win?: number;
  sw?: number;
  wf?: number;
  rs?: number;
  a?: string[];
  da?: number;
  daf?: number;
  af?: number;
  rtt?: string;
  irtt?: string;
  bif?: number;
}

function capturesOf(folder: string): string[] {
  const root = fileURLToPath(new URL(`${folder}/`, CORPUS));
  return readdirSync(root)
    .filter((name) => name.endsWith(ORACLE))
    .map((name) => root + name.slice(0, -ORACLE.length));
}

function oracleOf(capture: string): Oracle[] {
  const lines = gunzipSync(readFileSync(capture + ORACLE)).toString();
  const frames = lines
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Oracle);
  return frames.filter(
    ({ f, c, x }) =>
      f !== undefined && c !== undefined && !x?.some((mark) => NOT_COMPARABLE.has(mark)),
  );
}

const seconds = (text: string | undefined) =>
  text === undefined || Number(text) === 0 ? null : Number(text);

function said(segment: SegmentRecord): unknown {
  return {
    connection: segment.connection,
    relativeSequence: segment.relativeSequence,
    scaledWindow: segment.scaledWindow,
    analysis: [...segment.analysis].sort(),
    duplicateAckNumber: segment.duplicateAckNumber,
    duplicateAckFrame: segment.duplicateAckFrame,
    acknowledgesFrame: segment.acknowledgesFrame,
    ackRttSeconds: segment.ackRttSeconds,
    initialRttSeconds: segment.initialRttSeconds,
    bytesInFlight: segment.bytesInFlight,
  };
}

function saidByTshark(frame: Oracle): unknown {
  return {
    connection: frame.c,
    relativeSequence: frame.rs,
    scaledWindow: frame.wf === -1 ? null : frame.sw,
    analysis: [...(frame.a ?? [])].filter((name) => !name.startsWith('tfo_')).sort(),
    duplicateAckNumber: frame.da ?? null,
    // 0 where nothing came before that it could repeat.
    duplicateAckFrame: frame.daf || null,
    acknowledgesFrame: frame.af ?? null,
    ackRttSeconds: seconds(frame.rtt),
    initialRttSeconds: seconds(frame.irtt),
    bytesInFlight: frame.bif ?? null,
  };
}

const folders = FOLDERS.filter((folder) => existsSync(new URL(folder, CORPUS)));

describe.skipIf(folders.length === 0)('tshark says the same of every segment', () => {
  test.each(folders)('in %s', async (folder) => {
    let compared = 0;
    for (const capture of capturesOf(folder)) {
      const segments = new Map<number, SegmentRecord>();
      for await (const record of dissect(capture, { segments: true, connections: false })) {
        if (record.type === 'segment') segments.set(record.frame, record);
      }
      for (const frame of oracleOf(capture)) {
        const segment = segments.get(frame.f ?? 0);
        if (segment === undefined) continue;
        expect(said(segment), `${capture} frame ${frame.f}`).toEqual(saidByTshark(frame));
        compared++;
      }
    }
    expect(compared).toBeGreaterThan(100);
  });
});
