import { describe, expect, it } from 'vitest';
import { type Budget, budgetText, isWithin } from '../../src/check/rule.ts';
import { parseMeasure } from '../../src/select/condition/literals.ts';

const share = (text: string): Budget => ({ kind: 'share', most: parseMeasure(text)?.value ?? 0 });

describe('a budget', () => {
  it.each([
    [undefined, 0, 10, true],
    [undefined, 1, 10, false],
    [{ kind: 'count', most: 2 }, 2, 2, true],
    [{ kind: 'count', most: 2 }, 3, 1_000, false],
    [share('1 %'), 0, 0, true],
    [share('0%'), 0, 5, true],
    [share('0%'), 1, 5, false],
    // Products of these fall short of what they stand for: 0.29 * 100 is 28.999999999999996.
    [share('29 %'), 29, 100, true],
    [share('29 %'), 30, 100, false],
    [share('0.7 %'), 7, 1_000, true],
    [share('0.7 %'), 8, 1_000, false],
    [share('100 %'), 3, 3, true],
  ] as const)('%j: %d of %d is within: %s', (budget, violations, subjects, expected) => {
    expect(isWithin(budget, violations, subjects)).toBe(expected);
  });

  it('is within up to the last violation, for every whole percentage', () => {
    for (let percent = 0; percent <= 100; percent++) {
      const budget = share(`${percent}%`);
      expect(isWithin(budget, 10 * percent, 1_000), budgetText(budget)).toBe(true);
      expect(isWithin(budget, 10 * percent + 1, 1_000), budgetText(budget)).toBe(false);
    }
  });
});
