import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { showCapture, showingOf } from '../../src/check/show.ts';

/** The words that bash makes of a command, without the first. */
function wordsOf(command: string): string[] {
  const script = `tcpdissect() { printf '%s\\0' "$@"; }; ${command}`;
  const { stdout } = spawnSync('bash', ['-c', script], { env: { LC_ALL: 'C.UTF-8' } });
  return stdout.toString().split('\0').slice(0, -1);
}

const hasBash = spawnSync('bash', ['-c', ':']).status === 0;

describe.skipIf(!hasBash)('the command that shows more', () => {
  it.each([
    ['a b.pcap', 'a b.pcap'],
    ["it's $HOME.pcap", "it's $HOME.pcap"],
    ['-r.pcap', './-r.pcap'],
    ['--x.pcap', './--x.pcap'],
    ["two\nlines\\and'a\tquote.pcap", "two\nlines\\and'a\tquote.pcap"],
    ['\u0085next.pcap', '\u0085next.pcap'],
    ['-', '-'],
  ])('is one line, and names %j for a shell', (path, word) => {
    const { tcpdissect } = showCapture({ ...showingOf({}), inputs: [path] });
    expect(tcpdissect).not.toMatch(/\p{Cc}/u);
    expect(wordsOf(tcpdissect)).toEqual([word]);
  });
});
