import type { HeadingWords } from '../../explanation-words.ts';
/** Headings and labels of the explanation as text. */
export const HEADINGS: HeadingWords = {
  frame: (frame, capture, time) => `Frame ${frame} of ${capture}, ${time}`,
  lengths: (captured, original, linkType) =>
    captured === original
      ? `${original} octets, ${linkType}`
      : `${original} octets, ${captured} captured, ${linkType}`,
  layer: (layer, length, offset) => `${layer}: ${length} octets from offset ${offset}`,
  datagram: (length) => `The whole datagram, ${length} octets; offsets count from its IP header`,
  sum: (protocol) => `${protocol} checksum, step by step`,
  meaning: 'What it means here',
  states: 'States (RFC 9293, section 3.3.2)',
  analysis: 'Analysis, in the names of Wireshark',
  retransmission: 'Sent again, by the verdict of tcpdissect',
  findings: 'Findings that name this frame',
  comment: 'Comment',
  said: (name, what) => `${name}: ${what}`,
  field: (name) => name,
  topic: (topic) => topic,
  analysisName: (name) => name,
  retransmissionKind: (kind) => kind,
  finding: (message, rfc, doubt) =>
    [message, rfc === null ? '' : `(${rfc})`, doubt === null ? '' : `In doubt: ${doubt}.`]
      .filter((sentence) => sentence !== '')
      .join(' '),
};
