import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RECOMMENDED } from '../../src/check/recommended.ts';
import { CHECK_REPORTERS } from '../../src/check/reporters/index.ts';
import { commandTree } from '../../src/cli/command-tree.ts';
import { idleProgram } from '../../src/cli/idle-program.ts';
import { SORT_KEYS } from '../../src/cli/options.ts';
import { COMMAND_NAMES, SHELLS } from '../../src/cli/program.ts';
import { run } from './support/run.ts';

const tree = commandTree(idleProgram());

function isInstalled(shell: string): boolean {
  return spawnSync(shell, ['-c', ':']).status === 0;
}

async function script(shell: string): Promise<string> {
  const { code, stdout } = await run(['completion', shell]);
  expect(code).toBe(0);
  return stdout;
}

let scripts = '';
let folder = '';
beforeAll(() => {
  scripts = mkdtempSync(join(tmpdir(), 'tcpdissect-'));
  folder = mkdtempSync(join(tmpdir(), 'tcpdissect-'));
  for (const name of ['a b.pcap', 'segments.pcap']) writeFileSync(join(folder, name), '');
});
afterAll(() => {
  for (const path of [scripts, folder]) rmSync(path, { recursive: true });
});

/** Runs the script and what stands behind it; from a file, since fish reads no socket. */
async function inShell(shell: string, options: readonly string[], behind = '') {
  const file = join(scripts, shell);
  writeFileSync(file, `${await script(shell)}${behind}`);
  const { status, stdout, stderr } = spawnSync(shell, [...options, file], { cwd: folder });
  return { status, stdout: stdout.toString(), stderr: stderr.toString() };
}

describe('the names of the commands', () => {
  it('are those of the tree', () => {
    expect(tree.commands.map(({ name }) => name).sort()).toEqual([...COMMAND_NAMES].sort());
  });
});

describe.each(SHELLS)('the completion of %s', (shell) => {
  it('knows every command and every option', async () => {
    const text = await script(shell);
    for (const { name, options } of [tree, ...tree.commands]) {
      expect(text).toContain(name);
      for (const { long = '' } of options) {
        expect(text).toContain(shell === 'fish' ? `-l ${long.slice(2)} ` : long);
      }
    }
  });

  it.skipIf(!isInstalled(shell))('is what the shell can read', async () => {
    const { status, stderr } = await inShell(shell, ['-n']);
    expect([status, stderr]).toEqual([0, '']);
  });
});

/** Words typed so far, the last of them to be completed, and what is offered. */
const TYPED: readonly (readonly [words: readonly string[], offered: readonly string[]])[] = [
  [['seg'], ['segments', 'segments.pcap']],
  [['a'], ['a b.pcap']],
  [['--for'], ['--format']],
  [['--format', 'c'], ['csv']],
  [
    ['explain', 'x.pcap', '--format', ''],
    ['json', 'ndjson', 'text'],
  ],
  [['x.pcap', '--sort', 'by'], ['bytes']],
  [['--output', 'follow', '--sort', 'by'], ['bytes']],
  [['--sort', ''], [...SORT_KEYS].sort()],
  [
    ['--lang', ''],
    ['en', 'zh-CN'],
  ],
  [['check', '--reporter', ''], Object.keys(CHECK_REPORTERS).sort()],
  [['check', '--reporter', 'ju'], ['junit']],
  [['check', '--enable', ''], [...RECOMMENDED.keys()].sort()],
  [['check', '--enable', 'handshake-complete', '--disable', 'no-r'], ['no-resets']],
  [['check', '--drift', 'b'], ['bytes=']],
  [['check', '--drift', 'van'], ['vanished-endpoints=off']],
  [['segments', 'seg'], ['segments.pcap']],
  [
    ['segments', '-t', 'a'],
    ['a', 'ad'],
  ],
  [['segments', '--li'], ['--line-buffered']],
  [
    ['follow', 'x.pcap', '--from', ''],
    ['client', 'server'],
  ],
  [
    ['completion', ''],
    ['bash', 'fish', 'zsh'],
  ],
  [['schema', 'conn'], ['connection']],
  [['help', 'fo'], ['follow']],
  [['-c', ''], []],
  [['a.pcap', 'seg'], ['segments.pcap']],
  [['-', 'seg'], ['segments.pcap']],
  [['x.pcap', 'segments', '--pl'], ['--plot']],
  [
    ['-r', 'a.pcap', '-v', 'seg'],
    ['segments', 'segments.pcap'],
  ],
  [
    ['-vc', '5', 'check', '--rep'],
    ['--repair', '--reporter'],
  ],
  [['-vc', '5', 'che'], ['check']],
  [['-vc', ''], []],
  [['-qr', 'seg'], ['segments.pcap']],
  [
    ['segments', '-vt', 'a'],
    ['a', 'ad'],
  ],
  [['x.pcap', 'segments', '-vY', ''], []],
  [['segments', '-Yt', 'seg'], ['segments.pcap']],
  [['-qr', 'a.pcap', 'che'], ['check']],
  [['-qlnr', 'segments', 'check', '--reporter', 'ju'], ['junit']],
  [['-vc5', 'che'], ['check']],
  [['-vc5r', 'check', '--reporter', 'ju'], ['junit']],
  [['-wr', 'check', '--reporter', 'ju'], ['junit']],
];

describe.skipIf(!isInstalled('bash'))('in bash', () => {
  it.each([
    ...TYPED,
    [
      ['--format', '=', 'm'],
      ['markdown', 'mermaid'],
    ] as const,
    [['check', '--reporter', 'junit', '=', 'seg'], ['segments.pcap']] as const,
    [
      ['--format', '=', 'csv', 'seg'],
      ['segments', 'segments.pcap'],
    ] as const,
  ])('%j is completed by %j', async (words, offered) => {
    const line = ['tcpdissect', ...words].map((word) => `'${word}'`).join(' ');
    const ask = `
COMP_WORDS=(${line})
COMP_CWORD=${words.length}
_tcpdissect
for reply in "\${COMPREPLY[@]}"; do echo "$reply"; done`;
    const { stdout, stderr } = await inShell('bash', ['--norc'], ask);
    expect(stderr).toBe('');
    expect(stdout.split('\n').slice(0, -1).sort()).toEqual(offered);
  });
});

/** Behind its name the words are one to zsh, as to the others. */
const TYPED_IN_ZSH: typeof TYPED = [
  ...TYPED,
  [['--format=m'], ['markdown', 'mermaid']],
  [
    ['--format=csv', 'seg'],
    ['segments', 'segments.pcap'],
  ],
];

describe.skipIf(!isInstalled('zsh'))('in zsh', () => {
  const offers: string[][] = [];
  beforeAll(async () => {
    const lines = TYPED_IN_ZSH.map(([words]) => ['tcpdissect', ...words].join(' '));
    writeFileSync(join(scripts, 'lines'), `${lines.join('\n')}\n`);
    writeFileSync(join(scripts, 'zsh'), await script('zsh'));
    const driver = fileURLToPath(new URL('support/completion.zsh', import.meta.url));
    const argv = ['-f', driver, join(scripts, 'lines'), join(scripts, 'zsh')];
    const { stdout } = spawnSync('zsh', argv, { cwd: folder });
    for (const answer of stdout.toString().split('<told>').slice(0, -1)) {
      const found = [...answer.matchAll(/<offered (.+?)>/g)].map(([, name = '']) => name);
      offers.push(found.map((name) => name.replaceAll('\\', '')).sort());
    }
  });

  it.each(TYPED_IN_ZSH.map(([words, offered], index) => ({ words, offered, index })))(
    '$words is completed by $offered',
    ({ offered, index }) => {
      expect(offers[index]).toEqual(offered);
    },
  );
});

describe.skipIf(!isInstalled('fish'))('in fish', () => {
  it.each(TYPED)('%j is completed by %j', async (words, offered) => {
    const line = ['tcpdissect', ...words].join(' ');
    const { stdout } = await inShell('fish', ['--no-config'], `\ncomplete -C '${line}'\n`);
    const found = stdout.split('\n').slice(0, -1);
    expect(found.map((candidate) => candidate.split('\t')[0]).sort()).toEqual(offered);
  });
});
