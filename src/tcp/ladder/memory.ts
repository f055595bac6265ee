import { BlockPool } from '../block-pool.ts';
import { doubles, ints, type Pages } from '../memory.ts';
import type { ConnectionRow } from '../rows/connection-row.ts';
import {
  HEADER,
  HEADER_WORDS,
  KIND_MASK,
  ROW,
  ROW_WORDS,
  RUN,
  SEGMENT_ROW,
  SIDE_SHIFT,
} from './words.ts';

/** All connections together: 128 MiB of rows. */
const MOST_ROWS = 1 << 20;

/** The memory of ladders: of each connection its first rows, and its latest ones. */
export class LadderMemory {
  readonly #rows: BlockPool;
  readonly headers: BlockPool;
  readonly #first: number;
  readonly #last: number;

  /** Keeps so many rows from the beginning of a ladder, and so many of the latest ones. */
  constructor(first: number, last: number, pages: Pages) {
    this.#rows = new BlockPool(pages, ROW_WORDS, MOST_ROWS);
    this.headers = new BlockPool(pages, HEADER_WORDS, MOST_ROWS);
    this.#first = first;
    this.#last = last;
  }

  /** Gives back what a connection has. */
  release(connection: ConnectionRow): void {
    const header = connection.ladder;
    if (header === 0) return;
    for (const [first, last] of [
      [HEADER.headFirst, HEADER.headLast],
      [HEADER.tailFirst, HEADER.tailLast],
    ] as const) {
      const row = ints[header + first] ?? 0;
      if (row !== 0) this.#rows.releaseChain(row, ints[header + last] ?? 0);
    }
    this.headers.release(header);
    connection.ladder = 0;
  }

  /** A new row at the end of the ladder; 0 where all rows are in use. */
  append(header: number): number {
    const isHead = (ints[header + HEADER.headCount] ?? 0) < this.#first;
    let row = 0;
    if (!isHead && (ints[header + HEADER.tailCount] ?? 0) >= this.#last)
      row = this.#dropOldest(header);
    else row = this.#rows.allocate();
    if (row === 0) row = this.#dropOldest(header);
    if (row === 0) {
      ints[header + HEADER.dropped] = (ints[header + HEADER.dropped] ?? 0) + 1;
      return 0;
    }
    const firstOf = header + (isHead ? HEADER.headFirst : HEADER.tailFirst);
    const lastOf = header + (isHead ? HEADER.headLast : HEADER.tailLast);
    const count = header + (isHead ? HEADER.headCount : HEADER.tailCount);
    const before = ints[count] ?? 0;
    ints[row] = 0;
    if (before === 0) ints[firstOf] = row;
    else ints[ints[lastOf] ?? 0] = row;
    ints[lastOf] = row;
    ints[count] = before + 1;
    ints[header + HEADER.beforeLast] = ints[header + HEADER.last] ?? 0;
    ints[header + HEADER.last] = row;
    return row;
  }

  /** Takes the first of the latest rows out, for use anew; what it told is told of the gap. */
  #dropOldest(header: number): number {
    const row = ints[header + HEADER.tailFirst] ?? 0;
    if (row === 0) return 0;
    const next = ints[row] ?? 0;
    ints[header + HEADER.tailFirst] = next;
    if (next === 0) ints[header + HEADER.tailLast] = 0;
    ints[header + HEADER.tailCount] = (ints[header + HEADER.tailCount] ?? 0) - 1;
    ints[header + HEADER.dropped] = (ints[header + HEADER.dropped] ?? 0) + 1;
    const lost = header + HEADER.lost;
    for (let side = 0; side < 2; side++) {
      const run = row + ROW.run + side;
      const octets = doubles[((row + ROW.run) >> 1) + RUN.octets + side] ?? 0;
      const dataSegments = ints[run + RUN.dataSegments] ?? 0;
      addTo(lost, side, ints[run] ?? 0, dataSegments, octets);
    }
    const kind = ints[row + ROW.kind] ?? 0;
    if ((kind & KIND_MASK) === SEGMENT_ROW) {
      const octets = doubles[(row >> 1) + ROW.octets] ?? 0;
      const repeats = ints[row + ROW.repeats] ?? 0;
      const side = (kind >> SIDE_SHIFT) & 1;
      addTo(lost, side, repeats, octets > 0 ? repeats : 0, octets);
    }
    if (ints[header + HEADER.last] === row) ints[header + HEADER.last] = 0;
    if (ints[header + HEADER.beforeLast] === row) ints[header + HEADER.beforeLast] = 0;
    return row;
  }
}

/** Adds to the counters of a run (`RUN`) of one side. */
export function addTo(
  counters: number,
  side: number,
  segments: number,
  dataSegments: number,
  octets: number,
): void {
  const data = counters + RUN.dataSegments + side;
  const octetsAt = (counters >> 1) + RUN.octets + side;
  ints[counters + side] = (ints[counters + side] ?? 0) + segments;
  ints[data] = (ints[data] ?? 0) + dataSegments;
  doubles[octetsAt] = (doubles[octetsAt] ?? 0) + octets;
}
