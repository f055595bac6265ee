import type { ExplainWords } from './explain-words.ts';
import type { ExplanationRecord } from './explanation-record.ts';
import type { SegmentFacts } from './facts.ts';

/** tcpdissect's own verdict on a segment sent again, in words; null where it was not. */
export function verdictOf(
  { who, other, record }: SegmentFacts,
  { sentences, verdict }: ExplainWords,
): ExplanationRecord['retransmission'] {
  const { retransmission } = record;
  if (retransmission === null) return null;
  const { kind, originalFrame, lost, evidence } = retransmission;
  return {
    kind,
    originalFrame,
    lost,
    meaning: sentences([
      verdict.kinds[kind](who),
      originalFrame === null ? '' : verdict.original(originalFrame),
      verdict.lost[lost],
    ]),
    evidence: evidence.map((word) => verdict.evidence[word](other)),
  };
}
