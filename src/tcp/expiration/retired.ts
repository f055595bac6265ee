import { KEEP_ALIVE, ZERO_WINDOW_PROBE } from '../analysis/names.ts';
import { HAS_BASE, SCALE_MASK, WINDOW_UNSCALED } from '../rows/analysis-fields.ts';
import { CLIENT_IS_HIGH, ConnectionRow, HAS_SYN_TIME, IPV6 } from '../rows/connection-row.ts';
import { EndpointRow } from '../rows/endpoint-row.ts';
import { CONNECTION_WORDS, ENDPOINT_WORDS, type RowPool } from '../rows/row-pool.ts';

/*
 * A record: three doubles, then words.
 *
 *  double 0  when the connection began
 *  double 1  its initial round trip, or (SYN_TIME_ONLY) when its SYN passed
 *  double 2  the latest time that its directions remember
 *  word   6  id
 *         7  owner: its entry in the flow table
 *         8  one endpoint, nine words; 17: the other
 *
 *  An endpoint: BASE, NEXT, MAXACK, LASTACK, DUPS, NONDUP; the marks; nanoseconds from LASTTIME and
 *  from NEXTTIME to the latest time.
 */
const START_TIME = 0;
const HANDSHAKE_TIME = 1;
const LATEST_TIME = 2;
const ID = 6;
const OWNER = 7;
const ENDPOINTS = 8;
const KEPT_OF_ENDPOINT = 9;
const RECORD_WORDS = ENDPOINTS + 2 * KEPT_OF_ENDPOINT;

/** The marks of an endpoint: the window below bit 16, then SCALE, then the bits below. */
const SCALE_SHIFT = 16;
const HAS_WINDOW = 1 << 21;
const KEPT_HAS_BASE = 1 << 22;
const KEPT_UNSCALED = 1 << 23;
const KEPT_KEEP_ALIVE = 1 << 24;
const KEPT_PROBE = 1 << 25;
/** Of the connection, in the marks of its low endpoint. */
const KEPT_CLIENT_IS_HIGH = 1 << 26;
const KEPT_IPV6 = 1 << 27;
const KEPT_HAS_RTT = 1 << 28;
const KEPT_HAS_SYN_TIME = 1 << 29;

const LONGEST = 0xffff_ffff;
const PAGE_BITS = 12;
const RECORDS_PER_PAGE = 1 << PAGE_BITS;

/**
 * Compact records (104 octets) of connections that are final, so that segments which come late keep
 * their id and their analysis. First in, first out, at most `capacity`.
 *
 * What is not kept, and what that may change for late segments: UNACKED and SACKS (they acknowledge no
 * frame and tell no octets in flight), Multipath TCP (no duplicate acknowledgment is taken for news of
 * it), and times more than 4.29 seconds apart within a connection (a segment that comes so late is out
 * of order for none but an initial round trip as long).
 */
export class RetiredConnections {
  readonly capacity: number;
  readonly #pages: { ints: Int32Array; doubles: Float64Array }[] = [];
  #count = 0;
  readonly #connection: ConnectionRow;
  readonly #endpoints: readonly [EndpointRow, EndpointRow];

  constructor(capacity: number, rows: RowPool) {
    this.capacity = capacity;
    this.#connection = new ConnectionRow(rows.connectionAnnexes);
    const annexes = rows.endpointAnnexes;
    this.#endpoints = [new EndpointRow(annexes), new EndpointRow(annexes)];
  }

  /** How many were ever retired; the last `capacity` of them are remembered. */
  get count(): number {
    return this.#count;
  }

  /** The slot that the next `keep` will use. */
  get nextSlot(): number {
    return this.#count % this.capacity;
  }

  /** True where the next `keep` overwrites an older record. */
  get isFull(): boolean {
    return this.#count >= this.capacity;
  }

  /** Copies what late segments need out of a live row; returns the slot. */
  keep(word: number): number {
    const slot = this.nextSlot;
    this.#count++;
    if (slot >> PAGE_BITS === this.#pages.length) {
      const memory = new ArrayBuffer(RECORDS_PER_PAGE * RECORD_WORDS * 4);
      this.#pages.push({ ints: new Int32Array(memory), doubles: new Float64Array(memory) });
    }
    this.store(slot, word);
    return slot;
  }

  /** Counts one that no late segment can come to. */
  pass(): void {
    this.#count++;
  }

  /** Writes a row back into its slot. */
  store(slot: number, word: number): void {
    const kept = this.#pages[slot >> PAGE_BITS];
    if (kept === undefined) return;
    this.#pointAt(word);
    const { ints, doubles } = kept;
    const at = wordOf(slot);
    const connection = this.#connection;
    const [low, high] = this.#endpoints;
    const latest = Math.max(latestOf(low), latestOf(high));
    const hasRtt = connection.initialRtt !== 0;
    doubles[(at >> 1) + START_TIME] = connection.startTime;
    doubles[(at >> 1) + HANDSHAKE_TIME] = hasRtt ? connection.initialRtt : connection.synTime;
    doubles[(at >> 1) + LATEST_TIME] = latest;
    ints[at + ID] = connection.id;
    storeEndpoint(low, latest, ints, at + ENDPOINTS);
    storeEndpoint(high, latest, ints, at + ENDPOINTS + KEPT_OF_ENDPOINT);
    const marks = at + ENDPOINTS + MARKS;
    ints[marks] = (ints[marks] ?? 0) | connectionMarks(connection.marks, hasRtt);
  }

  /** Fills a live row from a slot. */
  load(slot: number, word: number): void {
    const kept = this.#pages[slot >> PAGE_BITS];
    if (kept === undefined) return;
    this.#pointAt(word);
    const { ints, doubles } = kept;
    const at = wordOf(slot);
    const connection = this.#connection;
    const [low, high] = this.#endpoints;
    const latest = doubles[(at >> 1) + LATEST_TIME] ?? 0;
    const handshakeTime = doubles[(at >> 1) + HANDSHAKE_TIME] ?? 0;
    const marks = ints[at + ENDPOINTS + MARKS] ?? 0;
    connection.id = ints[at + ID] ?? 0;
    connection.marks =
      ((marks & KEPT_CLIENT_IS_HIGH) !== 0 ? CLIENT_IS_HIGH : 0) |
      ((marks & KEPT_IPV6) !== 0 ? IPV6 : 0) |
      ((marks & KEPT_HAS_SYN_TIME) !== 0 ? HAS_SYN_TIME : 0);
    const startTime = doubles[(at >> 1) + START_TIME] ?? 0;
    connection.startTime = startTime;
    connection.lastTime = startTime + latest;
    connection.synTime = handshakeTime;
    connection.initialRtt = (marks & KEPT_HAS_RTT) !== 0 ? handshakeTime : 0;
    loadEndpoint(low, latest, ints, at + ENDPOINTS);
    loadEndpoint(high, latest, ints, at + ENDPOINTS + KEPT_OF_ENDPOINT);
  }

  /** The flow-table entry (family in bit 30) that a slot belongs to; -1 once a successor took it. */
  ownerOf(slot: number): number {
    return this.#pages[slot >> PAGE_BITS]?.ints[wordOf(slot) + OWNER] ?? -1;
  }

  setOwner(slot: number, owner: number): void {
    const kept = this.#pages[slot >> PAGE_BITS];
    if (kept !== undefined) kept.ints[wordOf(slot) + OWNER] = owner;
  }

  #pointAt(word: number): void {
    this.#connection.point(word);
    this.#endpoints[0].point(word + CONNECTION_WORDS);
    this.#endpoints[1].point(word + CONNECTION_WORDS + ENDPOINT_WORDS);
  }
}

/** First word of a record within its page. */
function wordOf(slot: number): number {
  return (slot & (RECORDS_PER_PAGE - 1)) * RECORD_WORDS;
}

function connectionMarks(marks: number, hasRtt: boolean): number {
  return (
    ((marks & CLIENT_IS_HIGH) !== 0 ? KEPT_CLIENT_IS_HIGH : 0) |
    ((marks & IPV6) !== 0 ? KEPT_IPV6 : 0) |
    ((marks & HAS_SYN_TIME) !== 0 ? KEPT_HAS_SYN_TIME : 0) |
    (hasRtt ? KEPT_HAS_RTT : 0)
  );
}

/** Words of an endpoint's part. */
const BASE = 0;
const NEXT = 1;
const MAX_ACK = 2;
const LAST_ACK = 3;
const DUPLICATES = 4;
const NON_DUPLICATE = 5;
const MARKS = 6;
const SINCE_LAST = 7;
const SINCE_NEXT = 8;

function latestOf({ lastTime, nextTime }: EndpointRow): number {
  return Math.max(lastTime, nextTime);
}

function storeEndpoint(endpoint: EndpointRow, latest: number, ints: Int32Array, at: number): void {
  const { analysisMarks, lastWindow, lastFlags } = endpoint;
  ints[at + BASE] = endpoint.base;
  ints[at + NEXT] = endpoint.next;
  ints[at + MAX_ACK] = endpoint.maxAck;
  ints[at + LAST_ACK] = endpoint.lastAck;
  ints[at + DUPLICATES] = endpoint.duplicateAckCount;
  ints[at + NON_DUPLICATE] = endpoint.nonDuplicateFrame;
  ints[at + MARKS] =
    (lastWindow & 0xffff) |
    ((analysisMarks & SCALE_MASK) << SCALE_SHIFT) |
    (lastWindow >= 0 ? HAS_WINDOW : 0) |
    ((analysisMarks & HAS_BASE) !== 0 ? KEPT_HAS_BASE : 0) |
    ((analysisMarks & WINDOW_UNSCALED) !== 0 ? KEPT_UNSCALED : 0) |
    ((lastFlags & KEEP_ALIVE) !== 0 ? KEPT_KEEP_ALIVE : 0) |
    ((lastFlags & ZERO_WINDOW_PROBE) !== 0 ? KEPT_PROBE : 0);
  ints[at + SINCE_LAST] = Math.min(latest - endpoint.lastTime, LONGEST);
  ints[at + SINCE_NEXT] = Math.min(latest - endpoint.nextTime, LONGEST);
}

function loadEndpoint(endpoint: EndpointRow, latest: number, ints: Int32Array, at: number): void {
  const marks = ints[at + MARKS] ?? 0;
  endpoint.base = ints[at + BASE] ?? 0;
  endpoint.next = ints[at + NEXT] ?? 0;
  endpoint.maxAck = ints[at + MAX_ACK] ?? 0;
  endpoint.lastAck = ints[at + LAST_ACK] ?? 0;
  endpoint.duplicateAckCount = ints[at + DUPLICATES] ?? 0;
  endpoint.nonDuplicateFrame = ints[at + NON_DUPLICATE] ?? 0;
  endpoint.lastWindow = (marks & HAS_WINDOW) !== 0 ? marks & 0xffff : -1;
  endpoint.analysisMarks =
    ((marks >> SCALE_SHIFT) & SCALE_MASK) |
    ((marks & KEPT_HAS_BASE) !== 0 ? HAS_BASE : 0) |
    ((marks & KEPT_UNSCALED) !== 0 ? WINDOW_UNSCALED : 0);
  endpoint.lastFlags =
    ((marks & KEPT_KEEP_ALIVE) !== 0 ? KEEP_ALIVE : 0) |
    ((marks & KEPT_PROBE) !== 0 ? ZERO_WINDOW_PROBE : 0);
  endpoint.lastTime = latest - ((ints[at + SINCE_LAST] ?? 0) >>> 0);
  endpoint.nextTime = latest - ((ints[at + SINCE_NEXT] ?? 0) >>> 0);
}
