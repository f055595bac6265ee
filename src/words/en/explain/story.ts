import type { MeaningWords, StateWords, StepWords } from '../../../model/explain/meaning-words.ts';
import { count, octets, ordinal, seconds } from './numbers.ts';

/** What a segment means to its connection. */
export const STORY: MeaningWords = {
  first: (id) => `The first segment of connection ${id}.`,
  time(id, elapsed, delta) {
    const place =
      elapsed < 0
        ? `Recorded ${seconds(-elapsed)} before the first segment of connection ${id}, for the clock went back`
        : `${seconds(elapsed)} into connection ${id}`;
    if (delta < 0) {
      return `${place}; by ${seconds(-delta)} ${elapsed < 0 ? '' : 'the clock went back '}since the segment before it.`;
    }
    return `${place}${elapsed < 0 ? ';' : ','} ${seconds(delta)} behind the segment before it.`;
  },
  late: 'It came after its connection was final: it moves no state.',
  takesNothing: 'It takes no sequence number: it has neither SYN nor FIN nor payload.',
  takes: (who, parts, first, next) =>
    `It takes ${parts}: from ${count(first)} on, so that the ${who}’s next number is ${count(next)}.`,
  syn: 'one number for the SYN',
  fin: 'one number for the FIN',
  payload: (length) => `${count(length)} ${length === 1 ? 'number' : 'numbers'} for the payload`,
  inOrder: (next) => `In order: it begins at ${count(next)}, the number expected next.`,
  ahead: (first, next, missing) =>
    `It begins at ${count(first)}, but ${count(next)} was expected next: ${octets(missing)} before it were not seen.`,
  behind: (first, next, by) =>
    `It begins at ${count(first)}, ${octets(by)} before ${count(next)}, which was expected next: it goes back.`,
  unknownOrder: 'Nothing of its sender was seen before: what was expected is not known.',
  acknowledgesNew: (other, news, upTo) =>
    `Of the ${other}’s numbers it acknowledges ${count(news)} more than before: all below ${count(upTo)}.`,
  acknowledgesSame: (other, upTo) =>
    `It acknowledges nothing new of the ${other}: all below ${count(upTo)}, as before.`,
  acknowledgesLess: (upTo, before) =>
    `It acknowledges all below ${count(upTo)}, less than the ${count(before)} before: it is an old segment, or late.`,
  acknowledgesFrame: (frame) => `What ends there came in frame ${frame}.`,
  roundTrip: (rtt) =>
    rtt < 0 ? 'Since then the clock went back.' : `Since then ${seconds(rtt)} have passed.`,
  window: (other, from, to) =>
    `The ${other}’s window, as it last said, is ${count(from)} to ${count(to)}`,
  windowShut: (other, from) => `The ${other}’s window, as it last said, is shut at ${count(from)}`,
  windowUnknown: (other) => `The ${other}’s window is not known.`,
  inside: (window, place) => `${window}; ${place}`,
  inWindow: 'all of the segment lies in it.',
  beyondWindow: (by) => `${octets(by)} of the segment lie behind it and may be dropped.`,
  belowWindow:
    'all of the segment lies before it: the receiver has it, and only acknowledges again.',
  partlyBelow: (by) => `its first ${octets(by)} lie before it: the receiver has those.`,
  inFlight: (who, bytes) =>
    `With it the ${who} has ${octets(bytes)} in flight: sent and not acknowledged.`,
  acknowledgedBy: (frame, after) =>
    after < 0
      ? `Frame ${frame} acknowledges all of its numbers; meanwhile the clock went back.`
      : `Frame ${frame}, ${seconds(after)} later, acknowledges all of its numbers.`,
  neverAcknowledged: 'No segment in the capture acknowledges it.',
  repeatedBy: (frames) =>
    `Sent again in ${frames.length === 1 ? 'frame' : 'frames'} ${frames.slice(0, 5).join(', ')}${frames.length > 5 ? ' and later' : ''}.`,
  copy: 'A copy that a tap or the network made: the capture shows it twice, its sender sent it once.',
  discardedChecksum: 'Its receiver is taken to have dropped it: a checksum does not hold.',
  discardedStale:
    'Its receiver is taken to have dropped it: its timestamp is older than one before it (PAWS, RFC 7323, section 5).',
  discarded:
    'Its receiver is taken to have ignored it: its numbers are not those that the receiver would accept (RFC 9293, section 3.10.7.4; RFC 5961).',
};

/** What the steps of the handshake and the teardown are for. */
export const STEP: StepWords = {
  place: (index, count, phase) => `The ${ordinal(index)} of ${count} segments of the ${phase}.`,
  handshake: 'handshake',
  teardown: 'teardown',
  syn: (who, sequence) =>
    `SYN with seq = x = ${sequence}: the ${who} asks to open and tells its initial number.`,
  synAck: (who, other, sequence) =>
    `SYN and ACK with seq = y = ${sequence}: the ${who} agrees, tells its own initial number, and confirms the ${other}’s.`,
  ack: (who, other) =>
    `ACK: the ${who} confirms the ${other}’s initial number. Only now does each side know that the other knows its number: that is why the handshake takes three segments.`,
  refusal: (who) => `RST: the ${who} refuses; nothing listens there, or it is not wanted.`,
  fin: (who, sequence, isFirst) =>
    isFirst
      ? `FIN with number ${sequence}: the ${who} closes first. It sends no more data; the other side may for as long as it likes (half-close).`
      : `FIN with number ${sequence}: the ${who} closes too.`,
  ackOfFin: (who, other) => `ACK: the ${who} has the ${other}’s FIN and all before it.`,
  reset: (who) => `RST: the ${who} ends the connection at once, in both directions.`,
  again: 'It repeats an earlier one.',
  check: (acknowledgment, base, frame, what) =>
    `ack = ${acknowledgment} is ${base} + 1, the number of the ${what} in frame ${frame} and one: it holds.`,
  lastAck: (who) =>
    `The ${who} waits 2 MSL in TIME-WAIT, so that this ACK can be sent again if it is lost, and old segments die out.`,
};

/** Words for what moves an endpoint (RFC 9293, figure 5). */
export const CAUSES: Readonly<Record<string, string>> = {
  'snd SYN': 'by sending a SYN, an active open (RFC 9293, section 3.10.1)',
  'snd SYN,ACK': 'by sending SYN and ACK (RFC 9293, section 3.10.7.2)',
  'snd FIN': 'by sending a FIN, a close (RFC 9293, section 3.10.4)',
  'snd RST': 'by sending a RST (RFC 9293, section 3.10.5)',
  'rcv SYN': 'by receiving a SYN (RFC 9293, section 3.10.7.2)',
  'rcv SYN,ACK': 'by receiving the ACK of its SYN together with a SYN (RFC 9293, section 3.10.7.3)',
  'rcv ACK of SYN': 'by receiving the ACK of its SYN (RFC 9293, section 3.10.7.4)',
  'rcv FIN': 'by receiving a FIN (RFC 9293, section 3.10.7.4)',
  'rcv ACK of FIN': 'by receiving the ACK of its FIN (RFC 9293, section 3.10.7.4)',
  'rcv RST': 'by receiving a RST (RFC 9293, section 3.10.7.4)',
  'seen open': 'because it is seen to be open: its opening was not captured',
};

export const STATE: StateWords = {
  stays: (state) => `stays in ${state}.`,
  unknown: 'is in a state that nothing tells yet.',
  moves: (before, after, cause, isInferred) =>
    `goes from ${before} to ${after} ${cause}${isInferred ? '; inferred, no segment of its own proves it' : ''}.`,
  thought: (before, after) =>
    `When it passed, ${before === after ? `${after} was` : `${before} and then ${after} were`} assumed: later segments tell more.`,
  none: 'an unknown state',
};
