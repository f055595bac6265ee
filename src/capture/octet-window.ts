/** Gives at least this many octets of memory, keeping what an earlier call's memory held. */
export type GrowMemory = (octets: number) => Uint8Array;

const CHUNK_OCTETS = 1 << 20;

/**
 * The octets of one input that were read and are not consumed yet: the one buffer of the hot path.
 *
 * A source appends at `end`, a reader consumes from `start`; what remains is moved to the front when
 * room is needed. `bytes` and `view` change only inside `makeRoom`, so whoever keeps them across a
 * refill compares `bytes` first. The memory comes from the caller, so that it can be the memory of
 * the checksum kernel.
 */
export class OctetWindow {
  bytes: Uint8Array;
  view: DataView;
  /** First octet not consumed yet, as an offset in `bytes`. */
  start = 0;
  /** One past the last octet read. */
  end = 0;
  /** Offset in the input of `bytes[0]`. */
  base = 0;
  readonly #grow: GrowMemory;

  constructor(grow: GrowMemory = growOnHeap()) {
    this.#grow = grow;
    this.bytes = grow(CHUNK_OCTETS);
    this.view = viewOf(this.bytes);
  }

  /** Offset in the input of the next octet to be consumed. */
  get offset(): number {
    return this.base + this.start;
  }

  get available(): number {
    return this.end - this.start;
  }

  /** Makes room behind `end`: moves what is left to the front, and grows when `needed` octets do not fit. */
  makeRoom(needed = 0): void {
    if (this.start > 0) {
      this.bytes.copyWithin(0, this.start, this.end);
      this.base += this.start;
      this.end -= this.start;
      this.start = 0;
    }
    if (needed > this.bytes.length) {
      this.bytes = this.#grow(needed);
      this.view = viewOf(this.bytes);
    }
  }
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function growOnHeap(): GrowMemory {
  let memory = new Uint8Array(0);
  return (octets) => {
    if (octets > memory.length) {
      const larger = new Uint8Array(Math.max(octets, memory.length * 2));
      larger.set(memory);
      memory = larger;
    }
    return memory;
  };
}
