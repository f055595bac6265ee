import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { text } from '../../../src/check/reporters/text.ts';
import { fixture, run, StringStream } from '../../cli/support/run.ts';
import { outcome, PLAIN, result, verdict, violation } from './results.ts';

const RULES = ['--no-rules', '--max-rtt-p95', '1us', '--max-retransmission-rate', '0.1%'];
const CHECK = ['check', fixture('retransmission-timeout.pcap'), ...RULES];
const LIST = ['check', '--list-rules'];
const SEGMENTS = ['segments', fixture('retransmission-timeout.pcap')];

const linesOf = (stdout: string) => stdout.trimEnd().split('\n');
/** The name of a capture may be wider than a line, and is not parted. */
const widest = (stdout: string) =>
  Math.max(...linesOf(stdout.replaceAll(fixture(''), '')).map((line) => stringWidth(line)));

describe.each([
  ['check', CHECK],
  ['check --list-rules', LIST],
  ['segments', SEGMENTS],
])('%s', (_, argv) => {
  it.each([
    [60, 'C.UTF-8'],
    [80, 'C.UTF-8'],
    [60, 'zh_CN.UTF-8'],
    [80, 'zh_CN.UTF-8'],
  ])('folds its lines at COLUMNS=%i, in %s', async (columns, locale) => {
    const env = { LC_ALL: locale };
    const { stdout } = await run(argv, { env: { ...env, COLUMNS: `${columns}` } });
    expect(widest(stdout)).toBeLessThanOrEqual(columns);
    const terminal = new StringStream({ isTerminal: true, columns });
    await run([...argv, '--color', 'never'], { env, stdout: terminal });
    expect(terminal.text).toBe(stdout);
    expect(linesOf(stdout).length).toBeGreaterThan(
      linesOf((await run(argv, { env })).stdout).length,
    );
  });
});

describe('the text of a verdict', () => {
  const command = String.raw`tcpdissect 'it'\''s here.pcap' -f 'tcp port 80 or tcp port 8080' --connection 3`;
  const shown = violation({ commands: { tcpdissect: command, wireshark: null } });

  it.each([24, 60, 80])(
    'folds a command at %i columns so that a shell takes it whole',
    (foldAt) => {
      const printed = text.render(result([verdict([outcome([shown])])]), { ...PLAIN, foldAt });
      expect(printed).toMatch(/\\\n/);
      const [, copied = ''] = /^ +show +(.*(?<=\\)\n(?:.*\\\n)*.*)$/m.exec(printed) ?? [];
      expect(copied.replaceAll(/\\\n */g, '')).toBe(command);
    },
  );

  it('keeps a number and its unit together', () => {
    const found = `${'x'.repeat(58)} 21.7 %`;
    const printed = text.render(result([verdict([outcome([violation({ found })])])]), {
      ...PLAIN,
      foldAt: 80,
    });
    expect(printed).toMatch(/x\n +21\.7 %\n/);
  });
});
