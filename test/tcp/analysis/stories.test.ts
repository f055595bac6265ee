import { describe, expect, test } from 'vitest';
import { ANALYSIS_NAMES } from '../../../src/tcp/analysis/names.ts';
import type { Segment } from '../../../src/tcp/segment.ts';
import { ConnectionTracker, TRACKER_DEFAULTS } from '../../../src/tcp/tracker.ts';
import { Packet } from '../../../src/wire/packet.ts';
import { fill } from '../story.ts';

const HANDSHAKE = `
  > S 0:0(0) win 1000
  < S. 0:0(0) ack 1 win 1000
  > . 1:1(0) ack 1 win 1000`;

/**
 * Tells a story and says of each line what the analysis says: the flags, and where there are any, the
 * number of a duplicate and the frame it repeats. Lines of the handshake are left out.
 */
function analysisOf(text: string, options: { msl?: number } = {}): string[] {
  const packet = new Packet();
  const said: string[] = [];
  const segment = (found: Segment) => {
    const flags = ANALYSIS_NAMES.filter((_, bit) => ((found.analysis >> bit) & 1) !== 0);
    const { duplicateAckNumber: number, duplicateAckFrame: frame } = found;
    said.push([...flags, ...(number > 0 ? [`#${number} of ${frame}`] : [])].join(' '));
  };
  const sink = { segment, connection() {} };
  const tracker = new ConnectionTracker(packet, { ...TRACKER_DEFAULTS, ...options }, sink);
  const lines = `${HANDSHAKE}\n${text}`.split('\n').filter((line) => line.trim() !== '');
  let time = 1e9;
  for (const [index, line] of lines.entries()) {
    time += fill(packet, line.trim());
    tracker.take(0, index + 1, time, Math.floor(time / 1e9), time % 1e9, 60);
  }
  return said.slice(3);
}

const STORIES: [name: string, lines: [line: string, said: string][]][] = [
  [
    'a timeout',
    [
      ['> . 1:101(100) ack 1 win 1000', ''],
      ['+1 > . 1:101(100) ack 1 win 1000', 'retransmission'],
    ],
  ],
  [
    'a hole, duplicate acknowledgments and a fast retransmission',
    [
      ['> . 1:101(100) ack 1 win 1000', ''],
      ['< . 1:1(0) ack 101 win 1000', ''],
      ['> . 201:301(100) ack 1 win 1000', 'lost_segment'],
      ['< . 1:1(0) ack 101 win 1000', 'duplicate_ack #1 of 5'],
      ['> . 301:401(100) ack 1 win 1000', ''],
      ['< . 1:1(0) ack 101 win 1000', 'duplicate_ack #2 of 5'],
      ['> . 101:201(100) ack 1 win 1000', 'fast_retransmission'],
    ],
  ],
  [
    'the same later than 20 ms after the last duplicate',
    [
      ['> . 1:101(100) ack 1 win 1000', ''],
      ['< . 1:1(0) ack 1 win 1000', 'duplicate_ack #1 of 2'],
      ['< . 1:1(0) ack 1 win 1000', 'duplicate_ack #2 of 2'],
      ['+0.021 > . 1:101(100) ack 1 win 1000', 'retransmission'],
    ],
  ],
  [
    'two segments that changed places',
    [
      ['> . 101:201(100) ack 1 win 1000', 'lost_segment'],
      ['+0.001 > . 1:101(100) ack 1 win 1000', 'out_of_order'],
    ],
  ],
  [
    'a repetition of what is acknowledged',
    [
      ['> . 1:101(100) ack 1 win 1000', ''],
      ['< . 1:1(0) ack 101 win 1000', ''],
      ['> . 1:101(100) ack 1 win 1000', 'spurious_retransmission'],
    ],
  ],
  [
    'an acknowledgment of what was not seen',
    [
      ['< . 1:1(0) ack 501 win 1000', 'ack_lost_segment'],
      ['< . 1:1(0) ack 501 win 1000', 'duplicate_ack #1 of 4'],
    ],
  ],
  [
    'a keep-alive and its answer',
    [
      ['> . 1:101(100) ack 1 win 1000', ''],
      ['< . 1:1(0) ack 101 win 1000', ''],
      ['+60 > . 100:100(0) ack 1 win 1000', 'keep_alive'],
      ['< . 1:1(0) ack 101 win 1000', 'keep_alive_ack'],
    ],
  ],
  [
    'a window that fills, shuts and opens again',
    [
      ['> . 1:1001(1000) ack 1 win 1000', 'window_full'],
      ['< . 1:1(0) ack 1001 win 0', 'zero_window'],
      ['+1 > . 1001:1002(1) ack 1 win 1000', 'zero_window_probe'],
      ['< . 1:1(0) ack 1001 win 0', 'zero_window zero_window_probe_ack'],
      ['< . 1:1(0) ack 1001 win 1000', 'window_update'],
    ],
  ],
  [
    'a SYN with a number of its own on known sockets',
    [
      ['> F. 1:1(0) ack 1 win 1000', ''],
      ['< F. 1:1(0) ack 2 win 1000', ''],
      ['> . 2:2(0) ack 2 win 1000', ''],
      ['> S 70000:70000(0) win 1000', 'reused_ports'],
    ],
  ],
];

describe('what the analysis says of', () => {
  test.each(STORIES)('%s', (_, lines) => {
    const said = analysisOf(lines.map(([line]) => line).join('\n'));
    const told = lines.map(([line], index) => [line, said[index]]);
    expect(told).toEqual(lines);
  });

  test('segments that come after their connection is final', () => {
    const closed = `
      > . 1:101(100) ack 1 win 1000
      > F. 101:101(0) ack 1 win 1000
      < F. 1:1(0) ack 102 win 1000
      > . 102:102(0) ack 2 win 1000`;
    const late = `
      +600 < F. 1:1(0) ack 102 win 1000
      > . 102:102(0) ack 2 win 1000
      > . 1:101(100) ack 2 win 1000
      > . 300:400(100) ack 2 win 1000
      < . 2:2(0) ack 400 win 1000
      > R 400:400(0) win 0`;
    const said = analysisOf(closed + late);
    expect(said).toEqual(analysisOf(closed + late, { msl: Number.POSITIVE_INFINITY }));
    expect(said.slice(4)).toEqual([
      'retransmission',
      'duplicate_ack #1 of 7',
      'spurious_retransmission',
      'lost_segment',
      'ack_lost_segment',
      '',
    ]);
  });
});
