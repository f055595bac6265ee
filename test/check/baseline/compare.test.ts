import { describe, expect, it } from 'vitest';
import { compare } from '../../../src/check/baseline/compare.ts';
import type { Drifts } from '../../../src/check/baseline/drift.ts';
import { Durations } from '../../../src/check/baseline/durations.ts';
import { BaselineError, baselineText, parseBaseline } from '../../../src/check/baseline/file.ts';
import { METRICS } from '../../../src/check/baseline/metrics.ts';
import { issuesOf } from '../../../src/check/reporters/issues.ts';
import type { BaselineRecord, ServiceRecord } from '../../../src/model/baseline-record.ts';
import { result, verdict } from '../reporters/results.ts';

const SERVICE: ServiceRecord = {
  connections: 100,
  bytes: 1_000_000,
  resets: 0,
  retransmissionRate: 0.01,
  handshakeP50Seconds: 0.02,
  handshakeP95Seconds: 0.08,
};

function baseline(services: BaselineRecord['services']): BaselineRecord {
  return { schema: 'tcpdissect-baseline/1', by: 'service', services };
}

const commands = { tcpdissect: 'tcpdissect a.pcap', wireshark: null };

function outcomesOf(
  then: BaselineRecord['services'],
  now: BaselineRecord['services'],
  drifts: Drifts = new Map(),
) {
  return compare(baseline(then), baseline(now), { path: 'baseline.json', drifts, commands });
}

/** `rule: message: found, expected` of each difference. */
function differences(...services: Parameters<typeof outcomesOf>): string[] {
  return outcomesOf(...services).flatMap(({ listed }) =>
    listed.map((one) => `${one.rule}: ${one.message}: ${one.found}, ${one.expected}`),
  );
}

describe('a comparison with a baseline', () => {
  it.each<[string, Partial<ServiceRecord>, string[]]>([
    ['the same', {}, []],
    ['a few connections more', { connections: 110 }, []],
    [
      'too many connections',
      { connections: 111 },
      [
        'baseline/connections: port 443: the number of connections differs from the baseline: 111 (+11 %), 100 ± 10 %',
      ],
    ],
    [
      'too few',
      { connections: 89 },
      [
        'baseline/connections: port 443: the number of connections differs from the baseline: 89 (-11 %), 100 ± 10 %',
      ],
    ],
    [
      'less payload',
      { bytes: 500_000 },
      [
        'baseline/bytes: port 443: the payload differs from the baseline: 500 kB (-50 %), 1 MB ± 10 %',
      ],
    ],
    [
      'a reset where there was none',
      { resets: 1 },
      ['baseline/resets: port 443: the number of resets differs from the baseline: 1, at most 0'],
    ],
    [
      'more sent again',
      { retransmissionRate: 0.02 },
      [
        'baseline/retransmission-rate: port 443: the retransmission rate differs from the baseline: 2 % (+100 %), at most 1.5 % (1 % + 50 %)',
      ],
    ],
    ['less sent again', { retransmissionRate: 0 }, []],
    [
      'slower handshakes',
      { handshakeP50Seconds: 0.03, handshakeP95Seconds: 0.2 },
      [
        'baseline/handshake-p50: port 443: the median handshake differs from the baseline: 30 ms (+50 %), at most 25 ms (20 ms + 25 %)',
        'baseline/handshake-p95: port 443: the 95th percentile of the handshakes differs from the baseline: 200 ms (+150 %), at most 120 ms (80 ms + 50 %)',
      ],
    ],
    ['faster handshakes', { handshakeP50Seconds: 0.001, handshakeP95Seconds: 0.002 }, []],
    ['nothing to measure', { handshakeP50Seconds: null, retransmissionRate: null }, []],
  ])('with %s', (_, change, expected) => {
    expect(differences({ 443: SERVICE }, { 443: { ...SERVICE, ...change } })).toEqual(expected);
  });

  it('leaves differences that are too small to mean anything', () => {
    const fast = { ...SERVICE, handshakeP50Seconds: 0.0001, handshakeP95Seconds: 0.0002 };
    const slower = { ...SERVICE, handshakeP50Seconds: 0.004, handshakeP95Seconds: 0.005 };
    expect(differences({ 443: fast }, { 443: slower })).toEqual([]);
  });

  it.each<[Partial<ServiceRecord>, string]>([
    [{ retransmissionRate: 0 }, 'at most 0.1 %'],
    [{ handshakeP50Seconds: 0.001 }, 'at most 6 ms (1 ms + 5 ms)'],
    [{ resets: 2 }, 'at most 2'],
  ])('tells the limit that %j has', (change, expected) => {
    const now = { ...SERVICE, retransmissionRate: 0.5, handshakeP50Seconds: 0.02, resets: 3 };
    const told = outcomesOf({ 443: { ...SERVICE, ...change } }, { 443: now });
    expect(told.flatMap(({ listed }) => listed.map((one) => one.expected))).toContain(expected);
  });

  it('allows what it is told to allow', () => {
    const now = { ...SERVICE, connections: 180, bytes: 9 };
    const drifts: Drifts = new Map<string, number | 'off'>([
      ['connections', 80],
      ['bytes', 'off'],
    ]);
    expect(differences({ 443: SERVICE }, { 443: now }, drifts)).toEqual([]);
    const rules = outcomesOf({ 443: SERVICE }, { 443: now }, drifts).map(({ rule }) => rule.name);
    expect(rules).not.toContain('baseline/bytes');
    expect(rules).toContain('baseline/connections');
  });

  it('names what is new and what has vanished', () => {
    const then = { 443: SERVICE, ephemeral: SERVICE };
    const now = { 443: SERVICE, 8443: SERVICE, '[2001:db8::1]:80': SERVICE };
    expect(differences(then, now)).toEqual([
      'baseline/new-endpoints: port 8443 is new: 100 connections, none, as in the baseline',
      'baseline/new-endpoints: [2001:db8::1]:80 is new: 100 connections, none, as in the baseline',
      'baseline/vanished-endpoints: ephemeral ports has vanished: no connection, 100 connections, as in the baseline',
    ]);
    const off: Drifts = new Map([
      ['new-endpoints', 'off'],
      ['vanished-endpoints', 'off'],
    ]);
    expect(differences(then, now, off)).toEqual([]);
  });

  it('has a rule for each metric, whether it holds or not', () => {
    const names = outcomesOf({}, {}).map(({ rule, holds }) => [rule.name, holds]);
    const metrics = METRICS.map(({ name }) => [`baseline/${name}`, true]);
    expect(names).toEqual([
      ...metrics,
      ['baseline/new-endpoints', true],
      ['baseline/vanished-endpoints', true],
    ]);
  });

  it('makes an issue of each service, which stays the same with other values', () => {
    const prints = (connections: number) => {
      const now = { 80: { ...SERVICE, connections }, 443: { ...SERVICE, connections } };
      const outcomes = outcomesOf({ 80: SERVICE, 443: SERVICE }, now);
      return issuesOf(result([verdict(outcomes)])).map(({ fingerprint }) => fingerprint);
    };
    expect(new Set(prints(500)).size).toBe(2);
    expect(prints(600)).toEqual(prints(500));
  });
});

describe('the file of a baseline', () => {
  it('is read as it was written', () => {
    const record = baseline({ 80: SERVICE, 443: { ...SERVICE, retransmissionRate: null } });
    expect(parseBaseline(baselineText(record))).toEqual(record);
  });

  const { bytes: _, ...withoutBytes } = SERVICE;
  it.each<[string, string]>([
    ['', 'it is no JSON'],
    ['[]', 'it is no object'],
    ['{"schema": "tcpdissect-baseline/1"}', 'it has no by'],
    ['{"schema": "x/2", "by": "port", "services": {}}', 'its schema is "x/2", expected "tcp'],
    ['{"schema": "tcpdissect-baseline/1", "by": "day", "services": {}}', 'by is "day", expected'],
    ['{"schema": "tcpdissect-baseline/1", "by": "port", "services": []}', 'services is no object'],
    [
      JSON.stringify({ ...baseline({}), services: { 80: withoutBytes } }),
      'services["80"] has no bytes',
    ],
    [
      JSON.stringify({ ...baseline({}), services: { 80: { ...SERVICE, bytes: null } } }),
      'services["80"].bytes is null, expected a number',
    ],
    [
      JSON.stringify({ ...baseline({}), services: { 80: { ...SERVICE, bytes: -1 } } }),
      'services["80"].bytes is -1, expected a number',
    ],
    [
      JSON.stringify({ ...baseline({}), services: { 80: { ...SERVICE, color: 1 } } }),
      'services["80"] has an unknown key color',
    ],
  ])('%s is refused', (text, message) => {
    expect(() => parseBaseline(text)).toThrow(BaselineError);
    expect(() => parseBaseline(text)).toThrow(message);
  });
});

describe('durations', () => {
  it('have percentiles within 1 %', () => {
    const durations = new Durations();
    for (let each = 1; each <= 1_000; each++) durations.add(each * 1e-5);
    for (const percent of [1, 50, 95, 100]) {
      const exact = percent * 1e-4;
      expect(Math.abs((durations.percentile(percent) ?? 0) / exact - 1)).toBeLessThan(0.01);
    }
  });

  it('have none where there are none', () => {
    expect(new Durations().percentile(50)).toBeNull();
  });
});
