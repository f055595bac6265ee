import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import type { PlotRecord, Series, SidePlot } from '../../../src/model/plot-record.ts';
import { plotLines } from '../../../src/report/text/plot.ts';
import { styleOf, type TextOptions } from '../../../src/report/text/style.ts';

const options: TextOptions = {
  columns: 80,
  color: 0,
  unicode: true,
  absoluteNumbers: false,
  stories: 1,
  tellsAll: true,
  wholeLadders: false,
};

const PARTS = 100;

function series(valueAt: (part: number) => number | undefined): Series {
  const values = Float64Array.from({ length: 2048 }, (_, part) =>
    part < PARTS ? (valueAt(part) ?? Number.NaN) : Number.NaN,
  );
  return { least: values, most: values };
}

const nothing = series(() => undefined);
const silent: SidePlot = {
  sent: nothing,
  acknowledged: nothing,
  window: nothing,
  roundTrip: nothing,
  again: nothing,
};

/** Sends evenly, is acknowledged 20 parts later, sends something again in the middle. */
const steady: SidePlot = {
  sent: series((part) => part * 1_000),
  acknowledged: series((part) => (part >= 20 && part % 10 === 0 ? (part - 20) * 1_000 : undefined)),
  window: series((part) => (part === 0 ? 64_000 : part === 50 ? 0 : undefined)),
  roundTrip: series((part) => (part % 25 === 0 ? (part + 25) / 1_000 : undefined)),
  again: series((part) => (part === 50 ? 30_000 : undefined)),
};

const plot: PlotRecord = {
  partSeconds: 0.01,
  parts: PARTS,
  untimed: 0,
  sides: { client: steady, server: silent },
};

describe('plotLines', () => {
  it.each([
    ['braille', { columns: 80 }],
    ['ascii', { columns: 60, unicode: false }],
  ])('is as it was, in %s', async (name, overrides) => {
    const lines = plotLines(plot, styleOf({ ...options, ...overrides }));
    await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot(`./plot-${name}.txt`);
  });

  it('says what it leaves out, and not that nothing was sent', () => {
    const told = '  Left out: 3 segments from where the clock went back.';
    expect(plotLines({ ...plot, untimed: 3 }, styleOf(options)).at(-1)).toBe(told);
    const sides = { client: silent, server: silent };
    expect(plotLines({ ...plot, sides, untimed: 3 }, styleOf(options))).toEqual([told]);
  });

  it('is as wide as the terminal, and no wider', () => {
    for (const columns of [40, 60, 80, 120, 200]) {
      const lines = plotLines(plot, styleOf({ ...options, columns }));
      expect(Math.max(...lines.map((line) => stringWidth(line)))).toBe(columns);
    }
  });

  it('has a scale with units, and marks what was sent again', () => {
    const text = plotLines(plot, styleOf(options)).join('\n');
    expect(text).toContain('99 kB');
    expect(text).toMatch(/0 s ─+ 500 ms ─+ 1 s/);
    expect(text).toMatch(/again +▲\n/);
    expect(text).toContain('max 64 kB');
    expect(text).toContain('max 100 ms');
  });

  it('says so where there is nothing to plot', () => {
    const sides = { client: silent, server: silent };
    expect(plotLines({ ...plot, sides }, styleOf(options))).toEqual([
      '  No data was sent: nothing to plot.',
    ]);
  });
});
