import { type Infer, integer, named, nullable, number, object } from './schema/schema.ts';
import { ANALYSIS_NAMES, type AnalysisName, address, port, range, tcpState } from './vocabulary.ts';

const analysisCounts = object(
  Object.fromEntries(
    ANALYSIS_NAMES.map((name) => [name, integer(`Wireshark: \`tcp.analysis.${name}\`.`)]),
  ) as Record<AnalysisName, ReturnType<typeof integer>>,
  'Segments by their analysis flag, under Wireshark’s names.',
);

const roundTrips = nullable(
  object(
    {
      samples: integer('Samples (tcptrace: RTT samples).'),
      min: number('Least, in seconds (tcptrace: RTT min).'),
      mean: number('Arithmetic mean, in seconds (tcptrace: RTT avg).'),
      max: number('Most, in seconds (tcptrace: RTT max).'),
      stdev: number('Standard deviation, in seconds (tcptrace: RTT stdev).', 0),
      p50: number('Median, in seconds, within one percent.'),
      p95: number('95th percentile, in seconds, within one percent.'),
      p99: number('99th percentile, in seconds, within one percent.'),
    },
    'Time from a segment of this endpoint to the acknowledgment that ends with it, where it was sent but once (Karn; RFC 6298, section 3); null without a sample.',
  ),
);

/** One side of a connection: its address, its last state, and what it sent. */
export const endpointSchema = named(
  'endpoint',
  object(
    {
      address,
      port,
      state: nullable(tcpState('Last state known; null where nothing tells it.')),
      segments: integer('Segments as captured, copies too (tcptrace: total packets).'),
      copiedSegments: integer(
        'Segments among them that are copies of others, made by a tap, a mirror port or the network: nobody sent them.',
      ),
      copiedDataSegments: integer('Copies with payload, in `dataSegments` too.'),
      copiedBytes: integer('Their payload, in octets, in `payloadBytes` too.'),
      bytes: integer('Original lengths of their frames, in octets.'),
      payloadBytes: integer(
        'Payload sent, in octets, repeated ones too (tcptrace: actual data bytes).',
      ),
      uniqueBytes: integer(
        'Payload sent, in octets of sequence space, each counted once (tcptrace: unique bytes sent).',
      ),
      dataSegments: integer('Segments with payload (tcptrace: actual data pkts).'),
      pureAcks: integer(
        'Segments with ACK and without payload, SYN, FIN and RST (tcptrace: pure acks sent).',
      ),
      synSegments: integer('Segments with SYN (tcptrace: SYN pkts sent).'),
      finSegments: integer('Segments with FIN (tcptrace: FIN pkts sent).'),
      rstSegments: integer('Segments with RST (tcptrace: resets sent).'),
      pshSegments: integer('Segments with PSH (tcptrace: pushed data pkts, those with payload).'),
      urgSegments: integer('Segments with URG (tcptrace: urgent data pkts, those with payload).'),
      retransmittedSegments: integer(
        'Segments sent again, by tcpdissect’s own verdict: SYN and FIN too, copies by a tap not (tcptrace: rexmt data pkts, payload only).',
      ),
      retransmittedBytes: integer(
        'Octets of payload sent again, by the same verdict (tcptrace: rexmt data bytes).',
      ),
      analysisCounts,
      missedBytes: integer(
        'Octets that were acknowledged or skipped and are not in the capture, a FIN aside (tcptrace: missed data; Zeek: missed_bytes).',
      ),
      duplicateAcks: integer('Duplicate acknowledgments sent (tcptrace: duplicate acks).'),
      tripleDuplicateAcks: integer(
        'Third duplicates of one acknowledgment (tcptrace: triple dupacks).',
      ),
      keepAlives: integer('Keep-alive probes sent (Wireshark: `tcp.analysis.keep_alive`).'),
      zeroWindows: integer(
        'Segments that advertise no window at all (tcptrace: zero win adv; Wireshark: `tcp.analysis.zero_window`).',
      ),
      zeroWindowSeconds: number('Time during which its window was shut, in seconds.', 0),
      window: range(
        'Windows advertised, scaled, without those of SYN and RST segments (tcptrace: min, max and avg win adv).',
        'octets',
      ),
      bytesInFlight: nullable(
        object(
          {
            max: integer('Most, in octets (tcptrace: max owin).'),
            mean: number('Mean over its data segments, in octets (tcptrace: avg owin).', 0),
          },
          'Octets sent and not acknowledged yet, after each data segment (Wireshark: `tcp.analysis.bytes_in_flight`).',
        ),
      ),
      sackBlocks: integer('SACK blocks sent (RFC 2018; tcptrace: sack pkts sent counts segments).'),
      dsacks: integer('Duplicate SACKs sent (RFC 2883; tcptrace: dsack pkts sent).'),
      mss: nullable(
        integer(
          'Maximum segment size it asked for in its SYN, in octets (tcptrace: mss requested).',
        ),
      ),
      segmentSize: range(
        'Payload of its data segments (tcptrace: max, min and avg segm size).',
        'octets',
      ),
      initialWindowBytes: nullable(
        integer(
          'Payload sent before the first acknowledgment of any of it, in octets (tcptrace: initial window, bytes).',
        ),
      ),
      rttSeconds: roundTrips,
      idleMaxSeconds: nullable(
        number('Longest time between two of its segments, in seconds (tcptrace: idletime max).', 0),
      ),
      throughputBytesPerSecond: nullable(
        number('`payloadBytes` over the connection’s duration, in octets per second.', 0),
      ),
      goodputBytesPerSecond: nullable(
        number(
          '`uniqueBytes` over the connection’s duration, in octets per second (tcptrace: throughput).',
          0,
        ),
      ),
    },
    'One side of a connection: its address, its last state, and what it sent.',
  ),
);

export type EndpointRecord = Infer<typeof endpointSchema>;
