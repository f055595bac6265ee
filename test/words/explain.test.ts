import { readdirSync } from 'node:fs';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { fixture, run } from '../cli/support/run.ts';

const fixtures = readdirSync(new URL('../../fixtures/', import.meta.url)).filter((name) =>
  /\.pcap(ng)?$/.test(name),
);

/** Frames of each fixture, early and late. */
const FRAMES = [1, 4, 13];

/** What a capture says, and names. */
const NOT_OURS = /注释.*|[^\s]*fixtures\/\S+|--[a-z-]+|(?:Multipath TCP|Fast Open|nonce sum)/g;
/** Payload, as hex and as text. */
const DUMP = /^ *\d+ {2}(?:[0-9a-f]{2} )+.*$/gm;
const ENGLISH_WORDS = /[a-z]{3,} [a-z]{2,}/g;

interface Explained {
  readonly columns: number;
  readonly locale: string;
}

/** The explanations of the frames that there are. */
async function explained(name: string, { columns, locale }: Explained): Promise<string[]> {
  const texts: string[] = [];
  for (const frame of FRAMES) {
    const env = { COLUMNS: `${columns}`, LC_ALL: locale };
    const { code, stdout } = await run(['explain', '--frame', `${frame}`, fixture(name)], { env });
    if (code === 0) texts.push(stdout);
  }
  return texts;
}

describe.each(fixtures)('frames of %s explained in Chinese', (name) => {
  it('have no English sentence', async () => {
    const texts = await explained(name, { columns: 400, locale: 'zh_CN.UTF-8' });
    // Sums are told in hexadecimal, which may look like words.
    const left = texts
      .flatMap((text) => text.replaceAll(DUMP, '').split('\n'))
      .filter((line) => /[\u4e00-\u9fff]/.test(line) && !/^ *0x/.test(line))
      .map((line) => line.replaceAll(NOT_OURS, ''))
      .filter((line) => line.match(ENGLISH_WORDS) !== null);
    expect(left).toEqual([]);
  });

  it.each([80, 133])('have no Chinese beyond %i columns', async (columns) => {
    const texts = await explained(name, { columns, locale: 'zh_CN.UTF-8' });
    const wide = texts
      .flatMap((text) => text.split('\n'))
      .filter((line) => stringWidth(line) > columns);
    expect(wide).toEqual([]);
  });
});
