import type { FindingWords } from '../../model/findings/finding-words.ts';

/** What puts a finding in doubt. */
export const DOUBTS: FindingWords['doubts'] = {
  unfinishedChecksums:
    'the sender leaves work to its network card, which completes its segments: captured before that, their checksums are not final',
  mergedChecksums:
    'a segment that was captured before it was cut, or after several were merged, never had a checksum of its own',
  mergedOrUncut:
    'receive offload merges segments before they are captured, and segmentation offload cuts them after',
  dataPerhapsMissed: 'nothing was captured that tells whether the recorder missed the data',
  endsBeforeAnswer: 'the capture may end before the answer, or before the SYN is sent again',
  superSegments:
    'segments were captured before they were cut, or after they were merged: on the wire there were more',
  evicted: 'the connection was let go before its end',
  outOfOrder: 'the recorder put segments out of order',
  recordedTwice:
    'segments were recorded twice, and a copy can pass for a segment that was sent again',
  clockSetBack: 'the clock of the recorder went back: what was measured across that is wrong',
  missedSegments: 'the recorder missed segments of the connection',
  oneDirection: 'only one direction was captured',
};
