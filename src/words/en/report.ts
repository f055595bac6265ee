import { countText } from '../numbers.ts';
import type { ReportWords } from '../report-words.ts';
import { plural } from './grammar.ts';

const VERDICTS: ReportWords['verdict']['one'] = {
  closed: 'closed cleanly',
  reset: 'reset',
  refused: 'refused',
  unanswered: 'unanswered',
  open: 'still open',
  evicted: 'let go to bound memory',
  timeout: 'idle for too long',
};

export const REPORT: ReportWords = {
  verdict: {
    one: VERDICTS,
    many: (verdict, count) => `${countText(count)} ${VERDICTS[verdict]}`,
    whole: (connections, counts, again) =>
      `${plural(connections, 'connection')}: ${counts.join(', ')}; ${again}.`,
    noneSelected: (whole) => `${whole} None is selected.`,
    noRetransmissions: 'no retransmissions',
    retransmissions: (count, of) =>
      `${plural(count, 'retransmission')}${of === null ? '' : ` in ${countText(of)} of them`}`,
    noPackets: 'No packets.',
    noConnection: (packets, others) =>
      `No TCP connection in ${plural(packets, 'packet')}${others === '' ? '' : `: ${others}`}.`,
  },
  clockWentBack: 'the clock went back',
  interrupted: 'Interrupted: this is what was read so far.',
  rest: {
    notShown: (hidden, all) => `${countText(hidden)} of ${plural(all, 'connection')} not shown.`,
    told: (count) => {
      if (count === 0) return 'None is told in full.';
      return count === 1
        ? 'The most interesting one is told in full.'
        : `The ${countText(count)} most interesting are told in full.`;
    },
    how: '--limit N shows more, --connection ID any one, --json all of them.',
  },
  heads: {
    id: 'id',
    client: 'client',
    server: 'server',
    start: 'start',
    opened: 'opened',
    ended: 'ended',
    by: 'by',
    took: 'took',
    sent: 'sent',
    received: 'rcvd',
    rtt: 'RTT',
    again: 'again',
    lookAt: 'look at',
  },
  opened: {
    'three-way': 'three-way',
    'simultaneous-open': 'simultaneous-open',
    'fast-open': 'fast-open',
    refused: 'refused',
    unanswered: 'unanswered',
    incomplete: 'incomplete',
    'not-captured': 'not-captured',
  },
  ended: {
    closed: 'closed',
    reset: 'reset',
    refused: 'refused',
    unanswered: 'unanswered',
    open: 'open',
    evicted: 'evicted',
    timeout: 'timeout',
  },
  labels: { loss: 'loss', time: 'time', capture: 'capture', layers: 'layers' },
  finding: {
    doubt: (reason) => `In doubt${reason === null ? '' : `: ${reason}`}.`,
    frames: (numbers, count) => `${count === 1 ? 'frame' : 'frames'} ${numbers}`,
    evidence: (parts) => `(${parts.join('; ')})`,
    more: (count) => `${plural(count, 'more finding')}: see --json`,
  },
  rfc: (reference) => reference,
};
