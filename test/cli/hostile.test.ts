import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FORMATS_OF } from '../../src/report/index.ts';
import { PcapngWriter } from '../capture/support/build-capture.ts';
import { readCapture } from '../capture/support/read-capture.ts';
import { statementsOf } from '../report/mermaid/grammar.ts';
import { fixture, run } from './support/run.ts';

/*
 * A capture whose every text is an attack on who reads the result: its name, its comments, names of
 * interfaces and hosts, the payload. Whatever is printed of it is obeyed by no terminal,
 * spreadsheet, Markdown or Mermaid.
 */
const ATTACKS = [
  '\u001b]0;owned\u0007\u001b[2J\u001b[31m',
  '\u009b31m\u0085\u007f',
  'exe.\u202egnp\u200b\u2028',
  '\r\nverdict: closed',
  '=cmd|"/C calc"!A0',
  '`**[x](http://evil.example)** <img src=x onerror=1> @everyone #1 :tada:',
  ';%%{init: {"theme": "dark"}}%% #59; end',
  '| --- |',
] as const;
const HOSTILE = ATTACKS.join(' ');

/** What a terminal obeys or hides; a line break is all that may be left. */
const OBEYED =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it looks for
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]|\p{Surrogate}/u;

const COMMENT = 1;
const USER_APPLICATION = 4;
const INTERFACE_NAME = 2;
const NAME_RESOLUTION_BLOCK = 4;
const IPV4_RECORD = 1;

const text = (code: number, value: string) => ({ code, value: Buffer.from(value) });

/** The frames of a session, their HTTP-like payload replaced, in a file full of attacks. */
async function hostileCapture(): Promise<Uint8Array> {
  const { records } = await readCapture(readFileSync(fixture('full-session.pcap')));
  const host = Buffer.concat([Buffer.from([192, 0, 2, 1]), Buffer.from(`${HOSTILE}\0`)]);
  const writer = new PcapngWriter()
    .section([text(COMMENT, HOSTILE), text(USER_APPLICATION, HOSTILE)])
    .interface(1, 0, [text(INTERFACE_NAME, HOSTILE), text(COMMENT, HOSTILE)]);
  const names = writer.body().u16(IPV4_RECORD).u16(host.length).raw(host).padToFour();
  writer.block(NAME_RESOLUTION_BLOCK, names.u16(0).u16(0).octets);
  for (const [index, { frameOctets }] of records.entries()) {
    const frame = Buffer.from(frameOctets, 'hex');
    const attack = Buffer.from(ATTACKS[index % ATTACKS.length] ?? '');
    // Ethernet, IPv4 and a TCP header with timestamps: what is behind them is payload.
    if (frame.length >= 66 + attack.length) attack.copy(frame, 66);
    writer.enhanced(0, BigInt(index) * 1_000n, { frame }, [text(COMMENT, HOSTILE)]);
  }
  return writer.octets;
}

let folder = '';
let path = '';
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tcpdissect-'));
  path = join(folder, `=1+1 ${HOSTILE.replaceAll('/', '')}.pcapng`);
  writeFileSync(path, await hostileCapture());
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs a command on the capture; nothing obeyed is in its result or its complaints. */
async function outputOf(...argv: string[]): Promise<string> {
  const { code, stdout, stderr } = await run([...argv, path, '-v']);
  expect(code).toBe(0);
  expect(stdout).not.toBe('');
  expect(stdout.replaceAll('\r\n', argv.includes('csv') ? '\n' : '\r\n')).not.toMatch(OBEYED);
  expect(stderr).not.toMatch(OBEYED);
  return stdout;
}

const COMMANDS = [
  [[], 'connections'],
  [['segments'], 'segments'],
  [['explain', '--frame', '4'], 'explanations'],
] as const;
const CASES = COMMANDS.flatMap(([command, rows]) =>
  FORMATS_OF[rows].map((format) => [command, format] as const),
);

describe('a hostile capture', () => {
  it.each(CASES)('gives nothing that is obeyed: %j --format %s', async (command, format) => {
    const output = await outputOf(...command, '--format', format);
    if (format === 'csv') expect(output).not.toMatch(/(?:^|,|\n)"?[=+@]/);
    if (format === 'mermaid') statementsOf(output);
    // Outside code there is no markup of the capture's.
    if (format === 'markdown') {
      const prose = output.replace(/(`+)(?!`)[\s\S]*?[^`]\1(?!`)/g, '');
      expect(prose).not.toMatch(/evil|<img|@every|#1|:tada:|`/);
    }
  });

  it.each(CASES.filter(([, format]) => format.endsWith('json')))(
    'is told as it is to programs: %j --format %s',
    async (command, format) => {
      const output = await outputOf(...command, '--format', format);
      const records = format === 'json' ? [output] : output.trimEnd().split('\n');
      const values = records.map((record) => JSON.stringify(JSON.parse(record)));
      expect(values.join('\n')).toContain(JSON.stringify(HOSTILE).slice(1, -1));
    },
  );

  it.each([
    ['--text', 'verdict: closed'],
    ['--hex', '3d 63 6d 64 7c'],
  ])('gives nothing that is obeyed: follow %s', async (view, shown) => {
    const argv = ['follow', '--connection', '0', '--no-checksums', view];
    expect(await outputOf(...argv)).toContain(shown);
  });

  it('gives nothing that is obeyed where it cannot be read', async () => {
    const { code, stderr } = await run([`${path}.gone`]);
    expect(code).toBe(3);
    expect(stderr).toMatch(/^tcpdissect: [^\n]*: no such file\n$/);
    expect(stderr).not.toMatch(OBEYED);
  });

  it('writes a file of no other octets than a pipe gets', async () => {
    const result = join(folder, 'result');
    const { stdout } = await run([path, '--format', 'csv']);
    await run([path, '--format', 'csv', '--output', result]);
    expect(readFileSync(result, 'utf8')).toBe(stdout);
  });
});
