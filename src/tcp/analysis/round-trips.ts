import { BlockPool } from '../block-pool.ts';
import { doubles, ints, type Pages } from '../memory.ts';
import type { TimeSummary } from '../rare-counts.ts';
import type { EndpointRow } from '../rows/endpoint-row.ts';
import { bucketOf, middleOf } from './rtt-buckets.ts';

/** Up to so many samples are kept as they are; as many as a short exchange gives in a smaller block. */
const MOST_LISTED = 8;
const FEW_LISTED = 2;

/**
 * A block: while it is a list, the samples as doubles, and behind them the octets that each was
 * measured with. Then a summary: its first page, the most octets and how many samples were measured
 * with those, and from the second double on the numbers of all samples, and of these.
 */
const OCTETS = 2 * MOST_LISTED;
const OCTETS_OF_FEW = 2 * FEW_LISTED;
const BLOCK_WORDS = OCTETS + MOST_LISTED;
const FEW_WORDS = OCTETS_OF_FEW + FEW_LISTED;
const FIRST_PAGE = 0;
const FULL_SIZE = 1;
const FULL_SAMPLES = 2;
const OF_ALL = 2;
const OF_FULL_SIZE = 6;
/** Least, most, mean and sum of squared differences from it. */
const MIN = 0;
const MAX = 1;
const MEAN = 2;
const SQUARES = 3;

/** Of a summary, pages hold the counts of 32 neighbouring buckets: the next page, its number, the counts. */
const CHUNK_WORDS = 34;
const NEXT = 0;
const NUMBER = 1;
const COUNTS = 2;
const BUCKET_BITS = 5;
const BUCKETS = 1 << BUCKET_BITS;

const MOST_BLOCKS = 1 << 22;
const MOST_CHUNKS = 1 << 21;

/** What the round trips of an endpoint were, in nanoseconds. */
export interface RoundTripSummary extends TimeSummary {
  /** The least sample that at least this fraction of all do not exceed, within 0.8 percent. */
  readonly quantile: (fraction: number) => number;
}

/** The round trips of an endpoint's largest segments. */
export interface FullSizeSummary extends TimeSummary {
  /** Sequence numbers of each of those segments. */
  readonly octets: number;
}

/**
 * Round trips of each endpoint: as a list while they are few, so that a short connection costs one
 * block of 24 or 96 octets; then least, most, mean and variance in that block, and how they are distributed
 * as counts of logarithmic buckets, in pages that hold the ranges met alone.
 */
export class RoundTrips {
  readonly #blocks: BlockPool;
  readonly #few: BlockPool;
  readonly #chunks: BlockPool;

  constructor(pages: Pages) {
    this.#blocks = new BlockPool(pages, BLOCK_WORDS, MOST_BLOCKS);
    this.#few = new BlockPool(pages, FEW_WORDS, MOST_BLOCKS);
    this.#chunks = new BlockPool(pages, CHUNK_WORDS, MOST_CHUNKS);
  }

  /** Adds a sample in nanoseconds, above 0, that a segment of so many octets gave. */
  add(endpoint: EndpointRow, rtt: number, octets: number): void {
    const before = endpoint.rttSamples;
    if (before === 0) endpoint.rttBlock = this.#few.allocate();
    if (endpoint.rttBlock === 0) return; // the pool is exhausted
    if (before === FEW_LISTED && !this.#lengthen(endpoint)) return;
    const block = endpoint.rttBlock;
    endpoint.rttSamples = before + 1;
    if (before < MOST_LISTED) {
      doubles[(block >> 1) + before] = rtt;
      ints[block + octetsOf(before + 1) + before] = octets;
      return;
    }
    if (before === MOST_LISTED) this.#summarise(block);
    this.#addUp(block, rtt, octets, before + 1);
  }

  /** Undefined without a sample. */
  summary(endpoint: EndpointRow): RoundTripSummary | undefined {
    const { rttSamples, rttBlock } = endpoint;
    if (rttSamples === 0) return undefined;
    if (rttSamples > MOST_LISTED) {
      const numbers = this.#numbers(rttBlock, OF_ALL, rttSamples);
      return withQuantile(numbers, (fraction) => this.#quantile(endpoint, fraction));
    }
    const listed = this.#times(rttBlock, rttSamples).sort();
    const numbers = summarise(listed);
    return withQuantile(numbers, (fraction) => listed[rankOf(fraction, rttSamples) - 1] ?? 0);
  }

  /** Of the samples that the largest segments among all measured gave; undefined without a sample. */
  fullSizeSummary(endpoint: EndpointRow): FullSizeSummary | undefined {
    const { rttSamples, rttBlock } = endpoint;
    if (rttSamples === 0) return undefined;
    if (rttSamples > MOST_LISTED) {
      const octets = this.#word(rttBlock + FULL_SIZE);
      const samples = this.#word(rttBlock + FULL_SAMPLES);
      return withOctets(octets, this.#numbers(rttBlock, OF_FULL_SIZE, samples));
    }
    return this.#listedFullSize(rttBlock, rttSamples);
  }

  #listedFullSize(block: number, samples: number): FullSizeSummary {
    let octets = 0;
    const times: number[] = [];
    for (let index = 0; index < samples; index++) {
      const size = this.#word(block + octetsOf(samples) + index);
      if (size < octets) continue;
      if (size > octets) times.length = 0;
      octets = size;
      times.push(this.#double((block >> 1) + index));
    }
    return withOctets(octets, summarise(times));
  }

  /** Gives back what an endpoint holds. */
  release(endpoint: EndpointRow): void {
    const { rttBlock, rttSamples } = endpoint;
    if (rttBlock === 0) return;
    if (rttSamples > MOST_LISTED) {
      let page = this.#word(rttBlock + FIRST_PAGE);
      while (page !== 0) {
        const next = this.#word(page + NEXT);
        this.#chunks.release(page);
        page = next;
      }
    }
    (rttSamples > FEW_LISTED ? this.#blocks : this.#few).release(rttBlock);
    endpoint.rttBlock = 0;
  }

  /** Moves a full list of few into a longer one; false where there is none. */
  #lengthen(endpoint: EndpointRow): boolean {
    const few = endpoint.rttBlock;
    const block = this.#blocks.allocate();
    if (block === 0) return false;
    ints.copyWithin(block, few, few + OCTETS_OF_FEW);
    ints.copyWithin(block + OCTETS, few + OCTETS_OF_FEW, few + FEW_WORDS);
    this.#few.release(few);
    endpoint.rttBlock = block;
    return true;
  }

  #times(block: number, samples: number): Float64Array {
    return doubles.slice(block >> 1, (block >> 1) + samples);
  }

  #sizes(block: number, samples: number): Int32Array {
    return ints.slice(block + OCTETS, block + OCTETS + samples);
  }

  #numbers(block: number, group: number, samples: number): TimeSummary {
    const first = (block >> 1) + group;
    const squares = this.#double(first + SQUARES);
    return {
      samples,
      min: this.#double(first + MIN),
      mean: this.#double(first + MEAN),
      max: this.#double(first + MAX),
      standardDeviation: samples < 2 ? 0 : Math.sqrt(squares / (samples - 1)),
    };
  }

  /** The list is full: its samples go where all further ones go. */
  #summarise(block: number): void {
    const times = this.#times(block, MOST_LISTED);
    const sizes = this.#sizes(block, MOST_LISTED);
    ints.fill(0, block, block + BLOCK_WORDS);
    for (const [index, rtt] of times.entries()) {
      this.#addUp(block, rtt, sizes[index] ?? 0, index + 1);
    }
  }

  /** `samples` is their number with this one. */
  #addUp(block: number, rtt: number, octets: number, samples: number): void {
    this.#addTo((block >> 1) + OF_ALL, rtt, samples);
    this.#addFullSize(block, rtt, octets);
    const bucket = bucketOf(rtt);
    const page = this.#pageOf(block, bucket >> BUCKET_BITS);
    if (page === 0) return;
    const word = page + COUNTS + (bucket & (BUCKETS - 1));
    ints[word] = this.#word(word) + 1;
  }

  /** A larger segment than those so far begins anew. */
  #addFullSize(block: number, rtt: number, octets: number): void {
    const most = this.#word(block + FULL_SIZE);
    if (octets < most) return;
    const samples = octets > most ? 1 : this.#word(block + FULL_SAMPLES) + 1;
    ints[block + FULL_SIZE] = octets;
    ints[block + FULL_SAMPLES] = samples;
    this.#addTo((block >> 1) + OF_FULL_SIZE, rtt, samples);
  }

  /** Mean and squares after Welford. */
  #addTo(first: number, rtt: number, samples: number): void {
    if (samples === 1) {
      doubles[first + MIN] = rtt;
      doubles[first + MAX] = rtt;
      doubles[first + MEAN] = rtt;
      doubles[first + SQUARES] = 0;
      return;
    }
    if (rtt < this.#double(first + MIN)) doubles[first + MIN] = rtt;
    if (rtt > this.#double(first + MAX)) doubles[first + MAX] = rtt;
    const difference = rtt - this.#double(first + MEAN);
    const mean = this.#double(first + MEAN) + difference / samples;
    doubles[first + MEAN] = mean;
    doubles[first + SQUARES] = this.#double(first + SQUARES) + difference * (rtt - mean);
  }

  /** The page of that number; a new one where there is none yet, 0 where the pool is exhausted. */
  #pageOf(block: number, number: number): number {
    const first = this.#word(block + FIRST_PAGE);
    let page = first;
    while (page !== 0 && this.#word(page + NUMBER) !== number) page = this.#word(page + NEXT);
    if (page !== 0) return page;
    page = this.#chunks.allocateZeroed();
    if (page === 0) return 0;
    ints[page + NEXT] = first;
    ints[page + NUMBER] = number;
    ints[block + FIRST_PAGE] = page;
    return page;
  }

  #quantile(endpoint: EndpointRow, fraction: number): number {
    const { rttSamples, rttBlock } = endpoint;
    const first = (rttBlock >> 1) + OF_ALL;
    const rttMin = this.#double(first + MIN);
    const rttMax = this.#double(first + MAX);
    const rank = rankOf(fraction, rttSamples);
    if (rank === 1) return rttMin;
    if (rank === rttSamples) return rttMax;
    let passed = 0;
    for (const page of this.#chunksInOrder(rttBlock)) {
      for (let bucket = 0; bucket < BUCKETS; bucket++) {
        passed += this.#word(page + COUNTS + bucket);
        if (passed < rank) continue;
        const middle = middleOf((this.#word(page + NUMBER) << BUCKET_BITS) + bucket);
        return Math.min(Math.max(middle, rttMin), rttMax);
      }
    }
    return rttMax;
  }

  #chunksInOrder(block: number): number[] {
    const pages: number[] = [];
    let page = this.#word(block + FIRST_PAGE);
    for (; page !== 0; page = this.#word(page + NEXT)) pages.push(page);
    return pages.sort((a, b) => this.#word(a + NUMBER) - this.#word(b + NUMBER));
  }

  #word(word: number): number {
    return ints[word] ?? 0;
  }

  #double(double: number): number {
    return doubles[double] ?? 0;
  }
}

/** Where the octets stand in the block of a list of so many. */
function octetsOf(samples: number): number {
  return samples > FEW_LISTED ? OCTETS : OCTETS_OF_FEW;
}

function summarise(times: ArrayLike<number>): TimeSummary {
  const samples = times.length;
  let min = Number.POSITIVE_INFINITY;
  let max = 0;
  let sum = 0;
  for (let index = 0; index < samples; index++) {
    const time = times[index] ?? 0;
    if (time < min) min = time;
    if (time > max) max = time;
    sum += time;
  }
  const mean = sum / samples;
  let squares = 0;
  for (let index = 0; index < samples; index++) squares += ((times[index] ?? 0) - mean) ** 2;
  const standardDeviation = samples === 1 ? 0 : Math.sqrt(squares / (samples - 1));
  return { samples, min, mean, max, standardDeviation };
}

/** The place, from 1, of the least sample that `fraction` of all do not exceed. */
function rankOf(fraction: number, samples: number): number {
  return Math.max(1, Math.ceil(fraction * samples));
}

function withQuantile(
  { samples, min, mean, max, standardDeviation }: TimeSummary,
  quantile: (fraction: number) => number,
): RoundTripSummary {
  return { samples, min, mean, max, standardDeviation, quantile };
}

function withOctets(
  octets: number,
  { samples, min, mean, max, standardDeviation }: TimeSummary,
): FullSizeSummary {
  return { octets, samples, min, mean, max, standardDeviation };
}
