import { BlockPool } from '../block-pool.ts';
import { doubles, ints, type Pages } from '../memory.ts';
import type { ConnectionRow } from '../rows/connection-row.ts';
import {
  DETAILS,
  DETAILS_WORDS,
  HEAD_COUNT_MASK,
  HEADER,
  HEADER_WORDS,
  KIND_MASK,
  ROW,
  ROW_WORDS,
  RUN,
  RUN_WORDS,
  SEGMENT_ROW,
  SIDE_SHIFT,
  TAIL,
  TAIL_WORDS,
} from './words.ts';

/** All connections together: 56 MiB of rows, 80 MiB of their runs and details, 112 MiB of headers and tails. */
const MOST_ROWS = 1 << 20;

/** The memory of ladders: of each connection its first rows, and its latest ones. */
export class LadderMemory {
  readonly #rows: BlockPool;
  readonly #headers: BlockPool;
  readonly #tails: BlockPool;
  readonly #runs: BlockPool;
  readonly #details: BlockPool;
  readonly #first: number;
  readonly #last: number;

  /** Keeps so many rows from the beginning of a ladder, and so many of the latest ones. */
  constructor(first: number, last: number, pages: Pages) {
    this.#rows = new BlockPool(pages, ROW_WORDS, MOST_ROWS);
    this.#headers = new BlockPool(pages, HEADER_WORDS, MOST_ROWS);
    this.#tails = new BlockPool(pages, TAIL_WORDS, MOST_ROWS);
    this.#runs = new BlockPool(pages, RUN_WORDS, MOST_ROWS);
    this.#details = new BlockPool(pages, DETAILS_WORDS, MOST_ROWS);
    this.#first = first;
    this.#last = last;
  }

  /** A header of zeros; 0 where all are in use. */
  begin(): number {
    return this.#headers.allocateZeroed();
  }

  /** Gives back what a connection has. */
  release(connection: ConnectionRow): void {
    const header = connection.ladder;
    if (header === 0) return;
    this.#releaseRows(ints[header + HEADER.headFirst] ?? 0);
    const tail = ints[header + HEADER.tail] ?? 0;
    if (tail !== 0) {
      this.#releaseRows(ints[tail + TAIL.first] ?? 0);
      this.#tails.release(tail);
    }
    this.#headers.release(header);
    connection.ladder = 0;
  }

  /** A new row at the end of the ladder, whose words are the caller's to fill; 0 where all rows are in use. */
  append(header: number): number {
    const count = (ints[header + HEADER.counts] ?? 0) & HEAD_COUNT_MASK;
    const isHead = count < this.#first && ints[header + HEADER.tail] === 0;
    const row = isHead ? this.#appendFirst(header) : this.#appendLatest(header);
    if (row === 0) return 0;
    ints[row + ROW.next] = 0;
    ints[row + ROW.run] = 0;
    ints[row + ROW.details] = 0;
    ints[header + HEADER.beforeLast] = ints[header + HEADER.last] ?? 0;
    ints[header + HEADER.last] = row;
    return row;
  }

  /** The run before a row; 0 where all are in use. */
  addRun(row: number): number {
    const run = this.#runs.allocateZeroed();
    ints[row + ROW.run] = run;
    return run;
  }

  /** The details of a row; 0 where all are in use. */
  addDetails(row: number): number {
    const details = this.#details.allocate();
    ints[row + ROW.details] = details;
    return details;
  }

  /** The counters of what no row tells; 0 where there is no memory for them. */
  lostOf(header: number): number {
    const tail = this.#tailOf(header);
    return tail === 0 ? 0 : tail + TAIL.lost;
  }

  #appendFirst(header: number): number {
    const row = this.#rows.allocate();
    if (row === 0) return this.#appendLatest(header);
    link(header + HEADER.headFirst, header + HEADER.headLast, row);
    ints[header + HEADER.counts] = (ints[header + HEADER.counts] ?? 0) + 1;
    return row;
  }

  #appendLatest(header: number): number {
    const tail = this.#tailOf(header);
    if (tail === 0) return 0;
    const isFull = (ints[tail + TAIL.count] ?? 0) >= this.#last;
    const row = (isFull ? 0 : this.#rows.allocate()) || this.#dropOldest(header, tail);
    if (row === 0) {
      ints[tail + TAIL.dropped] = (ints[tail + TAIL.dropped] ?? 0) + 1;
      return 0;
    }
    link(tail + TAIL.first, tail + TAIL.last, row);
    ints[tail + TAIL.count] = (ints[tail + TAIL.count] ?? 0) + 1;
    return row;
  }

  #tailOf(header: number): number {
    const known = ints[header + HEADER.tail] ?? 0;
    if (known !== 0) return known;
    const tail = this.#tails.allocateZeroed();
    ints[header + HEADER.tail] = tail;
    return tail;
  }

  /** Takes the first of the latest rows out, for use anew; what it told is told of the gap. */
  #dropOldest(header: number, tail: number): number {
    const row = ints[tail + TAIL.first] ?? 0;
    if (row === 0) return 0;
    const next = ints[row + ROW.next] ?? 0;
    ints[tail + TAIL.first] = next;
    if (next === 0) ints[tail + TAIL.last] = 0;
    ints[tail + TAIL.count] = (ints[tail + TAIL.count] ?? 0) - 1;
    ints[tail + TAIL.dropped] = (ints[tail + TAIL.dropped] ?? 0) + 1;
    tellAsLost(row, tail + TAIL.lost);
    this.#releaseBlocks(row);
    if (ints[header + HEADER.last] === row) ints[header + HEADER.last] = 0;
    if (ints[header + HEADER.beforeLast] === row) ints[header + HEADER.beforeLast] = 0;
    return row;
  }

  #releaseRows(first: number): void {
    for (let row = first; row !== 0; ) {
      const next = ints[row + ROW.next] ?? 0;
      this.#releaseBlocks(row);
      this.#rows.release(row);
      row = next;
    }
  }

  #releaseBlocks(row: number): void {
    const run = ints[row + ROW.run] ?? 0;
    const details = ints[row + ROW.details] ?? 0;
    if (run !== 0) this.#runs.release(run);
    if (details !== 0) this.#details.release(details);
  }
}

/** Puts a row behind the last of a list, of which two words hold its ends. */
function link(first: number, last: number, row: number): void {
  const before = ints[last] ?? 0;
  if (before === 0) ints[first] = row;
  else ints[before + ROW.next] = row;
  ints[last] = row;
}

/** Adds the run before a row, and the segments that the row stands for. */
function tellAsLost(row: number, lost: number): void {
  const run = ints[row + ROW.run] ?? 0;
  for (let side = 0; side < 2; side++) {
    const octets = doubles[(run >> 1) + RUN.octets + side] ?? 0;
    const dataSegments = ints[run + RUN.dataSegments + side] ?? 0;
    addTo(lost, side, ints[run + RUN.segments + side] ?? 0, dataSegments, octets);
  }
  const kind = ints[row + ROW.kind] ?? 0;
  if ((kind & KIND_MASK) !== SEGMENT_ROW) return;
  const details = ints[row + ROW.details] ?? 0;
  const isOne = details === 0;
  const repeats = isOne ? 1 : (ints[details + DETAILS.repeats] ?? 0);
  const octets = isOne
    ? (ints[row + ROW.payloadLength] ?? 0)
    : (doubles[(details >> 1) + DETAILS.octets] ?? 0);
  const side = (kind >> SIDE_SHIFT) & 1;
  addTo(lost, side, repeats, octets > 0 ? repeats : 0, octets);
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
