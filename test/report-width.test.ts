import { readdirSync } from 'node:fs';
import stringWidth from 'string-width';
import { expect, it } from 'vitest';
import { fixture, run } from './cli/support/run.ts';

const fixtures = readdirSync(new URL('../fixtures/', import.meta.url)).filter((name) =>
  /\.pcap(ng)?$/.test(name),
);

const NARROWEST = 40;
const WIDEST = 200;

const RUNS = [
  { locale: 'C.UTF-8', argv: ['--plot', '--connection', '0'] },
  { locale: 'C.UTF-8', argv: [] },
  { locale: 'C', argv: ['-v'] },
  { locale: 'zh_CN.UTF-8', argv: ['-v'] },
  { locale: 'zh_CN.UTF-8', argv: ['--plot', '--connection', '0'] },
] as const;

/**
 * Each fixture in every way at the narrowest width, where most has to give, and in some at a usual
 * width and at one more: together they have them all.
 */
const casesOf = (index: number) => [
  ...RUNS.map((run) => ({ columns: NARROWEST, ...run })),
  ...RUNS.filter((_, way) => (way + index) % 2 === 0).map((run) => ({ columns: 80, ...run })),
  ...RUNS.filter((_, way) => (way + index) % 2 === 1).map((run) => ({
    columns: NARROWEST + ((index * 37) % (WIDEST - NARROWEST + 1)),
    ...run,
  })),
];

it.each(fixtures.map((name, index) => ({ name, cases: casesOf(index) })))(
  'the report of $name has no line wider than the terminal',
  async ({ name, cases }) => {
    for (const { columns, locale, argv } of cases) {
      const env = { COLUMNS: `${columns}`, LC_ALL: locale };
      const { stdout } = await run([...argv, fixture(name)], { env });
      // No character takes more than two columns: most lines need no measuring, which is slow.
      const wide = stdout
        .split('\n')
        .filter((line) => 2 * line.length > columns && stringWidth(line) > columns);
      expect(wide, `${columns} columns, ${locale}, ${argv.join(' ')}`).toEqual([]);
      if (locale === 'C') expect(stdout).toMatch(/^[\x20-\x7e\n]*$/);
    }
  },
);
