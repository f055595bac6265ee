import type { Packet } from '../wire/packet.ts';
import { ACK, FIN, SYN } from '../wire/packet.ts';
import type { AnalysisCounts } from './analysis/counts.ts';
import { guessClient, improveClient } from './client-guess.ts';
import type { ConnectionCursor } from './connection-cursor.ts';
import { EncapsulationPaths } from './encapsulation-paths.ts';
import { type ConnectionSink, Expiration, type ExpirationOptions } from './expiration/index.ts';
import { RetiredConnections } from './expiration/retired.ts';
import { FlowTable, NOBODY } from './flow-table.ts';
import type { LadderOptions } from './ladder/index.ts';
import { Pages } from './memory.ts';
import { HAS_BASE } from './rows/analysis-fields.ts';
import * as rowMarks from './rows/connection-row.ts';
import { RowPool } from './rows/row-pool.ts';
import { Segment } from './segment.ts';
import { fillPairKey } from './socket-pair.ts';
import { Stages } from './stages.ts';
import { CLOSED, ESTABLISHED, LISTEN, TIME_WAIT } from './states.ts';

export interface TrackerOptions extends ExpirationOptions {
  /** Random per run, so that nobody can aim at the table; it never shows in the output. */
  readonly hashKey: readonly [number, number];
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
export interface TrackerSink extends ConnectionSink {
  /** Before any stage has seen the segment: its rows hold what was known so far. */
  beforeSegment?(segment: Segment): void;
  /** After all stages have seen the segment. Without this method no time is spent on it. */
  segment?(segment: Segment): void;
}

/**
 * Segments -> connections: finds the connection of each segment, opens one where it has none, and
 * sends the segment through the stages.
 */
export class ConnectionTracker {
  readonly segment: Segment;
  /** The encapsulations met so far, by `ConnectionRow.pathId`. */
  readonly paths = new EncapsulationPaths();
  readonly #packet: Packet;
  readonly #takesAllStages: boolean;
  readonly #sink: TrackerSink;
  readonly #ipv4: FlowTable;
  readonly #ipv6: FlowTable;
  readonly #key = new Int32Array(9);
  readonly #pages = new Pages();
  readonly #rows = new RowPool(this.#pages);
  readonly #stages: Stages;
  readonly #expiration: Expiration;
  readonly #retired: RetiredConnections;
  /** The row that stands in for a retired connection while a late segment of it is analysed. */
  readonly #lateRow: number;
  /** Looks at the connection that an ICMP error is about. */
  readonly #quoted: ConnectionCursor;
  #nextId = 0;
  #serial = 0;
  /** Segments that came after their connection was final. */
  lateSegments = 0;

  constructor(packet: Packet, options: TrackerOptions, sink: TrackerSink) {
    this.#packet = packet;
    this.#takesAllStages = !options.takesRoutinePath;
    this.#sink = sink;
    this.segment = new Segment(packet, this.#rows);
    const [key0, key1] = options.hashKey;
    this.#ipv4 = new FlowTable(3, key0, key1);
    this.#ipv6 = new FlowTable(9, key0, key1);
    this.#stages = new Stages(this.#pages, this.#rows, options.ladder);
    this.#retired = new RetiredConnections(options.retiredRemembered, this.#rows);
    const tables = {
      ipv4: this.#ipv4,
      ipv6: this.#ipv6,
      rows: this.#rows,
      retired: this.#retired,
    };
    this.#expiration = new Expiration(options, tables, this.#stages, sink);
    this.#quoted = this.#stages.createCursor();
    this.#lateRow = this.#rows.allocate();
    if (this.#lateRow === 0) throw new RangeError('no memory is left for connections');
  }

  get connectionCount(): number {
    return this.#nextId;
  }

  /** What the analysis counted. */
  get analysisCounts(): AnalysisCounts {
    return this.#stages.counts;
  }

  /** Connections that others had to make room for while they were open. */
  get evictedConnections(): number {
    return this.#expiration.evictedConnections;
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

    this.#expiration.retireDue(time);
    const table = packet.ipVersion === 4 ? this.#ipv4 : this.#ipv6;
    segment.senderSide = fillPairKey(packet, this.#key);
    const entry = table.findOrAdd(this.#key);
    const holder = table.holderOf(entry);
    if (holder === NOBODY) this.#open(table, entry, false);
    else if (holder >= 0) this.#continue(table, entry, holder);
    else this.#resume(table, entry, ~holder);
  }

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
    this.#quoted.point(holder);
    this.#stages.observeIcmpError(this.#quoted, packet, side, frame, time);
  }

  /**
   * The end of the recording: everything that is left is final. To be called once; the memory is
   * another's then, and so no segment may be taken any more.
   */
  finish(): void {
    this.#expiration.expireAll(this.segment.time);
    this.#pages.release();
  }

  #open(table: FlowTable, entry: number, isReuse: boolean, replaced = 0): void {
    const { segment } = this;
    const packet = this.#packet;
    const row = this.#rows.allocate() || this.#rowOfAnother();
    table.setHolder(entry, row);
    segment.point(row);
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
      if (receiver.at !== sender.at) receiver.state = LISTEN;
    }
    guessClient(segment);
    segment.isFirst = true;
    segment.connectionElapsed = 0;
    segment.delta = 0;
    this.#sink.beforeSegment?.(segment);
    noteLatest(segment);
    this.#observeFully(isReuse);
    this.#expiration.noteOpening(segment);
  }

  #continue(table: FlowTable, entry: number, row: number): void {
    const { segment } = this;
    segment.point(row);
    if (this.#expiration.isIdle(segment.connection, segment.time)) {
      this.#expiration.expire(row, segment.time);
      this.#resume(table, entry, ~table.holderOf(entry));
    } else if (this.#opensSuccessor()) {
      const replaced = this.#whatIsReplaced();
      this.#expiration.supersede(row);
      this.#open(table, entry, true, replaced);
    } else {
      this.#goOn();
    }
  }

  #goOn(): void {
    const { segment } = this;
    const { connection, time } = segment;
    segment.isFirst = false;
    segment.measureElapsed();
    segment.delta = time - connection.lastTime;
    connection.lastTime = time;
    this.#sink.beforeSegment?.(segment);
    noteLatest(segment);
    if (this.#takesAllStages || !this.#stages.observeRoutinely(segment)) {
      improveClient(segment);
      this.#observeFully(false);
    } else {
      this.#sink.segment?.(segment);
    }
  }

  #observeFully(isReuse: boolean): void {
    const { segment } = this;
    this.#stages.observe(segment, isReuse);
    this.#sink.segment?.(segment);
    this.#expiration.noteClosing(segment);
  }

  /** A segment of a connection that is final: it keeps its id and its analysis, and moves no state. */
  #resume(table: FlowTable, entry: number, slot: number): void {
    const { segment } = this;
    this.#retired.load(slot, this.#lateRow);
    segment.point(this.#lateRow);
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
    this.#stages.observeLate(segment);
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

  /** All the memory that there is is in use: the least recently active connection makes room. */
  #rowOfAnother(): number {
    this.#expiration.evictOldest();
    return this.#rows.allocate();
  }
}

/** What a connection remembers of its latest segment. */
function noteLatest(segment: Segment): void {
  const { connection } = segment;
  segment.connectionId = connection.id;
  connection.lastSegmentSerial = segment.serial;
  connection.lastFrame = segment.frame;
  connection.lastCapture = segment.capture;
}

function isSynchronized(state: number): boolean {
  return state >= ESTABLISHED && state !== TIME_WAIT;
}
