import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { commandTree } from '../../src/cli/command-tree.ts';
import { EXAMPLES } from '../../src/cli/examples.ts';
import { idleProgram } from '../../src/cli/idle-program.ts';
import { manPage } from '../../src/cli/man-page.ts';
import { projectPath } from './support/run.ts';

const page = manPage();
const hasGroff = spawnSync('groff', ['--version']).status === 0;

/** The page as a reader of 1000 columns sees it. */
function rendered() {
  const argv = ['-man', '-Tutf8', '-ww', '-rLL=1000n', '-P-cbou'];
  const { status, stdout, stderr } = spawnSync('groff', argv, { input: page });
  return { status, stderr: stderr.toString(), text: stdout.toString() };
}

describe('the man page', () => {
  it('is the one that the build has written', () => {
    expect(readFileSync(projectPath('dist/man/tcpdissect.1'), 'utf8')).toBe(page);
  });

  it('has nothing but ASCII, and no request that is none', () => {
    expect(page).toMatch(/^[\x20-\x7e\n]*$/);
    const requests = page.match(/^\.\S*/gm) ?? [];
    const known = ['.TH', '.SH', '.SS', '.TP', '.PP', '.RS', '.RE', '.nf', '.fi', '.br', '.BR'];
    expect(requests.filter((request) => !known.includes(request))).toEqual([]);
  });

  it.skipIf(!hasGroff)('is set without a warning', () => {
    const { status, stderr } = rendered();
    expect([status, stderr]).toEqual([0, '']);
  });

  it.skipIf(!hasGroff)('tells of every command, option and example as --help does', () => {
    const { text } = rendered();
    const tree = commandTree(idleProgram());
    expect(text).toContain('How to print. One of text, json, ndjson.');
    for (const { usage, options } of [tree, ...tree.commands]) {
      expect(text).toContain(usage);
      for (const { short, long = '', description } of options) {
        expect(text).toContain(short === undefined ? long : `${short}, ${long}`);
        expect(text).toContain(description.slice(1));
      }
    }
    const lines = Object.values(EXAMPLES).flatMap((examples) => examples.lines);
    for (const [line] of lines) expect(text).toContain(line);
  });
});
