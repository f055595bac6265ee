import { describe, expect, it } from 'vitest';
import { type InterestFacts, interestOf } from '../../src/model/interest.ts';
import { verdictOf } from '../../src/model/verdict.ts';

const quiet: InterestFacts = {
  verdict: 'closed',
  errors: 0,
  warnings: 0,
  retransmittedSegments: 0,
  zeroWindows: 0,
  segments: 10,
};

describe('interestOf', () => {
  it('puts errors before warnings before an unclean end before loss before size', () => {
    const ranked: Partial<InterestFacts>[] = [
      { errors: 1 },
      { warnings: 2 },
      { warnings: 1 },
      { verdict: 'reset' },
      { verdict: 'unanswered' },
      { verdict: 'refused' },
      { retransmittedSegments: 60 },
      { zeroWindows: 3 },
      { segments: 1_000_000 },
      {},
    ];
    const scores = ranked.map((facts) => interestOf({ ...quiet, ...facts }));
    expect(scores).toEqual(scores.toSorted((a, b) => b - a));
    expect(new Set(scores).size).toBe(scores.length);
  });
});

describe('verdictOf', () => {
  it.each([
    ['closed', 'three-way', 'closed'],
    ['reset', 'refused', 'refused'],
    ['open', 'unanswered', 'unanswered'],
    ['timeout', 'unanswered', 'unanswered'],
    ['reset', 'not-captured', 'reset'],
    ['evicted', 'three-way', 'evicted'],
  ] as const)('of %s after %s is %s', (ended, handshake, want) => {
    expect(verdictOf(ended, handshake)).toBe(want);
  });
});
