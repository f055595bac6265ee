import type { ConnectionRow } from './rows/connection-row.ts';

/** Entries of one block: what a short connection needs, side by side. */
const BLOCK_BITS = 3;
const BLOCK_ENTRIES = 1 << BLOCK_BITS;
/** Words of an entry: kind and code, frame, sequence, acknowledgment, link, count, and the time (a double). */
const STRIDE = 8;
const BLOCKS_PER_PAGE_BITS = 8;
const PAGE_ENTRIES_BITS = BLOCK_BITS + BLOCKS_PER_PAGE_BITS;
const PAGE_ENTRIES = 1 << PAGE_ENTRIES_BITS;

/**
 * What happened in each connection, in order: transitions, steps of handshake and teardown, findings.
 *
 * All connections' entries lie in one pool, each connection's in blocks of a few, so that telling its
 * story touches little memory. An entry is a number; 0 is none. A list runs from `journalHead` to
 * `journalTail` of its connection.
 */
export class Journal {
  readonly #ints: Int32Array[] = [];
  readonly #times: Float64Array[] = [];
  /** Per block: the block that follows it in its connection's list, or in the list of free ones. */
  #following = new Int32Array(1 << BLOCKS_PER_PAGE_BITS);
  /** Blocks ever made; block 0 is never given out, so that entry 0 can mean none. */
  #made = 1;
  #free = 0;

  constructor() {
    this.#addPage();
  }

  /** Adds an entry at the end of a connection's list; its words are the caller's to fill. */
  append(connection: ConnectionRow): number {
    const tail = connection.journalTail;
    let entry = tail + 1;
    if (tail === 0 || (entry & (BLOCK_ENTRIES - 1)) === 0) {
      const block = this.#allocateBlock();
      entry = block << BLOCK_BITS;
      if (tail === 0) connection.journalHead = entry;
      else this.#following[tail >> BLOCK_BITS] = block;
    }
    connection.journalTail = entry;
    connection.journalLength++;
    return entry;
  }

  /** The entry behind this one; not to be asked of the tail. */
  next(entry: number): number {
    const next = entry + 1;
    if ((next & (BLOCK_ENTRIES - 1)) !== 0) return next;
    return (this.#following[entry >> BLOCK_BITS] ?? 0) << BLOCK_BITS;
  }

  /** Gives back the blocks of a connection's list. */
  release(connection: ConnectionRow): void {
    if (connection.journalTail === 0) return;
    this.#following[connection.journalTail >> BLOCK_BITS] = this.#free;
    this.#free = connection.journalHead >> BLOCK_BITS;
  }

  /** Kind and code of the entry: see `packTransition` and its kin below. */
  word(entry: number): number {
    return this.#int(entry, 0);
  }
  setWord(entry: number, word: number): void {
    const page = this.#ints[entry >> PAGE_ENTRIES_BITS];
    if (page !== undefined) page[(entry & (PAGE_ENTRIES - 1)) * STRIDE] = word;
  }

  frame(entry: number): number {
    return this.#int(entry, 1);
  }
  sequence(entry: number): number {
    return this.#int(entry, 2);
  }
  acknowledgment(entry: number): number {
    return this.#int(entry, 3);
  }
  /** A transition: the endpoint's previous one. A step: octets of payload. A finding: another kind's first. */
  link(entry: number): number {
    return this.#int(entry, 4);
  }
  /** The first finding of its kind: how often it was met. */
  count(entry: number): number {
    return this.#int(entry, 5);
  }
  setCount(entry: number, count: number): void {
    const page = this.#ints[entry >> PAGE_ENTRIES_BITS];
    if (page !== undefined) page[(entry & (PAGE_ENTRIES - 1)) * STRIDE + 5] = count;
  }
  /** Nanoseconds since the recording's origin. */
  time(entry: number): number {
    const page = this.#times[entry >> PAGE_ENTRIES_BITS];
    return page?.[(entry & (PAGE_ENTRIES - 1)) * (STRIDE / 2) + 3] ?? 0;
  }

  fill(
    entry: number,
    word: number,
    frame: number,
    time: number,
    sequence: number,
    acknowledgment: number,
    link: number,
  ): void {
    const ints = this.#ints[entry >> PAGE_ENTRIES_BITS];
    const times = this.#times[entry >> PAGE_ENTRIES_BITS];
    if (ints === undefined || times === undefined) return;
    const at = (entry & (PAGE_ENTRIES - 1)) * STRIDE;
    ints[at] = word;
    ints[at + 1] = frame;
    ints[at + 2] = sequence;
    ints[at + 3] = acknowledgment;
    ints[at + 4] = link;
    times[(at >> 1) + 3] = time;
  }

  #int(entry: number, index: number): number {
    const page = this.#ints[entry >> PAGE_ENTRIES_BITS];
    return page?.[(entry & (PAGE_ENTRIES - 1)) * STRIDE + index] ?? 0;
  }

  #allocateBlock(): number {
    if (this.#free !== 0) {
      const block = this.#free;
      this.#free = this.#following[block] ?? 0;
      return block;
    }
    const block = this.#made++;
    if (block >> BLOCKS_PER_PAGE_BITS === this.#ints.length) this.#addPage();
    return block;
  }

  #addPage(): void {
    const memory = new ArrayBuffer(PAGE_ENTRIES * STRIDE * 4);
    this.#ints.push(new Int32Array(memory));
    this.#times.push(new Float64Array(memory));
    const blocks = this.#ints.length << BLOCKS_PER_PAGE_BITS;
    if (blocks <= this.#following.length) return;
    const following = new Int32Array(this.#following.length * 2);
    following.set(this.#following);
    this.#following = following;
  }
}

/** Kinds of entries: the low three bits of a word. */
export const TRANSITION = 1;
export const STEP = 2;
export const FINDING = 3;

/** Bit 3: the side (0 low, 1 high) that the entry is about. */
export const SIDE_SHIFT = 3;
/** Bit 4: inferred (a transition), retransmitted (a step). */
export const INFERRED = 0x10;
export const RETRANSMITTED = 0x10;
/** Bit 5: taken back by what came later; the entry stays in the list and is not told. */
export const WITHDRAWN = 0x20;

/** A transition: from, to and event in bits 8-11, 12-15 and 16-19. */
export function packTransition(side: number, from: number, to: number, event: number): number {
  return TRANSITION | (side << SIDE_SHIFT) | (from << 8) | (to << 12) | (event << 16);
}
export function transitionFrom(word: number): number {
  return (word >>> 8) & 15;
}
export function transitionTo(word: number): number {
  return (word >>> 12) & 15;
}
export function transitionEvent(word: number): number {
  return (word >>> 16) & 15;
}

/** A step: the segment's flags in bits 8-19, and what phase it belongs to in bits 20-21. */
export function packStep(side: number, flags: number, phase: number): number {
  return STEP | (side << SIDE_SHIFT) | (flags << 8) | (phase << 20);
}
export function stepFlags(word: number): number {
  return (word >>> 8) & 0xfff;
}
export function stepPhase(word: number): number {
  return (word >>> 20) & 3;
}
export const HANDSHAKE = 0;
export const TEARDOWN = 1;

/** A finding: its code in bits 8-15, its severity in bits 16-17. */
export function packFinding(side: number, code: number, severity: number): number {
  return FINDING | (side << SIDE_SHIFT) | (code << 8) | (severity << 16);
}
export function findingCode(word: number): number {
  return (word >>> 8) & 0xff;
}
export function findingSeverity(word: number): number {
  return (word >>> 16) & 3;
}

export function entryKind(word: number): number {
  return word & 7;
}
export function entrySide(word: number): number {
  return (word >>> SIDE_SHIFT) & 1;
}
