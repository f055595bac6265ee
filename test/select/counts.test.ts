import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { ANALYSIS_DEFAULTS, analyze } from '../../src/analyze.ts';
import { compileDisplayFilter } from '../../src/select/display/index.ts';
import { compilePacketFilter } from '../../src/select/packet/index.ts';
import { eachRecord } from './captures.ts';

/** Packets by fixture, by expression: what tcpdump and tshark count. */
type Counts = Readonly<Record<string, Readonly<Record<string, number>>>>;

function read(name: string): Counts {
  return JSON.parse(readFileSync(new URL(name, import.meta.url), 'utf8')) as Counts;
}

function fixture(name: string): string {
  return fileURLToPath(new URL(`../../fixtures/${name}`, import.meta.url));
}

function namesIn(counts: Counts): string[] {
  return [...new Set(Object.values(counts).flatMap((row) => Object.keys(row)))];
}

/** The column of one fixture. */
function column(counts: Counts, name: string): Map<string, number> {
  const cells = Object.entries(counts).map(([expression, row]) => [expression, row[name]] as const);
  return new Map(
    cells.flatMap(([expression, count]) => (count === undefined ? [] : [[expression, count]])),
  );
}

const isThere = (program: string) => spawnSync(program, ['--version']).status === 0;

const TCPDUMP = read('tcpdump-counts.json');
const TSHARK = read('tshark-counts.json');

describe('packet filters', () => {
  it.each(namesIn(TCPDUMP))('select of %s what tcpdump selects', async (name) => {
    const wanted = column(TCPDUMP, name);
    const found = new Map([...wanted.keys()].map((expression) => [expression, 0]));
    const filters = [...wanted.keys()].map((text) => ({ text, passes: compilePacketFilter(text) }));
    await eachRecord(fixture(name), (record, bytes, view) => {
      for (const { text, passes } of filters) {
        if (passes(record, bytes, view)) found.set(text, (found.get(text) ?? 0) + 1);
      }
    });
    expect(Object.fromEntries(found)).toEqual(Object.fromEntries(wanted));
  });

  it.skipIf(!isThere('tcpdump'))('are counted by tcpdump as the table has it', () => {
    const name = 'ip-fragments.pcap';
    for (const [expression, count] of column(TCPDUMP, name)) {
      const text = execFileSync('tcpdump', ['-t', '-n', '-q', '-r', fixture(name), expression], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      expect([expression, text.split('\n').length - 1]).toEqual([expression, count]);
    }
  });
});

describe('display filters', () => {
  it.each(namesIn(TSHARK))('select of %s what tshark selects', async (name) => {
    const wanted = column(TSHARK, name);
    const found = new Map([...wanted.keys()].map((expression) => [expression, 0]));
    const filters = [...wanted.keys()].map((text) => ({
      text,
      selects: compileDisplayFilter(text),
    }));
    await analyze(
      { ...ANALYSIS_DEFAULTS, inputs: [fixture(name)] },
      {
        segment(segment, { clock }) {
          for (const { text, selects } of filters) {
            if (selects(segment, clock)) found.set(text, (found.get(text) ?? 0) + 1);
          }
        },
      },
    );
    expect(Object.fromEntries(found)).toEqual(Object.fromEntries(wanted));
  });

  it.skipIf(!isThere('tshark'))('are counted by tshark as the table has it', () => {
    const name = 'zero-window.pcap';
    // A table of tshark's has a column for each filter, which must do without commas.
    const cells = [...column(TSHARK, name)].filter(([expression]) => !/,|^a/.test(expression));
    const table = cells.map(([expression]) => `(${expression}) && tcp`).join(',');
    const text = execFileSync(
      'tshark',
      ['-n', '-q', '-r', fixture(name), '-z', `io,stat,0,${table}`],
      { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] },
    );
    const row = text.split('\n').findLast((line) => line.includes('<>')) ?? '';
    const numbers = row.split('|').slice(2, -1).map(Number);
    const frames = numbers.filter((_, index) => index % 2 === 0);
    expect(frames).toEqual(cells.map(([, count]) => count));
  });
});
