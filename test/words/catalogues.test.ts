import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { ENGLISH } from '../../src/words/en/index.ts';
import { MAN as ENGLISH_MAN } from '../../src/words/en/man.ts';
import { CHINESE } from '../../src/words/zh-cn/index.ts';
import { MAN as CHINESE_MAN } from '../../src/words/zh-cn/man.ts';
import { PURPOSES } from '../../src/words/zh-cn/purposes.ts';
import { fixture, projectPath, run, StringStream } from '../cli/support/run.ts';

/** Names that are the same in both languages, and Arabic notation. */
const NAMES = [
  'RTT',
  'id',
  'MSS',
  'ECN',
  'Accurate ECN',
  'Fast Open',
  'Multipath TCP',
  'Wireshark',
];

interface Leaf {
  readonly path: string;
  readonly text: string;
}

const ALL_ENGLISH = { ...ENGLISH, man: ENGLISH_MAN };
const ALL_CHINESE = { ...CHINESE, man: CHINESE_MAN, purposes: PURPOSES };

/** The texts of a catalogue by their path: functions are met in the reports below. */
function leaves(part: unknown, path = ''): Leaf[] {
  if (typeof part === 'string') return [{ path, text: part }];
  if (typeof part !== 'object' || part === null) return [];
  return Object.entries(part).flatMap(([key, value]) => leaves(value, `${path}.${key}`));
}

describe('the Chinese catalogue', () => {
  it('has no text that is the English one', () => {
    const english = new Map(leaves(ALL_ENGLISH).map(({ path, text }) => [path, text]));
    const same = leaves(ALL_CHINESE).filter(
      ({ path, text }) => text !== '' && english.get(path) === text && !NAMES.includes(text),
    );
    expect(same).toEqual([]);
  });

  it('has no half-width punctuation between Han characters, and no full-width digits', () => {
    const wrong = leaves(ALL_CHINESE).filter(({ text }) =>
      /[\u4e00-\u9fff][,;:!?()][\u4e00-\u9fff]|[\uff10-\uff19]/.test(text),
    );
    expect(wrong).toEqual([]);
  });

  it('has one blank between Han and Latin', () => {
    const wrong = leaves(ALL_CHINESE).filter(({ text }) =>
      /[\u4e00-\u9fff][A-Za-z0-9]|[A-Za-z0-9][\u4e00-\u9fff]/.test(text),
    );
    expect(wrong).toEqual([]);
  });
});

/** What a capture says itself. */
const NOT_OURS = /^注释.*$/gm;

const fixtures = readdirSync(new URL('../../fixtures/', import.meta.url)).filter((name) =>
  /\.pcap(ng)?$/.test(name),
);

describe.each(fixtures)('the segments of %s in Chinese, on a terminal', (name) => {
  it.each([40, 80])('have no Chinese beyond %i columns', async (columns) => {
    const stdout = new StringStream({ isTerminal: true, columns });
    await run(['segments', fixture(name), '--lang', 'zh-CN', '--color', 'never'], { stdout });
    // A word of the shorthand that is wider than a line has one for itself.
    const wide = stdout.text
      .split('\n')
      .filter((line) => stringWidth(line) > columns && /[\u4e00-\u9fff]/.test(line));
    expect(wide).toEqual([]);
  });
});

describe.each(fixtures)('the report of %s in Chinese', (name) => {
  it('has a blank between Han and Latin', async () => {
    const { stdout } = await run([fixture(name), '--lang', 'zh-CN', '-v'], {
      env: { COLUMNS: '200' },
    });
    const text = stdout.replaceAll(fixture(name), '').replaceAll(NOT_OURS, '');
    const blanks = /[\u4e00-\u9fff](?:[A-Za-z0-9])|[A-Za-z0-9][\u4e00-\u9fff]/g;
    expect(text.match(blanks) ?? []).toEqual([]);
  });
});

it('has one Chinese word for payload', () => {
  const folder = projectPath('src/words/zh-cn');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const sources = files.filter((name) => name.endsWith('.ts'));
  const texts = sources.map((name) => readFileSync(join(folder, name), 'utf8')).join('');
  expect(texts).toContain('载荷');
  expect(texts).not.toContain('负载');
});
