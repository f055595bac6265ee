import { describe, expect, it } from 'vitest';
import { fixture, run } from './support/run.ts';

const SESSION = fixture('full-session.pcap');

/** The lines that the endpoints of the fixtures say, from the first one on. */
function speech(role: string, octets: number): string {
  let said = '';
  for (let line = 1; said.length < octets; line++) {
    said += `${`${role} line ${String(line).padStart(6, '0')} `.padEnd(31, '.')}\n`;
  }
  return said.slice(0, octets);
}

async function follow(name: string, ...argv: string[]) {
  return run(['follow', fixture(name), '--connection', '0', ...argv]);
}

describe('follow', () => {
  it.each([
    'full-session.pcap',
    'fast-retransmit.pcap',
    'retransmission-timeout.pcap',
    'reordering.pcap',
    'duplication.pcap',
    'recorded-out-of-order.pcap',
    'corrupted-segment.pcap',
    'corrupted-segment-at-server.pcap',
    'mirrored-twice.pcap',
    'offloaded-checksums.pcap',
    'offloaded-segmentation.pcap',
    'sequence-numbers-wrap.pcap',
    'keep-alive-with-octet.pcap',
    'zero-window.pcap',
    'fast-open.pcap',
    'ip-fragments.pcap',
  ])('gives what was said in %s', async (name) => {
    for (const side of ['client', 'server'] as const) {
      const { code, stdout, stderr } = await follow(name, '--raw', '--from', side);
      expect(code).toBe(0);
      expect(stderr).toBe('');
      expect(stdout).toBe(speech(side, stdout.length));
    }
  });

  it('marks what the capture does not hold', async () => {
    const { code, stdout } = await follow('snapped.pcap', '--from', 'server');
    expect(code).toBe(0);
    expect(stdout).toMatch(/\[\d+ octets missing: snapped\]/);
    const raw = await follow('snapped.pcap', '--from', 'server', '--raw');
    expect(raw.stdout).not.toContain('missing');
    expect(raw.stderr).toMatch(
      /^tcpdissect: server at offset \d+: \[\d+ octets missing: snapped\]\n/,
    );
  });

  it('tells of copies that differ', async () => {
    const { code, stdout, stderr } = await follow(
      'overlap-with-other-data.pcap',
      '--from',
      'client',
    );
    expect(code).toBe(0);
    expect(stdout).toMatch(/^the first version of the text\.\n/);
    expect(stderr).toBe(
      'tcpdissect: client at offset 0: frame 6 repeats data with 28 octets that differ; the first copy is shown\n',
    );
  });

  it('marks directions', async () => {
    const { stdout } = await follow('full-session.pcap');
    expect(stdout.slice(0, 2)).toBe('> ');
    expect(stdout).toContain('\n< server line 000001 ............\n');
    const hex = await follow('full-session.pcap', '--hex', '--from', 'server');
    expect(hex.stdout).toMatch(/^00000000 {2}73 65 72 76 65 72 20 6c {2}69/);
  });

  it.each([
    [[SESSION], 2, 'follow needs the id of a connection: --connection ID'],
    [[SESSION, '--connection', '1-2'], 2, 'follow takes one connection at a time'],
    [[SESSION, '--connection', '7'], 2, 'there is no connection 7, but connection 0 alone'],
    [[fixture('no-records.pcap'), '--connection', '7'], 2, 'there is no connection 7, but none'],
    [['/nowhere/at/all', '--connection', '7'], 3, '/nowhere/at/all'],
    [[SESSION, '--connection', '0', '--raw', '--hex'], 2, '--raw contradicts --hex'],
    [[SESSION, '--connection', '0', '--from', 'me'], 2, 'Allowed choices'],
    [[SESSION, '--connection', '0', '--json'], 2, 'follow prints payload'],
  ])('refuses %j', async (argv, expected, complaint) => {
    const { code, stdout, stderr } = await run(['follow', ...argv]);
    expect(code).toBe(expected);
    expect(stdout).toBe('');
    expect(stderr).toContain(complaint);
  });

  it('refuses the options of records in front of it', async () => {
    const { code, stderr } = await run(['--json', 'follow', SESSION, '--connection', '0']);
    expect(code).toBe(2);
    expect(stderr).toContain('follow prints payload, no records');
  });

  it('shows what a damaged capture holds, and exits as others do', async () => {
    const { code, stdout, stderr } = await follow('damaged-record-length.pcap');
    expect(code).toBe(3);
    expect(stdout).toContain('client line 000001');
    expect(stderr).toContain('damaged-record-length.pcap');
  });
});
