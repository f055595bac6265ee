import type { LadderWords } from '../ladder-words.ts';
import { plural } from './grammar.ts';

type Retransmission = Parameters<LadderWords['retransmission']>;

const CAUSES: Readonly<Record<Retransmission[0], string>> = {
  timeout: 'timeout',
  fast: 'fast retransmit',
  'tail-loss-probe': 'tail loss probe',
  'go-back-n': 'go-back-N',
  syn: 'SYN',
  fin: 'FIN',
  spurious: 'needlessly',
  unknown: '',
};

const LOST: Readonly<Record<Retransmission[2], string>> = {
  'before-capture': 'lost before the capture point',
  'after-capture': 'lost after the capture point',
  'not-lost': 'not lost',
  unknown: '',
};

export const LADDER: LadderWords = {
  heads: { frame: 'frame', elapsed: 'elapsed', delta: 'delta', why: 'why' },
  again: 'again',
  cause: (event) => event,
  stateChange: (endpoint, cause) => `${endpoint}: ${cause}`,
  retransmission: (cause, original, lost, segments) => {
    const repeated = segments === 1 ? 'repeats frame' : 'the first repeats frame';
    return [
      `sent again${CAUSES[cause] === '' ? '' : ` (${CAUSES[cause]})`}`,
      original === null ? '' : `${repeated} ${original}`,
      LOST[lost],
    ]
      .filter((part) => part !== '')
      .join(', ');
  },
  duplicateAck: (number, ofFrame, segments) => {
    const of = ofFrame === null ? '' : ` of frame ${ofFrame}`;
    return segments === 1
      ? `duplicate ACK ${number}${of}`
      : `duplicate ACKs${of}, the last is number ${number}`;
  },
  analysis: {
    retransmission: 'a retransmission by Wireshark rules',
    fast_retransmission: 'a fast retransmission by Wireshark rules',
    spurious_retransmission: 'a spurious retransmission by Wireshark rules',
    out_of_order: 'out of order',
    lost_segment: 'what comes before it is not in the capture',
    ack_lost_segment: 'acknowledges what is not in the capture',
    keep_alive: 'keep-alive probe',
    keep_alive_ack: 'answers a keep-alive probe',
    zero_window: 'zero window: it can take no more',
    zero_window_probe: 'zero window probe',
    zero_window_probe_ack: 'answers a zero window probe',
    window_full: 'fills the window of the peer',
    window_update: 'window update',
    reused_ports: 'the ports were used before',
  },
  windowUpdate: (size) => `window update to ${size}`,
  checksum: (protocol) => `${protocol} checksum does not hold`,
  remarks: {
    copy: 'recorded twice',
    reordered: 'put out of order by the recorder',
    discarded: 'discarded by its receiver',
  },
  several: (size, lastFrame, span) =>
    `${size === '' ? '' : `${size} `}up to frame ${lastFrame}, in ${span}`,
  segments: (count) => plural(count, 'segment'),
  rowsNotShown: (count) => `${plural(count, 'row')} not shown:`,
  icmp: (to, type, code, mtu) =>
    `ICMP error to the ${to}: type ${type}, code ${code}${mtu === 0 ? '' : `, MTU ${mtu}`}`,
  stateNames: null,
  legend: (states) => `States: ${states.map(({ state }) => state).join(', ')}.`,
};
