import { lengthProblem } from '../../model/option-problem.ts';
import type { SegmentWords } from '../segment-words.ts';

export const SEGMENTS: SegmentWords = {
  noFlags: 'none',
  reserved: (bits) => `reserved ${bits}`,
  analysis: {
    retransmission: 'retransmission',
    fast_retransmission: 'fast_retransmission',
    spurious_retransmission: 'spurious_retransmission',
    out_of_order: 'out_of_order',
    lost_segment: 'lost_segment',
    ack_lost_segment: 'ack_lost_segment',
    duplicate_ack: 'duplicate_ack',
    keep_alive: 'keep_alive',
    keep_alive_ack: 'keep_alive_ack',
    zero_window: 'zero_window',
    zero_window_probe: 'zero_window_probe',
    zero_window_probe_ack: 'zero_window_probe_ack',
    window_full: 'window_full',
    window_update: 'window_update',
    reused_ports: 'reused_ports',
  },
  duplicateAck: (number, ofFrame) =>
    `duplicate_ack ${number}${ofFrame === null ? '' : ` of frame ${ofFrame}`}`,
  sentAgain: (kind, original) =>
    `sent again${kind === 'unknown' ? '' : `: ${kind}`}${original === null ? '' : `, first in ${original}`}`,
  wrongChecksum: (protocol, sums) =>
    `${protocol} checksum ${sums === null ? 'wrong' : `${sums.found}, right is ${sums.right}`}`,
  roundTrip: (span) => `rtt ${span}`,
  malformedOption: (kind, { option, length, legal }) =>
    `malformed kind ${kind}: ${option}: ${lengthProblem(length, legal)}`,
};
