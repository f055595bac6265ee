import type { BaselineMetric } from '../../model/baseline-keys.ts';
import { countText } from '../numbers.ts';
import type { Quantile, RuleWords } from '../rule-words.ts';
import { plural } from './grammar.ts';

function roundTripName(quantile: Quantile): string {
  return quantile === 'max' ? 'round trip' : `${quantile} of the round trips`;
}

const same = (text: string) => ({ message: text, found: text });

/** What is measured, in a sentence. */
export const METRIC: Readonly<Record<BaselineMetric, string>> = {
  connections: 'number of connections',
  bytes: 'payload',
  resets: 'number of resets',
  'retransmission-rate': 'retransmission rate',
  'handshake-p50': 'median handshake',
  'handshake-p95': '95th percentile of the handshakes',
};

export const RULES: RuleWords = {
  expected: {
    connection: 'at least one connection',
    wholeRecord: 'a whole last record',
    noReset: 'no RST, but after a completed close',
    bothClose: 'a FIN from both sides, and both acknowledged',
    established: 'both sides come to ESTABLISHED',
    checksums: 'IPv4 and TCP checksums valid, or partial (left to a network card)',
    noErrors: 'no finding of severity error',
    noRetransmission: 'no retransmission',
    noZeroWindow: 'no zero window',
    atMost: (value) => `at most ${value}`,
    mostSentAgain: (share) => `at most ${share} of the segments sent again`,
  },
  describe: {
    connection: 'There is a connection to judge',
    wholeCaptures: 'No capture is cut short',
    noReset: 'No connection is reset but after it was closed',
    bothClose: 'Every connection is closed by both sides',
    established: 'Every handshake is completed',
    checksums: 'Every checksum is valid or partial',
    noErrors: 'No segment breaks the rules of TCP',
    noRetransmission: 'Nothing is sent again',
    noZeroWindow: 'No receive window is closed',
    connections: (expected) => `The number of connections is ${expected}`,
    mostDuration: (span) => `No connection lasts longer than ${span}`,
    mostHandshake: (span) => `No handshake takes longer than ${span}`,
    mostSentAgain: (share) => `No more than ${share} of the segments are sent again`,
    mostRoundTrip: (quantile, span) =>
      `On no connection the ${roundTripName(quantile)} exceeds ${span}`,
  },
  baseline: {
    service(name) {
      if (/^\d+$/.test(name)) return `port ${name}`;
      return name.includes(':') ? name : `${name} ports`;
    },
    differs: (service, metric) => `${service}: the ${METRIC[metric]} differs from the baseline`,
    isNew: (service) => `${service} is new`,
    hasVanished: (service) => `${service} has vanished`,
    connections: (count) => plural(count, 'connection'),
    noConnection: 'no connection',
    asBefore: (found) => `${found}, as in the baseline`,
    none: 'none',
    found: (value, more) => `${value}${more === null ? '' : ` (${more})`}`,
    atMost: (limit, sum) => `at most ${limit}${sum === null ? '' : ` (${sum})`}`,
  },
  noConnection: (packets, others) => {
    const reasons = others.map(([reason, count]) => `${countText(count)} ${reason}`).join(', ');
    return {
      message: 'there is no connection: is the capture filter right?',
      found: `no connection in ${plural(packets, 'packet')}${reasons === '' ? '' : ` (${reasons})`}`,
    };
  },
  noneSelected: (connections) => ({
    message: 'no connection is selected: is the condition right?',
    found: `none of ${plural(connections, 'connection')} selected`,
  }),
  cutShort: (lastFrame) => ({
    message: 'the capture is cut short inside its last record',
    found: `an incomplete record behind frame ${countText(lastFrame)}`,
  }),
  connections: (count) => ({
    message: `there ${count === 1 ? 'is' : 'are'} ${plural(count, 'connection')}`,
    found: countText(count),
  }),
  reset: (from, cause, count) => ({
    message: `the ${from} sent a reset${cause === 'unknown' ? '' : ` (${cause})`}`,
    found: `${count} RST`,
  }),
  notClosed: (kind, isOpen) => {
    const open = isOpen ? ', and the capture ends' : '';
    const messages: Readonly<Record<string, string>> = {
      reset: 'it was ended by a reset',
      'half-closed': `one side closed alone${open}`,
      none: `neither side closed${open}`,
      'not-captured': 'its close was not captured',
    };
    return { message: messages[kind] ?? 'a FIN was not acknowledged', found: `teardown ${kind}` };
  },
  lasted: (span) => ({ message: `it lasted ${span}`, found: span }),
  notOpened: (kind, segments) => {
    const messages: Readonly<Record<string, string>> = {
      refused: 'the connection was refused',
      unanswered: 'the SYN was not answered',
      incomplete: 'the handshake was not completed',
    };
    return {
      message: messages[kind] ?? `the handshake was not completed (${kind})`,
      found: segments.join(', '),
    };
  },
  handshakeTook: (span) => ({ message: `the handshake took ${span}`, found: span }),
  checksums: (ip, tcp, doubt) => {
    const found = [...(ip > 0 ? [`${ip} IPv4`] : []), ...(tcp > 0 ? [`${tcp} TCP`] : [])];
    return {
      message: `${plural(ip + tcp, 'checksum')} invalid${doubt === null ? '' : ` (doubtful: ${doubt})`}`,
      found: `invalid: ${found.join(' and ')}`,
    };
  },
  errors: (first, rfc, others, kinds) => ({
    message: `${first}${rfc === null ? '' : ` (${rfc})`}${others > 0 ? ` (and ${others} more)` : ''}`,
    found: kinds.join(', '),
  }),
  sentAgain: (segments) => same(`${plural(segments, 'segment')} sent again`),
  rate: (share, worst, retransmitted, segments) => ({
    message: `${share} of the segments were sent again, most of them, ${countText(worst)}, of one connection`,
    found: `${share} (${countText(retransmitted)} of ${countText(segments)})`,
  }),
  zeroWindows: (who, count) => ({
    message: `the ${who} closed its window (${plural(count, 'zero window')})`,
    found: plural(count, 'zero window'),
  }),
  roundTrip: (quantile, who, span, samples) => {
    return {
      message: `the ${roundTripName(quantile)} of the ${who}’s segments is ${span}`,
      found: `${span} (${plural(samples, 'sample')})`,
    };
  },
  notSo: (description) => (description === null ? 'this does not hold' : `not so: ${description}`),
};
