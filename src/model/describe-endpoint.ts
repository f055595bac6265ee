import type { Connection } from '../tcp/connection.ts';
import type { EndpointRow } from '../tcp/rows/endpoint-row.ts';
import { STATES, UNKNOWN } from '../tcp/states.ts';
import { addressText } from './address-text.ts';
import type { Socket } from './community-id.ts';
import type { EndpointRecord } from './endpoint-record.ts';
import { inSeconds } from './recording-clock.ts';
import { ANALYSIS_NAMES, type TcpStateName } from './vocabulary.ts';

/** The name of a state by its index, or null where nothing tells it. */
export function stateName(state: number): TcpStateName | null {
  const name = STATES[state];
  return name === undefined || name === 'unknown' ? null : name;
}

/** The socket of one side of a connection. */
export function socketOf(connection: Connection, endpoint: EndpointRow): Socket {
  const isLow = endpoint === connection.low;
  const [a = 0, b = 0, c = 0, d = 0] = isLow ? connection.lowAddress : connection.highAddress;
  return {
    version: connection.ipVersion === 4 ? 4 : 6,
    words: [a, b, c, d],
    port: isLow ? connection.lowPort : connection.highPort,
  };
}

/** The record of one side of a connection. */
export function describeEndpoint(connection: Connection, endpoint: EndpointRow): EndpointRecord {
  const socket = socketOf(connection, endpoint);
  const flagCounts = analysisCounts(connection, endpoint);
  const seconds = inSeconds(connection.row.lastTime - connection.row.startTime);
  const perSecond = (octets: number) => (seconds > 0 ? octets / seconds : null);
  return {
    address: addressText(socket),
    port: socket.port,
    state: endpoint.state === UNKNOWN ? null : stateName(endpoint.state),
    segments: endpoint.segments,
    copiedSegments: endpoint.tapDuplicates,
    copiedDataSegments: endpoint.copiedDataSegments,
    copiedBytes: endpoint.copiedOctets,
    bytes: endpoint.octets,
    payloadBytes: endpoint.payloadOctets,
    uniqueBytes: endpoint.uniqueOctets,
    dataSegments: endpoint.dataSegments,
    pureAcks: endpoint.pureAcks,
    synSegments: endpoint.synSegments,
    finSegments: endpoint.finSegments,
    rstSegments: endpoint.rstSegments,
    pshSegments: endpoint.pshSegments,
    urgSegments: endpoint.urgSegments,
    retransmittedSegments: endpoint.retransmittedSegments,
    retransmittedBytes: endpoint.retransmittedOctets,
    analysisCounts: flagCounts,
    missedBytes: endpoint.missedOctets,
    duplicateAcks: flagCounts.duplicate_ack,
    tripleDuplicateAcks: connection.counts.tripleDuplicates(endpoint),
    keepAlives: flagCounts.keep_alive,
    zeroWindows: endpoint.zeroWindows,
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
        : { max: endpoint.inFlightMax, mean: endpoint.inFlightSum / endpoint.inFlightSamples },
    sackBlocks: endpoint.sackBlocks,
    dsacks: endpoint.dsacks,
    mss: endpoint.mss === 0 ? null : endpoint.mss - 1,
    segmentSize:
      endpoint.dataSegments === 0
        ? null
        : {
            min: endpoint.segmentMin,
            max: endpoint.segmentMax,
            mean: endpoint.payloadOctets / endpoint.dataSegments,
          },
    initialWindowBytes: endpoint.dataSegments === 0 ? null : endpoint.initialWindow,
    rttSeconds: roundTrips(connection, endpoint),
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

function analysisCounts(
  { counts }: Connection,
  endpoint: EndpointRow,
): EndpointRecord['analysisCounts'] {
  const found: Partial<Record<(typeof ANALYSIS_NAMES)[number], number>> = {};
  for (const [bit, name] of ANALYSIS_NAMES.entries()) found[name] = counts.flagCount(endpoint, bit);
  return found as EndpointRecord['analysisCounts'];
}

function roundTrips({ counts }: Connection, endpoint: EndpointRow): EndpointRecord['rttSeconds'] {
  const summary = counts.roundTrips.summary(endpoint);
  if (summary === undefined) return null;
  const { samples, min, mean, max, standardDeviation, quantile } = summary;
  return {
    samples,
    min: inSeconds(min),
    mean: inSeconds(Math.round(mean)),
    max: inSeconds(max),
    stdev: inSeconds(Math.round(standardDeviation)),
    p50: inSeconds(quantile(0.5)),
    p95: inSeconds(quantile(0.95)),
    p99: inSeconds(quantile(0.99)),
  };
}
