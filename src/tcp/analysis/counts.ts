import { BlockPool } from '../block-pool.ts';
import { INITIAL_WINDOW_OVER } from '../rows/analysis-fields.ts';
import type { EndpointRow } from '../rows/endpoint-row.ts';
import type { Segment } from '../segment.ts';
import {
  ANALYSIS_NAMES,
  DUPLICATE_ACK,
  FAST_RETRANSMISSION,
  RETRANSMISSION,
  SPURIOUS_RETRANSMISSION,
} from './names.ts';
import { RoundTrips } from './round-trips.ts';

/** A block has one word for each flag, in the order of their bits, and one for triple duplicates. */
const TRIPLE_DUPLICATES = ANALYSIS_NAMES.length;
const BLOCK_WORDS = ANALYSIS_NAMES.length + 1;
const MOST_BLOCKS = 1 << 22;

const SENT_AGAIN = RETRANSMISSION | FAST_RETRANSMISSION | SPURIOUS_RETRANSMISSION;

/** Sums up what the analysis said of the segments of each endpoint. */
export class AnalysisCounts {
  readonly roundTrips = new RoundTrips();
  readonly #flags = new BlockPool(BLOCK_WORDS, MOST_BLOCKS);
  readonly #totals = new Float64Array(BLOCK_WORDS);

  add(segment: Segment): void {
    const { sender, receiver, packet } = segment;
    if (segment.analysis !== 0) this.#countFlags(segment);
    if (segment.row < 0) return; // its connection is final
    if (segment.ackRtt > 0 && !segment.isAckAmbiguous)
      this.roundTrips.add(receiver, segment.ackRtt);
    if (segment.bytesInFlight > 0) countFlight(sender, segment.bytesInFlight);
    if (packet.payloadLength > 0 && (sender.analysisMarks & INITIAL_WINDOW_OVER) === 0) {
      countInitialWindow(segment);
    }
  }

  /** Segments of the endpoint with the flag of that bit. */
  flagCount(endpoint: EndpointRow, bit: number): number {
    return endpoint.flagCounts === 0 ? 0 : (this.#flags.ints[endpoint.flagCounts + bit] ?? 0);
  }

  /** The same of all endpoints together, late segments included. */
  flagTotal(bit: number): number {
    return this.#totals[bit] ?? 0;
  }

  /** Third duplicates of one acknowledgment that the endpoint sent. */
  tripleDuplicates(endpoint: EndpointRow): number {
    return this.flagCount(endpoint, TRIPLE_DUPLICATES);
  }

  /** Gives back what an endpoint holds. */
  release(endpoint: EndpointRow): void {
    if (endpoint.flagCounts !== 0) this.#flags.release(endpoint.flagCounts);
    endpoint.flagCounts = 0;
    this.roundTrips.release(endpoint);
  }

  #countFlags({ sender, analysis, duplicateAckNumber, row }: Segment): void {
    if (sender.flagCounts === 0 && row >= 0) sender.flagCounts = this.#flags.allocateZeroed();
    for (let rest = analysis; rest !== 0; rest &= rest - 1) {
      this.#increment(sender, 31 - Math.clz32(rest & -rest));
    }
    if ((analysis & DUPLICATE_ACK) !== 0 && duplicateAckNumber === 3) {
      this.#increment(sender, TRIPLE_DUPLICATES);
    }
  }

  #increment({ flagCounts }: EndpointRow, bit: number): void {
    this.#totals[bit] = (this.#totals[bit] ?? 0) + 1;
    if (flagCounts === 0) return; // late, or the pool is exhausted
    this.#flags.ints[flagCounts + bit] = (this.#flags.ints[flagCounts + bit] ?? 0) + 1;
  }
}

export function countFlight(sender: EndpointRow, octets: number): void {
  sender.inFlightSamples++;
  sender.inFlightSum += octets;
  if (octets > sender.inFlightMax) sender.inFlightMax = octets;
}

/** New payload, until the first acknowledgment of any of it. */
export function countInitialWindow(segment: Segment): void {
  const { packet, sender, receiver } = segment;
  const acknowledged = receiver.segments === 0 ? 0 : (receiver.lastAck - sender.base) | 0;
  if (acknowledged > 1) sender.analysisMarks |= INITIAL_WINDOW_OVER;
  else if ((segment.analysis & SENT_AGAIN) === 0) sender.initialWindow += packet.payloadLength;
}
