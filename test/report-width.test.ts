import { readdirSync } from 'node:fs';
import stringWidth from 'string-width';
import { expect, it } from 'vitest';
import { fixture, run } from './cli/support/run.ts';

const fixtures = readdirSync(new URL('../fixtures/', import.meta.url)).filter((name) =>
  /\.pcap(ng)?$/.test(name),
);

const NARROWEST = 40;
const WIDEST = 200;

/** Each fixture at the narrowest, at a usual width, and at one more: together they have them all. */
const widthsOf = (index: number): number[] => [
  NARROWEST,
  80,
  NARROWEST + ((index * 37) % (WIDEST - NARROWEST + 1)),
];

it.each(fixtures.map((name, index) => ({ name, widths: widthsOf(index) })))(
  'the report of $name has no line wider than the terminal, at $widths columns',
  async ({ name, widths }) => {
    for (const columns of widths) {
      for (const [locale, argv] of [
        ['C.UTF-8', ['--plot', '--connection', '0']],
        ['C.UTF-8', []],
        ['C', ['-v']],
        ['zh_CN.UTF-8', ['-v']],
        ['zh_CN.UTF-8', ['--plot', '--connection', '0']],
      ] as const) {
        const env = { COLUMNS: `${columns}`, LC_ALL: locale };
        const { stdout } = await run([...argv, fixture(name)], { env });
        // No character takes more than two columns: most lines need no measuring, which is slow.
        const wide = stdout
          .split('\n')
          .filter((line) => 2 * line.length > columns && stringWidth(line) > columns);
        expect(wide, `${columns} columns, ${locale}`).toEqual([]);
        if (locale === 'C') expect(stdout).toMatch(/^[\x20-\x7e\n]*$/);
      }
    }
  },
);
