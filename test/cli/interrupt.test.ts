import { spawn as start } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { COMMAND, fixture } from './support/run.ts';

const PCAP_HEADER = 24;
const MEGABYTES = 64;
/** As often as this it is read, which takes many seconds and no more room. */
const TIMES = 100;

/** A small capture's records again and again. */
let folder: string;
let capture: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tcpdissect-interrupt-'));
  capture = join(folder, 'long.pcap');
  const octets = readFileSync(fixture('full-session.pcap'));
  const records = octets.subarray(PCAP_HEADER);
  const block = Buffer.concat(Array.from({ length: 2 ** 21 / records.length }, () => records));
  const descriptor = openSync(capture, 'w');
  writeSync(descriptor, octets, 0, PCAP_HEADER);
  for (let written = 0; written < MEGABYTES * 1e6; written += block.length) {
    writeSync(descriptor, block);
  }
  closeSync(descriptor);
}, 60_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('at full speed', () => {
  it('shows progress, and at a signal reports what was read', async () => {
    const child = start(process.execPath, [
      COMMAND,
      ...Array.from({ length: TIMES }, () => capture),
      ...['--json', '--progress', 'always'],
    ]);
    let stdout = '';
    child.stdout.on('data', (octets: Buffer) => {
      stdout += octets.toString();
    });
    // The line of progress comes from within the run, so the signal does too.
    const [shown] = (await once(child.stderr, 'data')) as [Buffer];
    expect(shown.toString()).toMatch(/\d+ of 6\d{3} MB \(\d+ %\), \d+ MB\/s/);
    const asked = performance.now();
    child.kill('SIGINT');
    const [code] = (await once(child, 'close')) as [number];
    expect(code).toBe(130);
    expect(performance.now() - asked).toBeLessThan(20_000);
    const { totals, captures } = JSON.parse(stdout);
    expect(totals.interrupted).toBe(true);
    expect(captures[0].packets).toBeGreaterThan(0);
    expect(captures.length).toBeLessThan(TIMES);
  }, 60_000);
});

/** What the command says when Ctrl-C comes after what is piped in; again and later where it had not begun to listen. */
async function interrupted(args: readonly string[], piped?: Buffer) {
  for (let wait = 1_000; ; wait *= 2) {
    const child = start(process.execPath, [COMMAND, ...args]);
    if (piped !== undefined) child.stdin.write(piped);
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (octets: Buffer) => {
      stdout += octets.toString();
    });
    child.stderr.on('data', (octets: Buffer) => {
      stderr += octets.toString();
    });
    await new Promise((resolve) => setTimeout(resolve, wait));
    child.kill('SIGINT');
    const [code] = (await once(child, 'close')) as [number | null];
    if (code !== null || wait > 10_000) return { code, stdout, stderr };
  }
}

it.each([
  ['that a verdict is of a part', ['check', '--reporter', 'tap', '-'], 'full-session.pcap'],
  ['that there was nothing to report', ['-'], undefined],
])(
  'tells on standard error %s',
  async (_what, args, name) => {
    const piped = name === undefined ? undefined : readFileSync(fixture(name));
    const { code, stderr } = await interrupted(args, piped);
    expect(code).toBe(130);
    expect(stderr).toBe('tcpdissect: interrupted: the result is of what was read so far\n');
  },
  60_000,
);

it.each([
  ['json', '"verdict": "unread"'],
  ['text', 'standard input: not read (0 connections, 0 packets)'],
  ['tap', 'message: "interrupted before anything of it was read"'],
  ['junit', '<error type="unread" message="interrupted before anything of it was read"/>'],
  ['markdown', '### <code>standard input</code>: not read'],
])(
  'calls a capture of which nothing came not unreadable: %s',
  async (reporter, says) => {
    const { code, stdout } = await interrupted(['check', '--reporter', reporter, '-']);
    expect(code).toBe(130);
    expect(stdout).toContain(says);
    expect(stdout).not.toContain('unreadable');
  },
  60_000,
);
