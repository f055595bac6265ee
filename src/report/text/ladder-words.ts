import type {
  LadderIcmp,
  LadderMark,
  LadderRun,
  LadderSegment,
  Passed,
  SynOptions,
} from '../../model/ladder-record.ts';
import type { Glyphs } from '../format/glyphs.ts';
import { countText, durationText, octetsText, plural } from '../format/units.ts';

/*
 * The words of the ladder, each as a function of the values that it tells.
 */

type Retransmission = Extract<LadderMark, { kind: 'retransmission' }>;
type AnalysisMark = Extract<LadderMark, { kind: 'analysis' }>['name'];

const CAUSES: Readonly<Record<Retransmission['cause'], string>> = {
  timeout: 'timeout',
  fast: 'fast retransmit',
  'tail-loss-probe': 'tail loss probe',
  'go-back-n': 'go-back-N',
  syn: 'SYN',
  fin: 'FIN',
  spurious: 'needlessly',
  unknown: '',
};

const LOST: Readonly<Record<Retransmission['lost'], string>> = {
  'before-capture': 'lost before the capture point',
  'after-capture': 'lost after the capture point',
  'not-lost': 'not lost',
  unknown: '',
};

const ANALYSIS: Readonly<Record<AnalysisMark, string>> = {
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
};

const REMARKS = {
  copy: 'recorded twice',
  reordered: 'put out of order by the recorder',
  discarded: 'discarded by its receiver',
} as const;

/** What is to be said of a row, in one sentence without a stop; empty where there is nothing. */
export function noteText(row: LadderSegment, glyphs: Glyphs): string {
  const parts = row.marks.map((mark) => markText(mark, row));
  return [...parts, severalText(row, glyphs)].filter((part) => part !== '').join('; ');
}

function markText(mark: LadderMark, row: LadderSegment): string {
  switch (mark.kind) {
    case 'retransmission':
      return retransmissionText(mark, row);
    case 'duplicate-ack': {
      const of = mark.ofFrame === null ? '' : ` of frame ${mark.ofFrame}`;
      return row.segments === 1
        ? `duplicate ACK ${mark.number}${of}`
        : `duplicate ACKs${of}, the last is number ${mark.number}`;
    }
    case 'analysis': {
      const isUpdate = mark.name === 'window_update' && row.scaledWindow !== null;
      const to = isUpdate ? ` to ${octetsText(row.scaledWindow ?? 0)}` : '';
      return ANALYSIS[mark.name] + to;
    }
    case 'checksum':
      return `${mark.protocol} checksum does not hold`;
    default:
      return REMARKS[mark.kind];
  }
}

function retransmissionText(mark: Retransmission, { segments }: LadderSegment): string {
  const cause = CAUSES[mark.cause];
  const repeated = segments === 1 ? 'repeats frame' : 'the first repeats frame';
  return [
    `sent again${cause === '' ? '' : ` (${cause})`}`,
    mark.originalFrame === null ? '' : `${repeated} ${mark.originalFrame}`,
    LOST[mark.lost],
  ]
    .filter((part) => part !== '')
    .join(', ');
}

/** What else a row stands for. */
function severalText(row: LadderSegment, glyphs: Glyphs): string {
  if (row.segments === 1) return '';
  const span = durationText(row.lastElapsedSeconds - row.elapsedSeconds, glyphs);
  const data = row.payloadBytes === 0 ? '' : `${octetsText(row.payloadBytes)} `;
  return `${data}up to frame ${row.lastFrame}, in ${span}`;
}

/** What passed in one direction of a run, from the fullest wording to the shortest. */
export function runLabels(passed: Passed, run: LadderRun, glyphs: Glyphs): string[] {
  const { dataSegments, payloadBytes } = passed;
  const span = durationText(run.lastElapsedSeconds - run.elapsedSeconds, glyphs);
  const count = plural(dataSegments, 'segment');
  const size = octetsText(payloadBytes);
  const took = dataSegments === 1 ? '' : `, ${span}`;
  return [`${count}, ${size}${took}`, `${count}, ${size}`, size, countText(dataSegments)];
}

export function rowsNotShownText({ rowsNotShown }: LadderRun): string {
  return `${plural(rowsNotShown, 'row')} not shown:`;
}

/** What a SYN offers: `mss 1460 ws 10 sack ts`. */
export function synOptionsText(options: SynOptions | null): string {
  if (options === null) return '';
  const { mss, windowScale, sackPermitted, timestamps, fastOpen, mptcp } = options;
  return [
    mss === null ? '' : `mss ${mss}`,
    windowScale === null ? '' : `ws ${windowScale}`,
    sackPermitted ? 'sack' : '',
    timestamps ? 'ts' : '',
    fastOpen ? 'tfo' : '',
    mptcp ? 'mptcp' : '',
  ]
    .filter((part) => part !== '')
    .join(' ');
}

export function icmpText({ to, type, code, mtu }: LadderIcmp): string {
  return `ICMP error to the ${to}: type ${type}, code ${code}${mtu === 0 ? '' : `, MTU ${mtu}`}`;
}
