import { RETRANSMISSION_KINDS } from '../tcp/retransmission/names.ts';
import { endpointSchema } from './endpoint-record.ts';
import { findingSchema } from './finding-record.ts';
import {
  array,
  boolean,
  constant,
  described,
  type Infer,
  integer,
  nullable,
  number,
  object,
  oneOf,
  text,
} from './schema/schema.ts';
import { checksums, frame, side, timestamp } from './schema/shapes.ts';
import { timeSharesSchema } from './time-shares-record.ts';
import { handshakeSchema, teardownSchema, transitionSchema } from './timeline-record.ts';
import { ENDINGS, VERDICTS } from './verdict.ts';

const completeness = object(
  {
    value: integer('Sum of SYN 1, SYN-ACK 2, ACK 4, DATA 8, FIN 16, RST 32.', 0, 63),
    flags: array(
      oneOf(['SYN', 'SYN-ACK', 'ACK', 'DATA', 'FIN', 'RST'], 'What was seen.'),
      'The same as words.',
    ),
  },
  'What kinds of segment were seen (Wireshark: `tcp.completeness`).',
);

const quality = object(
  {
    checksumOffload: array(
      side('A sender.'),
      'Senders that leave their checksums to the network card, so that the capture holds partial sums.',
    ),
    superSegments: integer(
      'Segments that were several on the wire: captured before segmentation, or after receive offload. They have more payload than the MSS that their receiver announced; where that was not captured, more than any Ethernet frame carries, or a whole number of full Ethernet segments, and of a sender of such all that no Ethernet frame of 1,500 octets carries.',
    ),
    wireSegments: integer(
      'Segments as they were on the wire, as near as sizes tell: as captured, but for each super-segment those that it was. Copies count.',
    ),
    snappedSegments: integer('Segments cut by the snap length.'),
    tapDuplicates: integer(
      'Segments that a tap or mirror port recorded a second time; in no count of retransmissions.',
    ),
    onlyDirection: nullable(side('The only side whose segments were captured; null for both.')),
    reorderedSegments: integer(
      'Segments that the recorder, not the network, put out of order: less than a second earlier than the one before, or right behind their own acknowledgment.',
    ),
    clockStepsBack: integer('Times at which a segment is earlier than the one before it.'),
    beginsMidConnection: boolean('Whether its opening is not in the capture.'),
    endsMidConnection: boolean('Whether it was open when the capture ended.'),
  },
  'What the capture itself distorts: read this before the findings.',
);

const lossEpisode = object(
  {
    from: side('The sender whose data was sent again.'),
    kind: oneOf(RETRANSMISSION_KINDS, 'Kind of the first retransmission.'),
    frame: frame('Frame of the first retransmission.'),
    elapsedSeconds: number('When that passed, in seconds since the first packet.'),
    segments: integer('Segments sent again until it was over.', 1),
    payloadBytes: integer('Their payload, in octets.'),
    recoverySeconds: nullable(
      number(
        'From the first retransmission until all that had been sent by then was acknowledged; null where it never was.',
      ),
    ),
  },
  'A loss, or what its sender took for one, and its recovery.',
);

const zeekBytes = (who: string, name: string) =>
  nullable(
    integer(
      `Payload sent by the ${who} by sequence numbers, in octets (Zeek: \`${name}\`); null where all packets have one time.`,
    ),
  );
const zeekPackets = (who: string, name: string) =>
  integer(`Packets sent by the ${who} (Zeek: \`${name}\`).`);
const zeekIpBytes = (who: string, name: string) =>
  integer(`IP total lengths of the ${who}, in octets (Zeek: \`${name}\`).`);

/** One connection: one life of a pair of sockets. */
export const connectionSchema = object(
  {
    type: constant('connection'),
    id: integer('0-based, in order of first segment (Wireshark: `tcp.stream`).'),
    communityId: text('Community ID version 1, seed 0.', '^1:[A-Za-z0-9+/]{27}=$'),
    client: described(
      'The side that sent the first SYN, or is taken to have: see `clientKnownBy`.',
      endpointSchema,
    ),
    server: described('The other side.', endpointSchema),
    clientKnownBy: oneOf(
      ['syn', 'syn-ack', 'port', 'first-segment'],
      'What tells who the client is; by `port` and `first-segment` it is a guess.',
    ),
    verdict: oneOf(
      VERDICTS,
      'The whole story in one word: `ended`, with connections that never opened told apart.',
    ),
    firstFrame: frame('1-based frame number of the first segment.'),
    lastFrame: frame('1-based frame number of the last segment.'),
    firstCapture: integer('Index of the capture with the first segment.'),
    lastCapture: integer(
      'Index of the capture with the last segment; where it differs, `elapsedSeconds` tells which one a frame number is of.',
    ),
    start: timestamp('Time of the first segment.'),
    end: timestamp('Time of the last segment.'),
    startElapsedSeconds: number('`start`, in seconds since the first packet of the first capture.'),
    durationSeconds: number(
      '`end` less `start`, in seconds: negative where the clock was set back.',
    ),
    ended: oneOf(
      ENDINGS,
      '`closed` by FINs, `reset` by a RST, still `open` at the end, `evicted` to bound memory, `timeout` after --idle-timeout.',
    ),
    encapsulation: array(
      text('A layer, as `ethernet`, `vlan`, `gre`.'),
      'Layers, outermost first.',
    ),
    handshake: handshakeSchema,
    teardown: teardownSchema,
    transitions: array(
      transitionSchema,
      'Each change of state of either endpoint, in order: the corrected story (RFC 9293, section 3.3.2).',
    ),
    untoldEntries: integer(
      'Steps and transitions that were too many to be told: of one connection some 200 steps and 1000 transitions are kept, the first ones.',
    ),
    findings: array(findingSchema, 'What deserves a look, the gravest first.'),
    timeShares: timeSharesSchema,
    lossEpisodes: array(
      lossEpisode,
      'Episodes of loss: the client’s, then the server’s, at most the first 32 of each.',
    ),
    quality,
    checksums,
    completeness,
    connState: text('Zeek: `conn_state`.'),
    history: nullable(text('Zeek: `history`; null where it has none.')),
    origBytes: zeekBytes('originator', 'orig_bytes'),
    respBytes: zeekBytes('responder', 'resp_bytes'),
    origPkts: zeekPackets('originator', 'orig_pkts'),
    respPkts: zeekPackets('responder', 'resp_pkts'),
    origIpBytes: zeekIpBytes('originator', 'orig_ip_bytes'),
    respIpBytes: zeekIpBytes('responder', 'resp_ip_bytes'),
    missedBytes: integer('Octets in gaps (Zeek: `missed_bytes`).'),
  },
  'One connection: one life of a pair of sockets.',
);

export type ConnectionRecord = Infer<typeof connectionSchema>;
