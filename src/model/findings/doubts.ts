import type { FindingKind } from '../../tcp/conformance/codes.ts';
import { MISSED_BY_RECORDER, OVERACKNOWLEDGED } from '../../tcp/rows/conformance-fields.ts';
import * as known from '../../tcp/rows/state-fields.ts';
import type { FoundFinding } from './rules.ts';

/** What puts a finding in doubt by how the capture was made; null where nothing does. */
type Doubt = (found: FoundFinding) => string | null;

const OFFLOAD = 'the sender leaves work to its network card, which completes its segments';

/** The kinds that the quality of a capture can bring about, with what does so. */
const DOUBTS: Readonly<Partial<Record<FindingKind, readonly Doubt[]>>> = {
  'invalid-checksum': [
    ({ endpoint }) =>
      endpoint.partialChecksums > 0 || (endpoint.stateMarks & known.CHECKSUMS_UNTRUSTED) !== 0
        ? `${OFFLOAD}: captured before that, their checksums are not final`
        : null,
  ],
  'segment-above-mss': [
    () =>
      'receive offload merges segments before they are captured, and segmentation offload cuts them after',
  ],
  'acknowledgment-of-unsent-data': [
    ({ peer }) =>
      (peer.conformanceMarks & OVERACKNOWLEDGED) !== 0
        ? 'nothing was captured that tells whether the recorder missed the data'
        : null,
  ],
  'data-beyond-window': [oneDirection, missedSegments],
  'window-shrunk': [missedSegments],
  'reset-with-unacceptable-sequence': [missedSegments],
  unanswered: [
    ({ count, connection }) =>
      count === 1 && connection.ended === 'open'
        ? 'the capture may end before the answer, or before the SYN is sent again'
        : null,
  ],
  retransmissions: [oneDirection],
  'data-unacknowledged': [
    ({ connection }) =>
      connection.ended === 'evicted' ? 'the connection was let go before its end' : null,
  ],
};

function missedSegments({ endpoint, peer }: FoundFinding): string | null {
  const marks = endpoint.conformanceMarks | peer.conformanceMarks;
  return (marks & MISSED_BY_RECORDER) !== 0
    ? 'the recorder missed segments of the connection'
    : null;
}

function oneDirection({ peer }: FoundFinding): string | null {
  return peer.segments === 0 ? 'only one direction was captured' : null;
}

/** Why a finding is doubtful; null where nothing says so. */
export function doubtOf(kind: FindingKind, found: FoundFinding): string | null {
  for (const doubt of DOUBTS[kind] ?? []) {
    const reason = doubt(found);
    if (reason !== null) return reason;
  }
  return null;
}
