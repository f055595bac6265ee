import { describe, expect, it } from 'vitest';
import { progressText } from '../../src/cli/progress.ts';
import { ENGLISH } from '../../src/words/en/index.ts';

describe('progressText', () => {
  it.each([
    [412e6, 1652e6, 2_960_000, 0.5, '412 of 1652 MB (24 %), 824 MB/s, 2,960,000 packets, 2 s left'],
    [5e6, undefined, 12, 2, '5 MB, 3 MB/s, 12 packets'],
    [0, 10e6, 0, 1, '0 of 10 MB (0 %), 0 MB/s, 0 packets'],
  ])('%d of %s octets', (done, total, packets, seconds, wanted) => {
    expect(progressText(done, total, packets, seconds, ENGLISH)).toBe(wanted);
  });
});
