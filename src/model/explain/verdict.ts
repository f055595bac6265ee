import type { ExplanationRecord } from './explanation-record.ts';
import type { SegmentFacts } from './facts.ts';
import { EVIDENCE_WORDS, LOST, ORIGINAL, VERDICTS } from './words/verdicts.ts';

/** tcpdissect's own verdict on a segment sent again, in words; null where it was not. */
export function verdictOf({
  who,
  other,
  record,
}: SegmentFacts): ExplanationRecord['retransmission'] {
  const { retransmission } = record;
  if (retransmission === null) return null;
  const { kind, originalFrame, lost, evidence } = retransmission;
  const original = originalFrame === null ? '' : ` ${ORIGINAL(originalFrame)}`;
  return {
    kind,
    originalFrame,
    lost,
    meaning: `${VERDICTS[kind](who)}${original} ${LOST[lost]}`,
    evidence: evidence.map((word) => EVIDENCE_WORDS[word](other)),
  };
}
