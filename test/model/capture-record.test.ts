import { describe, expect, it } from 'vitest';
import { INPUT_ENGLISH } from '../../src/capture/input-english.ts';
import { type DissectRecord, dissect } from '../../src/index.ts';
import type { CaptureRecord } from '../../src/model/capture-record.ts';
import { describeFragments, FragmentTally } from '../../src/model/fragment-tally.ts';
import { buildPcap } from '../capture/support/build-capture.ts';
import { fixture, run } from '../cli/support/run.ts';
import { concat, ethernet, hex, ipv4, ipv6, tcp, text } from '../wire/octets.ts';

const MORE = 0x2000;
const segment = tcp({ payload: text('0123456789'.repeat(4)) });
const whole = [
  ipv4(segment.subarray(0, 32), { fragment: MORE }),
  ipv4(segment.subarray(32), { fragment: 4 }),
];
const overlap = ipv4(text('otherwise').subarray(0, 8), { fragment: 1 | MORE });
const begun6 = ipv6(concat(hex('0600 0001 00000009'), segment.subarray(0, 32)), 44);
const overlap6 = ipv6(concat(hex('0600 0009 00000009'), text('otherwise').subarray(0, 8)), 44);

async function recordsOf(packets: readonly Uint8Array[]): Promise<DissectRecord[]> {
  const written = packets.map((packet, index) => ({
    seconds: 1_700_000_000 + index,
    nanoseconds: 0,
    frame: ethernet(packet, (packet[0] ?? 0) >> 4 === 6 ? 0x86dd : 0x0800),
  }));
  const records: DissectRecord[] = [];
  for await (const record of dissect(buildPcap(written))) records.push(record);
  return records;
}

const NONE = { complete: 0, incomplete: 0, overlapping: 0, discarded: 0 };

describe('fragments of a capture', () => {
  it.each([
    ['whole', whole, { complete: 1 }],
    ['missing at the end', whole.slice(0, 1), { incomplete: 1 }],
    [
      'overlapping',
      [...whole.slice(0, 1), overlap, ...whole.slice(1)],
      { overlapping: 1, complete: 1 },
    ],
    ['overlapping in IPv6', [begun6, overlap6], { discarded: 1 }],
  ])('counts those that are %s', async (_name, packets, counts) => {
    const records = await recordsOf(packets);
    const capture = records.find(({ type }) => type === 'capture');
    const told = records.filter(({ type }) => type === 'diagnostic');
    expect(capture).toMatchObject({ fragments: { ...NONE, ...counts } });
    const isWarned = 'overlapping' in counts || 'discarded' in counts;
    expect(told).toMatchObject(
      isWarned ? [{ severity: 'warning', code: 'overlapping-fragments', capture: 0 }] : [],
    );
  });

  it('are divided among the captures', () => {
    const tally = new FragmentTally();
    const counts = { ...NONE, complete: 2, incomplete: 1 };
    expect(tally.since(counts)).toEqual(counts);
    counts.complete = 5;
    expect(tally.since(counts)).toEqual({ ...NONE, complete: 3 });
  });

  it('are warned of by kind', () => {
    const warning = describeFragments({ ...NONE, overlapping: 1, discarded: 2 });
    expect(warning?.tell(INPUT_ENGLISH)).toBe(
      '1 IPv4 fragment that overlaps others, 2 IPv6 datagrams dropped for overlapping fragments',
    );
  });
});

describe('repairs of a capture', () => {
  it('are told with the octets passed over', async () => {
    const path = fixture('damaged-record-length.pcap');
    const { stdout } = await run([path, '--repair', '--json']);
    const { captures } = JSON.parse(stdout) as { captures: CaptureRecord[] };
    expect(captures[0]?.repairs).toBe(1);
    expect(captures[0]?.skippedBytes).toBeGreaterThan(0);
    const report = await run([path, '--repair']);
    expect(report.stdout).toMatch(
      /quality +reading went on behind damage 1 time and 82 B passed over as damaged/,
    );
  });
});

describe('what is selected', () => {
  const path = fixture('many-connections.pcap');

  it.each([
    [[], 50],
    [['--connection', '3'], 1],
    [['-Y', 'tcp.stream == 3 and tcp.flags.syn == 1'], 1],
  ])(
    '%j is counted in connections and segments, by every command',
    async (options, connections) => {
      const all = await run(['segments', path, '--ndjson', ...options]);
      const segments = all.stdout.match(/^\{"type":"segment"/gm)?.length;
      const selected = `"selectedConnections":${connections},"selectedSegments":${segments},`;
      expect(all.stdout).toContain(selected);
      expect((await run([path, '--ndjson', ...options])).stdout).toContain(selected);
    },
  );
});
