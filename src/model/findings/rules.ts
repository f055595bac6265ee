import type { FindingKind } from '../../tcp/conformance/codes.ts';
import { halfCloseOf } from '../../tcp/conformance/conclude-closing.ts';
import { closureOf } from '../../tcp/conformance/conclude-traffic.ts';
import { IN_IP } from '../../tcp/conformance/header.ts';
import { IN_WINDOW, NO_ANSWER } from '../../tcp/conformance/numbers.ts';
import type { Connection } from '../../tcp/connection.ts';
import type { EndpointRow } from '../../tcp/rows/endpoint-row.ts';
import type { Side } from '../vocabulary.ts';
import { counted, durationWords } from './durations.ts';
import { resetSentence } from './reset-sentence.ts';

/** A finding as the sentences see it. */
export interface FoundFinding {
  readonly connection: Connection;
  /** Whose doing it is, and the other one. */
  readonly who: Side;
  readonly other: Side;
  readonly endpoint: EndpointRow;
  readonly peer: EndpointRow;
  /** How often it was met. */
  readonly count: number;
  /** Two values of the kind's own: those of the first time. */
  readonly a: number;
  readonly b: number;
}

interface Rule {
  /** The rule that it goes by. */
  readonly rfc: string | null;
  /** One plain sentence, without how often. */
  readonly say: (found: FoundFinding) => string;
}

const OPTIONS_OF_SYN = ['MSS', 'window scale', 'SACK permitted'];

/** What each kind means to people: one row per kind. */
export const FINDING_RULES: Readonly<Record<FindingKind, Rule>> = {
  'data-on-syn': {
    rfc: 'RFC 9293, section 3.5',
    say: ({ who, a }) =>
      `The ${who} sent ${counted(a, 'octet')} of data on its SYN without Fast Open; most stacks drop them until the handshake is done`,
  },
  'ack-missing': {
    rfc: 'RFC 9293, section 3.10.7.4',
    say: ({ who }) => `The ${who} sent a segment without ACK that is no SYN: it is dropped`,
  },
  'reserved-bits': {
    rfc: 'RFC 9293, section 3.1',
    say: ({ who }) => `The ${who} set reserved bits of the TCP header, which must be zero`,
  },
  'option-outside-syn': {
    rfc: 'RFC 9293, section 3.2',
    say: ({ who, a }) => {
      const names = OPTIONS_OF_SYN.filter((_, bit) => ((a >> bit) & 1) !== 0);
      return `The ${who} sent ${names.join(' and ')} outside of a SYN, which means nothing there`;
    },
  },
  'window-scale-above-14': {
    rfc: 'RFC 7323, section 2.3',
    say: ({ who, a }) => `The ${who} asked for a window scale of ${a}; 14 is used instead`,
  },
  'syn-fin': {
    rfc: 'RFC 9293, section 3.10.7',
    say: ({ who }) => `The ${who} set SYN and FIN in one segment, which no stack does`,
  },
  'syn-rst': {
    rfc: 'RFC 9293, section 3.10.7',
    say: ({ who }) => `The ${who} set SYN and RST in one segment, which no stack does`,
  },
  'null-segment': {
    rfc: 'RFC 9293, section 3.10.7',
    say: ({ who }) => `The ${who} sent a segment without any flag, as port scanners do`,
  },
  'xmas-segment': {
    rfc: 'RFC 9293, section 3.10.7',
    say: ({ who }) => `The ${who} sent FIN, PSH and URG without ACK, as port scanners do`,
  },
  'acknowledgment-of-unsent-data': {
    rfc: 'RFC 9293, section 3.10.7.4',
    say: ({ who, other, a }) =>
      `The ${who} acknowledged ${counted(a, 'octet')} that the ${other} had not sent`,
  },
  'window-shrunk': {
    rfc: 'RFC 9293, section 3.8.6',
    say: ({ who, a }) =>
      `The ${who} took back ${counted(a, 'octet')} of the window that it had offered`,
  },
  'urgent-pointer-without-urg': {
    rfc: 'RFC 9293, section 3.1',
    say: ({ who, a }) => `The ${who} sent an urgent pointer of ${a} without URG: it means nothing`,
  },
  'acknowledgment-without-ack-flag': {
    rfc: 'RFC 9293, section 3.1',
    say: ({ who }) =>
      `The ${who} filled in the acknowledgment number without ACK: it means nothing`,
  },
  'data-beyond-window': {
    rfc: 'RFC 9293, section 3.10.7.4',
    say: ({ who, other, a }) =>
      `The ${who} sent data ${counted(a, 'octet')} beyond the window of the ${other}, which need not take it`,
  },
  'reset-with-unacceptable-sequence': {
    rfc: 'RFC 5961, section 3.2',
    say: ({ who, other, a, b }) => {
      if (b === NO_ANSWER) {
        return `A reset from the ${who} does not acknowledge the SYN of the ${other}, which ignores it`;
      }
      const where = `${counted(Math.abs(a), 'octet')} ${a < 0 ? 'before' : 'after'} what the ${other} expects next`;
      return b === IN_WINDOW
        ? `A reset from the ${who} lies ${where}: it is answered with a challenge ACK`
        : `A reset from the ${who} lies ${where}, outside of the window: it is ignored`;
    },
  },
  'timestamps-go-back': {
    rfc: 'RFC 7323, section 5.3',
    say: ({ who, other, a }) =>
      `The ${who} sent new data with a timestamp ${Math.abs(a)} ticks older than its last: the ${other} drops it`,
  },
  'overlap-with-other-data': {
    rfc: 'RFC 9293, section 3.10.7.4',
    say: ({ who }) => `The ${who} sent octets again that are not those it had sent before`,
  },
  'initial-sequence-repeated': {
    rfc: 'RFC 9293, section 3.4.1',
    say: ({ who, a, b }) =>
      b < 0
        ? `The ${who} began a second connection with the initial sequence number ${a >>> 0} of the first`
        : `The ${who} began with the initial sequence number ${a >>> 0}, as it did from port ${b}`,
  },
  'mss-above-mtu': {
    rfc: 'RFC 9293, section 3.7.1',
    say: ({ who, other, a, peer }) =>
      `The ${who} asked for segments of up to ${a} octets, the ${other} for no more than ${peer.mss - 1}: the path may not carry them`,
  },
  'segment-above-mss': {
    rfc: 'RFC 9293, section 3.7.1',
    say: ({ who, other, a, peer }) =>
      `The ${who} sent ${a} octets in a segment; the ${other} had asked for no more than ${peer.mss - 1}`,
  },
  'port-zero': {
    rfc: 'RFC 6335, section 6',
    say: ({ who }) => `The port of the ${who} is 0, which is reserved`,
  },
  'malformed-options': {
    rfc: 'RFC 9293, section 3.1',
    say: ({ who }) => `The ${who} sent TCP options with an impossible length`,
  },
  'invalid-checksum': {
    rfc: 'RFC 9293, section 3.1',
    say: ({ who, other, b }) =>
      `The ${b === IN_IP ? 'IPv4 header' : 'TCP'} checksum of a segment from the ${who} does not hold: the ${other} drops it`,
  },
  refused: {
    rfc: 'RFC 9293, section 3.10.7.1',
    say: ({ who }) => `The ${who} refused the connection: it answered the SYN with a reset`,
  },
  unanswered: {
    rfc: 'RFC 9293, section 3.8.3',
    say: ({ connection, count }) =>
      count === 1
        ? 'The SYN was not answered'
        : `${count} SYNs in ${durationWords(connection.row.lastTime - connection.row.startTime)} were not answered`,
  },
  reset: { rfc: 'RFC 9293, section 3.5.2', say: resetSentence },
  'zero-window': {
    rfc: 'RFC 9293, section 3.8.6.1',
    say: ({ connection, who, other, endpoint }) =>
      `The ${who} did not read: its window was closed for ${durationWords(closureOf(connection, endpoint))} (${counted(endpoint.zeroWindows, 'zero window')}), and the ${other} had to wait`,
  },
  retransmissions: {
    rfc: 'RFC 9293, section 3.8.1',
    say: ({ who, endpoint }) => {
      const { retransmittedSegments, retransmittedOctets, segments } = endpoint;
      const percent = ((100 * retransmittedSegments) / Math.max(1, segments)).toFixed(1);
      return `The ${who} sent ${counted(retransmittedSegments, 'segment')} of its ${segments} again (${percent} %), with ${counted(retransmittedOctets, 'octet')} of data`;
    },
  },
  'handshake-retransmitted': {
    rfc: 'RFC 9293, section 3.8.1',
    say: ({ who, count }) =>
      who === 'client'
        ? `The client sent its SYN ${count + 1} times: the earlier ones, or the answers to them, were lost`
        : `The server sent its SYN-ACK ${count + 1} times: the earlier ones, or the answers to them, were lost`,
  },
  'half-closed-long': {
    rfc: 'RFC 9293, section 3.6',
    say: ({ connection, who, other }) =>
      `The ${who} closed, and the ${other} kept its direction open for ${durationWords(halfCloseOf(connection))}`,
  },
  'keep-alive-timeout': { rfc: 'RFC 9293, section 3.8.4', say: resetSentence },
  'half-open-peer': { rfc: 'RFC 9293, section 3.5.1', say: resetSentence },
  'time-wait-reuse': {
    rfc: 'RFC 9293, section 3.6.1',
    say: () => 'It took over the ports of a connection that was still in TIME-WAIT',
  },
  'syn-in-established': {
    rfc: 'RFC 5961, section 4.2',
    say: ({ who, other }) =>
      `The ${who} sent a SYN for a connection that was open to the ${other}, which answers it with a challenge ACK`,
  },
  'data-unacknowledged': {
    rfc: 'RFC 9293, section 3.8.3',
    say: ({ who, other, endpoint, peer }) =>
      `The ${who} sent its last data again and again for ${durationWords(endpoint.lastSegmentTime - peer.lastSegmentTime)}; the ${other} acknowledged nothing any more`,
  },
  'icmp-unreachable': {
    rfc: 'RFC 9293, section 3.9.2.2',
    say: ({ who, other, a }) =>
      `On the way to the ${other} a segment of the ${who} was refused: ${unreachableWords(a)}`,
  },
  'icmp-packet-too-big': {
    rfc: 'RFC 9293, section 3.9.2.2',
    say: ({ who, other, b }) =>
      `A segment of the ${who} was too big for the path to the ${other}${b > 0 ? `, whose MTU is ${b}` : ''}: the sender has to send smaller ones`,
  },
  'icmp-error': {
    rfc: 'RFC 9293, section 3.9.2.2',
    say: ({ who, other, a }) =>
      `On the way to the ${other} a segment of the ${who} met an error (ICMP type ${a >> 8}, code ${a & 0xff})`,
  },
};

/** ICMP "destination unreachable" by its code (RFC 792, RFC 1812); of IPv6 the number alone. */
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

function unreachableWords(typeAndCode: number): string {
  const number = `ICMP type ${typeAndCode >> 8}, code ${typeAndCode & 0xff}`;
  const words = UNREACHABLE.get(typeAndCode);
  return words === undefined ? number : `${words} (${number})`;
}
