import { ANALYSIS_NAMES } from '../tcp/analysis/names.ts';
import { type Connection, clientOf, serverOf } from '../tcp/connection.ts';
import * as words from '../tcp/ladder/words.ts';
import { DETAILS, HEADER, ROW, RUN, TAIL } from '../tcp/ladder/words.ts';
import { doubles, ints } from '../tcp/memory.ts';
import { LOST_PLACES, RETRANSMISSION_KINDS } from '../tcp/retransmission/names.ts';
import { ACK, RST, SYN } from '../wire/packet.ts';
import type { ConnectionRecord } from './connection-record.ts';
import { joinLadder } from './ladder.ts';
import type {
  LadderIcmp,
  LadderMark,
  LadderRecord,
  LadderRun,
  LadderSegment,
  Passed,
  SynOptions,
} from './ladder-record.ts';
import { inSeconds } from './recording-clock.ts';
import { FLAG_NAMES } from './vocabulary.ts';

/** A row as it was noted: what the connection's story says of it comes later. */
export type NotedRow = LadderRun | LadderIcmp | LadderSegment;

/** The ladder of a connection, with what its record tells; a copy, independent of the engine's memory. */
export function describeLadder(connection: Connection, record: ConnectionRecord): LadderRecord {
  const { ladders, row } = connection;
  const isKept = ladders !== undefined && row.ladder !== 0;
  return joinLadder(record, isKept ? new NotedRows(connection).rows : undefined);
}

const NOTHING: Passed = { segments: 0, dataSegments: 0, payloadBytes: 0 };
const UNKNOWN_STATES = { client: null, server: null } as const;

/** Reads the rows of one connection out of the engine's memory. */
class NotedRows {
  readonly rows: NotedRow[] = [];
  readonly #connection: Connection;
  readonly #lowIsClient: boolean;
  /** Seconds at which the latest row, or run, was over. */
  #last = 0;
  /** First frame of the run that begins; null where that is not known. */
  #turnFrame: number | null = null;

  constructor(connection: Connection) {
    this.#connection = connection;
    this.#lowIsClient = clientOf(connection) === connection.low;
    const header = connection.row.ladder;
    this.#readChain(ints[header + HEADER.headFirst] ?? 0);
    this.#readTail(ints[header + HEADER.tail] ?? 0);
    this.#addRun(this.#rest(header), this.#elapsed(connection.row.lastTime), 0);
  }

  /** The latest rows, and the gap before them. */
  #readTail(tail: number): void {
    if (tail === 0) return;
    const { lastTime } = this.#connection.row;
    const first = ints[tail + TAIL.first] ?? 0;
    const dropped = ints[tail + TAIL.dropped] ?? 0;
    const resumes = first === 0 ? lastTime : (doubles[(first >> 1) + ROW.previousTime] ?? lastTime);
    const lost = this.#counters(tail + TAIL.lost);
    if (dropped > 0) this.#addRun(lost, this.#elapsed(resumes), dropped);
    this.#readChain(first);
  }

  #elapsed(time: number): number {
    return inSeconds(time - this.#connection.row.startTime);
  }

  #readChain(first: number): void {
    for (let row = first; row !== 0; row = ints[row + ROW.next] ?? 0) {
      const run = this.#counters(ints[row + ROW.run] ?? 0);
      this.#addRun(run, this.#elapsed(doubles[(row >> 1) + ROW.previousTime] ?? 0), 0);
      const kind = (ints[row + ROW.kind] ?? 0) & words.KIND_MASK;
      const begin = this.#elapsed(doubles[(row >> 1) + ROW.time] ?? 0);
      if (kind === words.SEGMENT_ROW) this.rows.push(this.#segment(row));
      if (kind === words.ICMP_ROW) this.rows.push(this.#icmp(row));
      this.#last = begin;
      this.#turnFrame = kind === words.TURN_ROW ? (ints[row + ROW.frame] ?? null) : null;
    }
  }

  #addRun(sides: { low: Passed; high: Passed }, lastElapsedSeconds: number, rows: number): void {
    if (sides.low.segments + sides.high.segments + rows === 0) return;
    const [client, server] = this.#lowIsClient ? [sides.low, sides.high] : [sides.high, sides.low];
    const elapsedSeconds = this.#last;
    this.rows.push({
      kind: 'run',
      elapsedSeconds,
      firstFrame: this.#turnFrame,
      lastElapsedSeconds: Math.max(elapsedSeconds, lastElapsedSeconds),
      client,
      server,
      rowsNotShown: rows,
    });
    this.#last = Math.max(elapsedSeconds, lastElapsedSeconds);
  }

  /** Of a run; 0 is none. */
  #counters(at: number): { low: Passed; high: Passed } {
    const of = (side: number): Passed => ({
      segments: ints[at + RUN.segments + side] ?? 0,
      dataSegments: ints[at + RUN.dataSegments + side] ?? 0,
      payloadBytes: doubles[(at >> 1) + RUN.octets + side] ?? 0,
    });
    return { low: of(0), high: of(1) };
  }

  /** What came behind the last row. */
  #rest(header: number): { low: Passed; high: Passed } {
    const told = this.#counters(header + HEADER.told);
    const { low, high } = this.#connection;
    const rest = (endpoint: typeof low, { segments, dataSegments, payloadBytes }: Passed) => ({
      segments: endpoint.segments - segments,
      dataSegments: endpoint.dataSegments - dataSegments,
      payloadBytes: endpoint.payloadOctets - payloadBytes,
    });
    return { low: rest(low, told.low), high: low === high ? NOTHING : rest(high, told.high) };
  }

  #icmp(row: number): LadderIcmp {
    const typeAndCode = ints[row + ROW.sequence] ?? 0;
    return {
      kind: 'icmp',
      frame: ints[row + ROW.frame] ?? 0,
      elapsedSeconds: this.#elapsed(doubles[(row >> 1) + ROW.time] ?? 0),
      to: this.#sideOf(row),
      type: typeAndCode >> 8,
      code: typeAndCode & 0xff,
      mtu: ints[row + ROW.acknowledgment] ?? 0,
    };
  }

  #sideOf(row: number): 'client' | 'server' {
    const side = ((ints[row + ROW.kind] ?? 0) >> words.SIDE_SHIFT) & 1;
    return (side === 0) === this.#lowIsClient ? 'client' : 'server';
  }

  #segment(row: number): LadderSegment {
    const word = (index: number): number => ints[row + index] ?? 0;
    const double = (index: number): number => doubles[(row >> 1) + index] ?? 0;
    const details = word(ROW.details);
    const isOne = details === 0;
    // Word 0 and those behind it are zeros: a row without details has no trouble and no SACK blocks.
    const detail = (index: number): number => ints[details + index] ?? 0;
    const lastTime = doubles[(details >> 1) + DETAILS.lastTime] ?? 0;
    const octets = doubles[(details >> 1) + DETAILS.octets] ?? 0;
    const from = this.#sideOf(row);
    const [sender, receiver] =
      from === 'client'
        ? [clientOf(this.#connection), serverOf(this.#connection)]
        : [serverOf(this.#connection), clientOf(this.#connection)];
    const flags = (word(ROW.kind) >> words.FLAGS_SHIFT) & 0xfff;
    const hasAck = (flags & ACK) !== 0;
    const window = word(ROW.scaledWindow);
    const relativeTo = (base: number, index: number): number => (word(index) - base) >>> 0;
    const edge = (index: number): number => (detail(index) - receiver.base) >>> 0;
    return {
      kind: 'segment',
      frame: word(ROW.frame),
      elapsedSeconds: this.#elapsed(double(ROW.time)),
      from,
      flags: FLAG_NAMES.filter((_, index) => ((flags >> (8 - index)) & 1) !== 0),
      sequence: word(ROW.sequence) >>> 0,
      relativeSequence: relativeTo(sender.base, ROW.sequence),
      acknowledgment: hasAck ? word(ROW.acknowledgment) >>> 0 : null,
      relativeAcknowledgment: hasAck ? relativeTo(receiver.base, ROW.acknowledgment) : null,
      payloadLength: word(ROW.payloadLength),
      scaledWindow: window < 0 || (flags & RST) !== 0 ? null : window,
      options: (flags & SYN) !== 0 ? synOptions(word(ROW.options)) : null,
      sack:
        detail(DETAILS.sackBlocks) === 0
          ? null
          : {
              blocks: detail(DETAILS.sackBlocks),
              left: edge(DETAILS.sackLeft),
              right: edge(DETAILS.sackRight),
            },
      marks: marksOf(
        detail(DETAILS.trouble),
        detail(DETAILS.aboutFrame),
        detail(DETAILS.duplicateAckNumber),
      ),
      step: undefined,
      acknowledged: undefined,
      segments: isOne ? 1 : detail(DETAILS.repeats),
      lastFrame: isOne ? word(ROW.frame) : detail(DETAILS.lastFrame),
      lastElapsedSeconds: this.#elapsed(isOne ? double(ROW.time) : lastTime),
      payloadBytes: isOne ? word(ROW.payloadLength) : octets,
      transitions: [],
      states: UNKNOWN_STATES,
    };
  }
}

function synOptions(word: number): SynOptions {
  const mss = word & 0x1ffff;
  const scale = (word >> words.SCALE_SHIFT) & 0x1ff;
  return {
    mss: mss === 0 ? null : mss - 1,
    windowScale: scale === 0 ? null : scale - 1,
    sackPermitted: (word & words.HAS_SACK_PERMITTED) !== 0,
    timestamps: (word & words.HAS_TIMESTAMPS) !== 0,
    fastOpen: (word & words.HAS_FAST_OPEN) !== 0,
    mptcp: (word & words.HAS_MPTCP) !== 0,
  };
}

/** What a verdict of our own says better is not said in Wireshark's words too. */
const SAID_BY_VERDICT: readonly string[] = [
  'retransmission',
  'fast_retransmission',
  'spurious_retransmission',
  'out_of_order',
];

function marksOf(trouble: number, aboutFrame: number, duplicates: number): LadderMark[] {
  const marks: LadderMark[] = [];
  const frame = aboutFrame === 0 ? null : aboutFrame;
  const verdict = (trouble >> words.VERDICT_SHIFT) & 15;
  const has = (bit: number): boolean => (trouble & bit) !== 0;
  const isCopy = has(words.IS_COPY);
  const isExplained = verdict !== 0 || isCopy || has(words.IS_REORDERED);
  if (has(words.INVALID_IP)) marks.push({ kind: 'checksum', protocol: 'IP' });
  if (has(words.INVALID_TCP)) marks.push({ kind: 'checksum', protocol: 'TCP' });
  if (verdict !== 0) {
    marks.push({
      kind: 'retransmission',
      cause: RETRANSMISSION_KINDS[verdict - 1] ?? 'unknown',
      originalFrame: frame,
      lost: LOST_PLACES[(trouble >> words.LOST_SHIFT) & 3] ?? 'unknown',
    });
  }
  ANALYSIS_NAMES.forEach((name, bit) => {
    if (!has(1 << bit)) return;
    if (name === 'duplicate_ack') {
      if (isCopy) return;
      const ofFrame = verdict === 0 ? frame : null;
      marks.push({ kind: 'duplicate-ack', number: duplicates, ofFrame });
    } else if (!isExplained || !SAID_BY_VERDICT.includes(name)) {
      marks.push({ kind: 'analysis', name });
    }
  });
  if (isCopy) marks.push({ kind: 'copy' });
  if (has(words.IS_REORDERED)) marks.push({ kind: 'reordered' });
  if (has(words.IS_DISCARDED)) marks.push({ kind: 'discarded' });
  return marks;
}
