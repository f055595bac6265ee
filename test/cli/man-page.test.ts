import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { commandTree } from '../../src/cli/command-tree.ts';
import { EXAMPLES } from '../../src/cli/examples.ts';
import { idleProgram } from '../../src/cli/idle-program.ts';
import { manPage } from '../../src/cli/man-page.ts';
import type { Language } from '../../src/words/language.ts';
import { PURPOSES } from '../../src/words/zh-cn/purposes.ts';
import { projectPath } from './support/run.ts';

const hasGroff = spawnSync('groff', ['--version']).status === 0;
const tree = commandTree(idleProgram());

/** The page as a reader of so many columns sees it. */
function rendered(language: Language, columns = 1000) {
  const argv = ['-k', '-man', '-Tutf8', '-ww', `-rLL=${columns}n`, '-P-cbou'];
  const { status, stdout, stderr } = spawnSync('groff', argv, { input: manPage(language) });
  return { status, stderr: stderr.toString(), text: stdout.toString() };
}

describe.each([
  { language: 'en', path: 'dist/man/man1/tcpdissect.1' },
  { language: 'zh-CN', path: 'dist/man/zh_CN/man1/tcpdissect.1' },
] as const)('the man page in $language', ({ language, path }) => {
  const page = manPage(language);

  it('is the one that the build has written', () => {
    expect(readFileSync(projectPath(path), 'utf8')).toBe(page);
  });

  it('has no request that is none', () => {
    const requests = page.match(/^\.\S*/gm) ?? [];
    const known = ['.TH', '.SH', '.SS', '.TP', '.PP', '.RS', '.RE', '.nf', '.fi', '.br', '.BR'];
    expect(requests.filter((request) => ![...known, '.ad'].includes(request))).toEqual([]);
  });

  it.skipIf(!hasGroff)('is set without a warning', () => {
    const { status, stderr } = rendered(language, 80);
    expect([status, stderr]).toEqual([0, '']);
  });

  it.skipIf(!hasGroff)('tells of every command, option and example as --help does', () => {
    const { text } = rendered(language);
    for (const { options } of [tree, ...tree.commands]) {
      for (const { short, long = '' } of options) {
        expect(text).toContain(short === undefined ? long : `${short}, ${long}`);
      }
    }
    const lines = Object.values(EXAMPLES).flatMap((examples) => examples.lines);
    for (const [line] of lines) expect(text).toContain(line);
  });
});

describe('the man page in English', () => {
  it('is ASCII', () => {
    expect(manPage('en')).toMatch(/^[\x20-\x7e\n]*$/);
  });

  it.skipIf(!hasGroff)('says what --help says', () => {
    const { text } = rendered('en');
    expect(text).toContain('How to print. One of text, json, ndjson.');
    for (const { usage, options } of [tree, ...tree.commands]) {
      expect(text).toContain(usage);
      for (const { description } of options) expect(text).toContain(description.slice(1));
    }
  });
});

describe('the man page in Chinese', () => {
  it.skipIf(!hasGroff)('says what --help says, in sentences with a full stop', () => {
    const { text } = rendered('zh-CN');
    expect(text).toContain('打印的格式。可选的值：text、json、ndjson。');
    for (const { name, options } of [tree, ...tree.commands]) {
      for (const { long = '' } of options) {
        const purpose = PURPOSES[`${name} ${long}`] ?? PURPOSES[long] ?? '';
        const [before = '', behind = ''] = purpose.split('{default}');
        expect(text).toContain(before);
        expect(text).toContain(`${behind}。`);
      }
    }
  });

  it.skipIf(!hasGroff).each([60, 80])('is filled to %i columns', (columns) => {
    const { text } = rendered('zh-CN', columns);
    const lines = text.split('\n');
    // Examples are lines of their own, as wide as they are.
    const filled = lines.filter((line) => !/tcpdissect|tcpdump/.test(line));
    expect(filled.filter((line) => stringWidth(line) > columns)).toEqual([]);
    expect(lines.filter((line) => /^ *[，。、：；）]/.test(line))).toEqual([]);
    expect(Math.max(...filled.map((line) => stringWidth(line)))).toBeGreaterThan(columns - 3);
    // Behind a short term its meaning begins in the same line.
    const widened = filled.filter((line) => /^ {7}[^\d-].*\S {2,}\S/.test(line));
    expect(widened, 'no blanks are widened').toEqual([]);
  });
});
