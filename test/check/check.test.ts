import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import type { CheckResult, RuleOutcome } from '../../src/check/verdict.ts';
import { SCHEMAS } from '../../src/model/schema/index.ts';
import { fixture, run } from '../cli/support/run.ts';
import { type Defect, fileOf, manyConnections } from './generated.ts';

const validate = new Ajv2020({ strict: true, allErrors: true }).compile(SCHEMAS['check']?.() ?? {});

/** Runs `check` for its verdict, which is held to its schema. */
async function verdictOn(argv: readonly string[]) {
  const { code, stdout, stderr } = await run(['check', '--json', '--no-rules', ...argv]);
  const result: CheckResult = JSON.parse(stdout);
  expect(validate(result), JSON.stringify(validate.errors)).toBe(true);
  return { code, result, stderr };
}

const outcomesOf = ({ captures }: CheckResult) => captures.flatMap(({ outcomes }) => outcomes);
const brokenIn = (result: CheckResult) =>
  outcomesOf(result)
    .filter(({ holds }) => !holds)
    .map(({ rule }) => rule.name);

describe('the recommended rules', () => {
  it.each([
    ['close-by-client.pcap', []],
    ['close-by-client-ipv6.pcap', []],
    ['offloaded-checksums.pcap', []],
    ['half-close.pcap', []],
    ['starts-in-mid-connection.pcap', []],
    ['no-records.pcap', ['connections-present']],
    ['unanswered.pcap', ['handshake-complete']],
    ['refused.pcap', ['handshake-complete', 'no-resets']],
    ['abort-by-client.pcap', ['no-resets']],
    ['abort-in-close-wait.pcap', ['no-resets']],
    ['wrong-checksums.pcap', ['checksums-valid']],
    ['acknowledgment-of-unsent-data.pcap', ['no-conformance-errors']],
    ['data-beyond-window.pcap', ['no-conformance-errors']],
  ])('%s breaks %j', async (name, rules) => {
    const { code, result } = await verdictOn([fixture(name)]);
    expect(brokenIn(result)).toEqual(rules);
    expect(code).toBe(rules.length === 0 ? 0 : 1);
    expect(result.verdict).toBe(rules.length === 0 ? 'passed' : 'failed');
  });

  it('let a reset pass that comes after a completed close', async () => {
    const octets = manyConnections(1);
    const { result } = await verdictOn([fileOf(octets)]);
    expect(brokenIn(result)).toEqual([]);
  });

  it('warn of a capture that is cut short, which --strict makes an error of the input', async () => {
    const path = fixture('damaged-cut-in-last-record.pcap');
    const { code, result } = await verdictOn([path]);
    expect([code, brokenIn(result)]).toEqual([0, ['capture-complete']]);
    expect((await verdictOn([path, '--fail-on', 'warning'])).code).toBe(1);
    const strict = await verdictOn([path, '--strict']);
    expect([strict.code, strict.result.captures[0]?.verdict]).toEqual([3, 'damaged']);
  });

  it('are switched off by name', async () => {
    const { code, result } = await verdictOn([
      fixture('abort-by-client.pcap'),
      '--disable',
      'no-resets',
    ]);
    expect(code).toBe(0);
    expect(outcomesOf(result).map(({ rule }) => rule.name)).not.toContain('no-resets');
  });
});

describe('rules of the command line', () => {
  const SESSION = fixture('full-session.pcap');
  it.each([
    ['--no-resets', 'close-by-client.pcap', 'abort-by-client.pcap'],
    ['--no-retransmissions', 'close-by-client.pcap', 'fast-retransmit.pcap'],
    ['--max-retransmission-rate=1%', 'close-by-client.pcap', 'fast-retransmit.pcap'],
    ['--max-retransmission-rate=0.01', 'close-by-client.pcap', 'fast-retransmit.pcap'],
    [
      '--max-retransmission-rate=100%',
      'fast-retransmit.pcap',
      'fast-retransmit.pcap:--max-retransmission-rate=0',
    ],
    ['--no-zero-window', 'close-by-client.pcap', 'zero-window.pcap'],
    ['--no-invalid-checksums', 'offloaded-checksums.pcap', 'wrong-checksums.pcap'],
    ['--no-conformance-errors', 'close-by-client.pcap', 'data-beyond-window.pcap'],
    ['--require-handshake', 'close-by-client.pcap', 'unanswered.pcap'],
    ['--require-graceful-close', 'close-by-server.pcap', 'stops-in-mid-connection.pcap'],
    ['--require-graceful-close', 'simultaneous-close.pcap', 'abort-by-client.pcap'],
    ['--max-handshake=200ms', 'close-by-client.pcap', 'lost-syn.pcap'],
    ['--max-rtt=100ms', 'close-by-client.pcap', 'close-by-client.pcap:--max-rtt=1us'],
    ['--max-rtt-p50=100ms', 'close-by-client.pcap', 'close-by-client.pcap:--max-rtt-p50=1us'],
    ['--max-rtt-p95=100ms', 'close-by-client.pcap', 'close-by-client.pcap:--max-rtt-p95=1us'],
    ['--max-rtt-p99=100ms', 'close-by-client.pcap', 'close-by-client.pcap:--max-rtt-p99=1us'],
    ['--max-duration=1min', 'close-by-client.pcap', 'close-by-client.pcap:--max-duration=1us'],
    ['--expect-connections=1', 'close-by-client.pcap', 'many-connections.pcap'],
    ['--expect-connections=>= 2', 'many-connections.pcap', 'close-by-client.pcap'],
  ])('%s holds of %s, and not of %s', async (option, good, bad) => {
    const [badName = '', badOption = option] = bad.split(':');
    expect((await verdictOn([option, fixture(good)])).code).toBe(0);
    const { code, result } = await verdictOn([badOption, fixture(badName)]);
    const name = option.slice(2).split('=')[0];
    expect([code, brokenIn(result)]).toEqual([1, [name]]);
    const broken = outcomesOf(result).find(({ holds }) => !holds);
    expect(broken?.rule.option).toBe(`--${badOption.slice(2).replace('=', ' ')}`);
  });

  it.each([
    ['--max-handshake=fast', 'It must be a time'],
    ['--max-handshake=10kB', 'It must be a time'],
    ['--max-retransmission-rate=150%', 'It must be a share'],
    ['--max-retransmission-rate=1', 'It must be a share from 0% to 100%, as 1% or 0.01.'],
    ['--max-retransmission-rate=1.5', 'It must be a share from 0% to 100%, as 1% or 0.01.'],
    ['--expect-connections=many', 'It must be a number'],
    ['--disable=no-reset', 'did you mean no-resets?'],
    ['--enable=chekcsums-valid', 'did you mean checksums-valid?'],
    ['--reporter=jsno', 'did you mean json?'],
    ['--ndjson', 'say how with --reporter'],
  ])('%s is refused', async (option, complaint) => {
    const { code, stdout, stderr } = await run(['check', '--no-rules', option, SESSION]);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(complaint);
  });

  it('have limits that are within, wherever in the capture', async () => {
    // Each handshake takes 20 ms; differences of times of day in seconds would not all be that.
    const path = fileOf(manyConnections(200));
    const most = await verdictOn(['--max-handshake=20ms', path]);
    expect(outcomesOf(most.result).find(({ rule }) => rule.name === 'max-handshake')).toMatchObject(
      { subjects: 200, violations: 0 },
    );
    expect((await verdictOn(['--max-handshake=19999us', path])).code).toBe(1);
  });

  it('measure the connections that are judged', async () => {
    const { result } = await verdictOn(['--connection', '0', fixture('many-connections.pcap')]);
    expect(result.captures[0]).toMatchObject({
      capture: { connections: 1, packets: 500 },
      metrics: { connections: 1, segments: 10, packets: 500 },
    });
  });

  it.each([
    ['--reporter=json=%', '--reporter=sarif=%'],
    ['--reporter=json=%', '--reporter=sarif=./%'],
    ['--reporter=json', '--output=%', '--write-baseline=%'],
    ['--reporter=json', '--output=%', '--reporter=tap=%'],
    ['--reporter=json', '--reporter=tap'],
  ])('are not told twice in one place: %j', async (...options) => {
    const path = `${tmpdir()}/./tcpdissect-twice`;
    const argv = options.map((option) => option.replace('./%', path).replace('%', join(path)));
    const { code, stdout, stderr } = await run(['check', '--no-rules', ...argv, SESSION]);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain('two results cannot go to');
  });

  it('expect a connection whatever they are, but where that is switched off', async () => {
    const nothing = fixture('no-records.pcap');
    const { code, result } = await verdictOn(['--no-resets', nothing]);
    expect([code, brokenIn(result)]).toEqual([1, ['connections-present']]);
    const off = await verdictOn(['--no-resets', '--disable', 'connections-present', nothing]);
    expect(off.code).toBe(0);
    expect((await verdictOn(['--expect-connections', '0', nothing])).code).toBe(0);
  });
});

describe('captures', () => {
  const GOOD = fixture('close-by-client.pcap');
  const BAD = fixture('abort-by-client.pcap');

  it('that cannot be read, or are damaged, never pass', async () => {
    const unreadable = await verdictOn([GOOD, fixture('not-a-capture.pcap')]);
    expect(unreadable.code).toBe(3);
    expect(unreadable.result.verdict).toBe('error');
    expect(unreadable.result.captures.map(({ verdict }) => verdict)).toEqual([
      'passed',
      'unreadable',
    ]);
    const damaged = await verdictOn([fixture('damaged-record-length.pcap'), '--max-rtt=1us']);
    expect([damaged.code, damaged.result.captures[0]?.verdict]).toEqual([3, 'damaged']);
    expect(damaged.result.errors).toBe(1);
  });

  it('are judged each by itself, or as one', async () => {
    const apart = await verdictOn([GOOD, BAD]);
    expect(apart.code).toBe(1);
    expect(apart.result.captures.map(({ verdict }) => verdict)).toEqual(['passed', 'failed']);
    expect(outcomesOf(apart.result).find(({ holds }) => !holds)?.listed[0]?.capture).toEqual({
      index: 1,
      path: BAD,
    });
    const one = await verdictOn([GOOD, BAD, '--as-one']);
    expect(one.result.captures).toHaveLength(1);
    expect(one.result.captures[0]?.capture).toMatchObject({ connections: 2, paths: [GOOD, BAD] });
    const [violation] = outcomesOf(one.result).find(({ holds }) => !holds)?.listed ?? [];
    expect(violation?.commands.wireshark).toContain('ip.addr eq 192.0.2.1 and tcp.port eq');
  });

  it('of a directory are judged each', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'tcpdissect-check-'));
    mkdirSync(join(directory, 'below'));
    for (const [name, path] of [
      ['a.pcap', GOOD],
      ['b.pcap', BAD],
    ] as const) {
      writeFileSync(join(directory, name), readFileSync(path));
    }
    writeFileSync(join(directory, 'notes.txt'), 'no capture');
    const { result } = await verdictOn([directory]);
    expect(result.captures.map(({ verdict }) => verdict)).toEqual(['passed', 'failed']);
  });

  it.each([
    ['3', '3'],
    ['9,3-5,4', '3-5,9'],
  ])('of a capture as a whole are shown for the connections judged: %s', async (ids, shown) => {
    const many = fixture('many-connections.pcap');
    const argv = [many, '--connection', ids, '--expect-connections', '99'];
    const { result } = await verdictOn(argv);
    const [violation] = result.captures.flatMap(({ outcomes }) =>
      outcomes.flatMap(({ listed }) => listed),
    );
    expect(violation?.commands.tcpdissect).toBe(`tcpdissect ${many} --connection ${shown}`);
  });

  it('are read as the options of reading say, and the commands say so too', async () => {
    const { result } = await verdictOn([BAD, '-f', 'tcp port 8080', '--no-resets']);
    const [violation] = outcomesOf(result).find(({ holds }) => !holds)?.listed ?? [];
    expect(violation?.commands.tcpdissect).toMatch(/-f 'tcp port 8080' --connection 0$/);
    expect(violation?.commands.wireshark).not.toContain('tcp.stream');
    const where = 'server.port == 8080 && verdict == "reset"';
    const selected = await verdictOn([
      BAD,
      '--where',
      where,
      '--no-resets',
      '--expect-connections=2',
    ]);
    const listed = outcomesOf(selected.result).flatMap((outcome) => outcome.listed);
    expect(listed.map(({ commands }) => commands)).toEqual([
      {
        tcpdissect: `tcpdissect ${BAD} --where '${where}' --connection 0`,
        wireshark: 'tcp.stream eq 0',
      },
      { tcpdissect: `tcpdissect ${BAD} --where '${where}'`, wireshark: null },
    ]);
    expect((await verdictOn([BAD, '-f', 'tcp port 1'])).code).toBe(1);
    expect((await verdictOn([BAD, '--where', 'server.port == 1'])).code).toBe(1);
    expect((await verdictOn([BAD, '--connection', '9'])).code).toBe(2);
  });
});

describe('one defect among 5,000 good connections', () => {
  const CONNECTIONS = 5_000;
  const rules = ['--max-handshake', '200ms', ...enabled('no-resets', 'checksums-valid')];

  it.each<[Defect, string]>([
    ['reset', 'no-resets'],
    ['bad-checksum', 'checksums-valid'],
    ['slow-handshake', 'max-handshake'],
  ])('%s is found by %s, in that connection alone', async (defect, rule) => {
    const bad = 1_234;
    const path = fileOf(manyConnections(CONNECTIONS, { connection: bad, defect }));
    const { code, result } = await verdictOn([path, ...rules]);
    expect([code, brokenIn(result)]).toEqual([1, [rule]]);
    const outcome = outcomesOf(result).find(({ holds }) => !holds);
    expect(outcome).toMatchObject({
      violations: 1,
      subjects: CONNECTIONS,
    } satisfies Partial<RuleOutcome>);
    expect(outcome?.listed.map(({ connection }) => connection?.client)).toEqual([
      `10.0.0.1:${10_000 + bad}`,
    ]);
    const found = outcome?.listed[0];
    expect(found?.commands.tcpdissect).toBe(`tcpdissect ${path} --connection ${bad}`);
    expect(found?.commands.wireshark).toBe(`tcp.stream eq ${bad}`);
    expect(found?.frames).not.toHaveLength(0);
    expect(offsetsIn(path)[(found?.frames[0] ?? 0) - 1]).toBe(found?.byteOffset);
  });

  it('and without it they pass, each time in the same words', async () => {
    const path = fileOf(manyConnections(CONNECTIONS));
    const { code } = await verdictOn([path, ...rules]);
    expect(code).toBe(0);
    const few = fileOf(manyConnections(20, { connection: 7, defect: 'reset' }));
    const first = await run(['check', '--json', '--no-rules', few]);
    for (let time = 1; time < 100; time++) {
      expect(await run(['check', '--json', '--no-rules', few])).toEqual(first);
    }
  });
});

/** Where each record of a classic capture begins. */
function offsetsIn(path: string): number[] {
  const octets = readFileSync(path);
  const offsets: number[] = [];
  for (let at = 24; at < octets.length; at += 16 + octets.readUInt32LE(at + 8)) offsets.push(at);
  return offsets;
}

function enabled(...names: readonly string[]): string[] {
  return names.flatMap((name) => ['--enable', name]);
}
