import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { ANALYSIS_DEFAULTS, analyze } from '../../../src/analyze.ts';
import { retransmissionOf } from '../../../src/model/describe-segment.ts';
import type { Segment } from '../../../src/tcp/segment.ts';

/** Every segment with a verdict: `frame kind < original frame (lost): evidence`; and every copy. */
const TABLE: Record<string, readonly string[]> = {
  'fast-retransmit': ['24 fast < 12 (after-capture): original-seen sack'],
  'fast-retransmit-at-server': [
    '25 fast < null (before-capture): original-not-seen sack ip-identification',
  ],
  'fast-retransmit-without-sack': ['24 fast < 12 (after-capture): original-seen duplicate-acks'],
  'retransmission-timeout': [
    '13 tail-loss-probe < 12 (unknown): original-seen tail',
    '14 timeout < 11 (after-capture): original-seen time',
    '15 timeout < 11 (after-capture): original-seen time recovery',
    '16 timeout < 11 (after-capture): original-seen time recovery',
    '18 go-back-n < 12 (unknown): original-seen recovery',
  ],
  'retransmission-timeout-at-server': [],
  'tail-loss-probe': [
    '18 tail-loss-probe < 15 (unknown): original-seen tail',
    '20 fast < 14 (after-capture): original-seen sack',
  ],
  'spurious-retransmission': [
    '12 tail-loss-probe < 11 (unknown): original-seen tail',
    '13 timeout < 10 (after-capture): original-seen time',
  ],
  reordering: [
    '25 fast < 12 (after-capture): original-seen sack',
    '27 fast < 16 (after-capture): original-seen sack',
  ],
  'reordering-at-server': [
    '29 spurious < 25 (not-lost): original-seen acknowledged',
    '31 spurious < 23 (not-lost): original-seen acknowledged dsack',
  ],
  duplication: [],
  'duplication-at-server': ['16 copy', '20 copy'],
  'mirrored-twice': [
    '2 copy',
    '4 copy',
    '6 copy',
    '8 copy',
    '10 copy',
    '12 copy',
    '14 copy',
    '16 copy',
    '18 copy',
    '20 copy',
    '22 copy',
    '24 copy',
    '26 copy',
  ],
  'lost-syn': ['2 syn < 1 (unknown): original-seen'],
  'lost-syn-ack': ['2 syn < 1 (unknown): original-seen'],
  'lost-fin': ['9 fin < 8 (unknown): original-seen'],
  'lost-last-ack': ['12 fin < 10 (not-lost): original-seen acknowledged'],
  'lost-handshake-ack': ['4 syn < 2 (not-lost): original-seen acknowledged'],
  'window-probe-with-octet': [],
  'keep-alive-with-octet': [],
  'keep-alive-probes': [],
  'keep-alive-gives-up': [],
  'zero-window': [],
  'corrupted-segment': ['24 fast < 12 (after-capture): original-seen sack'],
  'corrupted-segment-at-server': ['26 fast < 13 (before-capture): original-seen sack checksum'],
  'simultaneous-open': [],
  'syn-in-established': [],
  'overlap-with-other-data': ['6 timeout < 4 (after-capture): original-seen time'],
  'recorded-out-of-order': [],
  'data-on-syn': ['4 unknown < 1 (unknown): original-seen'],
};

test.each(Object.entries(TABLE))('%s', async (name, expected) => {
  expect(await verdicts(name)).toEqual(expected);
});

async function verdicts(name: string): Promise<string[]> {
  const path = fileURLToPath(new URL(`../../../fixtures/${name}.pcap`, import.meta.url));
  const told: string[] = [];
  await analyze(
    { ...ANALYSIS_DEFAULTS, inputs: [path] },
    {
      segment(segment: Segment) {
        const verdict = retransmissionOf(segment);
        if (verdict !== null) {
          const { kind, originalFrame, lost, evidence } = verdict;
          told.push(`${segment.frame} ${kind} < ${originalFrame} (${lost}): ${evidence.join(' ')}`);
        } else if (segment.isCopy) {
          told.push(`${segment.frame} copy`);
        }
      },
    },
  );
  return told;
}
