import {
  copyFileSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openOutput } from '../../src/cli/output.ts';
import { processIo } from '../../src/cli/process-io.ts';
import { COMMAND_NAMES } from '../../src/cli/program.ts';
import { fixture, run, StringStream } from './support/run.ts';

const SESSION = fixture('full-session.pcap');
const MANY = fixture('many-connections.pcap');

interface Line {
  readonly type: string;
  readonly [key: string]: unknown;
}

function linesOf(text: string): Line[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Line);
}

function idsOf(text: string): unknown[] {
  return linesOf(text)
    .filter(({ type }) => type === 'connection')
    .map(({ id }) => id);
}

describe('the command line', () => {
  it.each([
    [['--jsno', SESSION], "unknown option '--jsno'"],
    [['--json', '--ndjson', SESSION], '--json contradicts --ndjson'],
    [['--json', '--format', 'text', SESSION], '--format text contradicts --json'],
    [['-c', 'many', SESSION], 'whole number'],
    [['-c', '0', SESSION], 'whole number'],
    [['--msl', '-1', SESSION], 'seconds'],
    [['--idle-timeout', '0', SESSION], 'seconds'],
    [['--connection', '5-3', SESSION], 'ids of connections'],
    [['--connection', 'x', SESSION], 'ids of connections'],
    [['--sort', 'beauty', SESSION], 'Allowed choices'],
    [['--format', 'xml', SESSION], 'Allowed choices'],
    [['segments', '-t', 'x', SESSION], 'Allowed choices'],
    [['schema', 'nothing'], 'there is no schema nothing'],
    [['schema', 'conection'], 'did you mean connection?'],
    [['--jsno', SESSION], 'Did you mean --json?'],
    [['segments', '--ndjsn', SESSION], 'Did you mean --ndjson?'],
    [['completion', 'tcsh'], 'Allowed choices are bash, zsh, fish'],
    [['--output', '/nowhere/at/all', SESSION], 'cannot write /nowhere/at/all'],
    [['--follow', '-'], 'takes one file'],
    [['--follow', SESSION, MANY], 'takes one file'],
    [['-i', 'eth0'], 'tcpdump -i eth0 -U -w - | tcpdissect -'],
    [['-D'], 'tcpdump -D'],
  ])('%j is refused', async (argv, complaint) => {
    const { code, stdout, stderr } = await run(argv);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain(complaint);
    expect(stderr).toMatch(/^tcpdissect: /);
  });

  it('names the help of the command that was mistyped', async () => {
    expect((await run(['segments', '--plot', SESSION])).stderr).toContain(
      'Try: tcpdissect segments --help\n',
    );
    expect((await run(['--plto', SESSION])).stderr).toContain('Try: tcpdissect --help\n');
  });

  it('asks a person at a terminal for a capture', async () => {
    const { code, stdout, stderr } = await run([], { stdinIsTerminal: true });
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain('tcpdissect capture.pcap');
  });

  it.each([['--help'], ['segments', '--help'], ['check', '--help'], ['schema', '--help']])(
    'prints help with examples: %s %s',
    async (...argv) => {
      const { code, stdout, stderr } = await run(argv);
      expect(code).toBe(0);
      expect(stdout).toContain('Examples:');
      expect(stderr).toBe('');
    },
  );

  it.each(COMMAND_NAMES.filter((name) => name !== 'help'))(
    'has three examples of %s at least, also by help',
    async (name) => {
      const { code, stdout } = await run(['help', name]);
      expect(code).toBe(0);
      expect(stdout).toBe((await run([name, '--help'])).stdout);
      expect((stdout.match(/^ {2}(?:source <\()?tcpdissect /gm) ?? []).length).toBeGreaterThan(2);
    },
  );

  it('prints its own help behind help alone', async () => {
    const { code, stdout } = await run(['help']);
    expect([code, stdout]).toEqual([0, (await run(['--help'])).stdout]);
  });

  it('prints its version', async () => {
    const { code, stdout } = await run(['--version']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^tcpdissect \d+\.\d+\.\d+\n$/);
  });

  it('takes options in front of a command and behind it', async () => {
    const behind = await run(['segments', SESSION, '--ndjson', '--no-checksums']);
    const before = await run(['--ndjson', '--no-checksums', 'segments', SESSION]);
    expect(before.code).toBe(0);
    expect(before.stdout).toBe(behind.stdout);
    expect(before.stdout).toContain('"unverified"');
  });

  it('adds up lists in front of a command and behind it, and of two values takes the latter', async () => {
    const given = ['-r', SESSION, '--connection', '9', '--lang', 'zh-CN'];
    const own = ['-r', MANY, '--connection', '0,9', '--lang', 'en', '--ndjson'];
    const [header] = linesOf((await run([...given, 'segments', ...own])).stdout);
    expect(header).toMatchObject({ inputs: [SESSION, MANY], options: { connections: [0, 9] } });
    const text = await run(['--lang', 'zh-CN', 'explain', '--lang', 'en', SESSION, '--frame', '1']);
    expect(text.stdout).toContain('Frame 1 of');
  });

  it('takes captures by -r and by position', async () => {
    const { stdout } = await run(['-r', SESSION, MANY, '--ndjson']);
    expect(linesOf(stdout)[0]).toMatchObject({ type: 'header', inputs: [SESSION, MANY] });
  });
});

describe('exit codes', () => {
  it.each([
    ['full-session.pcap', [], 0, ''],
    ['damaged-cut-in-last-record.pcap', [], 0, 'warning: '],
    ['damaged-cut-in-last-record.pcap', ['-q'], 0, undefined],
    ['damaged-cut-in-last-record.pcap', ['--strict'], 3, 'warning: '],
    ['damaged-record-length.pcap', [], 3, 'at offset'],
    ['damaged-record-length.pcap', ['-q'], 3, 'at offset'],
    ['empty.pcap', [], 3, 'empty'],
    ['not-a-capture.pcap', [], 3, 'looks like text'],
    ['none.pcap', [], 3, 'no such file'],
  ])('%s %j', async (name, options, wanted, complaint) => {
    const path = fixture(name);
    for (const format of ['text', 'json', 'ndjson']) {
      const { code, stderr } = await run([path, ...options, '--format', format]);
      expect(code).toBe(wanted);
      if (complaint === undefined || complaint === '') expect(stderr).toBe('');
      else expect(stderr).toContain(complaint);
      if (stderr !== '') expect(stderr).toMatch(/^tcpdissect: [^\n]*\n$/);
    }
  });

  it('reports what could be read beside what could not', async () => {
    const { code, stdout } = await run([fixture('none.pcap'), SESSION, '--ndjson']);
    expect(code).toBe(3);
    expect(linesOf(stdout).map(({ type }) => type)).toEqual([
      'header',
      'connection',
      'capture',
      'diagnostic',
      'totals',
    ]);
  });

  it('goes on behind damage with --repair, and still tells it', async () => {
    const damaged = fixture('damaged-record-length.pcap');
    const plain = await run([damaged, '--ndjson']);
    const repaired = await run([damaged, '--ndjson', '--repair']);
    expect(repaired.code).toBe(3);
    const packetsOf = (text: string) => Number(linesOf(text).at(-1)?.['packets']);
    expect(packetsOf(repaired.stdout)).toBeGreaterThan(packetsOf(plain.stdout));
  });

  it('reads the captures of a directory as one recording', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tcpdissect-'));
    copyFileSync(MANY, join(folder, 'b.pcap'));
    copyFileSync(SESSION, join(folder, 'a.pcap'));
    const { code, stdout } = await run([folder, '--ndjson']);
    rmSync(folder, { recursive: true });
    expect(code).toBe(0);
    expect(linesOf(stdout).at(-1)).toMatchObject({ captures: 2, connections: 51 });
  });

  it('takes a directory without captures for an error', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tcpdissect-'));
    const { code, stderr } = await run([folder]);
    rmSync(folder, { recursive: true });
    expect(code).toBe(3);
    expect(stderr).toContain('a directory without files');
  });

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('%s reports what was read so far', async (signal, wanted) => {
    const { code, stdout } = await run([SESSION, '--ndjson'], { signal });
    expect(code).toBe(wanted);
    expect(linesOf(stdout).at(-1)).toMatchObject({ type: 'totals', interrupted: true });
  });

  const PARTIAL = 'tcpdissect: interrupted: the result is of what was read so far\n';
  it.each([
    [['--format', 'csv'], PARTIAL],
    [['segments', '--format', 'csv'], PARTIAL],
    [['segments'], PARTIAL],
    [['follow', '--connection', '0'], PARTIAL],
    [['segments', '--format', 'csv', '--lang', 'zh-CN'], 'tcpdissect: 已中断：'],
    [['--format', 'mermaid'], ''],
    [['--ndjson'], ''],
  ])(
    '%j tells beside the result that it is of a part, where the result does not',
    async (argv, told) => {
      const { code, stdout, stderr } = await run([...argv, SESSION], { signal: 'SIGINT' });
      expect([code, stderr.slice(0, told.length || undefined)]).toEqual([130, told]);
      const whole = await run([...argv, SESSION]);
      expect(whole.stderr).toBe('');
      if (argv.includes('csv')) expect(whole.stdout.startsWith(stdout)).toBe(true);
    },
  );

  it('takes a reader that goes away for success', async () => {
    const stdout = new StringStream({ limit: 300_000 });
    const argv = ['segments', '--ndjson', MANY, MANY, MANY];
    const { code, stderr } = await run(argv, { stdout });
    expect(code).toBe(0);
    expect(stderr).toBe('');
  });
});

describe('a mistyped command', () => {
  it.each([
    ['segmets', 'segments'],
    ['shcema', 'schema'],
    ['hlep', 'help'],
    ['completoin', 'completion'],
    ['exlpain', 'explain'],
  ])('%s is answered with %s', async (typed, meant) => {
    const { code, stderr } = await run([typed]);
    expect(code).toBe(3);
    expect(stderr).toContain(`did you mean the command ${meant}?`);
  });

  it.each([
    ['segmets', "tcpdissect: unknown command 'segmets'\n(Did you mean segments?)\n"],
    ['nothing', "tcpdissect: unknown command 'nothing'\n"],
    ['compare', 'tcpdissect: the command compare is not there yet\n'],
  ])('is told behind help: %s', async (typed, complaint) => {
    const { code, stdout, stderr } = await run(['help', typed]);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr.startsWith(complaint)).toBe(true);
    expect(stderr).not.toContain('Options:');
  });

  it('in front of a capture is told too, behind the report of the capture', async () => {
    const { code, stdout, stderr } = await run(['segmets', SESSION]);
    expect(code).toBe(3);
    expect(stdout).toContain('1 connection: ');
    expect(stderr).toContain('segmets: no such file');
    expect(stderr).toContain('(did you mean the command segments?)');
  });

  it.each(['compare'])('%s is yet to come', async (word) => {
    const { code, stdout, stderr } = await run([word, SESSION]);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toBe(`tcpdissect: the command ${word} is not there yet\n`);
  });

  it('is not guessed from a path', async () => {
    const { stderr } = await run(['trace.pcap']);
    expect(stderr).not.toContain('did you mean');
  });
});

describe('selecting and ordering', () => {
  it.each([
    [
      ['--connection', '3', '5'],
      [3, 5],
    ],
    [
      ['--connection', '3,5'],
      [3, 5],
    ],
    [
      ['--connection', '7-9', '--connection', '3'],
      [3, 7, 8, 9],
    ],
    [
      ['--limit', '2'],
      [0, 1],
    ],
    [
      ['--sort', 'id', '--limit', '3'],
      [0, 1, 2],
    ],
  ])('%j', async (options, wanted) => {
    const { code, stdout } = await run([...options, MANY, '--ndjson']);
    expect(code).toBe(0);
    expect(idsOf(stdout).toSorted()).toEqual(wanted);
  });

  it.each([
    [MANY, '999999', 2, 'there is no connection 999999, but 50 (0 to 49)'],
    [MANY, '49-52,60', 2, 'there are no connections 50-52, 60, but 50 (0 to 49)'],
    [SESSION, '0,1', 2, 'there is no connection 1, but connection 0 alone'],
    [fixture('damaged-record-length.pcap'), '9', 3, 'there is no connection 9'],
  ])('tells of ids that no connection has: %s %s', async (path, ids, wanted, complaint) => {
    for (const command of [[], ['segments']]) {
      const { code, stdout, stderr } = await run([
        ...command,
        path,
        '--connection',
        ids,
        '--ndjson',
      ]);
      expect(code).toBe(wanted);
      expect(linesOf(stdout).at(-1)?.type).toBe('totals');
      expect(stderr).toContain(complaint);
    }
  });

  it('counts the selected ones', async () => {
    const { stdout } = await run([MANY, '--connection', '3-5', '--ndjson']);
    expect(linesOf(stdout).at(-1)).toMatchObject({ selectedConnections: 3, connections: 50 });
  });

  it('orders by a key, equal ones by id', async () => {
    const { stdout } = await run([MANY, '--sort', 'bytes', '--ndjson']);
    const connections = linesOf(stdout).filter(({ type }) => type === 'connection') as unknown as {
      id: number;
      client: { bytes: number };
      server: { bytes: number };
    }[];
    const keys = connections.map(({ id, client, server }) => [client.bytes + server.bytes, id]);
    const ordered = keys.toSorted(([a = 0, i = 0], [b = 0, j = 0]) => b - a || i - j);
    expect(keys).toEqual(ordered);
    expect(keys).toHaveLength(50);
  });

  it('selects the segments of a connection', async () => {
    const { stdout } = await run(['segments', MANY, '--connection', '4', '--ndjson']);
    const segments = linesOf(stdout).filter(({ type }) => type === 'segment');
    expect(segments.length).toBeGreaterThan(0);
    expect(new Set(segments.map(({ connection }) => connection))).toEqual(new Set([4]));
  });

  it('stops after so many packets', async () => {
    const { stdout } = await run([SESSION, '-c', '5', '--ndjson']);
    expect(linesOf(stdout).at(-1)).toMatchObject({ packets: 5, interrupted: false });
  });
});

describe('--output', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'tcpdissect-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('writes a file that is whole, and nothing else', async () => {
    const path = join(folder, 'result.ndjson');
    const { code, stdout } = await run([SESSION, '--ndjson', '--output', path]);
    expect(code).toBe(0);
    expect(stdout).toBe('');
    expect(linesOf(readFileSync(path, 'utf8')).at(-1)?.type).toBe('totals');
    expect(readdirSync(folder)).toEqual(['result.ndjson']);
  });

  it.each([
    ['', "''", 'the name is empty'],
    ['new/', 'new/', 'it is the name of a directory'],
    ['.', '.', 'it is a directory'],
    ['none/result', 'none/result', 'there is no such directory'],
    ['result.ndjson/x', 'result.ndjson/x', 'there is no such directory'],
  ])('says in a line what is wrong with the path %j', async (name, shown, reason) => {
    const files = readdirSync(folder);
    for (const option of ['--output', '-w']) {
      const path = name === '' ? '' : `${folder}/${name}`;
      const { code, stdout, stderr } = await run([SESSION, option, path]);
      expect(code).toBe(2);
      expect(stdout).toBe('');
      expect(stderr).toBe(
        `tcpdissect: cannot write ${name === '' ? shown : `${folder}/${shown}`}: ${reason}\n`,
      );
    }
    expect(readdirSync(folder)).toEqual(files);
  });

  it('refuses to write over what it reads, by whatever name', async () => {
    const inside = mkdtempSync(join(folder, 'captures-'));
    const capture = join(inside, 'capture.pcap');
    copyFileSync(SESSION, capture);
    symlinkSync(capture, join(inside, 'symbolic'));
    linkSync(capture, join(inside, 'hard'));
    const outputs = [capture, `${inside}/./capture.pcap`, 'symbolic', 'hard'].map((name) =>
      resolve(inside, name),
    );
    for (const input of [capture, inside]) {
      for (const path of outputs) {
        for (const option of ['--output', '-w']) {
          const { code, stdout, stderr } = await run([MANY, input, option, path]);
          expect(code).toBe(2);
          expect(stdout).toBe('');
          expect(stderr).toContain(`cannot write ${path}: it `);
        }
      }
    }
    expect(readFileSync(capture)).toEqual(readFileSync(SESSION));
    rmSync(inside, { recursive: true });
  });

  it('leaves nothing where the result cannot take its name', () => {
    const path = join(folder, 'taken');
    const output = openOutput(path, processIo());
    output.stream.write(Buffer.from('result'));
    mkdirSync(path);
    expect(() => output.commit()).toThrow(/^E/);
    output.discard();
    expect(readdirSync(folder)).toEqual(['result.ndjson', 'taken']);
    rmSync(path, { recursive: true });
  });

  it('replaces a file that was there', async () => {
    const path = join(folder, 'result.ndjson');
    await run([MANY, '--json', '--output', path]);
    expect(JSON.parse(readFileSync(path, 'utf8')).totals.connections).toBe(50);
    expect(readdirSync(folder)).toEqual(['result.ndjson']);
  });
});

describe('colour and width', () => {
  const ESCAPE = '\u001b[';

  it.each([
    [[], {}, false, false],
    [[], {}, true, true],
    [[], { TERM: 'dumb' }, true, false],
    [[], { NO_COLOR: '1' }, true, false],
    [[], { NO_COLOR: '' }, true, true],
    [[], { FORCE_COLOR: '1' }, false, true],
    [[], { FORCE_COLOR: '0' }, true, false],
    [[], { FORCE_COLOR: '1', NO_COLOR: '1' }, true, false],
    [['--color', 'always'], { NO_COLOR: '1' }, false, true],
    [['--color', 'never'], { FORCE_COLOR: '1' }, true, false],
  ])('%j with %j on a terminal: %s', async (options, env, isTerminal, isColoured) => {
    const stdout = new StringStream({ isTerminal });
    const outcome = await run([SESSION, ...options], { stdout, env });
    expect(outcome.stdout.includes(ESCAPE)).toBe(isColoured);
  });

  it.each([
    [{ COLUMNS: '80' }, 80],
    [{}, 100],
    [{ COLUMNS: '200' }, 200],
    [{ COLUMNS: '99999999999' }, 65_535],
  ])('keeps within the columns of %j', async (env, columns) => {
    const { stdout } = await run([SESSION], { env });
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(columns);
  });

  it.each([80, 100])('keeps within COLUMNS=%i in a pipe what else it tells', async (columns) => {
    const env = { COLUMNS: `${columns}` };
    const widest = async (...argv: string[]) => {
      const [text = ''] = (await run(argv, { env })).stdout.split('Examples:');
      return Math.max(...text.split('\n').map((line) => line.length));
    };
    expect(await widest('--help')).toBeLessThanOrEqual(columns);
    expect(await widest('--help')).toBeGreaterThan(columns - 10);
    expect(await widest('explain', SESSION, '--frame', '4')).toBeLessThanOrEqual(columns);
  });

  it('uses ASCII alone where the locale has nothing else', async () => {
    const { stdout } = await run([SESSION], { env: { LC_ALL: 'C' } });
    // biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII is meant
    expect(stdout).toMatch(/^[\u0000-\u007f]*$/);
  });
});
