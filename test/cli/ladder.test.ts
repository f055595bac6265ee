import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fixture, run, StringStream, spawn } from './support/run.ts';

/** Frames at the beginning of ladder rows. */
function framesOf(stdout: string): number[] {
  return [...stdout.matchAll(/^ +(\d+) +-?\d+\.\d{6}/gm)].map((match) => Number(match[1]));
}

const upTo = (last: number): number[] => Array.from({ length: last }, (_, index) => index + 1);

describe('-v', () => {
  it('has a row for each segment', async () => {
    const folded = await run([fixture('zero-window.pcap')]);
    expect(framesOf(folded.stdout).length).toBeLessThan(25);
    const { stdout } = await run([fixture('zero-window.pcap'), '-v']);
    expect(framesOf(stdout)).toEqual(upTo(39));
  });

  it('has one for each segment of each connection told', async () => {
    const { stdout } = await run([fixture('many-connections.pcap'), '-v']);
    expect(framesOf(stdout).sort((a, b) => a - b)).toEqual(upTo(500));
  });

  it('has one for each segment out of a pipe where the connection is named, and else folds', () => {
    const input = readFileSync(fixture('zero-window.pcap'));
    const named = spawn(['-', '-v', '--connection', '0'], { input });
    expect(framesOf(named.stdout)).toEqual(upTo(39));
    const { stdout, code } = spawn(['-', '-v'], { input });
    expect(code).toBe(0);
    expect(framesOf(stdout).length).toBeLessThan(25);
    expect(stdout).toContain('zero window');
  });
});

it('tells on a segment what it repeats, and where that was lost', async () => {
  const { stdout } = await run([fixture('fast-retransmit.pcap')], { env: { COLUMNS: '160' } });
  expect(stdout).toContain(
    'sent again (fast retransmit), repeats frame 12, lost after the capture point',
  );
});

it('folds the lines of segments on a terminal alone', async () => {
  const stdout = new StringStream({ isTerminal: true, columns: 80 });
  await run(['segments', fixture('zero-window.pcap'), '--color', 'never'], { stdout });
  const lines = stdout.text.trimEnd().split('\n');
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
  const { stdout: piped } = await run(['segments', fixture('zero-window.pcap')]);
  expect(piped.trimEnd().split('\n')).toHaveLength(39);
});
