/** Headings and labels of the explanation as text. */
export const HEADINGS = {
  frame: (frame: number, capture: string, time: string) => `Frame ${frame} of ${capture}, ${time}`,
  lengths: (captured: number, original: number, linkType: string) =>
    captured === original
      ? `${original} octets, ${linkType}`
      : `${original} octets, ${captured} captured, ${linkType}`,
  layer: (layer: string, length: number, offset: number) =>
    `${layer}: ${length} octets from offset ${offset}`,
  datagram: (length: number) =>
    `The whole datagram, ${length} octets; offsets count from its IP header`,
  sum: (protocol: string) => `${protocol} checksum, step by step`,
  meaning: 'What it means here',
  states: 'States (RFC 9293, section 3.3.2)',
  analysis: 'Analysis, in the names of Wireshark',
  retransmission: 'Sent again, by the verdict of tcpdissect',
  findings: 'Findings that name this frame',
  comment: 'Comment',
} as const;
