import { countFlight } from '../analysis/counts.ts';
import type { SegmentAnalysis } from '../analysis/index.ts';
import { octetsInFlight } from '../analysis/progress.ts';
import type { Conformance } from '../conformance/index.ts';
import { examineQuality } from '../quality/index.ts';
import type { Retransmissions } from '../retransmission/index.ts';
import type { Segment } from '../segment.ts';
import { attributeTime } from '../time-shares/index.ts';
import type { ZeekObserver } from '../zeek/observer.ts';
import { hasRoom, isInStep, isPlain, isRemarkable, isSteady } from './conditions.ts';
import { advance, count, noteNumbers, noteZeek } from './effects.ts';

/**
 * The straight way for the segment that most are: it carries data, or acknowledges some, between two
 * endpoints that are ESTABLISHED and in step. It leaves in rows, pools and segment exactly what the
 * stages leave, one after the other; a segment that is not routine changes nothing and takes them all.
 *
 * | A segment is routine where                         | and so these have nothing to say               |
 * |----------------------------------------------------|------------------------------------------------|
 * | its flags are ACK, or ACK and PSH                  | handshake, teardown, resets, rules of flags    |
 * | its checksums hold, or cannot be verified          | doubt, checksum findings, Zeek's corruption    |
 * | it is captured whole, and offers a window          | snap length, zero windows                      |
 * | it has no option but timestamps, and no older ones | SACK, Multipath TCP, PAWS, rules of options    |
 * | both ends are ESTABLISHED, its sender confirmed    | every transition                               |
 * | it begins at NEXT, SND.NXT and the others' ends    | loss, repetition, reordering, keep-alives      |
 * | it acknowledges nothing beyond what was sent       | lost segments acknowledged, unsent data        |
 * | without payload: no PSH, and another number        | duplicate acknowledgments, window updates      |
 * | with payload: the window has room behind it        | full windows, data beyond them, probes         |
 * | the edge of its window does not go back            | shrunk windows                                 |
 */
export class RoutinePath {
  readonly #analysis: SegmentAnalysis;
  readonly #retransmissions: Retransmissions;
  readonly #conformance: Conformance;
  readonly #zeek: ZeekObserver;

  constructor(
    analysis: SegmentAnalysis,
    retransmissions: Retransmissions,
    conformance: Conformance,
    zeek: ZeekObserver,
  ) {
    this.#analysis = analysis;
    this.#retransmissions = retransmissions;
    this.#conformance = conformance;
    this.#zeek = zeek;
  }

  /** Takes a segment that is not its connection's first; false, with nothing changed, where it is not routine. */
  take(segment: Segment): boolean {
    if (!isPlain(segment.packet) || !isSteady(segment) || !isInStep(segment)) return false;
    const { packet, sender } = segment;
    const { payloadLength } = packet;
    if (payloadLength > 0 ? !hasRoom(segment) : isRemarkable(packet, sender)) return false;
    noteNumbers(segment);
    this.#noteUnacked(segment);
    this.#retransmissions.observe(segment);
    examineQuality(segment);
    attributeTime(segment);
    count(segment);
    if (payloadLength > 1) this.#conformance.ranges.append(sender, packet);
    advance(segment);
    noteZeek(segment);
    this.#zeek.writeLetter(segment);
    return true;
  }

  /** What it leaves unacknowledged, and what it acknowledges of the other direction. */
  #noteUnacked(segment: Segment): void {
    const { packet, connection, receiver } = segment;
    const { unacked, counts } = this.#analysis;
    const hasPayload = packet.payloadLength > 0;
    if (hasPayload) unacked.append(segment, segment.end);
    if (receiver.unackedCount !== 0) {
      unacked.acknowledge(segment);
      if (segment.acknowledgesFrame !== 0) counts.addRoundTrip(segment);
    }
    if (hasPayload) {
      segment.bytesInFlight = octetsInFlight(segment, unacked);
      countFlight(segment);
    }
    if (segment.isOnRecord || segment.acknowledgesFrame !== 0) {
      segment.initialRtt = connection.initialRtt;
    }
  }
}
