import type { Connection } from '../tcp/connection.ts';
import {
  AMBIGUOUS_ROUND_TRIPS,
  COPIED_DATA,
  COPIED_OCTETS,
  EMPTY_PUSHES,
  OUT_OF_ORDER,
  POST_LOSS_ACKS,
  PROBE_OCTETS,
  REPEATED,
  REPEATED_OCTETS,
  RETRANSMISSION_INTERVALS,
  RETRANSMISSIONS_MAX,
  SACK_BLOCKS_MAX,
  SACKING,
  type TimeSummary,
  TRUNCATED,
  TRUNCATED_OCTETS,
  URGENT_DATA,
  URGENT_OCTETS,
  WITHOUT_ACK,
  ZERO_WINDOW_PROBES,
} from '../tcp/rare-counts.ts';
import { BEGAN_WITHOUT_ACK } from '../tcp/rows/analysis-fields.ts';
import type { EndpointRow } from '../tcp/rows/endpoint-row.ts';
import { SENT_FROM_SYN } from '../tcp/rows/sent-fields.ts';
import { OFFERED_SACK, OFFERED_TIMESTAMPS, SENT_FIN } from '../tcp/rows/state-fields.ts';
import { STATES } from '../tcp/state-names.ts';
import { UNKNOWN } from '../tcp/states.ts';
import { addressText } from './address-text.ts';
import type { Socket } from './community-id.ts';
import type { EndpointRecord } from './endpoint-record.ts';
import { inSeconds } from './recording-clock.ts';
import { ANALYSIS_NAMES, type TcpStateName } from './vocabulary.ts';

type Times = NonNullable<EndpointRecord['rttAmbiguousSeconds']>;

const SEQUENCE_SPACE = 2 ** 32;

/** The name of a state by its index, or null where nothing tells it. */
export function stateName(state: number): TcpStateName | null {
  const name = STATES[state];
  return name === undefined || name === 'unknown' ? null : name;
}

/** The socket of one side of a connection. */
export function socketOf(connection: Connection, endpoint: EndpointRow): Socket {
  const isLow = endpoint === connection.low;
  const address = isLow ? connection.lowAddress : connection.highAddress;
  return {
    version: connection.ipVersion === 4 ? 4 : 6,
    words: [address[0] ?? 0, address[1] ?? 0, address[2] ?? 0, address[3] ?? 0],
    port: isLow ? connection.lowPort : connection.highPort,
  };
}

/** The record of one side of a connection. */
export function describeEndpoint(connection: Connection, endpoint: EndpointRow): EndpointRecord {
  const socket = socketOf(connection, endpoint);
  const flagCounts = analysisCounts(connection, endpoint);
  const seconds = inSeconds(connection.row.lastTime - connection.row.startTime);
  const { rare } = connection.counts;
  const dataTime = endpoint.lastPayloadTime - endpoint.firstDataTime;
  const perSecond = (octets: number) => (seconds > 0 ? octets / seconds : null);
  return {
    address: addressText(socket),
    port: socket.port,
    state: endpoint.state === UNKNOWN ? null : stateName(endpoint.state),
    segments: endpoint.segments,
    copiedSegments: endpoint.tapDuplicates,
    copiedDataSegments: rare.count(endpoint, COPIED_DATA),
    copiedBytes: rare.octets(endpoint, COPIED_OCTETS),
    ackSegments: endpoint.segments - withoutAck(connection, endpoint),
    bytes: endpoint.octets,
    payloadBytes: endpoint.payloadOctets,
    uniqueBytes: endpoint.uniqueOctets,
    dataSegments: endpoint.dataSegments,
    pureAcks: endpoint.pureAcks,
    synSegments: endpoint.synSegments,
    finSegments: endpoint.finSegments,
    rstSegments: endpoint.rstSegments,
    pshSegments: endpoint.pshSegments,
    pushedDataSegments: endpoint.pshSegments - rare.count(endpoint, EMPTY_PUSHES),
    urgSegments: endpoint.urgSegments,
    urgentDataSegments: rare.count(endpoint, URGENT_DATA),
    urgentBytes: rare.octets(endpoint, URGENT_OCTETS),
    retransmittedSegments: endpoint.retransmittedSegments,
    retransmittedBytes: endpoint.retransmittedOctets,
    repeatedSegments: rare.count(endpoint, REPEATED),
    repeatedBytes: rare.octets(endpoint, REPEATED_OCTETS),
    retransmissionsMax: rare.count(endpoint, RETRANSMISSIONS_MAX),
    retransmissionIntervalSeconds: times(rare.times(endpoint, RETRANSMISSION_INTERVALS)),
    outOfOrderSegments: rare.count(endpoint, OUT_OF_ORDER),
    analysisCounts: flagCounts,
    missedBytes: endpoint.missedOctets,
    streamBytes: streamLength(endpoint),
    truncatedSegments: rare.count(endpoint, TRUNCATED),
    truncatedBytes: rare.octets(endpoint, TRUNCATED_OCTETS),
    duplicateAcks: flagCounts.duplicate_ack,
    tripleDuplicateAcks: connection.counts.tripleDuplicates(endpoint),
    keepAlives: flagCounts.keep_alive,
    zeroWindows: endpoint.zeroWindows,
    zeroWindowProbes: rare.count(endpoint, ZERO_WINDOW_PROBES),
    zeroWindowProbeBytes: rare.octets(endpoint, PROBE_OCTETS),
    zeroWindowSeconds: inSeconds(zeroWindowTime(connection, endpoint)),
    window:
      endpoint.windowSamples === 0
        ? null
        : {
            min: endpoint.windowMin,
            max: endpoint.windowMax,
            mean: endpoint.windowSum / endpoint.windowSamples,
          },
    bytesInFlight:
      endpoint.inFlightSamples === 0
        ? null
        : {
            min: endpoint.inFlightMin,
            max: endpoint.inFlightMax,
            mean: endpoint.inFlightSum / endpoint.inFlightSamples,
            timeWeightedMean: dataTime > 0 ? endpoint.inFlightArea / dataTime : null,
          },
    sackSegments: rare.count(endpoint, SACKING),
    sackBlocks: endpoint.sackBlocks,
    sackBlocksMax: rare.count(endpoint, SACK_BLOCKS_MAX),
    dsacks: endpoint.dsacks,
    mss: endpoint.mss === 0 ? null : endpoint.mss - 1,
    windowScale: endpoint.scaleShift === 0 ? null : endpoint.scaleShift - 1,
    offersSack: (endpoint.stateMarks & OFFERED_SACK) !== 0,
    offersTimestamps: (endpoint.stateMarks & OFFERED_TIMESTAMPS) !== 0,
    segmentSize:
      endpoint.dataSegments === 0
        ? null
        : {
            min: endpoint.segmentMin,
            max: endpoint.segmentMax,
            mean: endpoint.payloadOctets / endpoint.dataSegments,
          },
    initialWindowBytes: endpoint.dataSegments === 0 ? null : endpoint.initialWindow,
    initialWindowSegments: endpoint.dataSegments === 0 ? null : endpoint.initialWindowSegments,
    rttSeconds: roundTrips(connection, endpoint),
    rttFullSizeSeconds: fullSizeRoundTrips(connection, endpoint),
    rttAmbiguousSeconds: times(rare.times(endpoint, AMBIGUOUS_ROUND_TRIPS)),
    postLossAcks: rare.count(endpoint, POST_LOSS_ACKS),
    cumulativelyAckedSegments: endpoint.cumulativelyAcked,
    dataSeconds: endpoint.dataSegments === 0 ? null : inSeconds(dataTime),
    idleMaxSeconds: endpoint.segments < 2 ? null : inSeconds(endpoint.idleMax),
    throughputBytesPerSecond: perSecond(endpoint.payloadOctets),
    goodputBytesPerSecond: perSecond(endpoint.uniqueOctets),
  };
}

function zeroWindowTime(connection: Connection, endpoint: EndpointRow): number {
  const since = endpoint.zeroWindowSince;
  const open = since === 0 ? 0 : connection.row.lastTime + 1 - since;
  return endpoint.zeroWindowTime + open;
}

type AnalysisCounts = EndpointRecord['analysisCounts'];

/** Of the many endpoints whose segments the analysis has nothing to say about. */
const NO_ANALYSIS = countsBy(() => 0);

function countsBy(countOf: (bit: number) => number): AnalysisCounts {
  const found: { -readonly [Name in keyof AnalysisCounts]?: number } = {};
  for (const [bit, name] of ANALYSIS_NAMES.entries()) found[name] = countOf(bit);
  return found as AnalysisCounts;
}

function analysisCounts({ counts }: Connection, endpoint: EndpointRow): AnalysisCounts {
  if (endpoint.flagCounts === 0) return { ...NO_ANALYSIS };
  return countsBy((bit) => counts.flagCount(endpoint, bit));
}

function withoutAck({ counts }: Connection, endpoint: EndpointRow): number {
  const first = (endpoint.analysisMarks & BEGAN_WITHOUT_ACK) !== 0 ? 1 : 0;
  return first + counts.rare.count(endpoint, WITHOUT_ACK);
}

/** Between the numbers of SYN and FIN, as often around the sequence space as what was sent tells. */
function streamLength(endpoint: EndpointRow): number | null {
  const { sentMarks, stateMarks } = endpoint;
  if ((sentMarks & SENT_FROM_SYN) === 0 || (stateMarks & SENT_FIN) === 0) return null;
  const numbers = (endpoint.finSequence - endpoint.sentFirst - 1) >>> 0;
  const known = endpoint.uniqueOctets + endpoint.missedOctets;
  return numbers + Math.max(0, Math.round((known - numbers) / SEQUENCE_SPACE)) * SEQUENCE_SPACE;
}

function times(summary: TimeSummary): Times;
function times(summary: TimeSummary | undefined): Times | null;
function times(summary: TimeSummary | undefined): Times | null {
  if (summary === undefined) return null;
  return {
    samples: summary.samples,
    min: inSeconds(summary.min),
    mean: inSeconds(Math.round(summary.mean)),
    max: inSeconds(summary.max),
    stdev: inSeconds(Math.round(summary.standardDeviation)),
  };
}

function roundTrips({ counts }: Connection, endpoint: EndpointRow): EndpointRecord['rttSeconds'] {
  const summary = counts.roundTrips.summary(endpoint);
  if (summary === undefined) return null;
  const { quantile } = summary;
  const { samples, min, mean, max, stdev } = times(summary);
  return {
    samples,
    min,
    mean,
    max,
    stdev,
    p50: inSeconds(quantile(0.5)),
    p95: inSeconds(quantile(0.95)),
    p99: inSeconds(quantile(0.99)),
  };
}

function fullSizeRoundTrips(
  { counts }: Connection,
  endpoint: EndpointRow,
): EndpointRecord['rttFullSizeSeconds'] {
  const summary = counts.roundTrips.fullSizeSummary(endpoint);
  if (summary === undefined) return null;
  const { samples, min, mean, max, stdev } = times(summary);
  return { segmentBytes: summary.octets, samples, min, mean, max, stdev };
}
