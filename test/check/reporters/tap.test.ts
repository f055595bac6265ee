import { Parser, type Result } from 'tap-parser';
import { describe, expect, it } from 'vitest';
import { tap } from '../../../src/check/reporters/tap.ts';
import type { CheckResult } from '../../../src/check/verdict.ts';
import { terminalSafe } from '../../../src/report/format/escape.ts';
import {
  HOSTILE,
  hostileResult,
  outcome,
  PLAIN,
  result,
  rule,
  verdict,
  violation,
} from './results.ts';

function parse(checked: CheckResult): { ok: boolean; points: Result[] } {
  const points: Result[] = [];
  const outside: string[] = [];
  const parser = new Parser({ strict: true });
  parser.on('assert', (point: Result) => points.push(point));
  parser.on('extra', (line: string) => outside.push(line));
  parser.end(tap.render(checked, PLAIN));
  expect(parser.failures.filter(({ tapError }) => tapError)).toEqual([]);
  expect(outside).toEqual([]);
  return { ok: parser.ok, points };
}

const BROKEN = outcome([violation()]);
const WARNED = outcome([violation()], { rule: rule({ severity: 'warning' }) });
const ALLOWED = outcome([violation()], { holds: true, allowed: 'at most 2' });

describe('TAP', () => {
  it.each<[string, CheckResult, boolean, Partial<Result>]>([
    ['a rule that holds', result([verdict([outcome([])])]), true, { ok: true }],
    ['one that does not', result([verdict([BROKEN])]), false, { ok: false, todo: false }],
    [
      'one with nothing to judge',
      result([verdict([outcome([], { subjects: 0 })])]),
      true,
      { ok: true, skip: 'there is no connection to judge' },
    ],
    ['violations that are allowed', result([verdict([ALLOWED])]), true, { ok: true, skip: false }],
    [
      'a warning',
      result([verdict([WARNED])]),
      true,
      { ok: false, todo: 'a warning, which fails nothing' },
    ],
    [
      'a warning that fails the run',
      result([verdict([WARNED])], { failOn: 'warning' }),
      false,
      { ok: false, todo: false },
    ],
  ])('makes a point of %s', (_, checked, ok, point) => {
    const parsed = parse(checked);
    expect(parsed.ok).toBe(ok);
    expect(parsed.points).toMatchObject([
      { ok: true, name: 'captures/a.pcap: the capture is read' },
      { ...point, name: 'captures/a.pcap: no-resets' },
    ]);
  });

  it('leads to the packets', () => {
    const source = { path: 'tcpdissect.yml', line: 12, column: 5 };
    const many = outcome([violation()], { rule: rule({ source }), violations: 2_000 });
    expect(parse(result([verdict([many])])).points[1]?.diag).toEqual({
      message: 'No connection is reset: 2,000 of 12 connections violate it',
      severity: 'error',
      at: source,
      violations: [
        {
          message: 'the server reset the connection',
          found: '1 reset',
          expected: 'none',
          connection: violation().connection,
          frames: [7],
          commands: violation().commands,
        },
      ],
      notListed: '1,999',
    });
  });

  it('is not ok where a capture is damaged', () => {
    const damaged = result([verdict([], { verdict: 'damaged' })], { verdict: 'error' });
    expect(parse(damaged)).toMatchObject({ ok: false, points: [{ ok: false }] });
  });

  it('bails out where the run was interrupted', () => {
    const interrupted = { ...result([verdict([outcome([])])]), interrupted: true };
    const told: string[] = [];
    const parser = new Parser({ strict: true });
    parser.on('bailout', (reason: string) => told.push(reason));
    parser.end(tap.render(interrupted, PLAIN));
    expect(told).toEqual(['interrupted: the verdict is of what was read so far']);
    expect(parser.ok).toBe(false);
  });

  it('is a plan without points where there is no capture', () => {
    expect(parse(result([])).points).toEqual([]);
  });

  it('holds any text', () => {
    const [, point] = parse(hostileResult()).points;
    expect(point?.name).toBe(`${terminalSafe(HOSTILE)}: ${terminalSafe(HOSTILE)}`);
    expect(point?.diag.violations[0].found).toBe(HOSTILE);
  });
});
