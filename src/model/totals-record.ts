import {
  boolean,
  constant,
  type Infer,
  integer,
  nullable,
  number,
  object,
  record,
  type Schema,
} from './schema/schema.ts';
import { checksums, timestamp } from './schema/shapes.ts';
import { HANDSHAKE_KINDS, TEARDOWN_KINDS } from './timeline-kinds.ts';
import { ENDINGS, VERDICTS } from './verdict.ts';
import { ANALYSIS_NAMES, SEVERITIES } from './vocabulary.ts';

/** One count for each word of a closed set. */
function countsBy<const W extends string>(words: readonly W[], unit: string, description: string) {
  const counts = Object.fromEntries(words.map((word) => [word, integer(`${unit}: ${word}.`)]));
  return object(counts as Record<W, Schema<number>>, description);
}

/** The sums over all captures and connections: the last record. */
export const totalsSchema = object(
  {
    type: constant('totals'),
    captures: integer('Captures read.'),
    packets: integer('Records read.'),
    bytes: integer('Sum of their original lengths, in octets.'),
    tcpSegments: integer('TCP segments analysed.'),
    packetsNotDecoded: record(
      integer('Packets.'),
      'Packets without a TCP segment to analyse, by reason.',
    ),
    firstTimestamp: nullable(timestamp('Time of the first record of the first capture.')),
    lastTimestamp: nullable(timestamp('Time of the last record of the last capture.')),
    durationSeconds: nullable(number('Last time less first, in seconds.')),
    connections: integer('Connections.'),
    selectedConnections: integer(
      'Connections selected by `--where`, `--connection` and `-Y`; all without one.',
    ),
    selectedSegments: integer(
      'Segments selected by `--connection` and `-Y`, with `--where` those of connections that it selects; all without one.',
    ),
    byVerdict: countsBy(VERDICTS, 'Connections', 'Connections by verdict; they add up to all.'),
    byEnding: countsBy(ENDINGS, 'Connections', 'Connections by `ended`.'),
    byHandshake: countsBy(HANDSHAKE_KINDS, 'Connections', 'Connections by `handshake.kind`.'),
    byTeardown: countsBy(TEARDOWN_KINDS, 'Connections', 'Connections by `teardown.kind`.'),
    checksums,
    payloadBytes: integer('Payload of all segments, in octets, repeated ones too.'),
    retransmittedSegments: integer('Segments sent again, by tcpdissect’s own verdict.'),
    retransmittedBytes: integer('Octets of payload sent again, by the same verdict.'),
    connectionsWithRetransmissions: integer('Connections with at least one of them.'),
    analysisCounts: countsBy(
      ANALYSIS_NAMES,
      'Wireshark: `tcp.analysis`',
      'Segments by their analysis flag, under Wireshark’s names.',
    ),
    findings: countsBy(SEVERITIES, 'Findings', 'Findings of all connections by severity.'),
    connectionsWithFindings: integer('Connections with a warning or an error among them.'),
    lateSegments: integer('Segments that came after the record of their connection was final.'),
    evictedConnections: integer(
      'Connections let go to bound memory (`--max-connections`, or all that there is).',
    ),
    forgottenConnections: integer(
      'Closed connections beyond the million remembered for late segments: with any, ids may differ from Wireshark’s.',
    ),
    interrupted: boolean('Whether a signal ended the run before its input did.'),
  },
  'The sums over all captures and connections.',
);

export type TotalsRecord = Infer<typeof totalsSchema>;
