import { FIN, INVALID, type Packet, PSH, RST, SYN } from '../../wire/packet.ts';
import { doubles, ints, type Pages } from '../memory.ts';
import type { ConnectionRow } from '../rows/connection-row.ts';
import type { EndpointRow } from '../rows/endpoint-row.ts';
import type { Segment } from '../segment.ts';
import { addTo, LadderMemory } from './memory.ts';
import * as words from './words.ts';
import { DETAILS, HEADER, ROW, RUN } from './words.ts';

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
    this.#tellSide(header, row, low, 0, 0, 0, 0);
    this.#tellSide(header, row, high, 1, 0, 0, 0);
    ints[row + ROW.frame] = frame;
    ints[row + ROW.kind] = words.ICMP_ROW | (side << words.SIDE_SHIFT);
    ints[row + ROW.sequence] = (packet.icmpType << 8) | packet.icmpCode;
    ints[row + ROW.acknowledgment] = packet.icmpMtu;
    doubles[(row >> 1) + ROW.time] = time;
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
    connection.ladder = this.memory.begin();
    return connection.ladder;
  }

  /** Data by the side that was silent begins a run of its own. */
  #noteTurn(segment: Segment, header: number): void {
    const { packet, senderSide } = segment;
    if (packet.payloadLength === 0 || ints[header + HEADER.dataSide] === senderSide + 1) return;
    ints[header + HEADER.dataSide] = senderSide + 1;
    const counts = ints[header + HEADER.counts] ?? 0;
    if (counts >> words.TURNS_SHIFT >= MOST_TURNS) return;
    ints[header + HEADER.counts] = counts + (1 << words.TURNS_SHIFT);
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
      const details = ints[row + ROW.details] ?? 0;
      // Behind a change of direction, or a step, the story goes on anew.
      if ((word & words.KIND_MASK) !== words.SEGMENT_ROW) break;
      if (details === 0 || ints[details + DETAILS.trouble] === 0) break;
      if (word !== kind || ints[details + DETAILS.trouble] !== trouble) continue;
      const { payloadLength } = segment.packet;
      ints[details + DETAILS.repeats] = (ints[details + DETAILS.repeats] ?? 0) + 1;
      ints[details + DETAILS.lastFrame] = segment.frame;
      ints[details + DETAILS.duplicateAckNumber] = segment.duplicateAckNumber;
      const at8 = details >> 1;
      doubles[at8 + DETAILS.lastTime] = segment.time;
      doubles[at8 + DETAILS.octets] = (doubles[at8 + DETAILS.octets] ?? 0) + payloadLength;
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
    const { payloadLength } = packet;
    const data = payloadLength > 0 ? 1 : 0;
    // The counters have the segment at hand too, which is no part of what passed before it.
    const isOwnLow = (row !== 0 || !tellsOwn) && senderSide === 0;
    const isOwnHigh = (row !== 0 || !tellsOwn) && senderSide === 1;
    this.#tellSide(header, row, low, 0, isOwnLow ? 1 : 0, isOwnLow ? data : 0, payloadLength);
    this.#tellSide(header, row, high, 1, isOwnHigh ? 1 : 0, isOwnHigh ? data : 0, payloadLength);
    if (!tellsOwn) addTo(header + HEADER.told, senderSide, -1, -data, -payloadLength);
  }

  /** Writes what a side sent since the last row, but for the segment at hand, and notes it as told. */
  #tellSide(
    header: number,
    row: number,
    endpoint: EndpointRow,
    side: number,
    own: number,
    ownData: number,
    ownOctets: number,
  ): void {
    const { segments, dataSegments, payloadOctets } = endpoint;
    const told = header + HEADER.told + side;
    const toldOctets = ((header + HEADER.told) >> 1) + RUN.octets + side;
    const newSegments = segments - (ints[told] ?? 0) - own;
    const newData = dataSegments - (ints[told + RUN.dataSegments] ?? 0) - ownData;
    const newOctets = payloadOctets - (doubles[toldOctets] ?? 0) - ownData * ownOctets;
    if (newSegments !== 0 || newData !== 0 || newOctets !== 0) {
      const counters = this.#countersOf(header, row);
      if (counters !== 0) addTo(counters, side, newSegments, newData, newOctets);
    }
    ints[told] = segments;
    ints[told + RUN.dataSegments] = dataSegments;
    doubles[toldOctets] = payloadOctets;
  }

  /** Where to count what passed before a row; without a row, or without memory, in the gap. */
  #countersOf(header: number, row: number): number {
    const known = row === 0 ? 0 : (ints[row + ROW.run] ?? 0);
    if (known !== 0) return known;
    const added = row === 0 ? 0 : this.memory.addRun(row);
    return added === 0 ? this.memory.lostOf(header) : added;
  }

  #fill(row: number, segment: Segment, kind: number, trouble: number): void {
    const { packet, time } = segment;
    ints[row + ROW.frame] = segment.frame;
    ints[row + ROW.kind] = kindWord(segment, kind);
    ints[row + ROW.sequence] = packet.sequence;
    ints[row + ROW.acknowledgment] = packet.acknowledgment;
    ints[row + ROW.payloadLength] = packet.payloadLength;
    ints[row + ROW.scaledWindow] = segment.scaledWindow;
    ints[row + ROW.options] = optionsOf(packet);
    doubles[(row >> 1) + ROW.time] = time;
    doubles[(row >> 1) + ROW.previousTime] = segment.isFirst ? time : time - segment.delta;
    if (trouble !== 0 || packet.sackBlockCount !== 0) this.#fillDetails(row, segment, trouble);
  }

  #fillDetails(row: number, segment: Segment, trouble: number): void {
    const details = this.memory.addDetails(row);
    if (details === 0) return;
    const { packet } = segment;
    ints[details + DETAILS.trouble] = trouble;
    ints[details + DETAILS.aboutFrame] =
      segment.verdictKind !== 0 ? segment.verdictOriginalFrame : segment.duplicateAckFrame;
    ints[details + DETAILS.duplicateAckNumber] = segment.duplicateAckNumber;
    ints[details + DETAILS.sackBlocks] = packet.sackBlockCount;
    ints[details + DETAILS.sackLeft] = packet.sackEdges[0] ?? 0;
    ints[details + DETAILS.sackRight] = packet.sackEdges[1] ?? 0;
    ints[details + DETAILS.repeats] = 1;
    ints[details + DETAILS.lastFrame] = segment.frame;
    doubles[(details >> 1) + DETAILS.lastTime] = segment.time;
    doubles[(details >> 1) + DETAILS.octets] = packet.payloadLength;
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
