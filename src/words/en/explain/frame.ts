import type { FrameWords } from '../../../model/explain/frame-words.ts';
import { brokenListText } from '../../../model/option-problem.ts';
import { octets } from './numbers.ts';

/** What is said of a frame as a whole. */
export const FRAME: FrameWords = {
  segment: (flags, payload, who, other, connection) =>
    `${flags.length === 0 ? 'No flag' : flags.join(',')}${payload > 0 ? ` with ${octets(payload)} of payload` : ''}, from the ${who} to the ${other} of connection ${connection}.`,
  noSegment: (outcome) => `No TCP segment to analyse: ${outcome}.`,
  fragment: (offset) =>
    `A fragment of an IP datagram, from octet ${offset} of its payload on: no segment by itself.`,
  completedBy: (frame) =>
    `Frame ${frame} completes the datagram: explain that one to see the whole segment.`,
  neverCompleted: 'The capture holds no frame that completes the datagram.',
  completes:
    'It completes a datagram that came in fragments. The segment is taken out of the whole datagram below.',
  snapped: (captured, original) =>
    `The snap length cut the frame: of ${octets(original)} the capture has ${captured}. What was cut cannot be shown or verified.`,
  malformed: (outcome) => `${outcome}: the octets contradict the format, and the walk stops there.`,
  options: (broken) => `The options cannot be read to their end: ${brokenListText(broken)}.`,
  icmp: 'An ICMP error quotes the header of the packet that it is about; that is a segment of another frame.',
  firstFragment:
    'The first fragment of a datagram that could not be put together: how long the segment is, is not known.',
  shortSegment: 'The IP packet ends within the TCP header: malformed.',
};
