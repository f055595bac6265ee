import { BlockPool } from '../block-pool.ts';
import { doubles, ints, type Pages } from '../memory.ts';
import type { EndpointRow } from '../rows/endpoint-row.ts';
import type { Segment } from '../segment.ts';
import { sequenceAfter, sequenceBefore, sequenceBeforeOrAt } from '../sequence.ts';
import { LossEpisodes } from './episodes.ts';
import { NOT_LOST, REPEATED_SYN, TIMEOUT } from './names.ts';
import type { SentRanges } from './sent-ranges.ts';

/** Words of a block. */
const RECOVERY_WORDS = 24;
/** A double: when the acknowledgment last moved forward. */
const PROGRESS_TIME = 14;
const MOST_RECOVERIES = 1 << 20;
const MARKS = 0;
const DUPLICATE_ACKS = 1;
const SACK_HIGH = 2;
const RECOVERY_POINT = 3;
const EPISODE_POINT = 4;
/** Edges of the SACK blocks that came last: up to four pairs. */
const SACK_EDGES = 6;
const MOST_SACK_BLOCKS = 4;
/** Frames of the first segments that were sent again. */
const RESENT_FRAMES = 16;
const MOST_RESENT_FRAMES = RECOVERY_WORDS - RESENT_FRAMES;

const HAS_SACK = 0x01;
const TIMED_OUT = 0x02;
const RESENT = 0x04;
const IN_EPISODE = 0x08;
const HAS_DSACK = 0x10;

/**
 * What loss leaves behind in a direction until it is made good: which data the receiver holds out of
 * order, how often it repeated an acknowledgment, and up to where a recovery reaches (RFC 6675's
 * RecoveryPoint). A direction that never saw any of it has no block.
 */
export class Recoveries {
  readonly episodes: LossEpisodes;
  readonly #pool: BlockPool;
  readonly #ranges: SentRanges;

  constructor(ranges: SentRanges, pages: Pages) {
    this.episodes = new LossEpisodes(pages);
    this.#pool = new BlockPool(pages, RECOVERY_WORDS, MOST_RECOVERIES);
    this.#ranges = ranges;
  }

  /** The receiver repeated its acknowledgment of what the endpoint sent. */
  noteDuplicateAck(endpoint: EndpointRow): void {
    const block = this.#blockOf(endpoint);
    if (block !== 0) this.#set(block, DUPLICATE_ACKS, this.#get(block, DUPLICATE_ACKS) + 1);
  }

  /** The acknowledgment of what the endpoint sent moved forward. */
  noteProgress(segment: Segment, endpoint: EndpointRow): void {
    const block = endpoint.recovery;
    const acked = endpoint.sentAcked;
    this.#set(block, DUPLICATE_ACKS, 0);
    doubles[(block + PROGRESS_TIME) >> 1] = segment.time;
    let marks = this.#get(block, MARKS);
    const isPast = (word: number) => sequenceBeforeOrAt(this.#get(block, word), acked);
    if ((marks & HAS_SACK) !== 0 && isPast(SACK_HIGH)) marks &= ~HAS_SACK;
    if ((marks & RESENT) !== 0 && isPast(RECOVERY_POINT)) marks &= ~(RESENT | TIMED_OUT);
    if ((marks & IN_EPISODE) !== 0 && isPast(EPISODE_POINT)) {
      marks &= ~IN_EPISODE;
      this.episodes.close(endpoint, segment.time);
    }
    this.#set(block, MARKS, marks);
  }

  /**
   * Takes the SACK blocks that the segment brings for its receiver's data (RFC 2018). One that is
   * acknowledged already, or lies within the second, reports a duplicate (RFC 2883, section 4).
   */
  noteSack(segment: Segment): void {
    const { packet, sender, receiver } = segment;
    const block = this.#blockOf(receiver);
    if (block === 0) return;
    const { sackEdges, sackBlockCount, acknowledgment } = packet;
    const count = Math.min(sackBlockCount, MOST_SACK_BLOCKS);
    let first = 0;
    if (isDuplicateReport(sackEdges, count, acknowledgment)) {
      sender.dsacks++;
      this.#set(block, MARKS, this.#get(block, MARKS) | HAS_DSACK);
      first = 1;
    }
    for (let index = first; index < count; index++) {
      this.#noteBlock(receiver, block, sackEdges[2 * index] ?? 0, sackEdges[2 * index + 1] ?? 0);
    }
    for (let word = 0; word < 2 * MOST_SACK_BLOCKS; word++) {
      const isOld = word < 2 * first || word >= 2 * count;
      this.#set(block, SACK_EDGES + word, isOld ? 0 : (sackEdges[word] ?? 0));
    }
  }

  /** The verdict on a segment of the endpoint is passed: it opens a recovery, or belongs to one. */
  noteResent(segment: Segment): void {
    const { sender, verdictKind } = segment;
    if (verdictKind === REPEATED_SYN) return;
    const block = this.#blockOf(sender);
    if (block === 0) return;
    this.#noteFrame(block, segment.frame);
    let marks = this.#get(block, MARKS);
    if (segment.verdictLost !== NOT_LOST) {
      if ((marks & RESENT) === 0 || verdictKind === TIMEOUT) {
        marks |= RESENT;
        this.#set(block, RECOVERY_POINT, sender.sentHigh);
      }
      if ((marks & IN_EPISODE) === 0) {
        marks |= IN_EPISODE;
        this.#set(block, EPISODE_POINT, sender.sentHigh);
        this.episodes.open(segment);
      }
    }
    if (verdictKind === TIMEOUT) marks |= TIMED_OUT;
    this.#set(block, MARKS, marks);
    if ((marks & IN_EPISODE) !== 0) this.episodes.add(segment);
  }

  /** When the acknowledgment of what it sent last moved forward, since it has a block; else 0. */
  progressTime({ recovery }: EndpointRow): number {
    if (recovery === 0) return 0;
    return doubles[(recovery + PROGRESS_TIME) >> 1] ?? 0;
  }

  duplicateAcks(endpoint: EndpointRow): number {
    return endpoint.recovery === 0 ? 0 : this.#get(endpoint.recovery, DUPLICATE_ACKS);
  }

  /** The receiver holds data from behind the number. */
  isSackedBehind(endpoint: EndpointRow, sequence: number): boolean {
    if (!this.#has(endpoint, HAS_SACK)) return false;
    return sequenceAfter(this.#get(endpoint.recovery, SACK_HIGH), sequence);
  }

  /** A time-out's recovery is not over. */
  isTimedOut(endpoint: EndpointRow): boolean {
    return this.#has(endpoint, TIMED_OUT);
  }

  /** Something was sent again, and not everything that had been sent before it is acknowledged. */
  isRecovering(endpoint: EndpointRow): boolean {
    return this.#has(endpoint, RESENT);
  }

  hasDsack(endpoint: EndpointRow): boolean {
    return this.#has(endpoint, HAS_DSACK);
  }

  release(endpoint: EndpointRow): void {
    if (endpoint.recovery === 0) return;
    this.episodes.release(endpoint);
    this.#pool.release(endpoint.recovery);
    endpoint.recovery = 0;
  }

  /** Frames of the first segments, SYNs aside, that the endpoint sent again: at most 8. */
  resentFrames({ recovery }: EndpointRow): number[] {
    if (recovery === 0) return [];
    const first = recovery + RESENT_FRAMES;
    const frames = ints.subarray(first, first + MOST_RESENT_FRAMES);
    return [...frames].filter((frame) => frame !== 0);
  }

  #noteFrame(block: number, frame: number): void {
    for (let word = RESENT_FRAMES; word < RECOVERY_WORDS; word++) {
      if (this.#get(block, word) !== 0) continue;
      this.#set(block, word, frame);
      return;
    }
  }

  #noteBlock(endpoint: EndpointRow, block: number, left: number, right: number): void {
    const isPlausible =
      sequenceBefore(left, right) &&
      sequenceAfter(right, endpoint.sentAcked) &&
      sequenceBeforeOrAt(right, endpoint.sentHigh);
    if (!isPlausible) return;
    let from = left;
    for (let word = SACK_EDGES; word < SACK_EDGES + 2 * MOST_SACK_BLOCKS; word += 2) {
      if (this.#get(block, word) !== left) continue;
      const known = this.#get(block, word + 1);
      // The latest blocks are repeated, and grow: what was marked then is passed over.
      if (sequenceAfter(known, from) && sequenceBeforeOrAt(known, right)) from = known;
    }
    if (from !== right) this.#ranges.sack(endpoint, from, right);
    const marks = this.#get(block, MARKS);
    if ((marks & HAS_SACK) === 0 || sequenceAfter(right, this.#get(block, SACK_HIGH))) {
      this.#set(block, SACK_HIGH, right);
      this.#set(block, MARKS, marks | HAS_SACK);
    }
  }

  #has(endpoint: EndpointRow, mark: number): boolean {
    return endpoint.recovery !== 0 && (this.#get(endpoint.recovery, MARKS) & mark) !== 0;
  }

  #blockOf(endpoint: EndpointRow): number {
    if (endpoint.recovery === 0) endpoint.recovery = this.#pool.allocateZeroed();
    return endpoint.recovery;
  }

  #get(block: number, word: number): number {
    return ints[block + word] ?? 0;
  }

  #set(block: number, word: number, value: number): void {
    ints[block + word] = value;
  }
}

function isDuplicateReport(edges: Int32Array, count: number, acknowledgment: number): boolean {
  const left = edges[0] ?? 0;
  const right = edges[1] ?? 0;
  if (!sequenceBefore(left, right)) return false;
  if (sequenceBeforeOrAt(right, acknowledgment)) return true;
  if (count < 2) return false;
  return sequenceBeforeOrAt(edges[2] ?? 0, left) && sequenceBeforeOrAt(right, edges[3] ?? 0);
}
