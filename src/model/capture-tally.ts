import type { CaptureFacts } from '../capture/record-input.ts';
import type { Segment } from '../tcp/segment.ts';
import { CHECKSUM_STATUS } from '../wire/checksum-status.ts';
import { linkTypeName } from '../wire/link/name.ts';
import { reasonName } from '../wire/outcome.ts';
import type { Packet } from '../wire/packet.ts';
import type { CaptureRecord } from './capture-record.ts';
import { inSeconds } from './recording-clock.ts';
import { timestampText } from './time-text.ts';

const STATUSES = CHECKSUM_STATUS.length;

/** What is counted in one capture while it is read. */
export class CaptureTally {
  /** By index of the reason (`wire/outcome.ts`). */
  #notDecoded = new Float64Array(64);
  /** Segments by the index of the IP header's status, times the number of statuses, plus that of TCP's. */
  readonly #segments = new Float64Array(STATUSES * STATUSES);
  #snapped = 0;
  #superSegments = 0;
  #wireSegments = 0;
  #reordered = 0;
  #tapDuplicates = 0;
  #lastTime = Number.NEGATIVE_INFINITY;
  #clockStepsBack = 0;
  #largestStepBack = 0;

  /** A record, at its time in nanoseconds. */
  see(time: number): void {
    if (time < this.#lastTime) {
      this.#clockStepsBack++;
      this.#largestStepBack = Math.max(this.#largestStepBack, this.#lastTime - time);
    }
    this.#lastTime = time;
  }

  /** A packet with a TCP segment to analyse. */
  segment(packet: Packet): void {
    const statuses = packet.ipChecksum * STATUSES + packet.tcpChecksum;
    this.#segments[statuses] = (this.#segments[statuses] ?? 0) + 1;
    if (packet.snappedOctets > 0) this.#snapped++;
  }

  /** What the engine found out about that segment. */
  analysed({ wireSegments, isReordered, isCopy }: Segment): void {
    this.#wireSegments += wireSegments;
    if (wireSegments > 1) this.#superSegments++;
    if (isReordered) this.#reordered++;
    if (isCopy) this.#tapDuplicates++;
  }

  /** A packet without one. */
  notDecoded(reason: number): void {
    if (reason >= this.#notDecoded.length) {
      const larger = new Float64Array(reason * 2);
      larger.set(this.#notDecoded);
      this.#notDecoded = larger;
    }
    this.#notDecoded[reason] = (this.#notDecoded[reason] ?? 0) + 1;
  }

  /** The record of the capture; `fragments` is what became of them in it. */
  describe(
    index: number,
    facts: CaptureFacts,
    fragments: CaptureRecord['fragments'],
  ): CaptureRecord {
    const { first, last } = facts;
    const duration =
      first && last
        ? (last.seconds - first.seconds) * 1e9 + (last.nanoseconds - first.nanoseconds)
        : null;
    const checksums = this.#checksums();
    return {
      type: 'capture',
      index,
      path: facts.path,
      format: facts.format,
      compression: facts.compression ?? null,
      byteOrder: facts.byteOrder,
      timestampResolution: facts.timestampResolution ?? null,
      linkTypes: facts.linkTypes.map((number) => ({ number, name: linkTypeName(number) })),
      snapLength: facts.snapLength ?? null,
      packets: facts.packets,
      bytes: facts.bytes,
      tcpSegments: sum(this.#segments),
      firstTimestamp: first ? timestampText(first.seconds, first.nanoseconds) : null,
      lastTimestamp: last ? timestampText(last.seconds, last.nanoseconds) : null,
      durationSeconds: duration === null ? null : inSeconds(duration),
      truncated: facts.truncated,
      repairs: facts.repairs,
      skippedBytes: facts.skippedOctets,
      packetsNotDecoded: this.#reasons(),
      fragments,
      checksums,
      quality: {
        checksumOffload: checksums.tcp.partial > 0,
        superSegments: this.#superSegments,
        wireSegments: this.#wireSegments,
        snappedPackets: this.#snapped,
        tapDuplicates: this.#tapDuplicates,
        oneSidedConnections: 0,
        reorderedSegments: this.#reordered,
        clockStepsBack: this.#clockStepsBack,
        largestClockStepBackSeconds:
          this.#clockStepsBack === 0 ? null : inSeconds(this.#largestStepBack),
        connectionsBegunBefore: 0,
        connectionsOpenAtEnd: 0,
        packetsDroppedByRecorder: facts.droppedPackets ?? null,
      },
      comments: facts.comments.map((comment) => ({ ...comment, frame: comment.frame ?? null })),
    };
  }

  #checksums(): CaptureRecord['checksums'] {
    const countsBy = (statusOf: (index: number) => number) =>
      countsByStatus(
        CHECKSUM_STATUS.map((_, status) =>
          sum(this.#segments.filter((_count, index) => statusOf(index) === status)),
        ),
      );
    return {
      ip: countsBy((index) => Math.floor(index / STATUSES)),
      tcp: countsBy((index) => index % STATUSES),
    };
  }

  /** Most frequent first. */
  #reasons(): Record<string, number> {
    const counted = [...this.#notDecoded]
      .map((count, reason) => ({ count, name: reasonName(reason) }))
      .filter(({ count }) => count > 0)
      .sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1));
    return Object.fromEntries(counted.map(({ name, count }) => [name, count]));
  }
}

function sum(counts: Float64Array): number {
  return counts.reduce((total, count) => total + count, 0);
}

function countsByStatus(counts: readonly number[]): CaptureRecord['checksums']['ip'] {
  const [valid = 0, invalid = 0, partial = 0, unverified = 0, absent = 0] = counts;
  return { valid, invalid, partial, unverified, absent };
}
