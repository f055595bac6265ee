import { describe, expect, it } from 'vitest';
import type { ConnectionRecord } from '../../../src/model/connection-record.ts';
import { lossText } from '../../../src/report/text/loss-text.ts';
import { styleOf } from '../../../src/report/text/style.ts';
import { connection } from '../samples.ts';

type Episode = ConnectionRecord['lossEpisodes'][number];

const style = styleOf({
  columns: 100,
  color: 0,
  unicode: true,
  absoluteNumbers: false,
  stories: 1,
  tellsAll: true,
  wholeLadders: false,
});

const episode = (frame: number, recoverySeconds: number | null, more: Partial<Episode> = {}) => ({
  from: 'client' as const,
  kind: 'fast' as const,
  frame,
  elapsedSeconds: frame,
  segments: 1,
  payloadBytes: 1448,
  recoverySeconds,
  ...more,
});

describe('lossText', () => {
  it.each<[string, Episode[], string]>([
    ['none', [], ''],
    [
      'one',
      [episode(24, 0.0203)],
      'client once, first sent again in frame 24 (fast), made good in 20.3 ms',
    ],
    [
      'one without an end',
      [episode(9, null, { kind: 'timeout' })],
      'client once, first sent again in frame 9 (timeout), never made good',
    ],
    [
      'some of either side',
      [episode(5, 0.02), episode(9, 1.5, { kind: 'timeout' }), episode(7, 0.1, { from: 'server' })],
      'client 2 times, from frames 5, 9; longest recovery 1.5 s (frame 9, timeout); server once, first sent again in frame 7 (fast), made good in 100 ms',
    ],
    [
      'many',
      Array.from({ length: 32 }, (_, at) => episode(10 + at, at < 30 ? 0.02 : null)),
      'client 32 times or more, from frames 10, 11, 12, 13, 14…; longest recovery 20 ms (frame 10, fast), 2 losses never made good',
    ],
  ])('%s', (_, lossEpisodes, want) => {
    expect(lossText(connection({ lossEpisodes }), style)).toBe(want);
  });
});
