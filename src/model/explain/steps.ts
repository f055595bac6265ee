import type { ConnectionRecord } from '../connection-record.ts';
import type { HandshakeStepRecord, TeardownStepRecord } from '../timeline-record.ts';
import type { Statement } from './explanation-record.ts';
import type { SegmentFacts } from './facts.ts';
import { STEP } from './words/story.ts';

type Step = HandshakeStepRecord | TeardownStepRecord;

/** Which step of the handshake or of the teardown the segment is, and whether its numbers fit. */
export function stepStatements(facts: SegmentFacts, connection: ConnectionRecord): Statement[] {
  const { handshake, teardown } = connection;
  return [
    ...stepStatement('handshake', STEP.handshake, handshake.steps, facts, (step) =>
      handshakeText(step, facts),
    ),
    ...stepStatement('teardown', STEP.teardown, teardown.steps, facts, (step) =>
      teardownText(step, facts, connection),
    ),
  ];
}

function stepStatement(
  topic: 'handshake' | 'teardown',
  phase: string,
  steps: readonly Step[],
  facts: SegmentFacts,
  say: (step: Step) => string,
): Statement[] {
  const { frame, elapsedSeconds } = facts.record;
  const index = steps.findIndex(
    (step) => step.frame === frame && step.elapsedSeconds === elapsedSeconds,
  );
  const step = steps[index];
  if (step === undefined) return [];
  const sentences = [
    `${STEP.place(index + 1, steps.length, phase)}. ${say(step)}`,
    step.retransmission ? STEP.again : '',
    checkText(step, steps),
  ];
  return [{ topic, text: sentences.filter((sentence) => sentence !== '').join(' ') }];
}

function handshakeText(step: Step, { who, other, record }: SegmentFacts): string {
  switch (step.segment) {
    case 'SYN':
      return STEP.syn(who, record.sequence);
    case 'SYN-ACK':
      return STEP.synAck(who, other, record.sequence);
    case 'ACK':
      return STEP.ack(who, other);
    default:
      return STEP.refusal(who);
  }
}

function teardownText(
  step: Step,
  { who, other, record }: SegmentFacts,
  { teardown }: ConnectionRecord,
): string {
  const fin = (record.sequence + record.payloadLength) >>> 0;
  const isFirst = teardown.initiator === who;
  const isLast = teardown.timeWait?.endpoint === who && teardown.complete;
  switch (step.segment) {
    case 'FIN':
      return STEP.fin(who, fin, isFirst);
    case 'ACK':
      return `${STEP.ackOfFin(who, other)}${isLast ? ` ${STEP.lastAck(who)}` : ''}`;
    default:
      return STEP.reset(who);
  }
}

/** `ack = y + 1`, where the step acknowledges a SYN or a FIN. */
function checkText(step: Step, steps: readonly Step[]): string {
  const { acknowledgesFrame, acknowledgment, from } = step;
  const answered = steps.find((other) => other.frame === acknowledgesFrame && other.from !== from);
  if (answered === undefined || acknowledgment === null) return '';
  const what = answered.segment === 'FIN' ? 'FIN' : 'SYN';
  const base = (acknowledgment - 1) >>> 0;
  return STEP.check(acknowledgment, base, answered.frame, what);
}
