import type { Style } from './style.ts';
import type { Moment, Step } from './timeline.ts';

const MODULUS = 2 ** 32;

/**
 * What to write on the arrow of a step, from the fullest wording to the shortest: the first that
 * fits is taken. The number that matters stays longest: the acknowledgment number, which is to be
 * one more than the peer's sequence number (`ack 0+1 ✓`), or else the sequence number.
 */
export function stepLabels(moment: Moment, style: Style): string[] {
  const { step } = moment;
  if (step === undefined) return [];
  const name = step.segment;
  const data = step.payloadLength > 0 ? `len ${step.payloadLength}` : '';
  const sequence = `seq ${style.absoluteNumbers ? step.sequence : step.relativeSequence}`;
  const acknowledgment = acknowledgmentText(moment, step, style);
  const again = step.retransmission ? 'again' : '';
  const matters = acknowledgment.includes('+') ? acknowledgment : sequence;
  return [
    [name, sequence, data, acknowledgment, again],
    [name, sequence, acknowledgment, again],
    [name, matters, again],
    [name, matters],
    [name, again],
    [name],
  ].map((words) => words.filter((word) => word !== '').join(' '));
}

function acknowledgmentText({ acknowledged }: Moment, step: Step, style: Style): string {
  const own = style.absoluteNumbers ? step.acknowledgment : step.relativeAcknowledgment;
  if (own === null) return '';
  if (acknowledged === undefined) {
    return `ack ${own}${mustAcknowledge(step) ? ` ${style.glyphs.cross}` : ''}`;
  }
  const { sequence, relativeSequence, payloadLength } = acknowledged;
  // SYN comes before the data of its segment, FIN behind it.
  const base = style.absoluteNumbers ? sequence : relativeSequence;
  const last = acknowledged.segment === 'FIN' ? (base + payloadLength) % MODULUS : base;
  const beyond = (own - last + MODULUS) % MODULUS;
  return `ack ${last}+${beyond} ${style.glyphs.check}`;
}

function mustAcknowledge(step: Step): boolean {
  return step.segment === 'SYN-ACK';
}
