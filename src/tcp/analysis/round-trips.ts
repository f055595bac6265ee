import { BlockPool } from '../block-pool.ts';
import type { EndpointRow } from '../rows/endpoint-row.ts';

/** A page counts the samples of 32 neighbouring buckets: the next page, its number, the counts. */
const PAGE_WORDS = 34;
const NEXT = 0;
const NUMBER = 1;
const COUNTS = 2;
const BUCKET_BITS = 5;
const BUCKETS = 1 << BUCKET_BITS;
const MOST_PAGES = 1 << 21;

/** Up to so many samples stand in the row alone: least, most and mean tell all three. */
const SAMPLES_IN_ROW = 3;

/**
 * Bits of a double's upper half that are not part of a bucket's number: six bits of the fraction stay,
 * so that a bucket is at most 1/64 wide and its middle within 0.8 percent of every sample in it.
 */
const FRACTION_BITS_DROPPED = 14;

/**
 * Round trips of each endpoint: their number, least, most, mean and variance in its row, and how they
 * are distributed in a sketch of logarithmic buckets, in pages that hold the ranges met alone.
 */
export class RoundTrips {
  readonly #pool = new BlockPool(PAGE_WORDS, MOST_PAGES);
  /** The octets of one double. */
  readonly #octets = new DataView(new ArrayBuffer(8));

  /** Adds a sample in nanoseconds, above 0. */
  add(endpoint: EndpointRow, rtt: number): void {
    const samples = endpoint.rttSamples + 1;
    if (samples > SAMPLES_IN_ROW) {
      if (samples === SAMPLES_IN_ROW + 1) this.#moveFromRow(endpoint);
      this.#count(endpoint, rtt);
    }
    endpoint.rttSamples = samples;
    if (samples === 1 || rtt < endpoint.rttMin) endpoint.rttMin = rtt;
    if (rtt > endpoint.rttMax) endpoint.rttMax = rtt;
    const difference = rtt - endpoint.rttMean;
    const mean = endpoint.rttMean + difference / samples;
    endpoint.rttMean = mean;
    endpoint.rttSquares += difference * (rtt - mean);
  }

  /**
   * The sample, in nanoseconds, that at least `fraction` of all samples do not exceed: exact for three
   * samples or fewer, else within 0.8 percent. Wants at least one sample.
   */
  quantile(endpoint: EndpointRow, fraction: number): number {
    const { rttSamples, rttMin, rttMax } = endpoint;
    const rank = Math.max(1, Math.ceil(fraction * rttSamples));
    if (rank === 1) return rttMin;
    if (rank === rttSamples) return rttMax;
    if (rttSamples <= SAMPLES_IN_ROW) return middleOfThree(endpoint);
    let passed = 0;
    for (const page of this.#pagesInOrder(endpoint)) {
      for (let bucket = 0; bucket < BUCKETS; bucket++) {
        passed += this.#pool.ints[page + COUNTS + bucket] ?? 0;
        if (passed < rank) continue;
        const middle = this.#middleOf(this.#word(page + NUMBER) * BUCKETS + bucket);
        return Math.min(Math.max(middle, rttMin), rttMax);
      }
    }
    return rttMax;
  }

  /** Gives back what an endpoint holds. */
  release(endpoint: EndpointRow): void {
    let page = endpoint.rttSketch;
    while (page !== 0) {
      const next = this.#word(page + NEXT);
      this.#pool.release(page);
      page = next;
    }
    endpoint.rttSketch = 0;
  }

  #moveFromRow(endpoint: EndpointRow): void {
    this.#count(endpoint, endpoint.rttMin);
    this.#count(endpoint, middleOfThree(endpoint));
    this.#count(endpoint, endpoint.rttMax);
  }

  #count(endpoint: EndpointRow, rtt: number): void {
    this.#octets.setFloat64(0, rtt);
    const bucket = this.#octets.getInt32(0) >> FRACTION_BITS_DROPPED;
    const page = this.#pageOf(endpoint, bucket >> BUCKET_BITS);
    const word = page + COUNTS + (bucket & (BUCKETS - 1));
    if (page !== 0) this.#pool.ints[word] = this.#word(word) + 1;
  }

  /** The page of that number; a new one where there is none yet, 0 where the pool is exhausted. */
  #pageOf(endpoint: EndpointRow, number: number): number {
    let page = endpoint.rttSketch;
    while (page !== 0 && this.#word(page + NUMBER) !== number) page = this.#word(page + NEXT);
    if (page !== 0) return page;
    page = this.#pool.allocateZeroed();
    if (page === 0) return 0;
    this.#pool.ints[page + NEXT] = endpoint.rttSketch;
    this.#pool.ints[page + NUMBER] = number;
    endpoint.rttSketch = page;
    return page;
  }

  #pagesInOrder(endpoint: EndpointRow): number[] {
    const pages: number[] = [];
    for (let page = endpoint.rttSketch; page !== 0; page = this.#word(page + NEXT))
      pages.push(page);
    return pages.sort((a, b) => this.#word(a + NUMBER) - this.#word(b + NUMBER));
  }

  #middleOf(bucket: number): number {
    const least = this.#leastOf(bucket);
    return least + (this.#leastOf(bucket + 1) - least) / 2;
  }

  #leastOf(bucket: number): number {
    this.#octets.setInt32(0, bucket << FRACTION_BITS_DROPPED);
    this.#octets.setInt32(4, 0);
    return this.#octets.getFloat64(0);
  }

  #word(word: number): number {
    return this.#pool.ints[word] ?? 0;
  }
}

/** The sample between the least and the most of three, or of fewer one of them. */
function middleOfThree({ rttSamples, rttMin, rttMax, rttMean }: EndpointRow): number {
  return rttSamples < SAMPLES_IN_ROW ? rttMax : Math.round(3 * rttMean - rttMin - rttMax);
}
