import type { FlagWords, TcpWords } from '../../../model/explain/frame-words.ts';
import type { FlagName } from '../../../model/vocabulary.ts';
import { count, octets, ordinal } from './numbers.ts';

/** What is said of the fields of a TCP header (RFC 9293, section 3.1). */
export const TCP: TcpWords = {
  port: (who, isSource) =>
    `${isSource ? 'of the sender' : 'of the receiver'}, the ${who}: with its IP address it makes the ${who}’s socket`,
  portUnknown: 'with the IP address it makes a socket',
  portZero: 'port 0 stands for no port and is not used',
  sequenceSyn: (who) =>
    `the ${who}’s initial sequence number, chosen at random: number 0 from here on. The SYN takes it; the first octet of data is number 1`,
  sequenceData: (who, first, last) =>
    `relative ${count(first)}: the payload is the ${who}’s ${octetRange(first, last)}`,
  sequenceFin: (who, number) =>
    `relative ${count(number)}: the number that the ${who}’s FIN takes, behind its last octet`,
  sequenceFinWithData: (who, first, last, fin) =>
    `relative ${count(first)}: the payload is the ${who}’s ${octetRange(first, last)}, and the FIN takes number ${count(fin)}`,
  sequenceEmpty: (who, number) =>
    `relative ${count(number)}: where the ${who} stands; the segment carries nothing that takes a number`,
  sequenceWraps: 'The numbers wrap around in it: behind 2^32 - 1 comes 0',
  sequenceUnknown: 'number of the first octet of the payload',
  acknowledgment: (other, number) =>
    number === 1
      ? `relative 1: it has the ${other}’s SYN, number 0, and expects its first octet`
      : `relative ${count(number)}: expects the octet after the ${other}’s ${ordinal(number - 1)}; everything before it has arrived`,
  acknowledgmentOfFin: (other, number) =>
    `relative ${count(number)}: one more than the ${other}’s FIN, number ${count(number - 1)}: everything has arrived, the FIN too`,
  acknowledgmentZero: 'not in use: ACK is clear, as in the first SYN alone (or a RST)',
  acknowledgmentOdd: 'has no meaning: ACK is clear; it should be 0',
  acknowledgmentUnknown: 'the next octet that the sender expects, where ACK is set',
  dataOffset: (words) =>
    `${words} x 4 = ${octets(words * 4)} of header: 20 fixed and ${words * 4 - 20} of options`,
  dataOffsetWrong: (words) =>
    `${words} x 4 = ${octets(words * 4)}: malformed, a header has 20 at least`,
  dataOffsetTooLong: (words) =>
    `${words} x 4 = ${octets(words * 4)}: malformed, more than the segment has`,
  reserved: (value) =>
    value === 0 ? 'zero, as they must be' : 'must be zero in all segments, and are not',
  windowSyn: (window) =>
    `${octets(window)}: in a segment with SYN a window is never scaled (RFC 7323, section 2.2)`,
  windowScaled: (window, shift, scaled, who) =>
    `${count(window)} x 2^${shift} = ${octets(scaled)} that the ${who} takes from the acknowledgment number on`,
  windowPlain: (window, who) =>
    `${octets(window)}, not scaled, that the ${who} takes from the acknowledgment number on`,
  windowUnknown: 'the scale was agreed on before the capture begins: in octets it is not known',
  windowZero: (who) =>
    `the ${who} has no room: its peer may send no data but urgent data, and probes to learn of room`,
  windowZeroReset: 'of no use: a reset ends the connection',
  checksum: {
    valid: 'over pseudo-header, header and payload; it holds, as the sum below shows',
    invalid: 'over pseudo-header, header and payload; it does not hold, as the sum below shows',
    partial: 'the sum of the pseudo-header alone, which the network card was to complete',
    unverified: 'over pseudo-header, header and payload; not verified',
    absent: '',
  },
  urgent: (number, inSegment) =>
    `the urgent data ends before relative ${count(number)}: ${octets(inSegment)} from the sequence number on (RFC 9293, section 3.8.5)`,
  urgentClear: 'not in use: URG is clear',
  urgentOdd: 'has no meaning: URG is clear; it should be 0',
  payload: (length, shown) =>
    shown >= length ? octets(length) : `${octets(length)}, of which the first ${shown} are shown`,
  payloadSnapped: (length, captured) => `${octets(length)}, of which ${captured} were captured`,
  trailer: 'behind the IP packet: padding or check sequence of the link, no part of the segment',
};

function octetRange(first: number, last: number): string {
  return first === last ? `octet ${count(first)}` : `octets ${count(first)} to ${count(last)}`;
}

export const FLAGS: Readonly<Record<FlagName, FlagWords>> = {
  AE: {
    set: 'part of the counter of congestion marks (Accurate ECN, RFC 9768); once the nonce sum NS',
    clear: 'not set',
    withSyn: 'asks for, or agrees on, Accurate ECN (RFC 9768)',
  },
  CWR: {
    set: 'congestion window reduced: the sender heard of congestion and slowed down (RFC 3168)',
    clear: 'not set',
    withSyn: 'with ECE: asks for explicit congestion notification (RFC 3168)',
  },
  ECE: {
    set: 'a packet that carried a mark of congestion has arrived (RFC 3168)',
    clear: 'no congestion is told',
    withSyn: 'ECN: the sender asks for it, or agrees to it (RFC 3168)',
  },
  URG: {
    set: 'the urgent pointer is valid: there is data to be handled before the rest',
    clear: 'the urgent pointer is not in use',
  },
  ACK: {
    set: 'the acknowledgment number is valid; in every segment after the first SYN',
    clear: 'the acknowledgment number is not in use: only a first SYN or a RST is so',
  },
  PSH: {
    set: 'push: the receiver is to hand the data to its application without waiting for more',
    clear: 'the receiver may wait for more before it hands data on',
  },
  RST: {
    set: 'reset: the connection is over at once, or was never wanted',
    clear: 'no reset',
  },
  SYN: {
    set: 'synchronize: opens; the sequence number is the initial one. It takes one number',
    clear: 'does not open',
  },
  FIN: {
    set: 'finish: the sender has no more data. It takes one sequence number, also without data',
    clear: 'the sender may send more',
  },
};
