import { BlockPool } from './block-pool.ts';
import { doubles, ints, type Pages } from './memory.ts';
import type { EndpointRow } from './rows/endpoint-row.ts';

/** Segments of a kind, by the word of a block. */
export const WITHOUT_ACK = 0;
export const SACKING = 1;
/** The most SACK blocks in one segment. */
export const SACK_BLOCKS_MAX = 2;
export const REPEATED = 3;
export const OUT_OF_ORDER = 4;
export const ZERO_WINDOW_PROBES = 5;
export const EMPTY_PUSHES = 6;
export const URGENT_DATA = 7;
export const TRUNCATED = 8;
/** Acknowledgments that repetitions of earlier data held back. */
export const POST_LOSS_ACKS = 9;
/** The most often that one range was sent again. */
export const RETRANSMISSIONS_MAX = 10;
/** Copies by a tap that have payload. */
export const COPIED_DATA = 11;
export type Count = number;

/** Octets of a kind, by the double of a block. */
export const REPEATED_OCTETS = 7;
export const PROBE_OCTETS = 8;
export const URGENT_OCTETS = 9;
export const TRUNCATED_OCTETS = 10;
export const COPIED_OCTETS = 11;
export type OctetSum = number;

/** Times of a kind: the word that counts them; `timesAt` says where the rest stands. */
export const AMBIGUOUS_ROUND_TRIPS = 12;
export const RETRANSMISSION_INTERVALS = 13;
export type TimeSeries = typeof AMBIGUOUS_ROUND_TRIPS | typeof RETRANSMISSION_INTERVALS;

const TIMES = 12;
const DOUBLES_OF_TIMES = 4;
const BLOCK_WORDS = 2 * (TIMES + 2 * DOUBLES_OF_TIMES);
const MOST_BLOCKS = 1 << 20;

/** What times there were, in nanoseconds. */
export interface TimeSummary {
  readonly samples: number;
  readonly min: number;
  readonly mean: number;
  readonly max: number;
  /** Of the sample: over one less than the samples. */
  readonly standardDeviation: number;
}

/**
 * Counters that stay 0 for most endpoints: a block out of a pool for those that need one. None is for
 * what a routine segment (`routine.ts`) shows.
 */
export class RareCounts {
  readonly #pool: BlockPool;

  constructor(pages: Pages) {
    this.#pool = new BlockPool(pages, BLOCK_WORDS, MOST_BLOCKS);
  }

  add(endpoint: EndpointRow, count: Count): void {
    const block = this.#blockOf(endpoint);
    if (block !== 0) ints[block + count] = this.#word(block + count) + 1;
  }

  /** Keeps the greatest. */
  raise(endpoint: EndpointRow, count: Count, value: number): void {
    const block = this.#blockOf(endpoint);
    if (block !== 0 && value > this.#word(block + count)) ints[block + count] = value;
  }

  addOctets(endpoint: EndpointRow, sum: OctetSum, octets: number): void {
    const block = this.#blockOf(endpoint);
    if (block === 0) return;
    const double = (block >> 1) + sum;
    doubles[double] = this.#double(double) + octets;
  }

  /** Least, most, mean and variance (Welford). */
  addTime(endpoint: EndpointRow, series: TimeSeries, nanoseconds: number): void {
    const block = this.#blockOf(endpoint);
    if (block === 0) return;
    const samples = this.#word(block + series) + 1;
    ints[block + series] = samples;
    const first = timesAt(block, series);
    if (samples === 1 || nanoseconds < this.#double(first)) doubles[first] = nanoseconds;
    if (samples === 1 || nanoseconds > this.#double(first + 1)) doubles[first + 1] = nanoseconds;
    const difference = nanoseconds - this.#double(first + 2);
    const mean = this.#double(first + 2) + difference / samples;
    doubles[first + 2] = mean;
    doubles[first + 3] = this.#double(first + 3) + difference * (nanoseconds - mean);
  }

  count(endpoint: EndpointRow, count: Count): number {
    return endpoint.rareCounts === 0 ? 0 : this.#word(endpoint.rareCounts + count);
  }

  octets(endpoint: EndpointRow, sum: OctetSum): number {
    return endpoint.rareCounts === 0 ? 0 : this.#double((endpoint.rareCounts >> 1) + sum);
  }

  /** Undefined without a sample. */
  times(endpoint: EndpointRow, series: TimeSeries): TimeSummary | undefined {
    const samples = this.count(endpoint, series);
    if (samples === 0) return undefined;
    const first = timesAt(endpoint.rareCounts, series);
    return {
      samples,
      min: this.#double(first),
      max: this.#double(first + 1),
      mean: this.#double(first + 2),
      standardDeviation: samples === 1 ? 0 : Math.sqrt(this.#double(first + 3) / (samples - 1)),
    };
  }

  /** Gives back what an endpoint holds. */
  release(endpoint: EndpointRow): void {
    if (endpoint.rareCounts === 0) return;
    this.#pool.release(endpoint.rareCounts);
    endpoint.rareCounts = 0;
  }

  /** 0 where the pool is exhausted. */
  #blockOf(endpoint: EndpointRow): number {
    if (endpoint.rareCounts === 0) endpoint.rareCounts = this.#pool.allocateZeroed();
    return endpoint.rareCounts;
  }

  #word(word: number): number {
    return ints[word] ?? 0;
  }

  #double(double: number): number {
    return doubles[double] ?? 0;
  }
}

/** The first double of a series: least, most, mean, sum of squared differences. */
function timesAt(block: number, series: TimeSeries): number {
  return (block >> 1) + TIMES + (series - AMBIGUOUS_ROUND_TRIPS) * DOUBLES_OF_TIMES;
}
