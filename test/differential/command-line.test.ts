import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const SCRIPTS = fileURLToPath(new URL('../../scripts/', import.meta.url));
const names = readdirSync(SCRIPTS).filter((name) => /^compare-.*\.mjs$/.test(name));

function runScript(name: string, ...words: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [SCRIPTS + name, ...words], {
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

describe.each(names)('%s', (name) => {
  const usage = expect.stringContaining(`usage: node scripts/${name} `);

  it('prints its usage', () => {
    expect(runScript(name, '--help')).toEqual({ status: 0, stdout: usage, stderr: '' });
  });

  it.each([
    ['--hlep', "Unknown option '--hlep'"],
    ['gone.pcap', 'There is no file gone.pcap'],
  ])('refuses %s without a stack', (word, complaint) => {
    const { status, stdout, stderr } = runScript(name, word);
    expect([status, stdout, stderr]).toEqual([2, '', usage]);
    expect(stderr).toContain(complaint);
    expect(stderr).not.toMatch(/^\s+at /m);
  });
});
