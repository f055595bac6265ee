import { BlockPool } from '../block-pool.ts';
import type { EndpointRow } from '../rows/endpoint-row.ts';
import { bucketOf, middleOf } from './rtt-buckets.ts';

/** Up to so many samples are kept as they are. */
const MOST_LISTED = 8;
const LIST_WORDS = 2 * MOST_LISTED;

/** Of more, pages hold the counts of 32 neighbouring buckets: the next page, its number, the counts. */
const PAGE_WORDS = 34;
const NEXT = 0;
const NUMBER = 1;
const COUNTS = 2;
const BUCKET_BITS = 5;
const BUCKETS = 1 << BUCKET_BITS;

const MOST_LISTS = 1 << 22;
const MOST_PAGES = 1 << 21;

/** What the round trips of an endpoint were, in nanoseconds. */
export interface RoundTripSummary {
  readonly samples: number;
  readonly min: number;
  readonly mean: number;
  readonly max: number;
  /** Of the sample: over one less than the samples. */
  readonly standardDeviation: number;
  /** The least sample that at least this fraction of all do not exceed, within 0.8 percent. */
  readonly quantile: (fraction: number) => number;
}

/**
 * Round trips of each endpoint: as a list while they are few, so that a short connection costs one
 * block of 64 octets; then least, most, mean and variance in its row, and how they are distributed as
 * counts of logarithmic buckets, in pages that hold the ranges met alone.
 */
export class RoundTrips {
  readonly #lists = new BlockPool(LIST_WORDS, MOST_LISTS);
  readonly #pages = new BlockPool(PAGE_WORDS, MOST_PAGES);

  /** Adds a sample in nanoseconds, above 0. */
  add(endpoint: EndpointRow, rtt: number): void {
    const before = endpoint.rttSamples;
    if (before < MOST_LISTED) {
      if (before === 0) endpoint.rttBlock = this.#lists.allocate();
      if (endpoint.rttBlock === 0) return; // the pool is exhausted
      this.#lists.doubles[(endpoint.rttBlock >> 1) + before] = rtt;
      endpoint.rttSamples = before + 1;
    } else {
      if (before === MOST_LISTED) this.#countListed(endpoint);
      this.#addUp(endpoint, rtt, before + 1);
      endpoint.rttSamples = before + 1;
    }
  }

  /** Undefined without a sample. */
  summary(endpoint: EndpointRow): RoundTripSummary | undefined {
    const samples = endpoint.rttSamples;
    if (samples === 0) return undefined;
    if (samples > MOST_LISTED) {
      return {
        samples,
        min: endpoint.rttMin,
        mean: endpoint.rttMean,
        max: endpoint.rttMax,
        standardDeviation: Math.sqrt(endpoint.rttSquares / (samples - 1)),
        quantile: (fraction) => this.#quantile(endpoint, fraction),
      };
    }
    const listed = this.#listed(endpoint).sort((a, b) => a - b);
    const mean = listed.reduce((sum, rtt) => sum + rtt, 0) / samples;
    const squares = listed.reduce((sum, rtt) => sum + (rtt - mean) ** 2, 0);
    return {
      samples,
      min: listed[0] ?? 0,
      mean,
      max: listed[samples - 1] ?? 0,
      standardDeviation: samples === 1 ? 0 : Math.sqrt(squares / (samples - 1)),
      quantile: (fraction) => listed[rankOf(fraction, samples) - 1] ?? 0,
    };
  }

  /** Gives back what an endpoint holds. */
  release(endpoint: EndpointRow): void {
    let block = endpoint.rttBlock;
    if (block === 0) return;
    if (endpoint.rttSamples <= MOST_LISTED) {
      this.#lists.release(block);
      block = 0;
    }
    while (block !== 0) {
      const next = this.#word(block + NEXT);
      this.#pages.release(block);
      block = next;
    }
    endpoint.rttBlock = 0;
  }

  #listed(endpoint: EndpointRow): Float64Array {
    const first = endpoint.rttBlock >> 1;
    return this.#lists.doubles.slice(first, first + Math.min(endpoint.rttSamples, MOST_LISTED));
  }

  /** The list is full: its samples go where all further ones go. */
  #countListed(endpoint: EndpointRow): void {
    const listed = this.#listed(endpoint);
    this.#lists.release(endpoint.rttBlock);
    endpoint.rttBlock = 0;
    endpoint.rttMin = Number.POSITIVE_INFINITY;
    for (const [index, rtt] of listed.entries()) this.#addUp(endpoint, rtt, index + 1);
  }

  /** `samples` is their number with this one. Mean and squares after Welford. */
  #addUp(endpoint: EndpointRow, rtt: number, samples: number): void {
    if (rtt < endpoint.rttMin) endpoint.rttMin = rtt;
    if (rtt > endpoint.rttMax) endpoint.rttMax = rtt;
    const difference = rtt - endpoint.rttMean;
    const mean = endpoint.rttMean + difference / samples;
    endpoint.rttMean = mean;
    endpoint.rttSquares += difference * (rtt - mean);
    const bucket = bucketOf(rtt);
    const page = this.#pageOf(endpoint, bucket >> BUCKET_BITS);
    if (page === 0) return;
    const word = page + COUNTS + (bucket & (BUCKETS - 1));
    this.#pages.ints[word] = this.#word(word) + 1;
  }

  /** The page of that number; a new one where there is none yet, 0 where the pool is exhausted. */
  #pageOf(endpoint: EndpointRow, number: number): number {
    let page = endpoint.rttBlock;
    while (page !== 0 && this.#word(page + NUMBER) !== number) page = this.#word(page + NEXT);
    if (page !== 0) return page;
    page = this.#pages.allocateZeroed();
    if (page === 0) return 0;
    this.#pages.ints[page + NEXT] = endpoint.rttBlock;
    this.#pages.ints[page + NUMBER] = number;
    endpoint.rttBlock = page;
    return page;
  }

  #quantile(endpoint: EndpointRow, fraction: number): number {
    const { rttSamples, rttMin, rttMax } = endpoint;
    const rank = rankOf(fraction, rttSamples);
    if (rank === 1) return rttMin;
    if (rank === rttSamples) return rttMax;
    let passed = 0;
    for (const page of this.#pagesInOrder(endpoint)) {
      for (let bucket = 0; bucket < BUCKETS; bucket++) {
        passed += this.#word(page + COUNTS + bucket);
        if (passed < rank) continue;
        const middle = middleOf((this.#word(page + NUMBER) << BUCKET_BITS) + bucket);
        return Math.min(Math.max(middle, rttMin), rttMax);
      }
    }
    return rttMax;
  }

  #pagesInOrder(endpoint: EndpointRow): number[] {
    const pages: number[] = [];
    for (let page = endpoint.rttBlock; page !== 0; page = this.#word(page + NEXT)) pages.push(page);
    return pages.sort((a, b) => this.#word(a + NUMBER) - this.#word(b + NUMBER));
  }

  #word(word: number): number {
    return this.#pages.ints[word] ?? 0;
  }
}

/** The place, from 1, of the least sample that `fraction` of all do not exceed. */
function rankOf(fraction: number, samples: number): number {
  return Math.max(1, Math.ceil(fraction * samples));
}
