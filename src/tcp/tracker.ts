import type { Packet } from '../wire/packet.ts';
import { ACK, FIN, SYN } from '../wire/packet.ts';
import type { AnalysisCounts } from './analysis/counts.ts';
import { SegmentAnalysis } from './analysis/index.ts';
import { guessClient, improveClient } from './client-guess.ts';
import { ClosedQueue } from './closed-queue.ts';
import { Conformance } from './conformance/index.ts';
import type { Connection, Ended } from './connection.ts';
import { countSegment } from './counters.ts';
import { EncapsulationPaths } from './encapsulation-paths.ts';
import { ActivityHeap } from './eviction.ts';
import { FinalConnection } from './final-connection.ts';
import { FlowTable, NOBODY } from './flow-table.ts';
import { Journal } from './journal.ts';
import { type LadderOptions, Ladders } from './ladder/index.ts';
import { StateMachine } from './machine/index.ts';
import { Pages } from './memory.ts';
import { examineQuality } from './quality/index.ts';
import { RetiredConnections } from './retired.ts';
import { Retransmissions } from './retransmission/index.ts';
import { RoutinePath } from './routine.ts';
import { HAS_BASE } from './rows/analysis-fields.ts';
import * as rowMarks from './rows/connection-row.ts';
import { ConnectionRow } from './rows/connection-row.ts';
import type { EndpointRow } from './rows/endpoint-row.ts';
import { CONNECTION_WORDS, ENDPOINT_WORDS, RowPool } from './rows/row-pool.ts';
import { Segment } from './segment.ts';
import { fillPairKey, isOneSocket } from './socket-pair.ts';
import { CLOSED, ESTABLISHED, LISTEN, TIME_WAIT, UNKNOWN } from './states.ts';
import { attributeTime } from './time-shares/index.ts';
import { ZeekObserver } from './zeek/observer.ts';

export interface TrackerOptions {
  /** Random per run, so that nobody can aim at the table; it never shows in the output. */
  readonly hashKey: readonly [number, number];
  /** Open connections at most; the least recently active goes first. 0: as many as memory holds. */
  readonly maxConnections: number;
  /** Nanoseconds of silence after which a connection is final; 0: never. */
  readonly idleTimeout: number;
  /** Maximum segment lifetime in nanoseconds. */
  readonly msl: number;
  /** Closed connections that wait for stragglers before they are final. */
  readonly closedWaiting: number;
  /** Retired connections whose late segments still get their id. */
  readonly retiredRemembered: number;
  /** False: every segment takes all the stages, which the routine path is held to. */
  readonly takesRoutinePath: boolean;
  /** Keeps a ladder of each connection; undefined: none. */
  readonly ladder?: LadderOptions | undefined;
}

export const TRACKER_DEFAULTS: TrackerOptions = {
  hashKey: [0, 0],
  maxConnections: 250_000,
  idleTimeout: 0,
  msl: 120e9,
  closedWaiting: 4_096,
  retiredRemembered: 1_000_000,
  takesRoutinePath: true,
};

/** Receives what the tracker finds; everything passed is valid during the call alone. */
export interface TrackerSink {
  /** Before any stage has seen the segment: its rows hold what was known so far. */
  beforeSegment?(segment: Segment): void;
  /** After all stages have seen the segment. Without this method no time is spent on it. */
  segment?(segment: Segment): void;
  /** A connection is final. */
  connection(connection: Connection): void;
}

/**
 * Segments -> connections: finds the connection of each segment, runs the stages over it, and hands
 * out connections as they become final.
 */
export class ConnectionTracker {
  readonly segment: Segment;
  /** The encapsulations met so far, by `ConnectionRow.pathId`. */
  readonly paths = new EncapsulationPaths();
  readonly #packet: Packet;
  readonly #options: TrackerOptions;
  readonly #sink: TrackerSink;
  readonly #ipv4: FlowTable;
  readonly #ipv6: FlowTable;
  readonly #key = new Int32Array(9);
  readonly #pages = new Pages();
  readonly #rows = new RowPool(this.#pages);
  readonly #analysis = new SegmentAnalysis(this.#pages);
  readonly #retransmissions = new Retransmissions(this.#analysis.counts.rare, this.#pages);
  readonly #journal = new Journal();
  readonly #machine = new StateMachine(this.#journal);
  readonly #conformance = new Conformance(this.#journal, this.#pages);
  readonly #zeek = new ZeekObserver();
  readonly #routine = new RoutinePath(
    this.#analysis,
    this.#retransmissions,
    this.#conformance,
    this.#zeek,
  );
  readonly #ladders: Ladders | undefined;
  readonly #activity: ActivityHeap;
  readonly #retired: RetiredConnections;
  readonly #closed: ClosedQueue;
  readonly #final: FinalConnection;
  /** Cursors of its own for rows that are not the segment's. */
  readonly #other = new ConnectionRow();
  /** The row that stands in for a retired connection while a late segment of it is analysed. */
  readonly #lateRow: number;
  #nextId = 0;
  #serial = 0;
  /** Segments that came after their connection was final. */
  lateSegments = 0;
  evictedConnections = 0;

  constructor(packet: Packet, options: TrackerOptions, sink: TrackerSink) {
    this.#packet = packet;
    this.#options = options;
    this.#sink = sink;
    this.segment = new Segment(packet);
    const [key0, key1] = options.hashKey;
    this.#ipv4 = new FlowTable(3, key0, key1);
    this.#ipv6 = new FlowTable(9, key0, key1);
    this.#ladders = options.ladder && new Ladders(options.ladder, this.#pages);
    this.#activity = new ActivityHeap((row, id) => this.#serialOf(row, id));
    this.#retired = new RetiredConnections(options.retiredRemembered);
    this.#closed = new ClosedQueue(options.closedWaiting + 1);
    this.#final = new FinalConnection(
      this.#journal,
      this.#analysis.counts,
      this.#zeek,
      this.#retransmissions.recoveries,
      this.#ladders,
    );
    this.#lateRow = this.#rows.allocate();
    if (this.#lateRow === 0) throw new RangeError('no memory is left for connections');
  }

  get connectionCount(): number {
    return this.#nextId;
  }

  /** What the analysis counted. */
  get analysisCounts(): AnalysisCounts {
    return this.#analysis.counts;
  }

  get openConnections(): number {
    return this.#rows.size - 1;
  }

  /** Retired connections that are no longer remembered: late segments of theirs open new ones. */
  get forgottenConnections(): number {
    return Math.max(0, this.#retired.count - this.#retired.capacity);
  }

  /** Takes the segment that the packet holds. Time in nanoseconds since the recording's origin. */
  take(
    capture: number,
    frame: number,
    time: number,
    seconds: number,
    nanoseconds: number,
    frameOctets: number,
  ): void {
    const { segment } = this;
    const packet = this.#packet;
    segment.capture = capture;
    segment.frame = frame;
    segment.time = time;
    segment.seconds = seconds;
    segment.nanoseconds = nanoseconds;
    segment.frameOctets = frameOctets;
    segment.serial = ++this.#serial;
    const { flags } = packet;
    segment.length =
      packet.payloadLength + ((flags & SYN) !== 0 ? 1 : 0) + ((flags & FIN) !== 0 ? 1 : 0);
    segment.end = (packet.sequence + segment.length) | 0;
    segment.lengthKnown = packet.isPayloadLengthKnown;

    if (time > this.#closed.firstDue) this.#retireDue(time);
    const table = packet.ipVersion === 4 ? this.#ipv4 : this.#ipv6;
    segment.senderSide = fillPairKey(packet, this.#key);
    const entry = table.findOrAdd(this.#key);
    const holder = table.holderOf(entry);
    if (holder === NOBODY) this.#open(table, entry, false);
    else if (holder >= 0) this.#continue(table, entry, holder);
    else this.#resume(table, entry, ~holder);
  }

  /**
   * The end of the recording: everything that is left is final. To be called once; the memory is
   * another's then, and so no segment may be taken any more.
   */
  finish(): void {
    const left: { row: number; id: number }[] = [];
    for (const row of this.#rows.all()) {
      this.#pointOther(row);
      if (row !== this.#lateRow && this.#other.id >= 0) left.push({ row, id: this.#other.id });
    }
    left.sort((a, b) => a.id - b.id);
    const { time } = this.segment;
    for (const { row } of left) this.#finalise(row, this.#endingAt(row, time));
    this.#pages.release();
  }

  // -- a segment's connection ------------------------------------------------------------------------------

  /**
   * Takes an ICMP error whose packet quotes a segment: a finding on the connection of that segment,
   * where it is open; it opens none.
   */
  takeIcmpError(frame: number, time: number): void {
    const packet = this.#packet;
    const table = packet.ipVersion === 4 ? this.#ipv4 : this.#ipv6;
    const side = fillPairKey(packet, this.#key);
    const entry = table.find(this.#key);
    const holder = entry < 0 ? NOBODY : table.holderOf(entry);
    if (holder < 0 || holder === NOBODY) return;
    this.#pointOther(holder);
    this.#conformance.observeIcmpError(this.#other, packet, side, frame, time);
    if (this.#ladders === undefined) return;
    const { low, high } = this.#final;
    this.#final.point(holder);
    this.#ladders.takeIcmpError(this.#other, low, high, packet, side, frame, time);
  }

  /** Points the segment's cursors at a row. */
  #point(row: number): void {
    const { segment } = this;
    segment.row = row;
    segment.connection.point(row);
    segment.low.point(row + CONNECTION_WORDS);
    segment.high.point(row + CONNECTION_WORDS + ENDPOINT_WORDS);
    const lowSends = segment.senderSide === 0;
    segment.sender = lowSends ? segment.low : segment.high;
    // A socket that talks to itself has one direction.
    const isSelf = isOneSocket(this.#packet);
    segment.receiver = lowSends && !isSelf ? segment.high : segment.low;
  }

  #open(table: FlowTable, entry: number, isReuse: boolean, replaced = 0): void {
    const { segment } = this;
    const packet = this.#packet;
    const row = this.#rows.allocate() || this.#rowOfAnother();
    table.setHolder(entry, row);
    this.#point(row);
    const { connection, sender, receiver } = segment;
    connection.id = this.#nextId++;
    connection.entry = entry;
    connection.startTime = segment.time;
    connection.startNanoseconds = segment.nanoseconds;
    connection.lastTime = segment.time;
    connection.firstFrame = segment.frame;
    connection.capture = segment.capture;
    connection.pathId = this.paths.intern(packet);
    connection.marks = packet.ipVersion === 6 ? rowMarks.IPV6 : 0;
    if (isReuse) connection.marks |= rowMarks.REUSED_PORTS | replaced;
    sender.lastWindow = -1;
    receiver.lastWindow = -1;
    if ((packet.flags & (SYN | ACK)) === SYN) {
      connection.marks |= rowMarks.SAW_OPENING;
      sender.state = CLOSED;
      if (receiver !== sender) receiver.state = LISTEN;
    }
    guessClient(segment);
    segment.isFirst = true;
    segment.connectionElapsed = 0;
    segment.delta = 0;
    this.#sink.beforeSegment?.(segment);
    this.#analyse(isReuse);
    this.#activity.add(row, connection.id, segment.serial, this.openConnections);
    const { maxConnections, idleTimeout } = this.#options;
    if (maxConnections > 0 && this.openConnections > maxConnections) this.#evict();
    if (idleTimeout > 0) this.#timeOut(segment.time);
  }

  #continue(table: FlowTable, entry: number, row: number): void {
    const { segment } = this;
    this.#point(row);
    const { idleTimeout } = this.#options;
    if (idleTimeout > 0 && segment.time - segment.connection.lastTime > idleTimeout) {
      this.#finalise(row, this.#endingAt(row, segment.time));
      this.#resume(table, entry, ~table.holderOf(entry));
      return;
    }
    if (this.#opensSuccessor()) {
      const replaced = this.#whatIsReplaced();
      const ending = this.#endingOf(row);
      this.#finalise(row, ending, ending === 'open');
      this.#open(table, entry, true, replaced);
      return;
    }
    const { connection } = segment;
    segment.isFirst = false;
    measureElapsed(segment);
    segment.delta = segment.time - connection.lastTime;
    connection.lastTime = segment.time;
    this.#sink.beforeSegment?.(segment);
    if (this.#options.takesRoutinePath && this.#routine.take(segment)) {
      this.#noteLast(segment);
      this.#ladders?.pass(segment);
      this.#sink.segment?.(segment);
    } else {
      improveClient(segment);
      this.#analyse(false);
    }
  }

  /** A segment of a connection that is final: it keeps its id and its analysis, and moves no state. */
  #resume(table: FlowTable, entry: number, slot: number): void {
    const { segment } = this;
    this.#retired.load(slot, this.#lateRow);
    this.#point(this.#lateRow);
    if (this.#opensSuccessor()) {
      this.#retired.setOwner(slot, -1);
      this.#open(table, entry, true);
      return;
    }
    this.lateSegments++;
    segment.row = -1;
    segment.isFirst = false;
    segment.connectionId = segment.connection.id;
    segment.connectionElapsed = segment.time - segment.connection.startTime;
    segment.delta = segment.time - segment.connection.lastTime;
    this.#sink.beforeSegment?.(segment);
    this.#analysis.observe(segment, false);
    segment.verdictKind = 0;
    segment.isCopy = false;
    segment.wireSegments = 1;
    segment.isReordered = false;
    segment.discarded = false;
    segment.lowState = UNKNOWN;
    segment.highState = UNKNOWN;
    this.#retired.store(slot, this.#lateRow);
    this.#sink.segment?.(segment);
  }

  /** A SYN with a number of its own begins a new connection on the same pair of sockets. */
  #opensSuccessor(): boolean {
    const packet = this.#packet;
    if ((packet.flags & (SYN | ACK)) !== SYN) return false;
    const { sender } = this.segment;
    return (sender.analysisMarks & HAS_BASE) !== 0 && sender.base !== packet.sequence;
  }

  /** The mark of a connection whose SYN meets the one at hand: open, in TIME-WAIT, or 0 for over. */
  #whatIsReplaced(): number {
    const { low, high } = this.segment;
    if (low.state === TIME_WAIT || high.state === TIME_WAIT) return rowMarks.REPLACED_TIME_WAIT;
    const isOpen = isSynchronized(low.state) && isSynchronized(high.state);
    return isOpen ? rowMarks.REPLACED_OPEN : 0;
  }

  #analyse(isReuse: boolean): void {
    const { segment } = this;
    const { connection } = segment;
    this.#noteLast(segment);
    this.#analysis.observe(segment, isReuse);
    this.#retransmissions.observe(segment);
    examineQuality(segment);
    attributeTime(segment);
    countSegment(segment, this.#analysis.counts.rare);
    this.#conformance.observe(segment);
    this.#zeek.observe(segment);
    this.#machine.observe(segment);
    this.#ladders?.observe(segment);
    this.#sink.segment?.(segment);
    if (
      (connection.marks & rowMarks.IN_RETIREMENT) === 0 &&
      this.#isClosed(connection, segment.low, segment.high)
    ) {
      connection.marks |= rowMarks.IN_RETIREMENT;
      connection.closedTime = segment.time;
      if (this.#closed.isFull) this.#retireFirst();
      this.#closed.push(segment.row, connection.id, segment.time + 2 * this.#options.msl);
    }
  }

  #noteLast(segment: Segment): void {
    const { connection } = segment;
    segment.connectionId = connection.id;
    connection.lastSegmentSerial = segment.serial;
    connection.lastFrame = segment.frame;
    connection.lastCapture = segment.capture;
  }

  // -- the end of connections ---------------------------------------------------------------------------------------

  /** CLOSED and LISTEN are where endpoints begin too: one that is over has been elsewhere. */
  #isClosed({ marks }: ConnectionRow, low: EndpointRow, high: EndpointRow): boolean {
    return (
      isOver(low.state) &&
      isOver(high.state) &&
      (low.state !== UNKNOWN || high.state !== UNKNOWN) &&
      ((low.passed | high.passed) !== 0 || (marks & rowMarks.WAS_RESET) !== 0)
    );
  }

  /** Retires what has been closed for 2 MSL of capture time. */
  #retireDue(time: number): void {
    while (time > this.#closed.firstDue) this.#retireFirst();
  }

  /** Takes the first of the closed connections: final, unless it came back to life meanwhile. */
  #retireFirst(): void {
    const row = this.#closed.firstRow;
    const id = this.#closed.firstId;
    this.#closed.shift();
    this.#pointOther(row);
    const other = this.#other;
    if (other.id !== id) return;
    this.#final.point(row);
    if (this.#isClosed(other, this.#final.low, this.#final.high)) {
      this.#finalise(row, this.#endingOf(row));
    } else {
      other.marks &= ~rowMarks.IN_RETIREMENT;
    }
  }

  #endingOf(row: number): Ended {
    const { low, high } = this.#final;
    this.#pointOther(row);
    this.#final.point(row);
    if (!this.#isClosed(this.#other, low, high)) return 'open';
    return (this.#other.marks & rowMarks.WAS_RESET) !== 0 ? 'reset' : 'closed';
  }

  /** The ending of a connection as of a time: an open one may have been silent for too long. */
  #endingAt(row: number, now: number): Ended {
    const ending = this.#endingOf(row);
    const { idleTimeout } = this.#options;
    const isIdle = idleTimeout > 0 && now - this.#other.lastTime > idleTimeout;
    return ending === 'open' && isIdle ? 'timeout' : ending;
  }

  /** Makes room for one connection: closed ones that only wait for stragglers go first. */
  #evict(): void {
    const { maxConnections } = this.#options;
    while (this.openConnections > maxConnections && this.#closed.firstRow >= 0) this.#retireFirst();
    if (this.openConnections > maxConnections) this.#evictOldest();
  }

  #evictOldest(): void {
    const row = this.#activity.oldest();
    if (row < 0) return;
    const ending = this.#endingOf(row);
    if (ending === 'open') this.evictedConnections++;
    this.#finalise(row, ending === 'open' ? 'evicted' : ending);
  }

  /** All the memory that there is is in use: the least recently active connection makes room. */
  #rowOfAnother(): number {
    this.#evictOldest();
    return this.#rows.allocate();
  }

  #timeOut(now: number): void {
    for (;;) {
      const row = this.#activity.oldest();
      if (row < 0) return;
      this.#pointOther(row);
      if (now - this.#other.lastTime <= this.#options.idleTimeout) return;
      this.#finalise(row, this.#endingAt(row, now));
    }
  }

  /** Hands a connection out, keeps what late segments need, and gives its memory back. */
  #finalise(row: number, ended: Ended, isSuperseded = false): void {
    const final = this.#final;
    final.point(row);
    const isIpv6 = (final.row.marks & rowMarks.IPV6) !== 0;
    const table = isIpv6 ? this.#ipv6 : this.#ipv4;
    const { entry } = final.row;
    final.describe(table, entry, isIpv6, ended, isSuperseded);
    this.#retransmissions.settle(final.low, final.high);
    this.#retransmissions.settle(final.high, final.low);
    this.#machine.conclude(final.low, final.high);
    this.#conformance.conclude(final);
    this.#sink.connection(final);

    this.#analysis.release(final.low);
    this.#analysis.release(final.high);
    this.#retransmissions.release(final.low);
    this.#retransmissions.release(final.high);
    this.#journal.release(final.row);
    this.#ladders?.release(final.row);
    this.#zeek.release(final.row, final.low, final.high);
    this.#forgetOldest();
    const slot = this.#retired.keep(row);
    this.#retired.setOwner(slot, isIpv6 ? entry | FAMILY_BIT : entry);
    table.setHolder(entry, ~slot);
    final.row.id = -1;
    final.row.marks = 0;
    this.#rows.release(row);
  }

  /** Makes room in the memory of retired connections. */
  #forgetOldest(): void {
    if (!this.#retired.isFull) return;
    const slot = this.#retired.nextSlot;
    const owner = this.#retired.ownerOf(slot);
    if (owner === -1) return;
    const table = (owner & FAMILY_BIT) !== 0 ? this.#ipv6 : this.#ipv4;
    const entry = owner & ~FAMILY_BIT;
    if (table.holderOf(entry) === ~slot) table.remove(entry);
  }

  #pointOther(row: number): void {
    this.#other.point(row);
  }

  #serialOf(row: number, id: number): number {
    this.#pointOther(row);
    return this.#other.id === id ? this.#other.lastSegmentSerial : -1;
  }
}

/** Owners in the memory of retired connections: bit 30 says IPv6. */
const FAMILY_BIT = 1 << 30;
const SECOND = 1e9;

/**
 * Sets the nanoseconds since the connection's first segment, exact within 104 days of it. Further from
 * the recording's origin than that the engine's times lack their last digits, which the record has.
 * (Sets, not returns: a double that a call returns is an object on the heap.)
 */
function measureElapsed(segment: Segment): void {
  const { time, connection } = segment;
  const elapsed = time - connection.startTime;
  if (Math.abs(time) < Number.MAX_SAFE_INTEGER) {
    segment.connectionElapsed = elapsed;
    return;
  }
  const rest = segment.nanoseconds - connection.startNanoseconds;
  segment.connectionElapsed = Math.round((elapsed - rest) / SECOND) * SECOND + rest;
}

function isOver(state: number): boolean {
  return state === CLOSED || state === TIME_WAIT || state === LISTEN || state === UNKNOWN;
}

function isSynchronized(state: number): boolean {
  return state >= ESTABLISHED && state !== TIME_WAIT;
}
