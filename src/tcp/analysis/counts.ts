import { BlockPool } from '../block-pool.ts';
import { ints, type Pages } from '../memory.ts';
import { AMBIGUOUS_ROUND_TRIPS, POST_LOSS_ACKS, RareCounts } from '../rare-counts.ts';
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
  readonly roundTrips: RoundTrips;
  readonly rare: RareCounts;
  readonly #flags: BlockPool;
  readonly #totals = new Float64Array(BLOCK_WORDS);

  constructor(pages: Pages) {
    this.roundTrips = new RoundTrips(pages);
    this.rare = new RareCounts(pages);
    this.#flags = new BlockPool(pages, BLOCK_WORDS, MOST_BLOCKS);
  }

  add(segment: Segment): void {
    const { sender, packet } = segment;
    if (segment.analysis !== 0) this.#countFlags(segment);
    if (segment.row < 0) return; // its connection is final
    if (segment.acknowledgesFrame !== 0) this.addRoundTrip(segment);
    if (packet.payloadLength > 0) countFlight(segment);
    if (packet.payloadLength > 0 && (sender.analysisMarks & INITIAL_WINDOW_OVER) === 0) {
      countInitialWindow(segment);
    }
  }

  /**
   * Of a segment that acknowledges another one's end: a round trip of its receiver, where what it
   * acknowledges was sent once (Karn; RFC 6298, section 3), and nothing in front of it sent again
   * meanwhile, which would have held the acknowledgment back.
   */
  addRoundTrip(segment: Segment): void {
    const { receiver, ackRtt } = segment;
    if (segment.isAckHeldBack) this.rare.add(receiver, POST_LOSS_ACKS);
    else if (segment.isAckAmbiguous)
      this.rare.addTime(receiver, AMBIGUOUS_ROUND_TRIPS, segment.ackLatestRtt);
    else if (ackRtt > 0) this.roundTrips.add(receiver, ackRtt, segment.acknowledgedOctets);
  }

  /** Segments of the endpoint with the flag of that bit. */
  flagCount(endpoint: EndpointRow, bit: number): number {
    return endpoint.flagCounts === 0 ? 0 : (ints[endpoint.flagCounts + bit] ?? 0);
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
    this.rare.release(endpoint);
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
    ints[flagCounts + bit] = (ints[flagCounts + bit] ?? 0) + 1;
  }
}

/** Of a segment with payload: octets in flight, and how long those after the one before it were. */
export function countFlight({ sender, bytesInFlight, time }: Segment): void {
  const before = sender.inFlightLast;
  if (before !== 0) {
    const elapsed = time - sender.lastPayloadTime;
    if (elapsed > 0) sender.inFlightArea += before * elapsed;
  }
  sender.inFlightLast = bytesInFlight;
  if (bytesInFlight === 0) return;
  if (sender.inFlightSamples++ === 0 || bytesInFlight < sender.inFlightMin) {
    sender.inFlightMin = bytesInFlight;
  }
  sender.inFlightSum += bytesInFlight;
  if (bytesInFlight > sender.inFlightMax) sender.inFlightMax = bytesInFlight;
}

/** New payload, until the first acknowledgment of any of it. */
export function countInitialWindow(segment: Segment): void {
  const { packet, sender, receiver } = segment;
  const acknowledged = receiver.segments === 0 ? 0 : (receiver.lastAck - sender.base) | 0;
  if (acknowledged > 1) {
    sender.analysisMarks |= INITIAL_WINDOW_OVER;
  } else if ((segment.analysis & SENT_AGAIN) === 0) {
    sender.initialWindow += packet.payloadLength;
    sender.initialWindowSegments++;
  }
}
