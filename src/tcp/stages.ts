import type { Packet } from '../wire/packet.ts';
import type { AnalysisCounts } from './analysis/counts.ts';
import { SegmentAnalysis } from './analysis/index.ts';
import { Conformance } from './conformance/index.ts';
import { ConnectionCursor } from './connection-cursor.ts';
import { countSegment } from './counters.ts';
import { Journal } from './journal.ts';
import { type LadderOptions, Ladders } from './ladder/index.ts';
import { StateMachine } from './machine/index.ts';
import type { Pages } from './memory.ts';
import { examineQuality } from './quality/index.ts';
import { Retransmissions } from './retransmission/index.ts';
import { RoutinePath } from './routine/index.ts';
import type { RowPool } from './rows/row-pool.ts';
import type { Segment } from './segment.ts';
import { UNKNOWN } from './states.ts';
import { attributeTime } from './time-shares/index.ts';
import { ZeekObserver } from './zeek/observer.ts';

/** What looks at each segment, in this order, and what it keeps for the segment's connection. */
export class Stages {
  readonly #rows: RowPool;
  readonly #analysis: SegmentAnalysis;
  readonly #retransmissions: Retransmissions;
  readonly #journal = new Journal();
  readonly #machine = new StateMachine(this.#journal);
  readonly #conformance: Conformance;
  readonly #zeek = new ZeekObserver();
  readonly #routine: RoutinePath;
  readonly #ladders: Ladders | undefined;

  constructor(pages: Pages, rows: RowPool, ladder: LadderOptions | undefined) {
    this.#rows = rows;
    this.#analysis = new SegmentAnalysis(pages);
    this.#retransmissions = new Retransmissions(this.#analysis.counts.rare, pages);
    this.#conformance = new Conformance(this.#journal, pages);
    this.#routine = new RoutinePath(
      this.#analysis,
      this.#retransmissions,
      this.#conformance,
      this.#zeek,
    );
    this.#ladders = ladder && new Ladders(ladder, pages);
  }

  get counts(): AnalysisCounts {
    return this.#analysis.counts;
  }

  /** To look at what these stages keep for one connection after the other. */
  createCursor(): ConnectionCursor {
    return new ConnectionCursor(
      this.#rows,
      this.#journal,
      this.#analysis.counts,
      this.#zeek,
      this.#retransmissions.recoveries,
      this.#ladders,
    );
  }

  /** `isReuse`: the segment begins a connection on a pair of sockets that had one before. */
  observe(segment: Segment, isReuse: boolean): void {
    this.#analysis.observe(segment, isReuse);
    this.#retransmissions.observe(segment);
    examineQuality(segment);
    attributeTime(segment);
    countSegment(segment, this.#analysis.counts.rare);
    this.#conformance.observe(segment);
    this.#zeek.observe(segment);
    this.#machine.observe(segment);
    this.#ladders?.observe(segment);
  }

  /** Takes a segment the straight way; false, with nothing changed, where it needs all the stages. */
  observeRoutinely(segment: Segment): boolean {
    if (!this.#routine.take(segment)) return false;
    this.#ladders?.pass(segment);
    return true;
  }

  /** A segment of a connection that is final: it gets its analysis, and moves no state. */
  observeLate(segment: Segment): void {
    this.#analysis.observe(segment, false);
    segment.verdictKind = 0;
    segment.isCopy = false;
    segment.wireSegments = 1;
    segment.isReordered = false;
    segment.discarded = false;
    segment.lowState = UNKNOWN;
    segment.highState = UNKNOWN;
  }

  /** The packet is an ICMP error about a segment that `side` of a connection sent. */
  observeIcmpError(
    { row, low, high }: ConnectionCursor,
    packet: Packet,
    side: number,
    frame: number,
    time: number,
  ): void {
    this.#conformance.observeIcmpError(row, packet, side, frame, time);
    this.#ladders?.takeIcmpError(row, low, high, packet, side, frame, time);
  }

  /** What can only be said once a connection is over. */
  conclude(connection: ConnectionCursor): void {
    const { low, high } = connection;
    this.#retransmissions.settle(low, high);
    this.#retransmissions.settle(high, low);
    this.#machine.conclude(low, high);
    this.#conformance.conclude(connection);
  }

  /** Gives back what is kept for a connection. */
  release({ row, low, high }: ConnectionCursor): void {
    this.#analysis.release(low);
    this.#analysis.release(high);
    this.#retransmissions.release(low);
    this.#retransmissions.release(high);
    this.#journal.release(row);
    this.#ladders?.release(row);
    this.#zeek.release(row, low, high);
  }
}
