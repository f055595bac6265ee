import type { OptionWords } from '../../../model/explain/frame-words.ts';
import { brokenListText, lengthProblem } from '../../../model/option-problem.ts';
import { count, octets } from './numbers.ts';

/** What is said of TCP options and their octets. */
export const OPTION: OptionWords = {
  kind: 'which option it is (IANA)',
  length: (length) => `${octets(length)}, kind and length counted`,
  endOfList: 'end of the list: what follows in the header is padding',
  nop: 'no operation: one octet that fills up, so that the next option begins at a multiple of 4',
  padding: 'padding behind the end of the list',
  outsideSyn: 'It belongs into a SYN alone and is ignored here',
  mss: (who, mss) =>
    `the ${who} takes segments with ${octets(mss)} of payload at most: usually the MTU of its link, ${count(mss + 40)}, less 40 for the IP and TCP headers (RFC 9293, section 3.7.1)`,
  windowScale: (shift) =>
    shift > 14
      ? `the windows of the sender are to be multiplied by 2^${shift}: more than 14 is not allowed and counts as 14 (RFC 7323, section 2.3)`
      : `the windows of the sender are to be multiplied by 2^${shift} = ${count(2 ** shift)}, in later segments and if both sides send this option (RFC 7323)`,
  sackPermitted: 'the sender can use selective acknowledgments (RFC 2018)',
  sackBlocks: (blocks) =>
    `${blocks === 1 ? 'one block' : `${blocks} blocks`} of octets that arrived although some before them are missing (RFC 2018)`,
  sackBlock: (other, left, last) =>
    `the ${other}’s octets ${count(left)} to ${count(last)} have arrived`,
  duplicateSack: (other, left, last) =>
    `the ${other}’s octets ${count(left)} to ${count(last)} have arrived twice: a duplicate SACK (RFC 2883)`,
  left: (number) => `first octet of the block, relative ${count(number)}`,
  right: (number) => `one past its last octet, relative ${count(number)}`,
  timestamps: 'a clock for measuring round trips and for telling old segments (RFC 7323)',
  tsval: (who) => `the clock of the ${who} when it sent the segment`,
  tsecr: (other, value) =>
    value === 0
      ? 'nothing to echo yet'
      : `echoes the clock of the ${other}, which measures the round trip by it`,
  md5: 'MD5 signature with a secret that both sides know, used for BGP (RFC 2385)',
  digest: 'the digest: over pseudo-header, header without options, payload and secret',
  userTimeout: (timeout, isMinutes) =>
    `the sender gives up after ${timeout} ${isMinutes ? 'minutes' : 'seconds'} without acknowledgment (RFC 5482)`,
  tcpAo: 'TCP authentication: a code over the segment with a secret key (RFC 5925)',
  keyId: 'the key of this segment',
  rNextKeyId: 'the key that the sender wants to receive next',
  mac: 'the message authentication code',
  mptcp: (name) => `Multipath TCP: ${name} (RFC 8684)`,
  mptcpUnknown: (subtype) => `subtype ${subtype}`,
  mptcpData: 'subtype in the first four bits, then what belongs to it',
  fastOpenRequest: 'TCP Fast Open: asks the server for a cookie (RFC 7413)',
  fastOpen: 'TCP Fast Open: with this cookie data may come on the SYN (RFC 7413)',
  cookie: 'the cookie, which the server gave to this address',
  accurateEcn: 'Accurate ECN: counters of octets that came with each mark (RFC 9768)',
  counter: 'a counter of 24 bits',
  experimental: 'an experiment, told from others by its identifier (RFC 6994)',
  exId: 'the identifier of the experiment',
  data: 'its value',
  unknown: 'an option that is not known here; receivers skip it by its length',
  malformed: (option, length, legal) =>
    `a malformed option ${option}: ${lengthProblem(length, legal)}`,
  broken: (broken) => `not read: ${brokenListText(broken)}`,
};

/** Subtypes of Multipath TCP (RFC 8684, section 8.3). */
export const MPTCP_SUBTYPES: readonly string[] = [
  'MP_CAPABLE, which opens a connection over several paths',
  'MP_JOIN, which adds a path to a connection',
  'DSS, which maps this path’s numbers to those of the whole connection',
  'ADD_ADDR, which tells another address',
  'REMOVE_ADDR, which withdraws an address',
  'MP_PRIO, which changes the priority of a path',
  'MP_FAIL, which falls back to plain TCP',
  'MP_FASTCLOSE, which closes all paths at once',
  'MP_TCPRST, which tells why a path is reset',
];
