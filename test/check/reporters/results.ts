import type {
  CaptureVerdict,
  CheckResult,
  RuleOutcome,
  RuleRef,
  Violation,
} from '../../../src/check/verdict.ts';

/** Results as a check might leave them, to be changed where a test is about something. */
export function rule(change: Partial<RuleRef> = {}): RuleRef {
  return {
    name: 'no-resets',
    description: 'No connection is reset',
    severity: 'error',
    over: 'connection',
    source: null,
    option: null,
    documentation: null,
    ...change,
  };
}

export function violation(change: Partial<Violation> = {}): Violation {
  return {
    rule: 'no-resets',
    severity: 'error',
    message: 'the server reset the connection',
    capture: { index: 0, path: 'captures/a.pcap' },
    connection: {
      id: 3,
      communityId: '1:wCb3OG7yAFWelaUydu0D+125CLM=',
      client: '192.0.2.1:40001',
      server: '192.0.2.2:8080',
    },
    frames: [7],
    byteOffset: 1204,
    found: '1 reset',
    expected: 'none',
    commands: {
      tcpdissect: 'tcpdissect captures/a.pcap --connection 3',
      wireshark: 'tcp.stream eq 3',
    },
    ...change,
  };
}

export function outcome(listed: Violation[], change: Partial<RuleOutcome> = {}): RuleOutcome {
  const violations = listed.length;
  const holds = violations === 0;
  return {
    rule: rule(),
    subjects: 12,
    unmeasured: 0,
    violations,
    allowed: null,
    holds,
    listed,
    ...change,
  };
}

export function verdict(
  outcomes: RuleOutcome[],
  change: Partial<CaptureVerdict> = {},
): CaptureVerdict {
  const failed = outcomes.some(({ holds, rule }) => !holds && rule.severity === 'error');
  return {
    capture: {
      index: 0,
      path: 'captures/a.pcap',
      paths: ['captures/a.pcap'],
      packets: 120,
      connections: 12,
    },
    verdict: failed ? 'failed' : 'passed',
    outcomes,
    metrics: { retransmissionRate: 0.01, handshakeSecondsP95: null },
    ...change,
  };
}

export function result(captures: CaptureVerdict[], change: Partial<CheckResult> = {}): CheckResult {
  const broken = captures.flatMap(({ outcomes }) => outcomes.filter(({ holds }) => !holds));
  const count = (severity: string) => broken.filter((o) => o.rule.severity === severity).length;
  const errors = count('error');
  return {
    schema: 'tcpdissect/1',
    version: '0.1.0',
    verdict: errors > 0 ? 'failed' : 'passed',
    failOn: 'error',
    captures,
    errors,
    warnings: count('warning'),
    infos: count('info'),
    diagnostics: [],
    interrupted: false,
    ...change,
  };
}

/** Every kind of character that some format or terminal takes for its own. */
export const HOSTILE =
  'a\u0000\u0007\u001b[31m\n::error::\r\n%0A "x\' <b>&amp;]]> # \\ | ` _*[@you](http://x.example) \u0085\u2028\u202e\ufffe\ud800 €';

/** A result in which each text that a stranger may choose is hostile. */
export function hostileResult(): CheckResult {
  const hostile = violation({
    rule: HOSTILE,
    message: HOSTILE,
    capture: { index: 0, path: HOSTILE },
    found: HOSTILE,
    expected: HOSTILE,
    commands: { tcpdissect: HOSTILE, wireshark: HOSTILE },
  });
  const source = { path: HOSTILE, line: 4, column: 3 };
  const named = rule({ name: HOSTILE, description: HOSTILE, source });
  return result([
    verdict([outcome([hostile], { rule: named, allowed: HOSTILE })], {
      capture: { index: 0, path: HOSTILE, paths: [HOSTILE], packets: 1, connections: 1 },
    }),
  ]);
}

export const PLAIN = { color: false, foldAt: undefined };
