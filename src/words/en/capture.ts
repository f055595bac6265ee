import type { CaptureWords } from '../capture-words.ts';
import { countText } from '../numbers.ts';
import { plural } from './grammar.ts';

export const CAPTURE: CaptureWords = {
  standardInput: 'standard input',
  labels: {
    capture: 'capture',
    packets: 'packets',
    checksums: 'checksums',
    quality: 'quality',
    comment: 'comment',
    options: 'options',
  },
  heads: {
    capture: 'capture',
    format: 'format',
    packets: 'packets',
    size: 'size',
    first: 'first',
    lasts: 'lasts',
  },
  madeOf: (names) => ` (${names.join(', ')})`,
  cutShort: 'cut short',
  moreCaptures: (count) => `${plural(count, 'more capture')}: see --json`,
  packets: ({ packets, size, span, wentBack, start, tcpSegments, others }) =>
    `${countText(packets)} (${size})${span === null ? '' : ` in ${span}`}${start === null ? '' : ` from ${start}`}${wentBack ? ', then the clock went back' : ''}: ${countText(tcpSegments)} TCP${others === '' ? '' : `, ${others}`}`,
  notDecoded: (reason, count) => `${countText(count)} ${reason}`,
  others: (count) => plural(count, 'other'),
  checksumStatus: {
    valid: (count) => `${countText(count)} valid`,
    invalid: (count) => `${countText(count)} invalid`,
    partial: (count) => `${countText(count)} partial (left to the network card)`,
    unverified: (count) => `${countText(count)} unverified`,
  },
  noChecksums: 'none',
  quality: {
    truncated: 'cut short in its last record',
    repaired: (times) => `reading went on behind damage ${plural(times, 'time')}`,
    passedOver: (size) => `${size} passed over as damaged`,
    checksumOffload: 'senders left checksums to their network card',
    superSegments: (captured, onWire) =>
      `${plural(captured, 'segment')} larger than the path carries (${countText(onWire)} on the wire)`,
    snapped: (packets) => `${plural(packets, 'packet')} cut by the snap length`,
    recordedTwice: (segments) => `${plural(segments, 'segment')} recorded twice`,
    oneSided: (connections) => `${plural(connections, 'connection')} with one direction only`,
    begunBefore: (connections) => `${plural(connections, 'connection')} begun before it`,
    outOfOrder: (segments) => `${plural(segments, 'segment')} put out of order by the recorder`,
    clockSetBack: (times, most) =>
      `the clock went back ${plural(times, 'time')}${most === null ? '' : `, by ${most} at most`}`,
    lostByRecorder: (packets) => `${plural(packets, 'packet')} lost by the recorder`,
  },
  options: {
    analysed: (filter) => `packets analysed: ${filter}`,
    selected: (filter) => `selected: ${filter}`,
    unverified: 'checksums not verified: --no-checksums',
  },
};
