import { EVIDENCE, LOST_PLACES, RETRANSMISSION_KINDS } from '../tcp/retransmission/names.ts';
import { optionSchema } from './option-record.ts';
import {
  array,
  constant,
  type Infer,
  integer,
  nullable,
  number,
  object,
  oneOf,
} from './schema/schema.ts';
import {
  checksumStatus,
  frame,
  side,
  socket,
  tcpState,
  timestamp,
  unsigned16,
  unsigned32,
} from './schema/shapes.ts';
import { ANALYSIS_NAMES, FLAG_NAMES } from './vocabulary.ts';

const found = (what: string) =>
  nullable(unsigned16(`Value in the ${what}; null unless the status is invalid or partial.`));
const expected = (what: string) =>
  nullable(unsigned16(`Value that the ${what} should hold; null unless invalid or partial.`));

const checksums = object(
  {
    ip: checksumStatus('Of the IPv4 header.'),
    tcp: checksumStatus('Of the segment with its pseudo-header.'),
    ipFound: found('IPv4 header'),
    ipExpected: expected('IPv4 header'),
    tcpFound: found('TCP header'),
    tcpExpected: expected('TCP header'),
  },
  'What verifying the checksums found (RFC 1071).',
);

const retransmission = object(
  {
    kind: oneOf(RETRANSMISSION_KINDS, 'What made its sender send it again.'),
    originalFrame: nullable(frame('The frame that it repeats; null where it was not captured.')),
    lost: oneOf(LOST_PLACES, 'Where the original was lost, seen from the capture point.'),
    evidence: array(oneOf(EVIDENCE, 'A word.'), 'What decided.'),
  },
  'tcpdissect’s own verdict on a segment sent again, beside Wireshark’s `analysis`.',
);

/** One TCP segment, decoded, with its analysis and both endpoints' states. */
export const segmentSchema = object(
  {
    type: constant('segment'),
    capture: integer('Index of the capture.'),
    frame: frame('1-based, every record of the capture counted (Wireshark: `frame.number`).'),
    timestamp: timestamp('Time of the record.'),
    elapsedSeconds: number('Seconds since the first packet of the first capture.'),
    connectionElapsedSeconds: number(
      'Seconds since the first segment of the connection (Wireshark: `tcp.time_relative`).',
    ),
    deltaSeconds: nullable(
      number(
        'Seconds since the previous segment of the connection; null for the first (Wireshark: `tcp.time_delta`).',
      ),
    ),
    connection: integer('Id of the connection (Wireshark: `tcp.stream`).'),
    from: side('Its sender, as known when it passed.'),
    source: socket('Socket of its sender.'),
    destination: socket('Socket of its receiver.'),
    sequence: unsigned32('Sequence number, raw (Wireshark: `tcp.seq_raw`).'),
    acknowledgment: unsigned32(
      'Acknowledgment number, raw, also where ACK is clear (Wireshark: `tcp.ack_raw`).',
    ),
    relativeSequence: unsigned32('Counted from the initial one (Wireshark: `tcp.seq`).'),
    relativeAcknowledgment: nullable(
      unsigned32('Counted from the peer’s initial one; null without ACK (Wireshark: `tcp.ack`).'),
    ),
    flags: array(oneOf(FLAG_NAMES, 'A flag.'), 'Flags that are set, in header order.'),
    reservedBits: integer('The three reserved bits, which are to be 0.', 0, 7),
    headerLength: integer('Octets of TCP header: data offset times 4.', 20, 60),
    window: unsigned16('Window, raw (Wireshark: `tcp.window_size_value`).'),
    scaledWindow: nullable(
      integer(
        'Window in octets; null where the scale is not known (Wireshark: `tcp.window_size`, which is then the raw one).',
      ),
    ),
    urgentPointer: unsigned16('Urgent pointer, raw, also where URG is clear.'),
    payloadLength: integer('Octets of payload by the IP lengths (Wireshark: `tcp.len`).'),
    options: array(optionSchema, 'Options in header order.'),
    checksums,
    analysis: array(
      oneOf(ANALYSIS_NAMES, 'Wireshark: `tcp.analysis.NAME`.'),
      'What Wireshark says of it.',
    ),
    duplicateAckNumber: nullable(
      integer('How many-th duplicate it is (Wireshark: `tcp.analysis.duplicate_ack_num`).', 1),
    ),
    duplicateAckFrame: nullable(
      frame('What it is a duplicate of (Wireshark: `tcp.analysis.duplicate_ack_frame`).'),
    ),
    acknowledgesFrame: nullable(
      frame('Segment that ends where it acknowledges (Wireshark: `tcp.analysis.acks_frame`).'),
    ),
    ackRttSeconds: nullable(
      number('Seconds since that segment (Wireshark: `tcp.analysis.ack_rtt`).'),
    ),
    initialRttSeconds: nullable(
      number('Round trip of the handshake, in seconds (Wireshark: `tcp.analysis.initial_rtt`).'),
    ),
    bytesInFlight: nullable(
      integer('Sent and not acknowledged, in octets (Wireshark: `tcp.analysis.bytes_in_flight`).'),
    ),
    retransmission: nullable(retransmission),
    states: object(
      {
        client: nullable(tcpState('State of the client.')),
        server: nullable(tcpState('State of the server.')),
      },
      'States after it, as known when it passed; null where nothing tells one yet.',
    ),
  },
  'One TCP segment, decoded, with its analysis and both endpoints’ states.',
);

export type SegmentRecord = Infer<typeof segmentSchema>;
