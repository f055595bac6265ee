import { FIN, INVALID, type Packet, PSH, RST, SYN } from '../../wire/packet.ts';
import { doubles, ints, type Pages } from '../memory.ts';
import type { ConnectionRow } from '../rows/connection-row.ts';
import type { EndpointRow } from '../rows/endpoint-row.ts';
import type { Segment } from '../segment.ts';
import { addTo, LadderMemory } from './memory.ts';
import * as words from './words.ts';
import { HEADER, ROW, ROW_WORDS, RUN } from './words.ts';

/** How much of each connection is kept. */
export interface LadderOptions {
  /** Rows from its beginning, and the latest ones; what is between is counted. */
  readonly first: number;
  readonly last: number;
  /** Every segment has a row. */
  readonly isUnfolded: boolean;
  /** Ids of the connections that have a ladder; undefined: all. */
  readonly connections?: ReadonlySet<number> | undefined;
}

/** Changes of direction that begin a run of their own: after these, runs hold both directions. */
const MOST_TURNS = 16;
const CONTROLS = SYN | FIN | RST;

/**
 * What happened in each connection as the rungs of a ladder: a row for each segment that opens, closes,
 * changes a state or is trouble; what passed between two of them is in the counters of the later one.
 * Segments of the same trouble one after the other, or by turns with those of another, are one row.
 */
export class Ladders {
  readonly memory: LadderMemory;
  readonly #options: LadderOptions;

  constructor(options: LadderOptions, pages: Pages) {
    this.#options = options;
    this.memory = new LadderMemory(options.first, options.last, pages);
  }

  /** Takes a segment that went through all the stages. */
  observe(segment: Segment): void {
    const header = this.#headerOf(segment.connection);
    if (header === 0) return;
    const { packet } = segment;
    const trouble = troubleOf(segment);
    const states = segment.lowState | (segment.highState << 4);
    const isControl = (packet.flags & CONTROLS) !== 0 || states !== ints[header + HEADER.states];
    ints[header + HEADER.states] = states;
    if (trouble === 0 && !isControl && !this.#options.isUnfolded) {
      this.#noteTurn(segment, header);
      return;
    }
    const mayMerge = trouble !== 0 && !isControl && !this.#options.isUnfolded;
    if (mayMerge && this.#merge(segment, header, trouble)) return;
    if (packet.payloadLength > 0) ints[header + HEADER.dataSide] = segment.senderSide + 1;
    const row = this.memory.append(header);
    this.#tellRun(header, row, segment, true);
    if (row !== 0) this.#fill(row, segment, words.SEGMENT_ROW, trouble);
  }

  /** Takes a routine segment. */
  pass(segment: Segment): void {
    // Of all trouble a routine segment can have this alone: where in the capture it lies.
    const isOdd = segment.isReordered || segment.isCopy || segment.verdictKind !== 0;
    if (isOdd || this.#options.isUnfolded) {
      this.observe(segment);
    } else if (segment.packet.payloadLength > 0) {
      const header = segment.connection.ladder;
      if (header === 0) return;
      const side = ints[header + HEADER.dataSide];
      if (side !== segment.senderSide + 1) this.#noteTurn(segment, header);
    }
  }

  /** Takes an ICMP error about a segment that `side` sent. */
  takeIcmpError(
    connection: ConnectionRow,
    low: EndpointRow,
    high: EndpointRow,
    packet: Packet,
    side: number,
    frame: number,
    time: number,
  ): void {
    const header = connection.ladder;
    if (header === 0) return;
    const row = this.memory.append(header);
    if (row === 0) return;
    ints.fill(0, row + 1, row + ROW_WORDS);
    this.#tellSide(header, row, low, 0);
    this.#tellSide(header, row, high, 1);
    ints[row + ROW.frame] = frame;
    ints[row + ROW.lastFrame] = frame;
    ints[row + ROW.repeats] = 1;
    ints[row + ROW.kind] = words.ICMP_ROW | (side << words.SIDE_SHIFT);
    ints[row + ROW.sequence] = (packet.icmpType << 8) | packet.icmpCode;
    ints[row + ROW.acknowledgment] = packet.icmpMtu;
    doubles[(row >> 1) + ROW.time] = time;
    doubles[(row >> 1) + ROW.lastTime] = time;
    doubles[(row >> 1) + ROW.previousTime] = connection.lastTime;
  }

  /** Gives back what a connection has. */
  release(connection: ConnectionRow): void {
    if (connection.ladder !== 0) this.memory.release(connection);
  }

  #headerOf(connection: ConnectionRow): number {
    const known = connection.ladder;
    if (known !== 0) return known;
    const { connections } = this.#options;
    if (connections !== undefined && !connections.has(connection.id)) return 0;
    connection.ladder = this.memory.headers.allocateZeroed();
    return connection.ladder;
  }

  /** Data by the side that was silent begins a run of its own. */
  #noteTurn(segment: Segment, header: number): void {
    const { packet, senderSide } = segment;
    if (packet.payloadLength === 0 || ints[header + HEADER.dataSide] === senderSide + 1) return;
    ints[header + HEADER.dataSide] = senderSide + 1;
    if ((ints[header + HEADER.turns] ?? 0) >= MOST_TURNS) return;
    ints[header + HEADER.turns] = (ints[header + HEADER.turns] ?? 0) + 1;
    const row = this.memory.append(header);
    if (row === 0) return;
    this.#tellRun(header, row, segment, false);
    this.#fill(row, segment, words.TURN_ROW, 0);
  }

  /** Adds the segment to one of the two latest rows, where it is more of the same. */
  #merge(segment: Segment, header: number, trouble: number): boolean {
    const last = ints[header + HEADER.last] ?? 0;
    const before = ints[header + HEADER.beforeLast] ?? 0;
    const kind = kindWord(segment, words.SEGMENT_ROW);
    for (let row = last; row !== 0; row = row === last ? before : 0) {
      const word = ints[row + ROW.kind] ?? 0;
      // Behind a change of direction, or a step, the story goes on anew.
      if ((word & words.KIND_MASK) !== words.SEGMENT_ROW || ints[row + ROW.trouble] === 0) break;
      if (word !== kind || ints[row + ROW.trouble] !== trouble) continue;
      const { payloadLength } = segment.packet;
      ints[row + ROW.repeats] = (ints[row + ROW.repeats] ?? 0) + 1;
      ints[row + ROW.lastFrame] = segment.frame;
      ints[row + ROW.duplicateAckNumber] = segment.duplicateAckNumber;
      doubles[(row >> 1) + ROW.lastTime] = segment.time;
      doubles[(row >> 1) + ROW.octets] = (doubles[(row >> 1) + ROW.octets] ?? 0) + payloadLength;
      const told = header + HEADER.told;
      addTo(told, segment.senderSide, 1, payloadLength > 0 ? 1 : 0, payloadLength);
      return true;
    }
    return false;
  }

  /**
   * Writes into the row what passed since the one before it, and notes all of it as told, the segment
   * at hand too where `tellsOwn`. Without a row it is told of the gap.
   */
  #tellRun(header: number, row: number, segment: Segment, tellsOwn: boolean): void {
    const { low, high, senderSide, packet } = segment;
    this.#tellSide(header, row, low, 0);
    this.#tellSide(header, row, high, 1);
    const { payloadLength } = packet;
    const data = payloadLength > 0 ? 1 : 0;
    // The counters have the segment at hand too, which is no part of what passed before it.
    if (row !== 0) addTo(row + ROW.run, senderSide, -1, -data, -payloadLength);
    else if (!tellsOwn) addTo(header + HEADER.lost, senderSide, -1, -data, -payloadLength);
    if (!tellsOwn) addTo(header + HEADER.told, senderSide, -1, -data, -payloadLength);
  }

  /** Writes what a side sent since the last row, and notes it as told. */
  #tellSide(header: number, row: number, endpoint: EndpointRow, side: number): void {
    const { segments, dataSegments, payloadOctets } = endpoint;
    const told = header + HEADER.told + side;
    const toldOctets = ((header + HEADER.told) >> 1) + RUN.octets + side;
    const newSegments = segments - (ints[told] ?? 0);
    const newData = dataSegments - (ints[told + RUN.dataSegments] ?? 0);
    const newOctets = payloadOctets - (doubles[toldOctets] ?? 0);
    if (row === 0) {
      addTo(header + HEADER.lost, side, newSegments, newData, newOctets);
    } else {
      ints[row + ROW.run + side] = newSegments;
      ints[row + ROW.run + RUN.dataSegments + side] = newData;
      doubles[((row + ROW.run) >> 1) + RUN.octets + side] = newOctets;
    }
    ints[told] = segments;
    ints[told + RUN.dataSegments] = dataSegments;
    doubles[toldOctets] = payloadOctets;
  }

  #fill(row: number, segment: Segment, kind: number, trouble: number): void {
    const { packet, time } = segment;
    ints[row + ROW.frame] = segment.frame;
    ints[row + ROW.kind] = kindWord(segment, kind);
    ints[row + ROW.sequence] = packet.sequence;
    ints[row + ROW.acknowledgment] = packet.acknowledgment;
    ints[row + ROW.payloadLength] = packet.payloadLength;
    ints[row + ROW.trouble] = trouble;
    ints[row + ROW.aboutFrame] =
      segment.verdictKind !== 0 ? segment.verdictOriginalFrame : segment.duplicateAckFrame;
    ints[row + ROW.duplicateAckNumber] = segment.duplicateAckNumber;
    ints[row + ROW.scaledWindow] = segment.scaledWindow;
    ints[row + ROW.options] = optionsOf(packet);
    ints[row + ROW.sackBlocks] = packet.sackBlockCount;
    ints[row + ROW.sackLeft] = packet.sackEdges[0] ?? 0;
    ints[row + ROW.sackRight] = packet.sackEdges[1] ?? 0;
    ints[row + ROW.repeats] = 1;
    ints[row + ROW.lastFrame] = segment.frame;
    doubles[(row >> 1) + ROW.time] = time;
    doubles[(row >> 1) + ROW.lastTime] = time;
    doubles[(row >> 1) + ROW.previousTime] = segment.isFirst ? time : time - segment.delta;
    doubles[(row >> 1) + ROW.octets] = packet.payloadLength;
  }
}

/** What is not as it should be with a segment; 0: nothing. */
function troubleOf(segment: Segment): number {
  const { packet } = segment;
  return (
    segment.analysis |
    (segment.verdictKind << words.VERDICT_SHIFT) |
    (segment.verdictKind === 0 ? 0 : segment.verdictLost << words.LOST_SHIFT) |
    (packet.ipChecksum === INVALID ? words.INVALID_IP : 0) |
    (packet.tcpChecksum === INVALID ? words.INVALID_TCP : 0) |
    (segment.isCopy ? words.IS_COPY : 0) |
    (segment.isReordered ? words.IS_REORDERED : 0) |
    (segment.discarded ? words.IS_DISCARDED : 0)
  );
}

/** PSH says nothing about what a segment is to its connection. */
function kindWord({ packet, senderSide }: Segment, kind: number): number {
  const flags = (packet.flags & ~PSH) << words.FLAGS_SHIFT;
  return kind | (senderSide << words.SIDE_SHIFT) | flags;
}

function optionsOf(packet: Packet): number {
  return (
    (packet.mss + 1) |
    ((packet.windowScale + 1) << words.SCALE_SHIFT) |
    (packet.sackPermitted ? words.HAS_SACK_PERMITTED : 0) |
    (packet.hasTimestamps ? words.HAS_TIMESTAMPS : 0) |
    (packet.fastOpenCookieLength >= 0 ? words.HAS_FAST_OPEN : 0) |
    (packet.mptcpSubtypes !== 0 ? words.HAS_MPTCP : 0)
  );
}
