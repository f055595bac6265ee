import { describe, expect, it } from 'vitest';
import { gitlab } from '../../../src/check/reporters/gitlab.ts';
import { issuesOf } from '../../../src/check/reporters/issues.ts';
import { placeOf, uriOf } from '../../../src/check/reporters/place.ts';
import { sarif } from '../../../src/check/reporters/sarif.ts';
import type { CheckResult, Violation } from '../../../src/check/verdict.ts';
import { mistakesIn } from './formats.ts';
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

function rendered(format: 'sarif' | 'gitlab', checked: CheckResult) {
  const reporter = format === 'sarif' ? sarif : gitlab;
  const document = JSON.parse(reporter.render(checked, PLAIN));
  expect(mistakesIn(format, document)).toEqual([]);
  return document;
}

function between(client: string, server: string, frames = [7]): Violation {
  const connection = { id: 3, communityId: '1:=', client, server };
  return violation({ connection, frames });
}

const SAME = between('192.0.2.1:40001', '192.0.2.2:80');

describe('an issue', () => {
  it.each<[string, Violation, boolean]>([
    ['another client port', between('192.0.2.1:40002', '192.0.2.2:80'), true],
    ['other frames', between('192.0.2.1:40001', '192.0.2.2:80', [9, 12]), true],
    ['other values', { ...SAME, found: '2 resets' }, true],
    ['another capture', { ...SAME, capture: { index: 1, path: 'b.pcap' } }, true],
    ['another server port', between('192.0.2.1:40001', '192.0.2.2:81'), false],
    ['another server', between('192.0.2.1:40001', '192.0.2.3:80'), false],
    ['another client', between('192.0.2.9:40001', '192.0.2.2:80'), false],
    ['another rule', { ...SAME, rule: 'other' }, false],
    ['an IPv6 client', between('[2001:db8::1]:40001', '192.0.2.2:80'), false],
  ])('with %s: the same, %#', (_, other, isSame) => {
    const issues = issuesOf(result([verdict([outcome([SAME, other])])]));
    expect(issues.map(({ violations }) => violations.length)).toEqual(isSame ? [2] : [1, 1]);
    expect(new Set(issues.map(({ fingerprint }) => fingerprint)).size).toBe(issues.length);
  });

  it('keeps its fingerprint from version to version', () => {
    const [issue] = issuesOf(result([verdict([outcome([SAME])])]));
    expect(issue?.fingerprint).toBe('80dc5747d7e9ac26d13e1c80b0e0952d');
  });

  it('of a capture as a whole is told by the path', () => {
    const at = (path: string) => violation({ connection: null, capture: { index: 0, path } });
    const issues = issuesOf(result([verdict([outcome([at('a'), at('b'), at('a')])])]));
    expect(issues.map(({ violations }) => violations.length)).toEqual([2, 1]);
  });

  it('is none where a rule allows it', () => {
    const allowed = outcome([violation()], { holds: true, allowed: 'at most 2' });
    expect(issuesOf(result([verdict([allowed])]))).toEqual([]);
  });
});

describe('the place of an issue', () => {
  const source = { path: './ci/tcpdissect.yml', line: 12, column: 5 };
  it.each([
    [
      'its line in the rules file',
      rule({ source }),
      { path: 'ci/tcpdissect.yml', line: 12, column: 5 },
    ],
    ['its capture, for a rule of no file', rule(), { path: 'captures/a.pcap', line: 1, column: 1 }],
  ])('is %s', (_, own, place) => {
    expect(placeOf({ rule: own, first: violation() })).toEqual(place);
  });

  it.each([
    ['captures/a.pcap', 'captures/a.pcap'],
    ['./captures/../a b.pcap', 'captures/../a%20b.pcap'],
    ['/tmp/ä#1?.pcap', 'file:///tmp/%C3%A4%231%3F.pcap'],
    ['12:30.pcap', '12%3A30.pcap'],
    ['at/12:30.pcap', 'at/12:30.pcap'],
    ["100%/(it's)!.pcap", '100%25/%28it%27s%29%21.pcap'],
    ['a\ud800\n.pcap', 'a%EF%BF%BD%0A.pcap'],
    ['-', 'stdin'],
  ])('%j is the URI %s', (path, uri) => {
    expect(uriOf(path)).toBe(uri);
  });
});

describe('SARIF', () => {
  it('points at the rule, and from there at the octets of the capture', () => {
    const source = { path: 'tcpdissect.yml', line: 12, column: 5 };
    const broken = outcome([violation(), violation({ byteOffset: null, frames: [9, 10] })], {
      rule: rule({ source }),
    });
    const [run] = rendered('sarif', result([verdict([broken])])).runs;
    expect(run.results).toMatchObject([
      {
        ruleId: 'no-resets',
        ruleIndex: 0,
        level: 'error',
        locations: [
          {
            physicalLocation: {
              artifactLocation: { uri: 'tcpdissect.yml' },
              region: { startLine: 12, startColumn: 5 },
            },
          },
        ],
        occurrenceCount: 2,
      },
    ]);
    const capture = { artifactLocation: { uri: 'captures/a.pcap' } };
    expect(run.results[0].relatedLocations).toMatchObject([
      { id: 0, physicalLocation: { ...capture, region: { byteOffset: 1204 } } },
      { id: 1, physicalLocation: capture },
    ]);
  });

  it('describes each rule once, whether it holds or not', () => {
    const other = outcome([], { rule: rule({ name: 'other', severity: 'info' }) });
    const both = verdict([other, outcome([violation()])]);
    const [run] = rendered('sarif', result([both, both])).runs;
    expect(run.tool.driver.rules).toMatchObject([
      { id: 'other', defaultConfiguration: { level: 'note' } },
      { id: 'no-resets', defaultConfiguration: { level: 'error' } },
    ]);
    expect(run.results).toMatchObject([{ ruleIndex: 1, occurrenceCount: 2 }]);
  });

  it('tells that a capture could not be read, and what is not listed', () => {
    const diagnostic = {
      type: 'diagnostic',
      severity: 'error',
      code: 'damaged',
      message: 'a block of {7} octets, see [here](1)',
      capture: 0,
      path: 'a.pcap',
      byteOffset: 40,
      frame: null,
    } as const;
    const many = outcome([violation()], { violations: 2_000 });
    const change = { verdict: 'error', diagnostics: [diagnostic] } as const;
    const [run] = rendered('sarif', result([verdict([many])], change)).runs;
    expect(run.invocations).toMatchObject([
      {
        executionSuccessful: false,
        toolExecutionNotifications: [
          { message: { text: String.raw`a block of {{7}} octets, see \[here\](1)` } },
          { message: { text: 'no-resets: 1 of 2,000 violations are listed' } },
        ],
      },
    ]);
  });

  it('says that the run was interrupted', () => {
    const [run] = rendered('sarif', { ...result([verdict([])]), interrupted: true }).runs;
    expect(run.invocations).toMatchObject([
      {
        executionSuccessful: false,
        toolExecutionNotifications: [
          {
            level: 'error',
            message: { text: 'interrupted: the verdict is of what was read so far' },
            descriptor: { id: 'interrupted' },
          },
        ],
      },
    ]);
  });
});

describe('GitLab code quality', () => {
  it.each([
    ['error', 'major'],
    ['warning', 'minor'],
    ['info', 'info'],
  ] as const)('calls an %s %s', (severity, word) => {
    const broken = outcome([violation(), violation()], { rule: rule({ severity }) });
    expect(rendered('gitlab', result([verdict([broken])]))).toMatchObject([
      {
        check_name: 'no-resets',
        severity: word,
        description:
          'the server reset the connection: found 1 reset, expected none (captures/a.pcap, connection 3 (192.0.2.1:40001 to 192.0.2.2:8080), frame 7; and 1 more between these endpoints)',
        location: { path: 'captures/a.pcap', lines: { begin: 1 } },
      },
    ]);
  });

  it('is an empty list where all rules hold', () => {
    expect(rendered('gitlab', result([verdict([outcome([])])]))).toEqual([]);
  });
});

it.each(['sarif', 'gitlab'] as const)('%s holds any text', (format) => {
  const document = rendered(format, hostileResult());
  expect(JSON.stringify(document)).toContain(JSON.stringify(HOSTILE.slice(0, 20)).slice(1, -1));
  expect(JSON.stringify(document)).not.toContain('\\ud800');
});
