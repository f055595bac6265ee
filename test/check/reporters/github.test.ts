import { describe, expect, it } from 'vitest';
import { github } from '../../../src/check/reporters/github.ts';
import { markdown } from '../../../src/check/reporters/markdown.ts';
import type { CheckResult } from '../../../src/check/verdict.ts';
import { hostileResult, outcome, PLAIN, result, rule, verdict, violation } from './results.ts';

interface Command {
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly message: string;
}

/** The workflow commands among the lines, as the runner reads them. */
function commandsIn(text: string): Command[] {
  return text.split(/\r\n|[\r\n]/).flatMap((line) => {
    const match = /^\s*::(\w+) ([\s\S]*?)::([\s\S]*)$/.exec(line);
    if (match === null) return [];
    const [, name = '', pairs = '', message = ''] = match;
    const properties = pairs.split(',').map((pair) => {
      const at = pair.indexOf('=');
      return [pair.slice(0, at), decoded(pair.slice(at + 1))];
    });
    return [{ name, properties: Object.fromEntries(properties), message: decoded(message) }];
  });
}

function decoded(text: string): string {
  return text.replace(/%(25|0D|0A|3A|2C)/g, (code) => decodeURIComponent(code));
}

const annotations = (checked: CheckResult) => commandsIn(github.render(checked, PLAIN));

describe('annotations for GitHub', () => {
  it('stand at the rule, one for each that does not hold', () => {
    const source = { path: './ci/tcpdissect.yml', line: 12, column: 5 };
    const listed = Array.from({ length: 7 }, () => violation());
    const broken = outcome(listed, { rule: rule({ source }), violations: 200, subjects: 1_000 });
    expect(annotations(result([verdict([broken, outcome([])])]))).toEqual([
      {
        name: 'error',
        properties: { file: 'ci/tcpdissect.yml', line: '12', col: '5', title: 'no-resets' },
        message: [
          'No connection is reset: 200 of 1,000 connections violate it',
          ...Array(5).fill(
            'the server reset the connection: found 1 reset, expected none (captures/a.pcap, connection 3 (192.0.2.1:40001 to 192.0.2.2:8080), frame 7)',
          ),
          'and 195 more',
          'tcpdissect captures/a.pcap --connection 3',
        ].join('\n'),
      },
    ]);
  });

  it.each([
    ['error', 'error'],
    ['warning', 'warning'],
    ['info', 'notice'],
  ] as const)('call an %s %s', (severity, name) => {
    const broken = outcome([violation()], { rule: rule({ severity }) });
    expect(annotations(result([verdict([broken])]))).toMatchObject([{ name }]);
  });

  it('tell of a capture that is damaged', () => {
    const diagnostic = { type: 'diagnostic', severity: 'error', code: 'damaged' } as const;
    const where = { capture: 0, path: 'a.pcap', byteOffset: 40, frame: null };
    const diagnostics = [{ ...diagnostic, ...where, message: 'a block of 7 octets' }];
    const damaged = verdict([], { verdict: 'damaged' });
    expect(annotations(result([damaged], { verdict: 'error', diagnostics }))).toEqual([
      {
        name: 'error',
        properties: { file: 'a.pcap', title: 'damaged' },
        message: 'a block of 7 octets',
      },
    ]);
  });

  it('are not made by any text', () => {
    const [only, ...others] = annotations(hostileResult());
    expect(others).toEqual([]);
    expect(only?.properties).toMatchObject({ line: '4', col: '3' });
    expect(only?.properties['title']).toContain('\\x1b[31m\n::error::\\x0d\n%0A "x\'');
    expect(only?.message).toContain('\\x1b[31m\n::error::\\x0d\n%0A "x\'');
  });
});

/** Text as HTML shows it. */
function shown(markdown: string): string {
  return markdown.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)));
}

describe('Markdown', () => {
  it('is a table of rules, and of violations behind each that has some', () => {
    const checked = result([
      verdict([outcome([]), outcome([violation()], { allowed: 'at most 0' })]),
    ]);
    expect(shown(markdown.render(checked, PLAIN))).toBe(
      `## tcpdissect check: failed: 1 error

### <code>captures/a.pcap</code>: failed

120 packets, 12 connections.

|  | rule | violations | of |
| --- | --- | --- | --- |
| ✅ | <code>no-resets</code> No connection is reset | 0 | 12 |
| ❌ | <code>no-resets</code> No connection is reset | 1 (at most 0 allowed) | 12 |

<details><summary><code>no-resets</code>: 1</summary>

| where | what | found | expected | shown by |
| --- | --- | --- | --- | --- |
| 3: <code>192.0.2.1:40001</code> → <code>192.0.2.2:8080</code><br>frame 7 | the server reset the connection | <code>1 reset</code> | <code>none</code> | <code>tcpdissect captures/a.pcap --connection 3</code><br><code>tcp.stream eq 3</code> |

</details>
`,
    );
  });

  it('holds any text without any markup of it', () => {
    const written = markdown.render(hostileResult(), PLAIN);
    const ours = /<\/?(?:code|details|summary|br)>|&#\d+;|^#+ |^\| (?:--- \| )*/gm;
    const rest = written.replaceAll('| --- |', '').replace(ours, '');
    expect(rest).not.toMatch(/[\\`*_[\]<>#~@$"&]/);
    // Each row of a table has the cells that its head has.
    for (const line of written.split('\n').filter((l) => l.startsWith('|'))) {
      expect([5, 6]).toContain(line.split('|').length - 1);
    }
  });

  it('leaves out what the summary of a step cannot hold', () => {
    const broken = outcome(
      Array.from({ length: 25 }, () => violation({ message: 'm'.repeat(900) })),
    );
    const captures = Array.from({ length: 100 }, () => verdict([broken]));
    const written = markdown.render(result(captures), PLAIN);
    expect(Buffer.byteLength(written)).toBeLessThan(1_048_576);
    expect(written).toContain('The rest is left out');
  });
});
