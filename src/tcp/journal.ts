/**
 * What happened in each connection, in order: transitions, steps of handshake and teardown, findings.
 * Entries of all connections lie in one pool; each connection's form a list. Entry 0 is none.
 */
export class Journal {
  #ints = new Int32Array(STRIDE << 8);
  #times = new Float64Array(1 << 8);
  #made = 1;
  #free = 0;

  /** An entry with `next` 0; its other words are the caller's to set. */
  allocate(): number {
    if (this.#free !== 0) {
      const entry = this.#free;
      this.#free = this.next(entry);
      this.setNext(entry, 0);
      return entry;
    }
    const entry = this.#made++;
    if (entry * STRIDE >= this.#ints.length) this.#grow();
    this.setNext(entry, 0);
    return entry;
  }

  /** Gives back the list from `head` to `tail`. */
  release(head: number, tail: number): void {
    if (head === 0) return;
    this.setNext(tail, this.#free);
    this.#free = head;
  }

  next(entry: number): number {
    return this.#ints[entry * STRIDE] ?? 0;
  }
  setNext(entry: number, next: number): void {
    this.#ints[entry * STRIDE] = next;
  }

  /** Kind and code of the entry: see `pack` below. */
  word(entry: number): number {
    return this.#ints[entry * STRIDE + 1] ?? 0;
  }
  setWord(entry: number, word: number): void {
    this.#ints[entry * STRIDE + 1] = word;
  }

  frame(entry: number): number {
    return this.#ints[entry * STRIDE + 2] ?? 0;
  }
  sequence(entry: number): number {
    return this.#ints[entry * STRIDE + 3] ?? 0;
  }
  acknowledgment(entry: number): number {
    return this.#ints[entry * STRIDE + 4] ?? 0;
  }
  /** A transition: the endpoint's previous one. A step: octets of payload. */
  link(entry: number): number {
    return this.#ints[entry * STRIDE + 5] ?? 0;
  }
  setLink(entry: number, link: number): void {
    this.#ints[entry * STRIDE + 5] = link;
  }
  /** Nanoseconds since the recording's origin. */
  time(entry: number): number {
    return this.#times[entry] ?? 0;
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
    const at = entry * STRIDE;
    this.#ints[at + 1] = word;
    this.#ints[at + 2] = frame;
    this.#ints[at + 3] = sequence;
    this.#ints[at + 4] = acknowledgment;
    this.#ints[at + 5] = link;
    this.#times[entry] = time;
  }

  #grow(): void {
    const ints = new Int32Array(this.#ints.length * 2);
    ints.set(this.#ints);
    this.#ints = ints;
    const times = new Float64Array(this.#times.length * 2);
    times.set(this.#times);
    this.#times = times;
  }
}

const STRIDE = 6;

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
/** Bit 6: settled by a later segment: no longer to be withdrawn. */
export const CONFIRMED = 0x40;

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

/** A finding: its code in bits 8-15. */
export function packFinding(side: number, code: number): number {
  return FINDING | (side << SIDE_SHIFT) | (code << 8);
}
export function findingCode(word: number): number {
  return (word >>> 8) & 0xff;
}

export function entryKind(word: number): number {
  return word & 7;
}
export function entrySide(word: number): number {
  return (word >>> SIDE_SHIFT) & 1;
}
