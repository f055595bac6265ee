import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { SCHEMAS } from '../src/model/schema/index.ts';
import { fixture, projectPath, run } from './cli/support/run.ts';

/*
 * Each fixture has its expected output beside this file, in golden/: the report as a person reads
 * it, its records, and its segments as a person reads them. `npm run golden` writes them anew; the
 * difference is then to be read. Everything that is printed for programs is held to its schema.
 */
const GOLDEN = new URL('golden/', import.meta.url);
const { UPDATE_GOLDEN } = process.env;
const isUpdate = UPDATE_GOLDEN === '1';

// Long paths are shortened to fit: those that are printed must not depend on where the project lies.
process.chdir(projectPath('.'));

const fixtures = readdirSync(new URL('../fixtures/', import.meta.url))
  .filter((name) => /\.(pcap|pcapng)(\.(gz|zst|lz4))?$/.test(name))
  .sort();

const OUTPUTS = [
  { ending: 'txt', argv: [] },
  { ending: 'ndjson', argv: ['--ndjson'] },
  { ending: 'segments.txt', argv: ['segments'] },
] as const;

/** Reports in Chinese, in a narrow and a wide terminal: what opens, goes wrong, closes and distorts. */
const IN_CHINESE = [
  'abort-by-client.pcap',
  'damaged-cut-in-last-record.pcap',
  'data-after-close.pcap',
  'duplication.pcap',
  'fast-open.pcap',
  'fast-retransmit.pcap',
  'half-close.pcap',
  'many-connections.pcap',
  'offloaded-checksums.pcap',
  'refused.pcap',
  'retransmission-timeout.pcap',
  'zero-window.pcap',
] as const;
/** The recommended rules, and those of options. */
const CHECKED = [
  ...['check', '--no-rules', '--expect-connections', '>= 2', '--max-handshake', '1us'],
  ...['--max-rtt-p95', '1us', '--max-duration', '1us', '--no-retransmissions'],
  ...['--max-retransmission-rate', '0.1%', '--no-zero-window', '--require-graceful-close'],
  ...['no-resets', 'handshake-complete', 'checksums-valid', 'no-conformance-errors'].flatMap(
    (rule) => ['--enable', rule],
  ),
  ...['--enable', 'capture-complete'],
];
const CHINESE_COLUMNS = [80, 160] as const;

/** Frames that are taken apart, one for each thing that a header can show. */
const EXPLAINED = [
  { name: 'full-session.pcap', frame: 1, shows: 'SYN with options' },
  { name: 'full-session.pcap', frame: 2, shows: 'SYN and ACK' },
  { name: 'full-session.pcap', frame: 3, shows: 'the third step' },
  { name: 'full-session.pcap', frame: 4, shows: 'data' },
  { name: 'retransmission-timeout.pcap', frame: 14, shows: 'a retransmission by time-out' },
  { name: 'fast-retransmit.pcap', frame: 21, shows: 'SACK' },
  {
    name: 'fast-retransmit.pcap',
    frame: 24,
    shows: 'a fast retransmission that looks out of order',
  },
  { name: 'fast-retransmit.pcap', frame: 27, shows: 'FIN' },
  { name: 'fast-retransmit.pcap', frame: 31, shows: 'the last ACK' },
  { name: 'zero-window.pcap', frame: 16, shows: 'a window that is full' },
  { name: 'zero-window.pcap', frame: 17, shows: 'a zero window' },
  { name: 'zero-window.pcap', frame: 18, shows: 'a probe like a keep-alive' },
  { name: 'refused.pcap', frame: 2, shows: 'RST' },
  { name: 'urgent-data.pcap', frame: 5, shows: 'urgent data' },
  { name: 'wrong-checksums.pcap', frame: 4, shows: 'a bad checksum' },
  { name: 'wrong-checksums.pcap', frame: 6, shows: 'a bad IP checksum' },
  { name: 'offloaded-checksums.pcap', frame: 4, shows: 'an offloaded checksum' },
  { name: 'full-session-ipv6.pcap', frame: 1, shows: 'IPv6' },
  { name: 'ipv6-extension-headers.pcap', frame: 10, shows: 'IPv6 extension headers' },
  { name: 'vlan-in-vlan.pcap', frame: 1, shows: 'VLAN tags' },
  { name: 'ip-options.pcap', frame: 1, shows: 'IP options' },
  { name: 'fast-open.pcap', frame: 2, shows: 'a Fast Open cookie' },
  { name: 'multipath.pcap', frame: 1, shows: 'Multipath TCP' },
  { name: 'md5-signatures.pcap', frame: 1, shows: 'an MD5 signature' },
  { name: 'option-kinds.pcap', frame: 5, shows: 'TCP-AO' },
  { name: 'ip-fragments.pcap', frame: 5, shows: 'a fragment' },
  { name: 'ip-fragments.pcap', frame: 6, shows: 'a fragment that completes' },
  { name: 'snapped.pcap', frame: 4, shows: 'a snapped frame' },
  { name: 'malformed-headers.pcap', frame: 8, shows: 'a malformed header' },
  { name: 'malformed-options.pcap', frame: 12, shows: 'a malformed option' },
  { name: 'port-reuse.pcap', frame: 12, shows: 'a reused pair of sockets' },
  { name: 'sequence-numbers-wrap.pcap', frame: 1, shows: 'an ISN before the wrap' },
  { name: 'other-traffic.pcap', frame: 3, shows: 'no TCP' },
] as const;

/** Of these some in Chinese too: options, data, loss, windows, checksums, IPv6, fragments. */
const EXPLAINED_IN_CHINESE = [
  { name: 'full-session.pcap', frame: 1 },
  { name: 'full-session.pcap', frame: 3 },
  { name: 'fast-retransmit.pcap', frame: 24 },
  { name: 'fast-retransmit.pcap', frame: 31 },
  { name: 'zero-window.pcap', frame: 17 },
  { name: 'wrong-checksums.pcap', frame: 4 },
  { name: 'ipv6-extension-headers.pcap', frame: 10 },
  { name: 'ip-fragments.pcap', frame: 6 },
] as const;

/** What is printed, complaints behind it, without what differs from machine to machine and release to release. */
async function outputOf(
  name: string,
  argv: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<string> {
  const { stdout, stderr } = await run([...argv, `fixtures/${name}`], {
    env,
  });
  return `${stdout}${stderr}`.replaceAll(/("version":")[^"]*/g, '$1*');
}

function expectGolden(file: string, found: string): void {
  const expected = new URL(file, GOLDEN);
  if (isUpdate) {
    mkdirSync(GOLDEN, { recursive: true });
    writeFileSync(expected, found);
  }
  expect(existsSync(expected), 'run npm run golden').toBe(true);
  expect(found).toBe(readFileSync(expected, 'utf8'));
}

describe.each(fixtures)('%s', (name) => {
  it.each(OUTPUTS)('prints golden/NAME.$ending', async ({ ending, argv }) => {
    expectGolden(`${name}.${ending}`, await outputOf(name, argv));
  });

  it.each([[[]], [['segments']]])('prints records that fit their schemas: %j', async (argv) => {
    const { stdout } = await run([...argv, fixture(name), '--ndjson']);
    for (const line of stdout.trimEnd().split('\n')) expectValid('record', line);
    const document = argv.length === 0 ? 'document' : 'segments-document';
    expectValid(document, (await run([...argv, fixture(name), '--json'])).stdout);
  });
});

describe.each(EXPLAINED)('$name, frame $frame ($shows)', ({ name, frame }) => {
  const argv = ['explain', '--frame', `${frame}`];

  it('prints golden/NAME.frame-N.txt', async () => {
    expectGolden(`${name}.frame-${frame}.txt`, await outputOf(name, argv));
  });

  it('prints records that fit their schemas', async () => {
    const { stdout } = await run([...argv, fixture(name), '--ndjson']);
    for (const line of stdout.trimEnd().split('\n')) expectValid('record', line);
    expectValid('explain-document', (await run([...argv, fixture(name), '--json'])).stdout);
  });
});

describe.each(EXPLAINED_IN_CHINESE)('$name, frame $frame, in Chinese', ({ name, frame }) => {
  it('prints golden/NAME.frame-N.zh-CN.txt', async () => {
    const env = { LANG: 'zh_CN.UTF-8', COLUMNS: '80' };
    const found = await outputOf(name, ['explain', '--frame', `${frame}`], env);
    expectGolden(`${name}.frame-${frame}.zh-CN.txt`, found);
  });
});

const ajv = new Ajv2020({ strict: true, allErrors: true });
const validators = new Map(
  Object.entries(SCHEMAS).map(([schema, make]) => [schema, ajv.compile(make())]),
);

function expectValid(schema: string, text: string): void {
  const validate = validators.get(schema);
  if (validate?.(JSON.parse(text)) === true) return;
  const errors = JSON.stringify(validate?.errors, undefined, 2);
  expect.fail(`not a ${schema}: ${text.slice(0, 2_000)}\n${errors}`);
}

describe.each(IN_CHINESE)('%s in Chinese', (name) => {
  it.each(CHINESE_COLUMNS)('prints golden/NAME.zh-CN-%i.txt', async (columns) => {
    const env = { LANG: 'zh_CN.UTF-8', COLUMNS: `${columns}` };
    expectGolden(`${name}.zh-CN-${columns}.txt`, await outputOf(name, [], env));
  });

  it('prints golden/NAME.segments.zh-CN.txt', async () => {
    const env = { LANG: 'zh_CN.UTF-8' };
    expectGolden(`${name}.segments.zh-CN.txt`, await outputOf(name, ['segments'], env));
  });

  it('prints golden/NAME.check.zh-CN.txt', async () => {
    const env = { LANG: 'zh_CN.UTF-8' };
    expectGolden(`${name}.check.zh-CN.txt`, await outputOf(name, CHECKED, env));
  });
});

describe('golden/', () => {
  it('holds no output of a fixture that is gone', () => {
    const wanted = new Set([
      ...fixtures.flatMap((name) => OUTPUTS.map(({ ending }) => `${name}.${ending}`)),
      ...IN_CHINESE.flatMap((name) => [
        ...CHINESE_COLUMNS.map((columns) => `${name}.zh-CN-${columns}.txt`),
        `${name}.segments.zh-CN.txt`,
        `${name}.check.zh-CN.txt`,
      ]),
      ...EXPLAINED.map(({ name, frame }) => `${name}.frame-${frame}.txt`),
      ...EXPLAINED_IN_CHINESE.map(({ name, frame }) => `${name}.frame-${frame}.zh-CN.txt`),
    ]);
    const left = readdirSync(GOLDEN).filter((name) => !wanted.has(name));
    if (isUpdate) for (const name of left) rmSync(new URL(name, GOLDEN));
    expect(isUpdate ? [] : left).toEqual([]);
  });
});
