import { type InterestFacts, interestOf } from '../model/interest.ts';
import { handshakeKind } from '../model/kinds.ts';
import { verdictOf } from '../model/verdict.ts';
import type { Connection } from '../tcp/connection.ts';
import type { SortKey } from './options.ts';

type Score = (connection: Connection) => number;

const sum =
  (of: (endpoint: Connection['low']) => number): Score =>
  ({ low, high }) =>
    of(low) + of(high);

/**
 * The orders of `--sort`: the highest score comes first, equal ones by id. Scores come from the
 * engine's own numbers, so that a connection that is not shown costs no record.
 */
export const SCORES: Readonly<Record<SortKey, Score>> = {
  id: ({ row }) => -row.id,
  start: ({ row }) => -row.startTime,
  duration: ({ row }) => row.lastTime - row.startTime,
  segments: sum((endpoint) => endpoint.segments),
  bytes: sum((endpoint) => endpoint.octets),
  payload: sum((endpoint) => endpoint.payloadOctets),
  retransmissions: sum((endpoint) => endpoint.retransmittedSegments),
  interest: (connection) => interestOf(interestFacts(connection)),
};

function interestFacts(connection: Connection): InterestFacts {
  const { row, low, high, ended } = connection;
  return {
    verdict: verdictOf(ended, handshakeKind(connection)),
    errors: row.errorFindings,
    warnings: row.warningFindings,
    retransmittedSegments: low.retransmittedSegments + high.retransmittedSegments,
    zeroWindows: low.zeroWindows + high.zeroWindows,
    segments: low.segments + high.segments,
  };
}
