import type { AnalysisName } from '../vocabulary.ts';
import type { ExplainWords } from './explain-words.ts';
import type { ExplanationRecord } from './explanation-record.ts';
import { hasFlag, ownNumber, peerNumber, type SegmentFacts } from './facts.ts';
import type { ReasonWords } from './meaning-words.ts';

/** Out of order is what comes within this time, in seconds, where the round trip is unknown. */
const OUT_OF_ORDER_WITHIN = 3e-3;

/** Each analysis flag of the segment with the numbers that decided. */
export function reasonsOf(
  facts: SegmentFacts,
  { reason }: ExplainWords,
): ExplanationRecord['analysis'] {
  return facts.record.analysis.map((name) => ({ name, why: REASONS[name](facts, reason) }));
}

function firstOf({ record }: SegmentFacts): number {
  return record.relativeSequence;
}

/** NEXT as it was judged by: a repeated SYN takes it back to what was seen without a hole. */
function nextOf(facts: SegmentFacts): number {
  const { next, maxAck } = facts.before.sender;
  const isSyn = hasFlag(facts, 'SYN') && !hasFlag(facts, 'ACK');
  return ownNumber(facts, (isSyn ? maxAck : next) ?? facts.base);
}

function endOf(facts: SegmentFacts): number {
  return (firstOf(facts) + facts.record.payloadLength) >>> 0;
}

/** Up to where its receiver had acknowledged. */
function acknowledgedOf(facts: SegmentFacts): number {
  return ownNumber(facts, facts.before.receiver.lastAck ?? facts.base);
}

const REASONS: Readonly<Record<AnalysisName, (facts: SegmentFacts, say: ReasonWords) => string>> = {
  retransmission: (facts, say) => say.retransmission(facts.who, firstOf(facts), nextOf(facts)),
  fast_retransmission: (facts, say) =>
    say.fastRetransmission(
      facts.other,
      firstOf(facts),
      facts.before.receiver.duplicateAcks,
      facts.record.connectionElapsedSeconds - facts.before.receiver.lastSeconds,
    ),
  spurious_retransmission: (facts, say) =>
    say.spuriousRetransmission(facts.other, endOf(facts), acknowledgedOf(facts)),
  out_of_order: (facts, say) => {
    const { initialRttSeconds, sender } = facts.before;
    return say.outOfOrder(
      firstOf(facts),
      nextOf(facts),
      facts.record.connectionElapsedSeconds - sender.nextSeconds,
      initialRttSeconds || OUT_OF_ORDER_WITHIN,
      initialRttSeconds !== 0,
    );
  },
  lost_segment: (facts, say) => say.lostSegment(facts.who, firstOf(facts), nextOf(facts)),
  ack_lost_segment: (facts, say) =>
    say.ackLostSegment(
      facts.other,
      peerNumber(facts, facts.record.acknowledgment),
      peerNumber(facts, facts.before.receiver.maxAck ?? facts.peerBase),
    ),
  duplicate_ack: (facts, say) =>
    say.duplicateAck(
      facts.record.duplicateAckNumber ?? 1,
      facts.record.duplicateAckFrame ?? 0,
      peerNumber(facts, facts.record.acknowledgment),
    ),
  keep_alive: (facts, say) =>
    say.keepAlive(firstOf(facts), nextOf(facts), facts.record.payloadLength),
  keep_alive_ack: (_, say) => say.keepAliveAck,
  zero_window: (facts, say) => say.zeroWindow(facts.who),
  zero_window_probe: (facts, say) => say.zeroWindowProbe(facts.other, firstOf(facts)),
  zero_window_probe_ack: (_, say) => say.zeroWindowProbeAck,
  window_full: (facts, say) =>
    say.windowFull(
      facts.other,
      endOf(facts),
      acknowledgedOf(facts),
      facts.before.receiver.lastScaledWindow ?? 0,
    ),
  window_update: (facts, say) =>
    say.windowUpdate(facts.before.sender.lastWindow ?? 0, facts.record.window),
  reused_ports: (_, say) => say.reusedPorts,
};
