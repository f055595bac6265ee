import { LOST_PLACES, RETRANSMISSION_KINDS } from '../../tcp/retransmission/names.ts';
import { findingSchema } from '../finding-record.ts';
import {
  array,
  constant,
  type Infer,
  integer,
  named,
  nullable,
  object,
  oneOf,
  reference,
  type Schema,
  text,
} from '../schema/schema.ts';
import { checksumStatus, frame, tcpState, timestamp, unsigned16 } from '../schema/shapes.ts';
import { segmentSchema } from '../segment-record.ts';
import { ANALYSIS_NAMES } from '../vocabulary.ts';

/** Some octets of a frame and what they mean: a layer, a field of it, or bits of a field. */
export interface Part {
  readonly offset: number;
  readonly length: number;
  readonly layer: string;
  readonly field: string;
  readonly octets: string;
  readonly bits: string | null;
  readonly value: string | null;
  readonly meaning: string | null;
  readonly children: readonly Part[];
}

const partSchema: Schema<Part> = named(
  'part',
  object(
    {
      offset: integer('Of its first octet, in the frame or the datagram.'),
      length: integer('In octets.'),
      layer: text('The layer that it belongs to, as `ethernet`, `ipv4`, `tcp`.'),
      field: text('Name of the field; of the layer itself: `header` or `payload`.'),
      octets: text('Its octets as hex; of payload the first ones.', '^([0-9a-f]{2})*$'),
      bits: nullable(
        text('Its bits among those of its octets, as `1010 ....`; null for whole octets.'),
      ),
      value: nullable(text('Its value, as people write it.')),
      meaning: nullable(text('What it means here.')),
      children: array(reference<Part>('part'), 'The parts that it is made of, in order.'),
    },
    'Some octets and what they mean.',
  ),
);

const parts = (description: string) => array(partSchema, description);

const sumStepSchema = object(
  {
    name: text('What is added or done.'),
    words: text('The 16-bit words that are added, as hex; of many the first and the last.'),
    sum: text('The sum so far, as hex.'),
  },
  'One step of the sum.',
);

const sumSchema = object(
  {
    protocol: oneOf(['ip', 'tcp'], 'Which checksum.'),
    status: checksumStatus('What verifying it found.'),
    steps: array(sumStepSchema, 'The sum step by step; empty where it cannot be computed.'),
    found: nullable(unsigned16('Value in the header; null where there is none.')),
    expected: nullable(unsigned16('Value that it should be; null where that is not known.')),
    meaning: text('The result in a sentence.'),
  },
  'How a checksum is computed (RFC 1071).',
);

export const TOPICS = [
  'time',
  'sequence',
  'order',
  'acknowledgment',
  'window',
  'in-flight',
  'acknowledged',
  'sent-again',
  'copy',
  'discarded',
  'handshake',
  'teardown',
] as const;
export type Topic = (typeof TOPICS)[number];

const statementSchema = object(
  { topic: oneOf(TOPICS, 'What it is about.'), text: text('One or two sentences.') },
  'What the segment means to its connection.',
);

const endpointStatesSchema = object(
  {
    before: nullable(tcpState('Before the segment, as known when it passed.')),
    after: nullable(tcpState('After it, as known when it passed.')),
    correctedBefore: nullable(tcpState('Before it, by the whole capture.')),
    correctedAfter: nullable(tcpState('After it, by the whole capture.')),
    cause: nullable(text('The event of RFC 9293, figure 5, that moved it; null where none did.')),
    meaning: text('The same in a sentence.'),
  },
  'The states of one endpoint around the segment.',
);

const reasonSchema = object(
  { name: oneOf(ANALYSIS_NAMES, 'Wireshark: `tcp.analysis.NAME`.'), why: text('Why.') },
  'Why the segment was flagged.',
);

const verdictSchema = object(
  {
    kind: oneOf(RETRANSMISSION_KINDS, 'What made its sender send it again.'),
    originalFrame: nullable(frame('The frame that it repeats.')),
    lost: oneOf(LOST_PLACES, 'Where the original was lost, seen from the capture point.'),
    meaning: text('The verdict in a sentence.'),
    evidence: array(text('A sentence.'), 'What decided.'),
  },
  'tcpdissect’s own verdict on a segment sent again.',
);

/** One frame taken apart: what `explain` prints. */
export const explanationSchema = object(
  {
    type: constant('explanation'),
    capture: integer('Index of the capture.'),
    frame: frame('1-based, every record of the capture counted.'),
    timestamp: timestamp('Time of the record.'),
    linkType: text('Name of the link type.'),
    capturedLength: integer('Octets of the frame in the capture.'),
    originalLength: integer('Octets of the frame on the wire.'),
    outcome: text('`segment`, or why there is no segment to analyse, as `udp`.'),
    summary: text('What the frame is, in a sentence.'),
    remarks: array(text('A sentence.'), 'What is missing or wrong, and where to look instead.'),
    comments: array(text('A comment.'), 'Comments of the capture on this frame (pcapng).'),
    parts: parts('The layers of the frame, outermost first.'),
    datagram: nullable(
      object(
        {
          length: integer('In octets.'),
          parts: parts('Its layers; offsets count from its IP header.'),
        },
        'The datagram that this frame completes, put together from its fragments.',
      ),
    ),
    checksums: array(sumSchema, 'Checksums step by step: IP, then TCP.'),
    segment: nullable(named('segment', segmentSchema)),
    statements: array(statementSchema, 'What the segment means to its connection.'),
    states: nullable(
      object(
        { client: endpointStatesSchema, server: endpointStatesSchema },
        'States of both endpoints.',
      ),
    ),
    analysis: array(reasonSchema, 'Wireshark’s analysis flags, with the numbers that decided.'),
    retransmission: nullable(verdictSchema),
    findings: array(findingSchema, 'Findings that name this frame.'),
  },
  'One frame taken apart.',
);

export type ExplanationRecord = Infer<typeof explanationSchema>;
export type SumRecord = ExplanationRecord['checksums'][number];
export type Statement = ExplanationRecord['statements'][number];
export type EndpointStates = NonNullable<ExplanationRecord['states']>['client'];
