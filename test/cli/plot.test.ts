import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { fixture, run, spawn } from './support/run.ts';

const TITLE = 'client: octets sent';

it('plots the only connection, and the one that is asked for', async () => {
  const only = await run([fixture('zero-window.pcap'), '--plot']);
  expect(only).toMatchObject({ code: 0, stdout: expect.stringContaining(TITLE) });
  const where = await run([fixture('many-connections.pcap'), '--plot', '--where', 'id == 3']);
  expect(where).toMatchObject({ code: 0, stdout: expect.stringContaining(TITLE) });
  const chosen = await run([fixture('many-connections.pcap'), '--plot', '--connection', '2']);
  expect(chosen).toMatchObject({ code: 0, stdout: expect.stringContaining(TITLE) });
});

it('plots what comes out of a pipe', () => {
  const capture = readFileSync(fixture('zero-window.pcap'));
  const { code, stdout } = spawn(['-', '--plot'], { input: capture });
  expect({ code, hasPlot: stdout.includes(TITLE) }).toEqual({ code: 0, hasPlot: true });
});

it.each([
  [['many-connections.pcap'], 'choose it with --connection'],
  [['many-connections.pcap', '--connection', '1-2'], 'choose it with --connection'],
  [['zero-window.pcap', '--json'], 'part of the text'],
])('refuses to plot %j', async ([name = '', ...argv], why) => {
  const { code, stdout, stderr } = await run([fixture(name), '--plot', ...argv]);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain(why);
});
