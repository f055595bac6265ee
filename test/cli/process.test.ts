import { spawnSync, spawn as start } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFileSync,
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { COMMAND, fixture, spawn } from './support/run.ts';

/*
 * The command as a process of its own, from the built files: what cannot be seen from inside.
 */
const SESSION = fixture('full-session.pcap');

describe('the process', () => {
  it('prints the result alone on standard output', () => {
    const { code, stdout, stderr } = spawn([SESSION, '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout).totals.connections).toBe(1);
    expect(stderr).toBe('');
  });

  it.each([['-'], []])('reads standard input: %j', (...argv) => {
    const { code, stdout } = spawn([...argv, '--json'], { input: readFileSync(SESSION) });
    expect(code).toBe(0);
    const { captures, connections } = JSON.parse(stdout);
    expect(captures[0]).toMatchObject({ path: '-', packets: 21 });
    expect(connections).toHaveLength(1);
  });

  it.each([
    ['en', [], 'capture    standard input ('],
    ['zh-CN', [], '抓包文件   标准输入（pcap、ethernet）\n'],
    ['en', ['explain', '--frame', '1'], 'Frame 1 of standard input,'],
    ['zh-CN', ['explain', '--frame', '1'], '标准输入的第 1 帧，'],
    ['en', ['explain', '--frame', '99'], ': standard input has frames 1 to 21\n'],
    ['zh-CN', ['explain', '--frame', '99'], '：标准输入的帧号为 1 至 21\n'],
    ['en', ['check', '--expect-connections', '9'], ' standard input: there is 1 connection\n'],
    ['en', ['check', '--connection', '9'], ': standard input: there is no connection 9'],
    ['en', ['--format', 'markdown'], '- `standard input`: packets 21 '],
    ['en', ['check', '--reporter', 'markdown'], '### <code>standard input</code>: passed'],
    ['en', ['check', '--reporter', 'tap'], 'ok 1 - standard input: the capture is read'],
    ['en', ['check', '--reporter', 'junit'], '<testsuite name="standard input" '],
    ['en', ['check', '--reporter', 'github', '--max-rtt', '1ns'], ' (standard input, connection 0'],
  ])('names standard input in %s: %j', (lang, argv, says) => {
    const { stdout, stderr } = spawn([...argv, '-', '--lang', lang], {
      input: readFileSync(SESSION),
    });
    expect(stdout + stderr).toContain(says);
  });

  it('complains on standard error and exits with 3', () => {
    const { code, stdout, stderr } = spawn([fixture('empty.pcap')]);
    expect(code).toBe(3);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/^tcpdissect: .*empty/);
  });

  it('exits with 2 for a wrong option', () => {
    const { code, stderr } = spawn([SESSION, '--nonsense']);
    expect(code).toBe(2);
    expect(stderr).toContain('--nonsense');
  });

  it('colours where FORCE_COLOR asks for it, unless NO_COLOR forbids it', () => {
    const csi = '\u001b[';
    expect(spawn([SESSION]).stdout).not.toContain(csi);
    expect(spawn([SESSION], { env: { FORCE_COLOR: '1' } }).stdout).toContain(csi);
    const both = { FORCE_COLOR: '1', NO_COLOR: '1' };
    expect(spawn([SESSION], { env: both }).stdout).not.toContain(csi);
  });

  it('prints the same in any time zone', () => {
    const tokyo = spawn(['segments', SESSION, '-t', 'ad'], { env: { TZ: 'Asia/Tokyo' } });
    const denver = spawn(['segments', SESSION, '-t', 'ad'], { env: { TZ: 'America/Denver' } });
    expect(tokyo.stdout).toBe(denver.stdout);
  });

  it.each(['ndjson', 'json', 'csv', 'text'])(
    'ends quietly when its reader goes away: %s',
    async (format) => {
      const many = Array.from({ length: 12 }, () => fixture('many-connections.pcap'));
      const child = start(process.execPath, [COMMAND, 'segments', '--format', format, ...many]);
      let complaint = '';
      child.stderr.on('data', (chunk) => {
        complaint += chunk;
      });
      await once(child.stdout, 'data');
      child.stdout.destroy();
      const [code] = await once(child, 'exit');
      expect(code).toBe(0);
      expect(complaint).toBe('');
    },
  );

  it('hands on what a pipe brings, and reports it when a signal comes', async () => {
    const child = start(process.execPath, [COMMAND, 'segments', '--ndjson', '-']);
    let output = '';
    child.stdout.on('data', (chunk) => {
      output += chunk;
    });
    // The pipe stays open, as that of a running recorder.
    child.stdin.write(readFileSync(SESSION));
    await expect.poll(() => output.split('\n').length, { timeout: 10_000 }).toBeGreaterThan(20);
    child.kill('SIGINT');
    const [code] = await once(child, 'exit');
    expect(code).toBe(130);
    const last = output.trimEnd().split('\n').at(-1) ?? '';
    expect(JSON.parse(last)).toMatchObject({ type: 'totals', interrupted: true, packets: 21 });
  });

  it.each(['ndjson', 'csv'])('prints a connection when it is final: %s', async (format) => {
    const child = start(process.execPath, [COMMAND, '--format', format, '-']);
    let output = '';
    child.stdout.on('data', (chunk) => {
      output += chunk;
    });
    // Its second connection begins on the sockets of the first, which is over then; the pipe stays open.
    child.stdin.write(readFileSync(fixture('port-reuse.pcap')));
    await expect.poll(() => output.split('\n').length, { timeout: 10_000 }).toBeGreaterThan(2);
    expect(output).toContain('192.0.2.1');
    child.kill('SIGINT');
    const [code] = await once(child, 'exit');
    expect(code).toBe(130);
  });

  it.skipIf(!existsSync('/proc/self/fd')).each([
    ['/dev/stdout', 1],
    ['/proc/self/fd/1', 1],
    ['/proc/self/fd/3', 3],
  ])('writes to %s as it is, where that is a file', (path, descriptor) => {
    const folder = mkdtempSync(join(tmpdir(), 'tcpdissect-'));
    const file = join(folder, 'result');
    writeFileSync(file, 'before\n');
    const redirected = openSync(file, 'a');
    const stdio = ['ignore', 'ignore', 'inherit', 'ignore'].map((as, index) =>
      index === descriptor ? redirected : (as as 'ignore' | 'inherit'),
    );
    const argv = [COMMAND, SESSION, '--ndjson', '--output', path];
    const { status } = spawnSync(process.execPath, argv, { stdio });
    closeSync(redirected);
    const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
    const files = readdirSync(folder);
    rmSync(folder, { recursive: true });
    expect(status).toBe(0);
    expect(lines[0]).toBe('before');
    expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ type: 'totals' });
    expect(files).toEqual(['result']);
  });

  it.skipIf(!existsSync('/dev/full'))('says that there is no space left', () => {
    const full = openSync('/dev/full', 'w');
    const { status, stderr } = spawnSync(process.execPath, [COMMAND, SESSION], {
      stdio: ['ignore', full, 'pipe'],
    });
    closeSync(full);
    expect(status).toBe(3);
    expect(stderr.toString()).toBe(
      'tcpdissect: cannot write the result: no space left on device\n',
    );
  });

  it('follows a capture that grows', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tcpdissect-'));
    const path = join(folder, 'growing.pcap');
    const octets = readFileSync(SESSION);
    writeFileSync(path, octets.subarray(0, 1_000));
    const child = start(process.execPath, [COMMAND, 'segments', '--ndjson', '--follow', path]);
    let output = '';
    child.stdout.on('data', (chunk) => {
      output += chunk;
    });
    await expect.poll(() => output.split('\n').length, { timeout: 10_000 }).toBeGreaterThan(5);
    appendFileSync(path, octets.subarray(1_000));
    await expect.poll(() => output.split('\n').length, { timeout: 10_000 }).toBeGreaterThan(20);
    child.kill('SIGTERM');
    const [code] = await once(child, 'exit');
    rmSync(folder, { recursive: true });
    expect(code).toBe(143);
    expect(output).toContain('"interrupted":true');
  });
});
