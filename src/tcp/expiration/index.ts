import { type Connection, type Ended, isIpv6 } from '../connection.ts';
import type { ConnectionCursor } from '../connection-cursor.ts';
import type { FlowTable } from '../flow-table.ts';
import type { ConnectionRow } from '../rows/connection-row.ts';
import * as rowMarks from '../rows/connection-row.ts';
import type { EndpointRow } from '../rows/endpoint-row.ts';
import type { RowPool } from '../rows/row-pool.ts';
import type { Segment } from '../segment.ts';
import type { Stages } from '../stages.ts';
import { CLOSED, LISTEN, TIME_WAIT, UNKNOWN } from '../states.ts';
import { ActivityHeap } from './activity-heap.ts';
import { ClosedQueue } from './closed-queue.ts';
import type { RetiredConnections } from './retired.ts';

export interface ExpirationOptions {
  /** Open connections at most; the least recently active goes first. 0: as many as memory holds. */
  readonly maxConnections: number;
  /** Nanoseconds of silence after which a connection is final; 0: never. */
  readonly idleTimeout: number;
  /** Maximum segment lifetime in nanoseconds. */
  readonly msl: number;
  /** Closed connections that wait for stragglers before they are final. */
  readonly closedWaiting: number;
}

export interface ConnectionSink {
  /** A connection is final. The object is valid during the call alone. */
  connection(connection: Connection): void;
}

/** Where connections are while they live, and what is kept of them afterwards. */
interface ConnectionTables {
  readonly ipv4: FlowTable;
  readonly ipv6: FlowTable;
  readonly rows: RowPool;
  readonly retired: RetiredConnections;
}

/** Owners in the memory of retired connections: bit 30 says IPv6. */
const FAMILY_BIT = 1 << 30;

/**
 * Ends connections, and hands them out as they become final: those that have been closed for 2 MSL,
 * that have been silent for too long, whose place another needs, whose sockets have a new one, and
 * those that the end of the recording leaves.
 */
export class Expiration {
  readonly #options: ExpirationOptions;
  readonly #tables: ConnectionTables;
  readonly #stages: Stages;
  readonly #sink: ConnectionSink;
  readonly #activity = new ActivityHeap((row, id) => this.#serialOf(row, id));
  readonly #closed: ClosedQueue;
  /** Looks at one connection after the other. */
  readonly #connection: ConnectionCursor;
  /** Connections that have not ended. */
  #live = 0;
  /** The recording is over: no segment can come late. */
  #isOver = false;
  evictedConnections = 0;

  constructor(
    options: ExpirationOptions,
    tables: ConnectionTables,
    stages: Stages,
    sink: ConnectionSink,
  ) {
    this.#options = options;
    this.#tables = tables;
    this.#stages = stages;
    this.#sink = sink;
    this.#closed = new ClosedQueue(options.closedWaiting + 1);
    this.#connection = stages.createCursor();
  }

  /** Retires what has been closed for 2 MSL of capture time. */
  retireDue(time: number): void {
    while (time > this.#closed.firstDue) this.#retireFirst();
  }

  /** A connection has been silent for too long to be the one that a segment of now belongs to. */
  isIdle(connection: ConnectionRow, now: number): boolean {
    const { idleTimeout } = this.#options;
    return idleTimeout > 0 && now - connection.lastTime > idleTimeout;
  }

  /** A segment opened a connection: others may have to go. */
  noteOpening({ row, connection, serial, time }: Segment): void {
    this.#live++;
    this.#activity.add(row, connection.id, serial, this.#live);
    const { maxConnections, idleTimeout } = this.#options;
    if (maxConnections > 0 && this.#live > maxConnections) this.#evict(maxConnections);
    if (idleTimeout > 0) this.#expireIdle(time);
  }

  /** A segment may have closed its connection, which then waits for stragglers. */
  noteClosing({ row, connection, low, high, time }: Segment): void {
    if ((connection.marks & rowMarks.IN_RETIREMENT) !== 0) return;
    if (!isClosed(connection, low, high)) return;
    connection.marks |= rowMarks.IN_RETIREMENT;
    if (this.#closed.isFull) this.#retireFirst();
    this.#closed.push(row, connection.id, time + 2 * this.#options.msl);
  }

  /** Ends a connection as of a time: an open one may have been silent for too long. */
  expire(row: number, now: number): void {
    const ending = this.#endingOf(row);
    const isTimeout = ending === 'open' && this.isIdle(this.#connection.row, now);
    this.#finalise(row, isTimeout ? 'timeout' : ending);
  }

  /** Ends a connection whose pair of sockets has a new one. */
  supersede(row: number): void {
    const ending = this.#endingOf(row);
    this.#finalise(row, ending, ending === 'open');
  }

  /** Ends the least recently active connection, so that another can have its memory. */
  evictOldest(): void {
    const row = this.#activity.oldest();
    if (row < 0) return;
    const ending = this.#endingOf(row);
    if (ending === 'open') this.evictedConnections++;
    this.#finalise(row, ending === 'open' ? 'evicted' : ending);
  }

  /** Ends all connections, in the order in which they began. */
  expireAll(now: number): void {
    this.#isOver = true;
    for (const row of this.#activity.rowsById()) this.expire(row, now);
  }

  /** Makes room for one connection: closed ones that only wait for stragglers go first. */
  #evict(maxConnections: number): void {
    while (this.#live > maxConnections && this.#closed.firstRow >= 0) this.#retireFirst();
    if (this.#live > maxConnections) this.evictOldest();
  }

  #expireIdle(now: number): void {
    for (;;) {
      const row = this.#activity.oldest();
      if (row < 0) return;
      this.#connection.point(row);
      if (!this.isIdle(this.#connection.row, now)) return;
      this.expire(row, now);
    }
  }

  /** Takes the first of the closed connections: final, unless it came back to life meanwhile. */
  #retireFirst(): void {
    const { firstRow, firstId } = this.#closed;
    this.#closed.shift();
    const { row, low, high } = this.#connection;
    this.#connection.point(firstRow);
    if (row.id !== firstId) return;
    if (isClosed(row, low, high)) this.#finalise(firstRow, this.#endingOf(firstRow));
    else row.marks &= ~rowMarks.IN_RETIREMENT;
  }

  #endingOf(at: number): Ended {
    const { row, low, high } = this.#connection;
    this.#connection.point(at);
    if (!isClosed(row, low, high)) return 'open';
    return (row.marks & rowMarks.WAS_RESET) !== 0 ? 'reset' : 'closed';
  }

  /** Hands a connection out, keeps what late segments need, and gives its memory back. */
  #finalise(at: number, ended: Ended, isSuperseded = false): void {
    const connection = this.#connection;
    const { row } = connection;
    const { rows, retired } = this.#tables;
    connection.point(at);
    const table = this.#tableOf(isIpv6(row));
    const { entry } = row;
    connection.describe(table, entry, isIpv6(row), ended, isSuperseded);
    this.#stages.conclude(connection);
    this.#sink.connection(connection);

    this.#stages.release(connection);
    if (this.#isOver) {
      retired.pass();
    } else {
      this.#forgetOldest();
      const slot = retired.keep(at);
      retired.setOwner(slot, isIpv6(row) ? entry | FAMILY_BIT : entry);
      table.setHolder(entry, ~slot);
    }
    row.id = -1;
    row.marks = 0;
    rows.release(at);
    this.#live--;
  }

  /** Makes room in the memory of retired connections. */
  #forgetOldest(): void {
    const { retired } = this.#tables;
    if (!retired.isFull) return;
    const slot = retired.nextSlot;
    const owner = retired.ownerOf(slot);
    if (owner === -1) return;
    const table = this.#tableOf((owner & FAMILY_BIT) !== 0);
    const entry = owner & ~FAMILY_BIT;
    if (table.holderOf(entry) === ~slot) table.remove(entry);
  }

  #tableOf(isOfIpv6: boolean): FlowTable {
    return isOfIpv6 ? this.#tables.ipv6 : this.#tables.ipv4;
  }

  /** The serial number of a connection's last segment; -1 where its row is another's, or nobody's. */
  #serialOf(at: number, id: number): number {
    const { row } = this.#connection;
    row.point(at);
    return row.id === id ? row.lastSegmentSerial : -1;
  }
}

/** CLOSED and LISTEN are where endpoints begin too: one that is over has been elsewhere. */
function isClosed({ marks }: ConnectionRow, low: EndpointRow, high: EndpointRow): boolean {
  return (
    isOver(low.state) &&
    isOver(high.state) &&
    (low.state !== UNKNOWN || high.state !== UNKNOWN) &&
    ((low.passed | high.passed) !== 0 || (marks & rowMarks.WAS_RESET) !== 0)
  );
}

function isOver(state: number): boolean {
  return state === CLOSED || state === TIME_WAIT || state === LISTEN || state === UNKNOWN;
}
