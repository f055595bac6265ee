import { boolean, type Infer, integer, named, nullable, number, object } from './schema/schema.ts';
import { address, port, range, tcpState } from './schema/shapes.ts';
import { ANALYSIS_NAMES, type AnalysisName } from './vocabulary.ts';

const analysisCounts = object(
  Object.fromEntries(
    ANALYSIS_NAMES.map((name) => [name, integer(`Wireshark: \`tcp.analysis.${name}\`.`)]),
  ) as Record<AnalysisName, ReturnType<typeof integer>>,
  'Segments by their analysis flag, under Wireshark’s names.',
);

/** What times there were; `tcptrace` completes the names of its labels. */
const times = (tcptrace: (name: string) => string) => ({
  samples: integer(`Samples (tcptrace: \`${tcptrace('samples')}\`).`, 1),
  min: number(`Least, in seconds (tcptrace: \`${tcptrace('min')}\`).`),
  mean: number(`Arithmetic mean, in seconds (tcptrace: \`${tcptrace('avg')}\`).`),
  max: number(`Most, in seconds (tcptrace: \`${tcptrace('max')}\`).`),
  stdev: number(`Standard deviation, in seconds (tcptrace: \`${tcptrace('stdev')}\`).`, 0),
});

const roundTrips = nullable(
  object(
    {
      ...times((name) => `RTT ${name}`),
      p50: number('Median, in seconds, within one percent.'),
      p95: number('95th percentile, in seconds, within one percent.'),
      p99: number('99th percentile, in seconds, within one percent.'),
    },
    'Time from a segment of this endpoint to the acknowledgment that ends with it, where it was sent but once (Karn; RFC 6298, section 3) and nothing in front of it was sent again, or came, after it; null without a sample.',
  ),
);

const fullSizeRoundTrips = nullable(
  object(
    {
      segmentBytes: integer('Sequence numbers of each of these segments.'),
      ...times((name) => `RTT full_sz ${name === 'samples' ? 'smpls' : name}`),
    },
    'The samples of `rttSeconds` that the largest segments among them gave; null without a sample.',
  ),
);

const ambiguousRoundTrips = nullable(
  object(
    times((name) => (name === 'samples' ? 'ambiguous acks' : `RTT ${name} (last)`)),
    'Time from the latest copy of a segment that was sent more than once to the acknowledgment that ends with it, which may be of an earlier copy: in no sample of `rttSeconds`; null without one.',
  ),
);

const retransmissionIntervals = nullable(
  object(
    times((name) => (name === 'samples' ? 'rexmt data pkts' : `${name} retr time`)),
    'Time from a segment to its being sent again, by tcpdissect’s own verdict, where it was not acknowledged meanwhile; null where nothing was.',
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
      segments: integer('Segments as captured, copies too (tcptrace: `total packets`).'),
      copiedSegments: integer(
        'Segments among them that are copies of others, made by a tap, a mirror port or the network: nobody sent them (tcptrace: `hardware dups`).',
      ),
      copiedDataSegments: integer('Copies with payload, in `dataSegments` too.'),
      copiedBytes: integer('Their payload, in octets, in `payloadBytes` too.'),
      ackSegments: integer('Segments with ACK (tcptrace: `ack pkts sent`).'),
      bytes: integer('Original lengths of their frames, in octets.'),
      payloadBytes: integer(
        'Payload sent, in octets, repeated ones too (tcptrace: `actual data bytes`).',
      ),
      uniqueBytes: integer(
        'Payload sent, in octets of sequence space, each counted once (tcptrace: `unique bytes sent`).',
      ),
      dataSegments: integer('Segments with payload (tcptrace: `actual data pkts`).'),
      pureAcks: integer(
        'Segments with ACK and without payload, SYN, FIN and RST (tcptrace: `pure acks sent`).',
      ),
      synSegments: integer('Segments with SYN (tcptrace: `SYN/FIN pkts sent`).'),
      finSegments: integer('Segments with FIN (tcptrace: `SYN/FIN pkts sent`).'),
      rstSegments: integer('Segments with RST (tcptrace: `resets sent`).'),
      pshSegments: integer('Segments with PSH.'),
      pushedDataSegments: integer('Segments with PSH and payload (tcptrace: `pushed data pkts`).'),
      urgSegments: integer('Segments with URG.'),
      urgentDataSegments: integer('Segments with URG and payload (tcptrace: `urgent data pkts`).'),
      urgentBytes: integer('Their urgent pointers, summed up (tcptrace: `urgent data bytes`).'),
      retransmittedSegments: integer(
        'Segments sent again, by tcpdissect’s own verdict: SYN and FIN too, copies by a tap, keep-alives and probes not (tcptrace counts these: `repeatedSegments`).',
      ),
      retransmittedBytes: integer('Octets of payload sent again, by the same verdict.'),
      repeatedSegments: integer(
        'Segments of which the capture showed any sequence number before, whatever the cause, SYN and FIN included, but for those of `zeroWindowProbes` (tcptrace: `rexmt data pkts`).',
      ),
      repeatedBytes: integer(
        'Their sequence numbers that it showed before (tcptrace: `rexmt data bytes`).',
      ),
      retransmissionsMax: integer(
        'The most often that one part of its data was sent again, by tcpdissect’s own verdict (tcptrace: `max # retrans`).',
      ),
      retransmissionIntervalSeconds: retransmissionIntervals,
      outOfOrderSegments: integer(
        'Segments that fill a hole: they show numbers for the first time, and end in front of numbers that were shown before (tcptrace: `outoforder pkts`).',
      ),
      analysisCounts,
      missedBytes: integer(
        'Octets that were acknowledged or skipped and are not in the capture, a FIN aside (tcptrace: `missed data`; Zeek: `missed_bytes`).',
      ),
      streamBytes: nullable(
        integer(
          'Payload between its SYN and its FIN, by their numbers, in octets; null where one of them was not captured (tcptrace: `ttl stream length`).',
        ),
      ),
      truncatedSegments: integer(
        'Segments whose payload the snap length cut (tcptrace: `truncated packets`).',
      ),
      truncatedBytes: integer('Octets that it cut off (tcptrace: `truncated data`).'),
      duplicateAcks: integer(
        'Duplicate acknowledgments sent: without payload, window and number as before (RFC 5681, section 2; Wireshark: `tcp.analysis.duplicate_ack`; tcptrace: `duplicate acks`, in the column of the peer).',
      ),
      tripleDuplicateAcks: integer(
        'Third duplicates of one acknowledgment sent (tcptrace: `triple dupacks`, in the column of the peer).',
      ),
      keepAlives: integer('Keep-alive probes sent (Wireshark: `tcp.analysis.keep_alive`).'),
      zeroWindows: integer(
        'Segments that advertise no window at all (tcptrace: `zero win adv`; Wireshark: `tcp.analysis.zero_window`).',
      ),
      zeroWindowProbes: integer(
        'Segments with payload or FIN that it sent while its peer’s window was shut (tcptrace: `zwnd probe pkts`).',
      ),
      zeroWindowProbeBytes: integer('Their payload, in octets (tcptrace: `zwnd probe bytes`).'),
      zeroWindowSeconds: number('Time during which its window was shut, in seconds.', 0),
      window: range(
        'Windows advertised, scaled, without those of SYN and RST segments (tcptrace: `min win adv`, `max win adv`, `avg win adv`).',
        'octets',
      ),
      bytesInFlight: nullable(
        object(
          {
            min: integer('Least, in octets (tcptrace: `min non-zero owin`).'),
            max: integer('Most, in octets (tcptrace: `max owin`).'),
            mean: number('Mean over its data segments, in octets (tcptrace: `avg owin`).', 0),
            timeWeightedMean: nullable(
              number(
                'Mean over `dataSeconds`, in octets; null where these are none (tcptrace: `wavg owin`).',
                0,
              ),
            ),
          },
          'Octets sent and not acknowledged yet, after each data segment (Wireshark: `tcp.analysis.bytes_in_flight`).',
        ),
      ),
      sackSegments: integer(
        'Segments with SACK blocks (RFC 2018; tcptrace: `sack pkts sent`, `sacks sent`).',
      ),
      sackBlocks: integer('SACK blocks sent.'),
      sackBlocksMax: integer(
        'The most SACK blocks in one segment (tcptrace: `max sack blks/ack`).',
      ),
      dsacks: integer('Duplicate SACKs sent (RFC 2883; tcptrace: `dsack pkts sent`).'),
      mss: nullable(
        integer(
          'Maximum segment size it asked for in its SYN, in octets (tcptrace: `mss requested`).',
        ),
      ),
      windowScale: nullable(
        integer(
          'Shift of its windows, as its SYN sent it (RFC 7323; tcptrace: `adv wind scale`).',
          0,
          255,
        ),
      ),
      offersSack: boolean('Whether its SYN permitted SACK (RFC 2018; tcptrace: `req sack`).'),
      offersTimestamps: boolean(
        'Whether its SYN sent timestamps (RFC 7323; tcptrace: `req 1323 ws/ts`).',
      ),
      segmentSize: range(
        'Payload of its data segments (tcptrace: `max segm size`, `min segm size`, `avg segm size`).',
        'octets',
      ),
      initialWindowBytes: nullable(
        integer(
          'Payload sent before the first acknowledgment of any of it, in octets (tcptrace: `initial window`, bytes).',
        ),
      ),
      initialWindowSegments: nullable(
        integer('The segments of these (tcptrace: `initial window`, pkts).'),
      ),
      rttSeconds: roundTrips,
      rttFullSizeSeconds: fullSizeRoundTrips,
      rttAmbiguousSeconds: ambiguousRoundTrips,
      postLossAcks: integer(
        'Acknowledgments that end with a segment of it sent once, which gave no sample because something in front of it had been sent again, or came, after it (tcptrace: `post-loss acks`).',
      ),
      cumulativelyAckedSegments: integer(
        'Segments of it that were acknowledged together with what followed them (tcptrace: `segs cum acked`).',
      ),
      dataSeconds: nullable(
        number(
          'From its first to its last segment with payload, in seconds; null without one (tcptrace: `data xmit time`).',
        ),
      ),
      idleMaxSeconds: nullable(
        number(
          'Longest time between two of its segments, in seconds (tcptrace: `idletime max`).',
          0,
        ),
      ),
      throughputBytesPerSecond: nullable(
        number('`payloadBytes` over the connection’s duration, in octets per second.', 0),
      ),
      goodputBytesPerSecond: nullable(
        number(
          '`uniqueBytes` over the connection’s duration, in octets per second (tcptrace: `throughput`).',
          0,
        ),
      ),
    },
    'One side of a connection: its address, its last state, and what it sent.',
  ),
);

export type EndpointRecord = Infer<typeof endpointSchema>;
