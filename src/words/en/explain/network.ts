import type { NetworkWords } from '../../../model/explain/frame-words.ts';
import { octets } from './numbers.ts';

/** What is said of the headers below TCP. */
export const NETWORK: NetworkWords = {
  layer: (name, length) => `${octets(length)} of ${name}`,
  unread: 'not read any further',
  etherType: (name) => `what follows: ${name}`,
  hardwareDestination: (isGroup) =>
    isGroup ? 'for a group of stations' : 'the station that the frame is for, on this link alone',
  hardwareSource: 'the station that sent it on this link',
  length: 'a length instead of a type: what follows is LLC',
  priority: 'priority, 0 to 7 (IEEE 802.1Q)',
  dropEligible: (isSet) =>
    isSet ? 'may be dropped first where there is congestion' : 'not to be dropped first',
  vlanId: 'the VLAN that the frame belongs to',
  packetType: (value) =>
    ['sent to us', 'broadcast', 'multicast', 'sent to somebody else', 'sent by us'][value] ??
    'unknown',
  otherHeader: 'a header of the link or of a tunnel, passed over',

  version: (version) => `IP version ${version}`,
  headerWords: (words) => `${words} x 4 = ${octets(words * 4)} of header`,
  headerWordsWrong: (words) => `${words} x 4 octets: below 20, which no header can have`,
  differentiated: 'class of service that routers may give it (RFC 2474)',
  ecn: (value) =>
    [
      'not ECN-capable: congestion is told by dropping it (RFC 3168)',
      'ECN-capable, ECT(1)',
      'ECN-capable, ECT(0)',
      'CE: a router on the way met congestion and marked the packet instead of dropping it',
    ][value] ?? '',
  totalLength: (total, header) =>
    total === 0
      ? '0, as segmentation offload leaves it: the packet is as long as the frame'
      : `header ${header} and payload ${Math.max(0, total - header)} octets`,
  identification: 'tells the fragments of this packet from those of others',
  reservedBit: (isSet) => (isSet ? 'must be zero, and is not' : 'zero, as it must be'),
  dontFragment: (isSet) =>
    isSet
      ? 'DF: routers may not cut it into fragments; one that would have to sends an ICMP error'
      : 'routers may cut it into fragments',
  moreFragments: (isSet) =>
    isSet ? 'MF: more fragments of this packet follow' : 'no fragment follows this one',
  fragmentOffset: (units) =>
    units === 0
      ? 'begins at octet 0 of the payload of its packet'
      : `${units} x 8: begins at octet ${units * 8} of the payload of its packet`,
  timeToLive: 'routers that it may still pass: each takes one off, at 0 it is dropped',
  protocol: (name) => `what follows: ${name}`,
  ipChecksum: {
    valid: 'of this header alone; it holds',
    invalid: 'of this header alone; it does not hold: the header changed on its way',
    partial: '',
    unverified: 'of this header alone; not verified',
    absent: '',
  },
  ipSource: 'the host that sent it',
  ipDestination: 'the host that it is for',
  flowLabel: 'packets of one flow carry the same label (RFC 6437)',
  payloadLength: (length) =>
    length === 0
      ? '0: a jumbogram, or left by segmentation offload'
      : `${octets(length)} behind this header, extension headers included`,
  nextHeader: (name) => `what follows: ${name}`,
  extensionLength: (length) => `${octets(length)} in all`,
  extensionRest: 'passed over',
  ipOption: (name) => name,
  port: 'the ports tell what the datagram carries: a tunnel, or something that is not read',
  udpLength: 'header and payload in octets',
  udpChecksum: 'of the datagram; not verified here',
};

/** Names of IPv4 options by their kind (IANA, IP option numbers). */
export const IP_OPTION_NAMES: Readonly<Record<number, string>> = {
  0: 'end of the list',
  1: 'no operation: fills up',
  7: 'record route: routers on the way write their addresses into it',
  68: 'timestamps of the routers on the way',
  130: 'security (RFC 1108)',
  131: 'loose source route: addresses to pass on the way',
  136: 'stream identifier',
  137: 'strict source route: the addresses to pass, and no others',
  148: 'router alert: routers are to look at the packet (RFC 2113)',
};
