import { describe, expect, it } from 'vitest';
import { nearestName } from '../../src/select/nearest.ts';

describe('nearestName', () => {
  it.each([
    ['check', 'check'],
    ['chek', 'check'],
    ['chekc', 'check'],
    ['cheeck', 'check'],
    ['chick', 'check'],
    ['CHECK', 'check'],
    ['segmets', 'segments'],
    ['segmnets', 'segments'],
    ['sgemets', 'segments'],
    ['folow', 'follow'],
    // Too far from any, too short, or too long to be meant.
    ['abc', undefined],
    ['chalk', undefined],
    ['c', undefined],
    ['', undefined],
    ['check'.repeat(20), undefined],
  ])('%j is meant as %s', (word, wanted) => {
    expect(nearestName(word, ['segments', 'check', 'follow', 'schema'])).toBe(wanted);
  });
});
