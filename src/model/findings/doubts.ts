import type { FindingKind } from '../../tcp/conformance/kinds.ts';
import {
  MISSED_BY_RECORDER,
  OVERACKNOWLEDGED,
  SENT_SUPER_SEGMENTS,
} from '../../tcp/rows/conformance-fields.ts';
import type { EndpointRow } from '../../tcp/rows/endpoint-row.ts';
import * as known from '../../tcp/rows/state-fields.ts';
import { wasClockSetBack } from '../clock-set-back.ts';
import type { DoubtName } from './finding-words.ts';
import type { FoundFinding } from './rules.ts';

/** What puts a finding in doubt by how the capture was made; null where nothing does. */
type Doubt = (found: FoundFinding) => DoubtName | null;

/** Where what the capture distorts is a smaller share of what was found, it does not bring it about. */
const SHARE_THAT_MATTERS = 0.1;

/**
 * What the capture may distort, and the kinds that this can bring about, miscount or mistime. A kind has the
 * first doubt that holds.
 *
 * | where the capture has ...      | ... these are in doubt                                                    |
 * |--------------------------------|---------------------------------------------------------------------------|
 * | one direction only             | what the other one would explain: windows, what was received              |
 * | holes made by the recorder     | what a missed segment would explain: windows, sequence numbers            |
 * | segments put out of order      | what goes by the order of segments: numbers that go back or lie ahead     |
 * | copies made by a tap           | what counts segments that come again, as not every copy can be recognised |
 * | super-segments                 | what counts segments, and checksums, which are those of no segment        |
 * | a clock that was set back      | what was measured in time                                                 |
 */
const DOUBTS: Readonly<Partial<Record<FindingKind, readonly Doubt[]>>> = {
  'invalid-checksum': [unfinishedChecksums, mergedChecksums],
  'segment-above-mss': [() => 'mergedOrUncut'],
  'acknowledgment-of-unsent-data': [
    ({ peer }) => ((peer.conformanceMarks & OVERACKNOWLEDGED) !== 0 ? 'dataPerhapsMissed' : null),
    reordered,
  ],
  'data-beyond-window': [oneDirection, missedSegments, reordered],
  'window-shrunk': [missedSegments, reordered],
  'reset-with-unacceptable-sequence': [missedSegments, reordered],
  'timestamps-go-back': [reordered],
  unanswered: [
    ({ count, connection }) =>
      count === 1 && connection.ended === 'open' ? 'endsBeforeAnswer' : null,
    ({ count, endpoint }) => (count > 1 ? copiedByTap(endpoint, count) : null),
    clockSetBack,
  ],
  'handshake-retransmitted': [
    ({ count, endpoint }) => copiedByTap(endpoint, count),
    reordered,
    clockSetBack,
  ],
  retransmissions: [
    oneDirection,
    ({ connection, endpoint }) =>
      outOfOrder(connection.row.reorderedSegments, endpoint.retransmittedSegments),
    ({ endpoint }) => copiedByTap(endpoint, endpoint.retransmittedSegments),
    ({ endpoint }) => (hasSuperSegments(endpoint) ? 'superSegments' : null),
  ],
  'zero-window': [clockSetBack],
  'half-closed-long': [clockSetBack],
  'keep-alive-timeout': [clockSetBack],
  'data-unacknowledged': [
    ({ connection }) => (connection.ended === 'evicted' ? 'evicted' : null),
    clockSetBack,
  ],
};

function unfinishedChecksums({ endpoint }: FoundFinding): DoubtName | null {
  const isOffloaded =
    endpoint.partialChecksums > 0 || (endpoint.stateMarks & known.CHECKSUMS_UNTRUSTED) !== 0;
  return isOffloaded ? 'unfinishedChecksums' : null;
}

function mergedChecksums({ endpoint }: FoundFinding): DoubtName | null {
  return hasSuperSegments(endpoint) ? 'mergedChecksums' : null;
}

function hasSuperSegments({ conformanceMarks }: EndpointRow): boolean {
  return (conformanceMarks & SENT_SUPER_SEGMENTS) !== 0;
}

function reordered({ connection, count }: FoundFinding): DoubtName | null {
  return outOfOrder(connection.row.reorderedSegments, count);
}

function outOfOrder(segments: number, found: number): DoubtName | null {
  return matters(segments, found) ? 'outOfOrder' : null;
}

function copiedByTap({ tapDuplicates }: EndpointRow, found: number): DoubtName | null {
  return matters(tapDuplicates, found) ? 'recordedTwice' : null;
}

function matters(distorted: number, found: number): boolean {
  return distorted > 0 && distorted >= found * SHARE_THAT_MATTERS;
}

function clockSetBack({ connection }: FoundFinding): DoubtName | null {
  return wasClockSetBack(connection.row) ? 'clockSetBack' : null;
}

function missedSegments({ endpoint, peer }: FoundFinding): DoubtName | null {
  const marks = endpoint.conformanceMarks | peer.conformanceMarks;
  return (marks & MISSED_BY_RECORDER) !== 0 ? 'missedSegments' : null;
}

function oneDirection({ peer }: FoundFinding): DoubtName | null {
  return peer.segments === 0 ? 'oneDirection' : null;
}

/** Why a finding is doubtful; null where nothing says so. */
export function doubtOf(kind: FindingKind, found: FoundFinding): DoubtName | null {
  for (const doubt of DOUBTS[kind] ?? []) {
    const reason = doubt(found);
    if (reason !== null) return reason;
  }
  return null;
}
