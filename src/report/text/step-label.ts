import type { LadderSegment, Step } from '../../model/ladder-record.ts';
import type { FlagName } from '../../model/vocabulary.ts';
import { synOptionsText } from './ladder-words.ts';
import type { Style } from './style.ts';

const MODULUS = 2 ** 32;

/**
 * What to write on the arrow of a segment, from the fullest wording to the shortest: the first that
 * fits is taken. The number that matters stays longest: the acknowledgment number, which is to be
 * one more than the peer's sequence number (`ack 0+1 ✓`), or else the sequence number.
 */
export function stepLabels(row: LadderSegment, style: Style): string[] {
  const { step, segments } = row;
  const several = segments === 1 ? '' : `${style.glyphs.times}${segments}`;
  const name = [step?.segment ?? nameOf(row, style), several]
    .filter((word) => word !== '')
    .join(' ');
  const data = row.payloadLength > 0 ? `len ${row.payloadLength}` : '';
  const sequence = `seq ${style.absoluteNumbers ? row.sequence : row.relativeSequence}`;
  const acknowledgment = acknowledgmentText(row, style);
  const again = step?.retransmission === true ? style.words.ladder.again : '';
  const isAck = acknowledgment.includes('+') || (step === undefined && data === '');
  const matters = isAck ? acknowledgment : sequence;
  const options = synOptionsText(row.options);
  const sack = sackText(row);
  return [
    [name, sequence, data, acknowledgment, sack, again, options],
    [name, sequence, data, acknowledgment, sack, again],
    [name, sequence, data, acknowledgment, again],
    [name, sequence, step === undefined ? data : acknowledgment, again],
    [name, matters, data, again],
    [name, matters, again],
    [name, matters],
    [name, again],
    [name],
  ].map((words) => words.filter((word) => word !== '').join(' '));
}

/** What is said of a segment that neither opens nor closes; PSH and the ACK of all of them go without saying. */
const UNSAID: readonly FlagName[] = ['PSH', 'ACK'];

function nameOf({ flags, payloadLength }: LadderSegment, { words }: Style): string {
  const said = flags.filter((flag) => !UNSAID.includes(flag)).reverse();
  if (flags.includes('SYN') && flags.includes('ACK')) return 'SYN-ACK';
  if (payloadLength > 0) return ['DATA', ...said].join(' ');
  if (said.length > 0) return said.join(' ');
  return flags.includes('ACK') ? 'ACK' : words.segments.noFlags;
}

function sackText({ sack }: LadderSegment): string {
  if (sack === null) return '';
  const more = sack.blocks > 1 ? `+${sack.blocks - 1}` : '';
  return `sack ${sack.left}-${sack.right}${more}`;
}

function acknowledgmentText(row: LadderSegment, style: Style): string {
  const { acknowledged, step } = row;
  const own = style.absoluteNumbers ? row.acknowledgment : row.relativeAcknowledgment;
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

function mustAcknowledge(step: Step | undefined): boolean {
  return step?.segment === 'SYN-ACK';
}
