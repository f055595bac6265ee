/** Of an entry that nobody holds yet. */
export const NOBODY = 0x7fffffff;

/** Words of a slot: the hash of the key, and the entry + 1, or 0 where the slot is free. */
const SLOT_BITS = 1;
const FIRST_SLOTS = 1 << 11;

/** Entries found lately, by a few bits of their keys: 16 KiB. */
const RECENT_BITS = 12;
/** 2^32 divided by the golden ratio: its multiples spread over all bits (Knuth, volume 3, section 6.4). */
const GOLDEN = 0x9e3779b1;

/**
 * Finds the entry of a pair of sockets: open addressing over int32 arrays, with a keyed hash
 * (half-SipHash-1-3) so that no capture can be made whose connections all collide.
 *
 * A key is 3 words (IPv4) or 9 (IPv6): the two addresses and the two ports, the lower socket first.
 * An entry is a small integer that stays the same until it is removed; its holder, an integer of the
 * caller's, lies beside its key. The order of anything never depends on the hash.
 */
export class FlowTable {
  readonly #keyWords: number;
  /** Words of an entry: its key, then its holder. */
  readonly #stride: number;
  readonly #hashKey0: number;
  readonly #hashKey1: number;
  /** The number of slots is a power of two, at most half are used; growing needs no key. */
  #slots = new Int32Array(FIRST_SLOTS << SLOT_BITS);
  #entries: Int32Array;
  #entryCount = 0;
  #liveCount = 0;
  readonly #freeEntries: number[] = [];
  /**
   * Entry + 1 of the key met last with such bits, or 0: most segments are of a connection that had one
   * a moment ago, and are spared the keyed hash. Who makes keys collide here makes it be computed.
   */
  readonly #recent = new Int32Array(1 << RECENT_BITS);

  constructor(keyWords: 3 | 9, hashKey0: number, hashKey1: number) {
    this.#keyWords = keyWords;
    this.#stride = keyWords + 1;
    this.#hashKey0 = hashKey0;
    this.#hashKey1 = hashKey1;
    this.#entries = new Int32Array(this.#stride << 10);
  }

  /** Entries in use. */
  get size(): number {
    return this.#liveCount;
  }

  /** The entry with this key, made when there is none: then `NOBODY` holds it. */
  findOrAdd(key: Int32Array): number {
    const place = this.#recentPlace(key);
    const known = (this.#recent[place] ?? 0) - 1;
    return known >= 0 && this.#holds(known, key) ? known : this.#findByHash(key, place);
  }

  /** The entry with this key, or -1. */
  find(key: Int32Array): number {
    return this.#locate(key, this.#hash(key));
  }

  holderOf(entry: number): number {
    return this.#entries[entry * this.#stride + this.#keyWords] ?? NOBODY;
  }

  setHolder(entry: number, holder: number): void {
    this.#entries[entry * this.#stride + this.#keyWords] = holder;
  }

  /** Word `index` of an entry's key. */
  keyWord(entry: number, index: number): number {
    return this.#entries[entry * this.#stride + index] ?? 0;
  }

  /** Forgets an entry; its number may be given out again. */
  remove(entry: number): void {
    const slots = this.#slots;
    const mask = slots.length - 1;
    const at = entry * this.#stride;
    const key = this.#entries.subarray(at, at + this.#keyWords);
    const place = this.#recentPlace(key);
    if (this.#recent[place] === entry + 1) this.#recent[place] = 0;
    let hole = (this.#hash(key) << SLOT_BITS) & mask;
    while (slots[hole + 1] !== entry + 1) hole = (hole + 2) & mask;
    // Close the gap: move back every later entry of the run that could have stood here.
    let probe = hole;
    for (;;) {
      probe = (probe + 2) & mask;
      const hash = slots[probe] ?? 0;
      const occupant = slots[probe + 1] ?? 0;
      if (occupant === 0) break;
      const home = (hash << SLOT_BITS) & mask;
      if (((probe - home) & mask) >= ((probe - hole) & mask)) {
        slots[hole] = hash;
        slots[hole + 1] = occupant;
        hole = probe;
      }
    }
    slots[hole + 1] = 0;
    this.#freeEntries.push(entry);
    this.#liveCount--;
  }

  /** As `findOrAdd`, for a key that was not met lately. */
  #findByHash(key: Int32Array, place: number): number {
    const hash = this.#hash(key);
    const found = this.#locate(key, hash);
    const entry = found >= 0 ? found : this.#add(key, hash);
    this.#recent[place] = entry + 1;
    return entry;
  }

  /** Of the last word of either address and the ports. */
  #recentPlace(key: Int32Array): number {
    const ports = this.#keyWords - 1;
    const low = key[(ports >> 1) - 1] ?? 0;
    const high = key[ports - 1] ?? 0;
    const mixed = Math.imul((key[ports] ?? 0) ^ Math.imul(low ^ (high << 5), GOLDEN), GOLDEN);
    return mixed >>> (32 - RECENT_BITS);
  }

  #locate(key: Int32Array, hash: number): number {
    const slots = this.#slots;
    const mask = slots.length - 1;
    let slot = (hash << SLOT_BITS) & mask;
    let entry = (slots[slot + 1] ?? 0) - 1;
    while (entry >= 0 && (slots[slot] !== hash || !this.#holds(entry, key))) {
      slot = (slot + 2) & mask;
      entry = (slots[slot + 1] ?? 0) - 1;
    }
    return entry;
  }

  #holds(entry: number, key: Int32Array): boolean {
    const entries = this.#entries;
    const at = entry * this.#stride;
    return (
      entries[at] === key[0] &&
      entries[at + 1] === key[1] &&
      entries[at + 2] === key[2] &&
      (this.#keyWords === 3 || this.#holdsRest(at, key))
    );
  }

  /** The same of the words of an IPv6 key behind the first three. */
  #holdsRest(at: number, key: Int32Array): boolean {
    let same = 3;
    while (same < this.#keyWords && this.#entries[at + same] === key[same]) same++;
    return same === this.#keyWords;
  }

  #add(key: Int32Array, hash: number): number {
    if ((this.#liveCount + 1) << (SLOT_BITS + 1) > this.#slots.length) this.#growSlots();
    const entry = this.#freeEntries.pop() ?? this.#entryCount++;
    const at = entry * this.#stride;
    if (at + this.#stride > this.#entries.length) {
      const larger = new Int32Array(this.#entries.length * 2);
      larger.set(this.#entries);
      this.#entries = larger;
    }
    for (let word = 0; word < this.#keyWords; word++) this.#entries[at + word] = key[word] ?? 0;
    this.#entries[at + this.#keyWords] = NOBODY;
    occupy(this.#slots, hash, entry + 1);
    this.#liveCount++;
    return entry;
  }

  #growSlots(): void {
    const before = this.#slots;
    const larger = new Int32Array(before.length * 2);
    for (let slot = 0; slot < before.length; slot += 2) {
      const occupant = before[slot + 1] ?? 0;
      if (occupant !== 0) occupy(larger, before[slot] ?? 0, occupant);
    }
    this.#slots = larger;
  }

  /** Half-SipHash with one round a word and three at the end (Aumasson and Bernstein, 2012). */
  #hash(key: Int32Array): number {
    // The zero tells V8 that these are 32-bit integers from the start; else it adds them as doubles.
    let v0 = this.#hashKey0 | 0;
    let v1 = this.#hashKey1 | 0;
    let v2 = 0x6c796765 ^ v0;
    let v3 = 0x74656462 ^ v1;
    const words = this.#keyWords;
    // Behind the key its length stands for a last word; then three rounds without input finish.
    for (let round = -words; round < 4; round++) {
      const word = round < 0 ? (key[round + words] ?? 0) : round === 0 ? words << 26 : 0;
      if (round === 1) v2 ^= 0xff;
      v3 ^= word;
      v0 = (v0 + v1) | 0;
      v2 = (v2 + v3) | 0;
      v1 = ((v1 << 5) | (v1 >>> 27)) ^ v0;
      v3 = ((v3 << 8) | (v3 >>> 24)) ^ v2;
      v0 = (((v0 << 16) | (v0 >>> 16)) + v3) | 0;
      v2 = (v2 + v1) | 0;
      v3 = ((v3 << 7) | (v3 >>> 25)) ^ v0;
      v1 = ((v1 << 13) | (v1 >>> 19)) ^ v2;
      v2 = (v2 << 16) | (v2 >>> 16);
      v0 ^= word;
    }
    return v1 ^ v3;
  }
}

/**
 * Nobody who makes a capture can know which of its connections would collide in the table: V8 seeds
 * its numbers from the system's entropy, and nothing that is printed tells any of them. `crypto`
 * would take longer to load than a small capture takes to read.
 */
export function randomHashKey(): readonly [number, number] {
  return [(Math.random() * 2 ** 32) | 0, (Math.random() * 2 ** 32) | 0];
}

/** Puts an entry into the first free slot of its run. */
function occupy(slots: Int32Array, hash: number, occupant: number): void {
  const mask = slots.length - 1;
  let slot = (hash << SLOT_BITS) & mask;
  while (slots[slot + 1] !== 0) slot = (slot + 2) & mask;
  slots[slot] = hash;
  slots[slot + 1] = occupant;
}
