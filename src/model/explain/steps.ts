import type { ConnectionRecord } from '../connection-record.ts';
import type { HandshakeStepRecord, TeardownStepRecord } from '../timeline-record.ts';
import type { ExplainWords } from './explain-words.ts';
import type { Statement } from './explanation-record.ts';
import type { SegmentFacts } from './facts.ts';
import type { StepWords } from './meaning-words.ts';

type Step = HandshakeStepRecord | TeardownStepRecord;

/** Which step of the handshake or of the teardown the segment is, and whether its numbers fit. */
export function stepStatements(
  facts: SegmentFacts,
  connection: ConnectionRecord,
  words: ExplainWords,
): Statement[] {
  const { handshake, teardown } = connection;
  const { step: say } = words;
  return [
    ...stepStatement('handshake', say.handshake, handshake.steps, facts, words, (step) =>
      handshakeText(step, facts, say),
    ),
    ...stepStatement('teardown', say.teardown, teardown.steps, facts, words, (step) =>
      teardownText(step, facts, connection, words),
    ),
  ];
}

function stepStatement(
  topic: 'handshake' | 'teardown',
  phase: string,
  steps: readonly Step[],
  facts: SegmentFacts,
  { step: say, sentences }: ExplainWords,
  tell: (step: Step) => string,
): Statement[] {
  const { frame, elapsedSeconds } = facts.record;
  const index = steps.findIndex(
    (step) => step.frame === frame && step.elapsedSeconds === elapsedSeconds,
  );
  const step = steps[index];
  if (step === undefined) return [];
  const text = sentences([
    say.place(index + 1, steps.length, phase),
    tell(step),
    step.retransmission ? say.again : '',
    checkText(step, steps, say),
  ]);
  return [{ topic, text }];
}

function handshakeText(step: Step, { who, other, record }: SegmentFacts, say: StepWords): string {
  switch (step.segment) {
    case 'SYN':
      return say.syn(who, record.sequence);
    case 'SYN-ACK':
      return say.synAck(who, other, record.sequence);
    case 'ACK':
      return say.ack(who, other);
    default:
      return say.refusal(who);
  }
}

function teardownText(
  step: Step,
  { who, other, record }: SegmentFacts,
  { teardown }: ConnectionRecord,
  { step: say, sentences }: ExplainWords,
): string {
  const fin = (record.sequence + record.payloadLength) >>> 0;
  const isFirst = teardown.initiator === who;
  const isLast = teardown.timeWait?.endpoint === who && teardown.complete;
  switch (step.segment) {
    case 'FIN':
      return say.fin(who, fin, isFirst);
    case 'ACK':
      return sentences([say.ackOfFin(who, other), isLast ? say.lastAck(who) : '']);
    default:
      return say.reset(who);
  }
}

/** `ack = y + 1`, where the step acknowledges a SYN or a FIN. */
function checkText(step: Step, steps: readonly Step[], say: StepWords): string {
  const { acknowledgesFrame, acknowledgment, from } = step;
  const answered = steps.find((other) => other.frame === acknowledgesFrame && other.from !== from);
  if (answered === undefined || acknowledgment === null) return '';
  const what = answered.segment === 'FIN' ? 'FIN' : 'SYN';
  const base = (acknowledgment - 1) >>> 0;
  return say.check(acknowledgment, base, answered.frame, what);
}
