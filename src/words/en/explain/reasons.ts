import type { ReasonWords } from '../../../model/explain/meaning-words.ts';
import { count, octets, ordinal, seconds } from './numbers.ts';

/** Why Wireshark's analysis flags a segment, with the numbers that decided. */
export const REASON: ReasonWords = {
  retransmission: (who, first, next) =>
    `It takes sequence numbers from ${count(first)} on, and the ${who} had sent up to ${count(next)} before; none of the closer words fits.`,
  fastRetransmission: (other, first, duplicates, since) =>
    `The ${other} asked for ${count(first)} in ${duplicates} duplicate acknowledgments, the last of them ${seconds(since)} before: within 20 ms.`,
  spuriousRetransmission: (other, end, acknowledged) =>
    `Its payload ends before ${count(end)}, and the ${other} had acknowledged all below ${count(acknowledged)}.`,
  outOfOrder: (first, next, since, limit, isRtt) =>
    `It begins at ${count(first)}, below the ${count(next)} expected next${
      limit < 0
        ? ': the clock went back in the handshake, whose round trip is the limit, so that any time is'
        : `, which was reached only ${seconds(since)} before: less than ${isRtt ? `the round trip of the handshake, ${seconds(limit)}` : '3 ms'},`
    } too soon to have been sent again.`,
  lostSegment: (who, first, next) =>
    `The number expected next of the ${who} was ${count(next)}, and it begins at ${count(first)}: ${octets((first - next) >>> 0)} between were not captured, or were lost before the capture point.`,
  ackLostSegment: (other, acknowledged, seen) =>
    `It acknowledges all below ${count(acknowledged)}, but of the ${other} the capture has no more than up to ${count(seen)} without a hole: the rest arrived and was not captured.`,
  duplicateAck: (number, frame, acknowledgment) =>
    `No payload, and the same acknowledgment number ${count(acknowledgment)} and the same window as before: the ${ordinal(number)} repetition of frame ${frame}. Something arrived out of order.`,
  keepAlive: (first, next, length) =>
    `It carries ${length === 0 ? 'no payload' : 'one octet'} and begins at ${count(first)}, one below the ${count(next)} expected next: it only asks whether the other side is still there.`,
  keepAliveAck: 'It repeats acknowledgment number and window, and answers a keep-alive.',
  zeroWindow: (who) =>
    `The window is 0, and it has neither SYN nor FIN nor RST: the ${who} has no room.`,
  zeroWindowProbe: (other, first) =>
    `One octet of new data, at ${count(first)}, although the ${other} last told a window of 0: it asks for room.`,
  zeroWindowProbeAck:
    'It repeats acknowledgment number and a window of 0, and answers a probe: still no room.',
  windowFull: (other, end, acknowledged, window) =>
    `Its payload ends before ${count(end)}: exactly where the window of the ${other} ends, ${count(acknowledged)} + ${count(window)}. No more may be sent until it tells of room.`,
  windowUpdate: (before, after) =>
    `No payload and the same acknowledgment number as before, but another window: ${count(after)} instead of ${count(before)} (as in the header).`,
  reusedPorts:
    'Its SYN has another initial number than one before it on the same pair of sockets: a new connection.',
};
