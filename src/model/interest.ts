import type { Verdict } from './verdict.ts';

/** What tells how much a connection deserves a look; cheap to have before its record is made. */
export interface InterestFacts {
  readonly verdict: Verdict;
  readonly errors: number;
  readonly warnings: number;
  readonly retransmittedSegments: number;
  readonly zeroWindows: number;
  readonly segments: number;
}

const BY_VERDICT: Readonly<Record<Verdict, number>> = {
  reset: 300,
  refused: 200,
  unanswered: 250,
  timeout: 150,
  evicted: 20,
  open: 40,
  closed: 0,
};

/**
 * A score that orders connections by how much they deserve a look: errors before warnings before
 * an end that is not clean before loss before size. Higher is more interesting.
 */
export function interestOf(facts: InterestFacts): number {
  return (
    Math.min(facts.errors, 10) * 1_000 +
    Math.min(facts.warnings, 10) * 400 +
    BY_VERDICT[facts.verdict] +
    Math.min(facts.zeroWindows, 8) * 8 +
    Math.min(facts.retransmittedSegments, 50) * 2 +
    Math.log2(1 + facts.segments)
  );
}
