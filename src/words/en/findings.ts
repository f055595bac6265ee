import type { FindingWords, Missed } from '../../model/findings/finding-words.ts';
import { FINDING_KINDS, type FindingKind } from '../../tcp/conformance/kinds.ts';
import { DOUBTS } from './doubts.ts';

/** `1 octet`, `3 octets`. */
function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function place({ octets, isBefore }: Missed, other: string): string {
  return `${counted(octets, 'octet')} ${isBefore ? 'before' : 'after'} what the ${other} expects next`;
}

/** ICMP "destination unreachable" by its type and code (RFC 792, RFC 1812, RFC 4443); of others the number alone. */
const UNREACHABLE = new Map([
  [0x300, 'the network cannot be reached'],
  [0x301, 'the host cannot be reached'],
  [0x303, 'the port cannot be reached'],
  [0x309, 'the network is prohibited'],
  [0x30a, 'the host is prohibited'],
  [0x30d, 'a filter prohibits it'],
  [0x100, 'there is no route'],
  [0x101, 'a filter prohibits it'],
  [0x103, 'the address cannot be reached'],
  [0x104, 'the port cannot be reached'],
]);

function unreachable(type: number, code: number): string {
  const number = `ICMP type ${type}, code ${code}`;
  const words = UNREACHABLE.get((type << 8) | code);
  return words === undefined ? number : `${words} (${number})`;
}

export const ENGLISH_FINDINGS: FindingWords = {
  sentences: {
    dataOnSyn: ({ who }, octets) =>
      `The ${who} sent ${counted(octets, 'octet')} of data on its SYN without Fast Open; most stacks drop them until the handshake is done`,
    ackMissing: ({ who }) => `The ${who} sent a segment without ACK that is no SYN: it is dropped`,
    reservedBits: ({ who }) => `The ${who} set reserved bits of the TCP header, which must be zero`,
    optionOutsideSyn: ({ who }, names) =>
      `The ${who} sent ${names.join(' and ')} outside of a SYN, which means nothing there`,
    windowScaleAbove14: ({ who }, scale) =>
      `The ${who} asked for a window scale of ${scale}; 14 is used instead`,
    synFin: ({ who }) => `The ${who} set SYN and FIN in one segment, which no stack does`,
    synRst: ({ who }) => `The ${who} set SYN and RST in one segment, which no stack does`,
    nullSegment: ({ who }) => `The ${who} sent a segment without any flag, as port scanners do`,
    xmasSegment: ({ who }) => `The ${who} sent FIN, PSH and URG without ACK, as port scanners do`,
    acknowledgmentOfUnsentData: ({ who, other }, octets) =>
      `The ${who} acknowledged ${counted(octets, 'octet')} that the ${other} had not sent`,
    windowShrunk: ({ who }, octets) =>
      `The ${who} took back ${counted(octets, 'octet')} of the window that it had offered`,
    urgentPointerWithoutUrg: ({ who }, pointer) =>
      `The ${who} sent an urgent pointer of ${pointer} without URG: it means nothing`,
    acknowledgmentWithoutAckFlag: ({ who }) =>
      `The ${who} filled in the acknowledgment number without ACK: it means nothing`,
    dataBeyondWindow: ({ who, other }, octets) =>
      `The ${who} sent data ${counted(octets, 'octet')} beyond the window of the ${other}, which need not take it`,
    resetWithoutAnswer: ({ who, other }) =>
      `A reset from the ${who} does not acknowledge the SYN of the ${other}, which ignores it`,
    resetChallenged: ({ who, other }, missed) =>
      `A reset from the ${who} lies ${place(missed, other)}: it is answered with a challenge ACK`,
    resetIgnored: ({ who, other }, missed) =>
      `A reset from the ${who} lies ${place(missed, other)}, outside of the window: it is ignored`,
    timestampsGoBack: ({ who, other }, ticks) =>
      `The ${who} sent new data with a timestamp ${ticks} ticks older than its last: the ${other} drops it`,
    overlapWithOtherData: ({ who }) =>
      `The ${who} sent octets again that are not those it had sent before`,
    initialSequenceOfFirst: ({ who }, sequence) =>
      `The ${who} began a second connection with the initial sequence number ${sequence} of the first`,
    initialSequenceOfPort: ({ who }, sequence, port) =>
      `The ${who} began with the initial sequence number ${sequence}, as it did from port ${port}`,
    mssAboveMtu: ({ who, other }, mss, mssOfOther) =>
      `The ${who} asked for segments of up to ${mss} octets, the ${other} for no more than ${mssOfOther}: the path may not carry them`,
    segmentAboveMss: ({ who, other }, octets, mss) =>
      `The ${who} sent ${octets} octets in a segment; the ${other} had asked for no more than ${mss}`,
    portZero: ({ who }) => `The port of the ${who} is 0, which is reserved`,
    malformedOptions: ({ who }) => `The ${who} sent TCP options with an impossible length`,
    invalidIpChecksum: ({ who, other }) =>
      `The IPv4 header checksum of a segment from the ${who} does not hold: the ${other} drops it`,
    invalidTcpChecksum: ({ who, other }) =>
      `The TCP checksum of a segment from the ${who} does not hold: the ${other} drops it`,
    refused: ({ who }) => `The ${who} refused the connection: it answered the SYN with a reset`,
    oneSynUnanswered: () => 'The SYN was not answered',
    synsUnanswered: (_, syns, span) => `${syns} SYNs in ${span} were not answered`,
    zeroWindow: ({ who, other }, span, zeroWindows) =>
      `The ${who} did not read: its window was closed for ${span} (${counted(zeroWindows, 'zero window')}), and the ${other} had to wait`,
    retransmissions: ({ who }, again, segments, percent, octets) =>
      `The ${who} sent ${counted(again, 'segment')} of its ${segments} again (${percent} %), with ${counted(octets, 'octet')} of data`,
    synRetransmitted: (_, times) =>
      `The client sent its SYN ${times} times: the earlier ones, or the answers to them, were lost`,
    synAckRetransmitted: (_, times) =>
      `The server sent its SYN-ACK ${times} times: the earlier ones, or the answers to them, were lost`,
    halfClosedLong: ({ who, other }, span) =>
      `The ${who} closed, and the ${other} kept its direction open for ${span}`,
    timeWaitReuse: () => 'It took over the ports of a connection that was still in TIME-WAIT',
    synInEstablished: ({ who, other }) =>
      `The ${who} sent a SYN for a connection that was open to the ${other}, which answers it with a challenge ACK`,
    dataUnacknowledged: ({ who, other }, span) =>
      `The ${who} sent its last data again and again for ${span}; the ${other} acknowledged nothing any more`,
    icmpUnreachable: ({ who, other }, type, code) =>
      `On the way to the ${other} a segment of the ${who} was refused: ${unreachable(type, code)}`,
    icmpPacketTooBig: ({ who, other }, mtu) =>
      `A segment of the ${who} was too big for the path to the ${other}${mtu > 0 ? `, whose MTU is ${mtu}` : ''}: the sender has to send smaller ones`,
    icmpError: ({ who, other }, type, code) =>
      `On the way to the ${other} a segment of the ${who} met an error (ICMP type ${type}, code ${code})`,
  },
  resets: {
    refused: ({ who }) => `The ${who} refused the connection`,
    gaveUpUnopened: ({ who }) => `The ${who} gave up with a reset before the connection was open`,
    gaveUpAfterOwnClose: ({ who }) =>
      `The ${who} closed its direction, and then gave up the connection with a reset`,
    gaveUpAfterOtherClose: ({ who, other }) =>
      `The ${other} closed first; the ${who} gave up the connection with a reset`,
    gaveUp: ({ who }) => `The ${who} gave up the connection with a reset instead of closing it`,
    unreadData: ({ who, other }) =>
      `The ${who} closed without having read all that the ${other} had sent: a reset instead of a FIN`,
    dataAfterClose: ({ who, other }, kept) =>
      `The ${who} closed first; the ${other} kept sending for ${kept}; the ${who} answered with a reset because it no longer read`,
    halfOpenPeer: ({ who, other }) =>
      `The ${who} knew nothing of the connection any more, and answered the ${other} with a reset`,
    keepAliveTimeout: ({ who, other }, probes, span) =>
      `The ${other} did not answer ${counted(probes, 'keep-alive probe')} in ${span}: the ${who} gave it up with a reset`,
    userTimeout: ({ who, other }, span) =>
      `The ${other} acknowledged nothing for ${span}: the ${who} gave up the connection with a reset`,
    illegalSegment: ({ who, other }) =>
      `The ${who} answered a segment of the ${other} that does not belong there with a reset`,
    unknown: ({ who }) => `The ${who} sent a reset, and the capture does not show why`,
  },
  doubts: DOUBTS,
  whole: (sentence, times) => `${sentence}${times > 1 ? ` (${times} times)` : ''}.`,
  kinds: Object.fromEntries(FINDING_KINDS.map((kind) => [kind, kind])) as Record<
    FindingKind,
    string
  >,
};
