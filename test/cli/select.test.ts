import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eachRecord } from '../select/captures.ts';
import { fixture, projectPath, run, spawn } from './support/run.ts';

const README = readFileSync(projectPath('README.md'), 'utf8');
const SESSION = fixture('full-session.pcap');
const MANY = fixture('many-connections.pcap');

function recordsOf(text: string, type: string): Record<string, unknown>[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
    .filter((record) => record['type'] === type);
}

describe('-f and -Y', () => {
  it('drops packets before the analysis, and says so', async () => {
    const { stdout } = await run([SESSION, '--ndjson', '-f', 'tcp[tcpflags] & tcp-syn != 0']);
    const [header] = recordsOf(stdout, 'header');
    const [capture] = recordsOf(stdout, 'capture');
    expect(header?.['options']).toMatchObject({ packetFilter: 'tcp[tcpflags] & tcp-syn != 0' });
    expect(capture).toMatchObject({
      packets: 21,
      tcpSegments: 2,
      packetsNotDecoded: { 'dropped-by-filter': 19 },
    });
  });

  it('counts for -c the packets that pass -f', async () => {
    const { stdout } = await run([
      'segments',
      SESSION,
      '--ndjson',
      '-f',
      'src port 8080',
      '-c',
      '3',
    ]);
    expect(recordsOf(stdout, 'segment').map(({ frame }) => frame)).toEqual([2, 5, 6]);
  });

  it('selects segments, whose analysis stays the same', async () => {
    const all = await run(['segments', SESSION, '--ndjson']);
    const some = await run([
      'segments',
      SESSION,
      '--ndjson',
      '-Y',
      'tcp.len > 0 and tcp.port == 8080',
    ]);
    expect(recordsOf(some.stdout, 'segment')).toEqual(
      recordsOf(all.stdout, 'segment').filter(({ payloadLength }) => payloadLength !== 0),
    );
  });

  it('selects in the report the connections with a selected segment', async () => {
    const { stdout } = await run([
      MANY,
      '--ndjson',
      '-Y',
      'tcp.stream in {3, 5..6}',
      '--sort',
      'id',
    ]);
    expect(recordsOf(stdout, 'connection').map(({ id }) => id)).toEqual([3, 5, 6]);
    expect(recordsOf(stdout, 'totals')).toMatchObject([{ selectedConnections: 3 }]);
  });

  it.each([
    ['-Y', 'tcp.flag.syn == 1', 'did you mean tcp.flags.syn?'],
    ['-f', 'tcp prt 80', '      ^^^'],
  ])('%s %j is refused', async (option, text, shown) => {
    const { code, stdout, stderr } = await run([SESSION, option, text]);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain(`tcpdissect: ${option}: `);
    expect(stderr).toContain(shown);
  });
});

describe('--after and --before', () => {
  it.each([
    ['+5s', '+1s', false],
    ['+5s', '5000ms', false],
    ['2026-11-21', '2026-11-20', false],
    ['2026-11-20T00:00+01:00', '2026-11-20', true],
    ['+5s', '2026-11-21', true],
  ])('from %s to %s may leave something: %j', async (after, before, isFine) => {
    const { code, stderr } = await run([MANY, '--after', after, '--before', before]);
    expect(code).toBe(isFine ? 0 : 2);
    if (!isFine) expect(stderr).toContain('--before: nothing is left');
  });

  /** Time of its first packet, in seconds. */
  const START = Date.parse('2026-11-20T14:24:25Z') / 1_000 + 0.38553;
  const FAST = fixture('fast-retransmit.pcap');

  /** Frames of segments that are analysed. */
  async function framesOf(...argv: string[]): Promise<unknown[]> {
    const { stdout } = await run(['segments', FAST, '--ndjson', ...argv]);
    return recordsOf(stdout, 'segment').map(({ frame }) => frame);
  }

  it.each([
    [['--after', '+100ms'], (elapsed: number) => elapsed >= 0.1],
    [['--before', '0.1s'], (elapsed: number) => elapsed < 0.1],
    [
      ['--after', '+20ms', '--before', '+0.1'],
      (elapsed: number) => elapsed >= 0.02 && elapsed < 0.1,
    ],
    [['--after', '2026-11-20T14:24:25.5Z'], (elapsed: number) => START + elapsed >= 1795184665.5],
    [['--before', '1795184665.5'], (elapsed: number) => START + elapsed < 1795184665.5],
    [['--after', '2026-11-21'], () => false],
    [['--before', '2026-11-21'], () => true],
  ])('%j', async (argv, isIn) => {
    const { stdout } = await run(['segments', FAST, '--ndjson']);
    const segments = recordsOf(stdout, 'segment');
    const wanted = segments.filter(({ elapsedSeconds }) => isIn(Number(elapsedSeconds)));
    expect(await framesOf(...argv)).toEqual(wanted.map(({ frame }) => frame));
  });

  it('goes from one moment up to, and not with, the other', async () => {
    const [first, second, third] = ['.385530', '.406904', '.406945'].map((decimals) => {
      return `2026-11-20 14:24:25${decimals}`;
    });
    expect(await framesOf('--after', `${second}`, '--before', `${third}`)).toEqual([2]);
    expect(await framesOf('--after', `${first}`, '--before', `${second}`)).toEqual([1]);
  });

  it('drops packets before the analysis, and says so', async () => {
    const { stdout } = await run([FAST, '--ndjson', '--after', '+20ms', '-f', 'src port 8080']);
    expect(recordsOf(stdout, 'header')[0]).toMatchObject({
      options: { after: '+20ms', before: null },
    });
    const [capture] = recordsOf(stdout, 'capture');
    expect(capture).toMatchObject({ packets: 31, tcpSegments: 13 });
    const [connection] = recordsOf(stdout, 'connection');
    expect(connection).toMatchObject({ startElapsedSeconds: 0.021374, firstFrame: 2 });
    const report = await run([FAST, '--before', '+20ms']);
    expect(report.stdout).toContain('packets analysed: --before +20ms');
  });

  it.each([
    ['yesterday', 'this is no time: write 2026'],
    ['2026-02-30', 'there is no such day'],
    ['2026-11-20T25:00', 'there is no such time of day'],
  ])('%s is refused', async (text, shown) => {
    const { code, stderr } = await run([FAST, '--after', text]);
    expect(code).toBe(2);
    expect(stderr).toContain(`tcpdissect: --after: ${shown}`);
    expect(stderr).toContain('^^^');
  });
});

describe('--where', () => {
  /** Ids of the connections that a condition selects of a fixture. */
  async function idsOf(path: string, condition: string, ...argv: string[]): Promise<unknown[]> {
    const { stdout } = await run([path, '--ndjson', '--where', condition, ...argv]);
    return recordsOf(stdout, 'connection').map(({ id }) => id);
  }

  it('selects connections by the keys of their records', async () => {
    const all = recordsOf((await run([MANY, '--ndjson'])).stdout, 'connection');
    const wanted = all.filter(({ verdict }) => verdict === 'reset').map(({ id }) => id);
    expect(wanted).not.toHaveLength(0);
    expect(await idsOf(MANY, 'verdict == "reset"')).toEqual(wanted);
    expect(await idsOf(MANY, 'verdict == "reset"', '--sort', 'id', '--limit', '2')).toEqual(
      wanted.toSorted((a, b) => Number(a) - Number(b)).slice(0, 2),
    );
  });

  it.each([[['--json']], [['--ndjson']], [[]]])('says so, and counts them: %j', async (argv) => {
    const condition = 'id in [3, 4] && client.segments > 0';
    const { stdout } = await run([MANY, '--where', condition, ...argv]);
    if (argv.length === 0) {
      expect(stdout).toContain(`selected: --where ${condition}`);
      expect(stdout).toContain('50 connections: ');
      expect(stdout.match(/^#\d+/gm)).toEqual(['#3', '#4']);
      return;
    }
    expect(stdout).toContain(`"where":"${condition}"`);
    expect(stdout).toContain('"selectedConnections":2,"selectedSegments":20');
  });

  it('goes with -Y and --connection', async () => {
    expect(await idsOf(MANY, 'id < 6', '--connection', '4-9')).toEqual([4, 5]);
    const argv = ['--where', 'id < 6', '-Y', 'tcp.stream in {4..9} && tcp.flags.syn == 1'];
    const { stdout } = await run([MANY, '--ndjson', ...argv]);
    expect(recordsOf(stdout, 'connection').map(({ id }) => id)).toEqual([4, 5]);
    expect(recordsOf(stdout, 'totals')).toMatchObject([
      { selectedConnections: 2, selectedSegments: 4 },
    ]);
  });

  it('selects the segments of those connections, which takes two readings', async () => {
    const argv = ['segments', MANY, '--ndjson'];
    const all = recordsOf((await run(argv)).stdout, 'segment');
    const { stdout } = await run([...argv, '--where', 'id == 3 || id == 7']);
    expect(recordsOf(stdout, 'segment')).toEqual(
      all.filter(({ connection }) => connection === 3 || connection === 7),
    );
    expect(recordsOf(stdout, 'totals')).toMatchObject([
      { connections: 50, selectedConnections: 2, selectedSegments: 20 },
    ]);
    const some = await run([...argv, '--where', 'id < 3', '-Y', 'tcp.flags.syn == 1']);
    expect(recordsOf(some.stdout, 'segment')).toHaveLength(6);
  });

  it('does not read a pipe twice', async () => {
    const target = join(tmpdir(), 'tcpdissect-none.pcap');
    for (const argv of [['segments'], ['-w', target]]) {
      const { code, stdout, stderr } = await run([...argv, '-', '--where', 'id == 3']);
      expect([code, stdout]).toEqual([2, '']);
      expect(stderr).toContain('read twice');
    }
    expect(existsSync(target)).toBe(false);
  });

  it('is told of by check where it leaves nothing to judge', async () => {
    const { code, stdout } = await run(['check', MANY, '--where', 'server.port == 1']);
    expect(code).toBe(1);
    expect(stdout).toContain('no connection is selected: is the condition right?');
    expect(stdout).toContain('none of 50 connections selected');
  });

  it.each(['text', 'markdown', 'mermaid'])(
    'says that nothing is selected, as %s',
    async (format) => {
      const { code, stdout } = await run([MANY, '--where', 'server.port == 1', '--format', format]);
      expect(code).toBe(0);
      expect(stdout).toContain('None is selected.');
    },
  );

  it.each(['--where', '--after', '--before'])('does not go with explain: %s', async (option) => {
    const { code, stderr } = await run([option, 'true', 'explain', SESSION, '--frame', '3']);
    expect(code).toBe(2);
    expect(stderr).toContain('explain takes neither');
  });

  it('selects nobody of whom it is not true', async () => {
    const alone = fixture('unanswered.pcap');
    expect(await idsOf(alone, 'handshake.rttSeconds == null')).toEqual([0]);
    expect(await idsOf(alone, 'handshake.rttSeconds > 1s')).toEqual([]);
    expect(await idsOf(alone, '!(handshake.rttSeconds > 1s)')).toEqual([]);
  });

  it.each([
    ['durationSeconds > 2min && client.retransmitedSegments > 5', 'mean retransmittedSegments?'],
    ['verdict == "refusd"', 'did you mean "refused"?'],
    ['client.port', 'this is a value, and no condition'],
  ])('%s is refused before anything is read', async (condition, shown) => {
    const { code, stdout, stderr } = await run(['none.pcap', '--where', condition]);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain('tcpdissect: --where: ');
    expect(stderr).toContain('^^^');
    expect(stderr).toContain(shown);
  });

  it.each([
    ['client.retransmittedSegments + server', 'fast-retransmit.pcap'],
    ['handshake.rttSeconds', 'fast-retransmit.pcap'],
    ['server.port in', 'abort-by-server.pcap'],
    ['findings.exists', 'data-beyond-window.pcap'],
    ['client.payloadBytes', 'fast-retransmit.pcap'],
  ])('does what the README shows: %s', async (beginning, name) => {
    const examples = [...README.matchAll(/--where '([^']+)'/g)].map(([, text = '']) => text);
    const condition = examples.find((text) => text.startsWith(beginning)) ?? '';
    expect(await idsOf(fixture(name), condition)).toEqual([0]);
    expect(await idsOf(fixture(name), `!(${condition})`)).toEqual([]);
  });
});

describe('-w', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'tcpdissect-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  /** Everything that a capture says of its packets. */
  async function packetsOf(path: string): Promise<string[]> {
    const packets: string[] = [];
    await eachRecord(path, (record, bytes) => {
      const { seconds, nanoseconds, originalLength, linkType, fcsLength } = record;
      const octets = Buffer.from(bytes.subarray(record.start, record.end)).toString('hex');
      packets.push([seconds, nanoseconds, originalLength, linkType, fcsLength, octets].join(' '));
    });
    return packets;
  }

  it.each([
    ['full-session-nanoseconds.pcap', 'out.pcap'],
    ['full-session-big-endian.pcap', 'out.pcapng'],
    ['snapped.pcap', 'out.pcap'],
    ['other-traffic.pcap', 'out.pcapng'],
    ['full-session-two-interfaces.pcapng', 'out.pcap'],
    ['full-session-two-interfaces.pcapng', 'out.pcapng'],
    ['full-session-binary-resolution.pcapng', 'out.pcap'],
    ['no-records.pcap', 'out.pcap'],
    ['no-records.pcap', 'out.pcapng'],
  ])('writes the packets of %s to %s as they were captured', async (name, written) => {
    const target = join(folder, written);
    const { code } = await run([fixture(name), '-w', target]);
    expect(code).toBe(0);
    expect(await packetsOf(target)).toEqual(await packetsOf(fixture(name)));
    expect(readdirSync(folder).filter((file) => file.endsWith('.part'))).toEqual([]);
  });

  it('writes the packets that -f, -Y and --connection select', async () => {
    const target = join(folder, 'some.pcap');
    const count = async (...argv: string[]) => {
      await run([MANY, '-w', target, ...argv]);
      return (await packetsOf(target)).length;
    };
    expect(await count('-f', 'tcp[13] & 2 != 0')).toBe(100);
    expect(await count('-Y', 'tcp.flags.syn == 1 && tcp.flags.ack == 0')).toBe(50);
    expect(await count('--connection', '3')).toBe(10);
    expect(await count('--where', 'id == 3 || id == 4')).toBe(20);
    expect(await count('--where', 'id < 5', '-Y', 'tcp.flags.syn == 1')).toBe(10);
    expect(await count('--connection', '3', '-Y', 'tcp.flags.syn == 1')).toBe(2);
  });

  it.each([
    ['-Y', 'tcp.len == 1200', '4 5 6 8 9 10 12 13'],
    ['-Y', 'tcp.seq == 1201 && tcp.len > 0', '8 9 10'],
    ['-Y', 'tcp.len == 200', '17'],
  ])('writes all fragments of the datagrams that %s %s selects', async (option, text, frames) => {
    const name = fixture('ip-fragments.pcap');
    const all = await packetsOf(name);
    const wanted = frames.split(' ').map((frame) => all[Number(frame) - 1]);
    for (const ending of ['pcap', 'pcapng']) {
      const target = join(folder, `fragments.${ending}`);
      const { code, stderr } = await run([name, option, text, '-w', target, '--ndjson']);
      expect([code, stderr]).toEqual([0, '']);
      expect(await packetsOf(target)).toEqual(wanted);
    }
    expect(readdirSync(folder).filter((file) => file.endsWith('.part'))).toEqual([]);
  });

  it('says which fragments it does not write, where a capture is read but once', async () => {
    const target = join(folder, 'fragments.pcap');
    const input = readFileSync(fixture('ip-fragments.pcap'));
    const argv = ['-', '-w', target, '-Y', 'tcp.len == 1200'];
    const { code, stderr } = spawn(argv, { input });
    expect(code).toBe(0);
    expect(stderr).toContain('only the frames that complete them were written');
    expect(await packetsOf(target)).toHaveLength(3);
    expect(spawn([...argv, '-q'], { input }).stderr).toBe('');
  });

  it('does not mix packets with the result', async () => {
    const { code, stdout, stderr } = await run([SESSION, '-w', '-']);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain('--output');
  });

  it('leaves no file where a filter is wrong', async () => {
    const target = join(folder, 'none.pcap');
    await run([SESSION, '-w', target, '-f', 'nonsense']);
    expect(existsSync(target)).toBe(false);
  });
});
