/**
 * Finds the entry of a pair of sockets: open addressing over int32 arrays, with a keyed hash
 * (half-SipHash-1-3) so that no capture can be made whose connections all collide.
 *
 * A key is 3 words (IPv4) or 9 (IPv6): the two addresses and the two ports, the lower socket first.
 * An entry is a small integer that stays the same until it is removed; what belongs to it is kept by
 * the caller in arrays of its own. The order of anything never depends on the hash.
 */
export class FlowTable {
  readonly #keyWords: number;
  readonly #stride: number;
  readonly #hashKey0: number;
  readonly #hashKey1: number;
  /** Entry + 1, or 0 for a free slot; the number of slots is a power of two, at most half are used. */
  #slots: Int32Array;
  /** Per entry: the key's words, then its hash, so that growing does not hash again. */
  #keys: Int32Array;
  #entryCount = 0;
  #liveCount = 0;
  readonly #freeEntries: number[] = [];
  /** The entry found last, or -1. */
  #last = -1;

  constructor(keyWords: 3 | 9, hashKey0: number, hashKey1: number) {
    this.#keyWords = keyWords;
    this.#stride = keyWords + 1;
    this.#hashKey0 = hashKey0;
    this.#hashKey1 = hashKey1;
    this.#slots = new Int32Array(1 << 11);
    this.#keys = new Int32Array(this.#stride << 10);
  }

  /** Entries in use. */
  get size(): number {
    return this.#liveCount;
  }

  /** The entry with this key, or -1. `key` holds at least the table's number of words. */
  find(key: Int32Array): number {
    return this.#locate(key, this.#hash(key));
  }

  /** The entry with this key, made when there is none; `wasAdded` says which. */
  findOrAdd(key: Int32Array): number {
    this.wasAdded = false;
    // Segments come in trains: often it is the connection of the segment before.
    if (this.#holds(this.#last, key)) return this.#last;
    const hash = this.#hash(key);
    const found = this.#locate(key, hash);
    this.wasAdded = found < 0;
    this.#last = found < 0 ? this.#add(key, hash) : found;
    return this.#last;
  }
  wasAdded = false;

  /** Word `index` of an entry's key. */
  keyWord(entry: number, index: number): number {
    return this.#keys[entry * this.#stride + index] ?? 0;
  }

  /** Forgets an entry; its number may be given out again. */
  remove(entry: number): void {
    const mask = this.#slots.length - 1;
    let hole = (this.#keys[entry * this.#stride + this.#keyWords] ?? 0) & mask;
    while (this.#slots[hole] !== entry + 1) hole = (hole + 1) & mask;
    // Close the gap: move back every later entry of the run that could have stood here.
    let probe = hole;
    for (;;) {
      probe = (probe + 1) & mask;
      const occupant = this.#slots[probe] ?? 0;
      if (occupant === 0) break;
      const home = (this.#keys[(occupant - 1) * this.#stride + this.#keyWords] ?? 0) & mask;
      if (((probe - home) & mask) >= ((probe - hole) & mask)) {
        this.#slots[hole] = occupant;
        hole = probe;
      }
    }
    this.#slots[hole] = 0;
    if (entry === this.#last) this.#last = -1;
    this.#freeEntries.push(entry);
    this.#liveCount--;
  }

  #locate(key: Int32Array, hash: number): number {
    const slots = this.#slots;
    const keys = this.#keys;
    const words = this.#keyWords;
    const mask = slots.length - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const entry = (slots[slot] ?? 0) - 1;
      if (entry < 0) return -1;
      const at = entry * this.#stride;
      if (keys[at + words] === hash && this.#holds(entry, key)) return entry;
    }
  }

  #holds(entry: number, key: Int32Array): boolean {
    if (entry < 0) return false;
    const at = entry * this.#stride;
    const words = this.#keyWords;
    let same = 0;
    while (same < words && this.#keys[at + same] === key[same]) same++;
    return same === words;
  }

  #add(key: Int32Array, hash: number): number {
    if ((this.#liveCount + 1) * 2 > this.#slots.length) this.#growSlots();
    const entry = this.#freeEntries.pop() ?? this.#entryCount++;
    const at = entry * this.#stride;
    if (at + this.#stride > this.#keys.length) {
      const larger = new Int32Array(this.#keys.length * 2);
      larger.set(this.#keys);
      this.#keys = larger;
    }
    for (let word = 0; word < this.#keyWords; word++) this.#keys[at + word] = key[word] ?? 0;
    this.#keys[at + this.#keyWords] = hash;
    this.#occupy(this.#slots, entry, hash);
    this.#liveCount++;
    return entry;
  }

  #growSlots(): void {
    const before = this.#slots;
    const larger = new Int32Array(before.length * 2);
    for (const occupant of before) {
      if (occupant === 0) continue;
      const hash = this.#keys[(occupant - 1) * this.#stride + this.#keyWords] ?? 0;
      this.#occupy(larger, occupant - 1, hash);
    }
    this.#slots = larger;
  }

  #occupy(slots: Int32Array, entry: number, hash: number): void {
    const mask = slots.length - 1;
    let slot = hash & mask;
    while (slots[slot] !== 0) slot = (slot + 1) & mask;
    slots[slot] = entry + 1;
  }

  /** Half-SipHash with one round a word and three at the end (Aumasson and Bernstein, 2012). */
  #hash(key: Int32Array): number {
    let v0 = this.#hashKey0;
    let v1 = this.#hashKey1;
    let v2 = 0x6c796765 ^ v0;
    let v3 = 0x74656462 ^ v1;
    const words = this.#keyWords;
    // Behind the key its length stands for a last word; then three rounds without input finish.
    for (let index = 0; index < words + 4; index++) {
      let word = 0;
      if (index < words) word = key[index] ?? 0;
      else if (index === words) word = words << 26;
      else if (index === words + 1) v2 ^= 0xff;
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
