/** Words (4 octets) that are given out at a time: 64 KiB. */
export const PAGE_WORDS = 1 << 14;
const PAGE_OCTETS = PAGE_WORDS * 4;
/**
 * Address space to ask for, in octets: more than 4 GiB no typed array of Node 20 has. On Linux and macOS
 * memory is taken page by page, where something is written.
 */
const MOST_OCTETS = 2 ** 32 - PAGE_OCTETS;
/** Below this no smaller part is tried. */
const ENOUGH_OCTETS = 2 ** 26;

/**
 * The memory of live connections: rows and blocks are places in one array of words, outside the garbage
 * collector's heap. It is as large as it will ever be from the start and never moves, so that V8
 * compiles its address and length into the code: an access is a comparison and a load.
 */
const octets = reserve(MOST_OCTETS);
export const ints = new Int32Array(octets);
/** The same octets as doubles: word w is `doubles[w >> 1]`. */
export const doubles = new Float64Array(octets);

/**
 * Octets of zeros, fewer where the system gives no more: some allow no more than there is memory, and
 * others of the process want address space too. They are of the kind that can be shared, which V8 does
 * not count, so that it collects no garbage because of them.
 */
function reserve(octets: number): SharedArrayBuffer {
  try {
    return new SharedArrayBuffer(octets);
  } catch (error) {
    if (octets <= ENOUGH_OCTETS) throw error;
    return reserve(octets / 4);
  }
}

/** First words of the pages that were given back. */
const free: number[] = [];
/** First word that was never given out. Word 0 is nowhere: all of its page is zeros, as what there is none of reads. */
let unused = PAGE_WORDS;

/** For tests: octets of the pages that owners hold, which V8 counts nowhere. */
export function octetsInUse(): number {
  return unused * 4 - PAGE_OCTETS - free.length * PAGE_OCTETS;
}

/** First word of a page of zeros; 0 where there is none left. */
function takePage(): number {
  const reused = free.pop();
  if (reused !== undefined) {
    ints.fill(0, reused, reused + PAGE_WORDS);
    return reused;
  }
  if (unused + PAGE_WORDS > ints.length) return 0;
  unused += PAGE_WORDS;
  return unused - PAGE_WORDS;
}

/** Gives back the pages of an owner that was left without a word. */
const abandoned = new FinalizationRegistry(giveBack);

/** The first page lies on top, so that the next owner gets them in the same order. */
function giveBack(pages: number[]): void {
  for (let page = pages.pop(); page !== undefined; page = pages.pop()) free.push(page);
}

/** The pages of one owner: a tracker and all that it uses. */
export class Pages {
  readonly #taken: number[] = [];

  constructor() {
    abandoned.register(this, this.#taken);
  }

  /** First word of one more page, of zeros; 0 where there is none left. */
  take(): number {
    const page = takePage();
    if (page !== 0) this.#taken.push(page);
    return page;
  }

  /**
   * Gives all of them back, for the next owner in the same order: nothing in them may be looked at any
   * more.
   */
  release(): void {
    giveBack(this.#taken);
  }
}
