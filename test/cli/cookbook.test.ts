import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { COMMAND, fixture, projectPath } from './support/run.ts';

/*
 * Each question of the cookbook is put as it stands in the README, to a directory of fixtures that
 * is called capture.pcap.
 */
interface Answer {
  /** How the question begins. */
  readonly question: string;
  readonly fixtures: readonly string[];
  /** Lines of the answer, their fields separated by tabs. */
  readonly lines: readonly string[];
}

const ANSWERS: readonly Answer[] = [
  {
    question: 'Which connections were reset',
    fixtures: ['abort-by-client.pcap'],
    lines: ['0 192.0.2.2 client abort'],
  },
  {
    question: 'Which attempts to connect',
    fixtures: ['refused.pcap', 'unanswered.pcap', 'full-session-ipv6.pcap'],
    lines: ['refused 192.0.2.2 8080', 'unanswered 192.0.2.2 8080'],
  },
  {
    question: 'How long do handshakes take',
    fixtures: ['many-connections.pcap', 'full-session-ipv6.pcap'],
    lines: ['192.0.2.2 0.020822', '2001:db8::2 0.020465'],
  },
  {
    question: 'Who retransmits most',
    fixtures: ['fast-retransmit.pcap'],
    lines: ['192.0.2.1 1', '192.0.2.2 0'],
  },
  {
    question: 'What made them send again',
    fixtures: ['fast-retransmit.pcap', 'retransmission-timeout.pcap'],
    lines: ['fast 1', 'go-back-n 1', 'tail-loss-probe 1', 'timeout 3'],
  },
  {
    question: 'Where did the time',
    fixtures: ['zero-window.pcap'],
    lines: ['0 receiverWindow'],
  },
  {
    question: 'Which receivers shut their window',
    fixtures: ['zero-window.pcap', 'full-session-ipv6.pcap'],
    lines: ['1 192.0.2.2 1.380975'],
  },
  {
    question: 'Which connections were still open',
    fixtures: ['stops-in-mid-connection.pcap', 'full-session-ipv6.pcap'],
    lines: ['0 FIN-WAIT-2 CLOSE-WAIT'],
  },
  {
    question: 'Which frames have a TCP checksum',
    fixtures: ['wrong-checksums.pcap'],
    lines: ['4 192.0.2.1 47824 36904', '5 192.0.2.1 0 36904'],
  },
  {
    question: 'What breaks a rule',
    fixtures: ['abort-by-client.pcap'],
    lines: ['0 reset 8 RFC 9293, section 3.5.2'],
  },
];

const readme = readFileSync(projectPath('README.md'), 'utf8');
const [, cookbook = ''] = /## Cookbook\n[\s\S]*?```sh\n([\s\S]*?)```/.exec(readme) ?? [];
const entries = cookbook
  .trim()
  .split('\n\n')
  .map((entry) => entry.split('\n'));

describe('the cookbook of the README', () => {
  it('has a question and a line of answer each, and no other than these', () => {
    for (const entry of entries) expect(entry).toHaveLength(2);
    const questions = entries.map(([question = '']) => question.slice('# '.length));
    expect(questions).toEqual(
      ANSWERS.map(({ question }) => expect.stringContaining(question) as unknown),
    );
  });

  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tcpdissect-'));
    mkdirSync(join(folder, 'capture.pcap'));
    const script = `#!/bin/sh\nexec '${process.execPath}' '${COMMAND}' "$@"\n`;
    writeFileSync(join(folder, 'tcpdissect'), script, { mode: 0o755 });
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const hasJq = spawnSync('jq', ['--version']).status === 0;
  it.skipIf(!hasJq).each(ANSWERS)('answers: $question', ({ question, fixtures, lines }) => {
    for (const name of fixtures) copyFileSync(fixture(name), join(folder, 'capture.pcap', name));
    const command = entries.find(([asked = '']) => asked.includes(question))?.[1] ?? '';
    const { PATH = '' } = process.env;
    const { stdout, status } = spawnSync('sh', ['-c', command], {
      cwd: folder,
      env: { PATH: `${folder}:${PATH}` },
    });
    expect(status).toBe(0);
    const found = stdout.toString().replaceAll('\t', ' ').split('\n').slice(0, -1);
    expect(found).toEqual(lines);
  });
});
