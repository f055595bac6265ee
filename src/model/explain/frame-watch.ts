import type { CaptureRecord } from '../../capture/record.ts';
import type { Connection } from '../../tcp/connection.ts';
import { BY_ORIGINAL_SEEN } from '../../tcp/retransmission/names.ts';
import type { Segment } from '../../tcp/segment.ts';
import { sequenceAfterOrAt } from '../../tcp/sequence.ts';
import { ACK, type Packet } from '../../wire/packet.ts';
import type { ConnectionRecord } from '../connection-record.ts';
import { type DescribeContext, describeConnection } from '../describe-connection.ts';
import { describeSegment } from '../describe-segment.ts';
import { inSeconds, type RecordingClock } from '../recording-clock.ts';
import { type Before, knownBefore } from './before.ts';
import { factsOf, type SegmentFacts } from './facts.ts';

/** Says whether a segment is the one to explain, or undefined where a frame number tells. */
export type Choose = (segment: Segment, clock: RecordingClock) => boolean;

/** The frame to explain: its place, or the first segment that is chosen. */
export type Target =
  | { readonly kind: 'frame'; readonly capture: number; readonly frame: number }
  | { readonly kind: 'first'; readonly choose: Choose };

/** The frame that was found, copied out of the engine's memory. */
export interface WatchedFrame {
  readonly capture: number;
  readonly frame: number;
  readonly octets: Uint8Array;
  readonly linkType: number;
  readonly originalLength: number;
  readonly fcsLength: number;
  readonly seconds: number;
  readonly nanoseconds: number;
}

/** What came after the segment, as far as it concerns it. */
export interface Later {
  /** The first segment of its receiver that acknowledges all of it. */
  acknowledgedBy: { readonly frame: number; readonly afterSeconds: number } | undefined;
  /** The first segments that repeat it. */
  readonly repeatedBy: number[];
}

export interface WatchedSegment {
  readonly facts: SegmentFacts;
  readonly later: Later;
  /** The datagram of the segment where it was put together from fragments. */
  datagram: Uint8Array | undefined;
  connection: ConnectionRecord | undefined;
}

/** Repetitions of a segment that are kept: one more than are told. */
const MOST_REPEATED = 6;

/** A datagram by what its fragments share, so that the frame that completes it is known. */
type IsSameDatagram = (packet: Packet) => boolean;

/**
 * Watches an analysis for one frame: keeps its octets, what was known before it, what the engine said
 * of it, and what came of it later.
 */
export class FrameWatch {
  readonly #target: Target;
  #before: Before | undefined;
  #pending:
    | { readonly segment: Segment; readonly bytes: Uint8Array; readonly frame: number }
    | undefined;
  #isSameDatagram: IsSameDatagram | undefined;
  #time = 0;
  #endOfSegment = 0;
  #isFromLow = false;
  #connectionId = -1;
  found: WatchedFrame | undefined;
  segment: WatchedSegment | undefined;
  /** The frame that completes the datagram of which the one found is a fragment. */
  completedBy: number | undefined;
  /** Frames seen per capture, to say what there is. */
  readonly frames: number[] = [];

  constructor(target: Target) {
    this.#target = target;
  }

  beforeSegment(segment: Segment): void {
    if (this.found === undefined && this.#mayBeTarget(segment)) this.#before = knownBefore(segment);
  }

  segmentSeen(segment: Segment, { clock }: DescribeContext): void {
    const { packet } = segment;
    this.#pending = { segment, bytes: packet.bytes, frame: segment.frame };
    if (this.segment === undefined) {
      if (this.found === undefined && this.#isTarget(segment, clock)) this.#keep(segment, clock);
    } else if (segment.connectionId === this.#connectionId) {
      this.#follow(segment);
    }
  }

  /** A record, behind its segment; `bytes` holds its octets. */
  packetSeen(record: CaptureRecord, bytes: Uint8Array, capture: number): void {
    const pending = this.#pending;
    this.#pending = undefined;
    this.frames[capture] = record.frame;
    const { found } = this;
    const isJoined = pending !== undefined && pending.bytes !== bytes;
    if (found === undefined) {
      if (this.segment === undefined && !this.#isFrame(record.frame, capture)) return;
      if (this.segment !== undefined && isJoined) this.segment.datagram = pending.bytes;
      this.found = copyOf(record, bytes, capture);
    } else if (this.#isSameDatagram !== undefined && this.completedBy === undefined) {
      if (isJoined && this.#isSameDatagram(pending.segment.packet)) this.completedBy = record.frame;
    }
  }

  connectionSeen(connection: Connection, context: DescribeContext): void {
    if (this.segment === undefined || connection.row.id !== this.#connectionId) return;
    this.segment.connection = describeConnection(connection, context);
  }

  /** The frame found is a fragment of this datagram: from now on the rest of it is looked for. */
  awaitDatagram(isSame: IsSameDatagram): void {
    this.#isSameDatagram = isSame;
  }

  #mayBeTarget(segment: Segment): boolean {
    const target = this.#target;
    if (target.kind === 'first') return true;
    return segment.frame === target.frame && segment.capture === target.capture;
  }

  #isTarget(segment: Segment, clock: RecordingClock): boolean {
    const target = this.#target;
    return target.kind === 'first' ? target.choose(segment, clock) : this.#mayBeTarget(segment);
  }

  #isFrame(frame: number, capture: number): boolean {
    const target = this.#target;
    return target.kind === 'frame' && target.frame === frame && target.capture === capture;
  }

  #keep(segment: Segment, clock: RecordingClock): void {
    const record = describeSegment(segment, clock);
    const before = this.#before ?? knownBefore(segment);
    this.segment = {
      facts: factsOf(segment, record, before),
      later: { acknowledgedBy: undefined, repeatedBy: [] },
      datagram: undefined,
      connection: undefined,
    };
    this.#time = segment.time;
    this.#endOfSegment = segment.end;
    this.#isFromLow = segment.senderSide === 0;
    this.#connectionId = segment.connectionId;
  }

  #follow(next: Segment): void {
    const { segment } = this;
    if (segment === undefined) return;
    const { facts, later } = segment;
    const isReply = (next.senderSide === 0) !== this.#isFromLow;
    if (isReply) {
      const { packet, discarded } = next;
      const covers = sequenceAfterOrAt(packet.acknowledgment, this.#endOfSegment);
      const counts = (packet.flags & ACK) !== 0 && !discarded && facts.length > 0;
      if (later.acknowledgedBy === undefined && counts && covers) {
        const afterSeconds = inSeconds(next.time - this.#time);
        later.acknowledgedBy = { frame: next.frame, afterSeconds };
      }
    } else if (
      next.verdictKind !== 0 &&
      (next.verdictEvidence & BY_ORIGINAL_SEEN) !== 0 &&
      next.verdictOriginalFrame === facts.record.frame
    ) {
      if (later.repeatedBy.length < MOST_REPEATED) later.repeatedBy.push(next.frame);
    }
  }
}

function copyOf(record: CaptureRecord, bytes: Uint8Array, capture: number): WatchedFrame {
  const { frame, linkType, originalLength, fcsLength, seconds, nanoseconds } = record;
  const octets = bytes.slice(record.start, record.end);
  return { capture, frame, octets, linkType, originalLength, fcsLength, seconds, nanoseconds };
}
