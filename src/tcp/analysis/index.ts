import { SYN } from '../../wire/packet.ts';
import type { Pages } from '../memory.ts';
import type { EndpointRow } from '../rows/endpoint-row.ts';
import type { Segment } from '../segment.ts';
import { ackLostSegment, noteAcknowledgment, repeatedAcknowledgment } from './acknowledgment.ts';
import { countFromBases, meetSyn, settleBases } from './bases.ts';
import { noteCompleteness } from './completeness.ts';
import { AnalysisCounts } from './counts.ts';
import { noteHandshakeTime } from './initial-rtt.ts';
import { keepAlive } from './keep-alive.ts';
import { MultipathConnections } from './mptcp.ts';
import { REUSED_PORTS, ZERO_WINDOW_PROBE } from './names.ts';
import { noteProgress, noteSackBlocks, octetsInFlight } from './progress.ts';
import { lostSegment, retransmission, trustFlight } from './retransmission.ts';
import { UnackedSegments } from './unacknowledged.ts';
import {
  isZeroWindowProbe,
  noteWindowScale,
  scaledWindow,
  windowFull,
  zeroWindow,
} from './window.ts';

/**
 * What Wireshark 4.0 says of a segment (`tcp.analysis.*`), in the order in which it says it.
 *
 * Each call below is one of its tests or one step of what it remembers; names in capitals (BASE, NEXT,
 * MAXACK, ...) are fields of the rows. The order is the precedence: tests read what the steps before
 * them left, and what the connection's earlier segments left.
 */
export class SegmentAnalysis {
  readonly counts: AnalysisCounts;
  readonly unacked: UnackedSegments;
  readonly #multipath = new MultipathConnections();

  constructor(pages: Pages) {
    this.counts = new AnalysisCounts(pages);
    this.unacked = new UnackedSegments(pages);
  }

  /** `isReuse`: the segment opened its connection by taking over a known pair of sockets. */
  observe(segment: Segment, isReuse: boolean): void {
    segment.forgetAnalysis();
    if (isReuse) segment.analysis = REUSED_PORTS;
    else if ((segment.packet.flags & SYN) !== 0) meetSyn(segment, this.unacked);
    if (segment.packet.isPayloadLengthKnown) {
      settleBases(segment);
      this.#judge(segment);
      this.#remember(segment);
    }
    countFromBases(segment);
    segment.scaledWindow = scaledWindow(segment);
    noteCompleteness(segment, isReuse);
    noteHandshakeTime(segment);
    noteOptions(segment);
    if (segment.row >= 0) this.#multipath.noteOptions(segment);
    this.counts.add(segment);
    if (isOnRecord(segment)) segment.initialRtt = segment.connection.initialRtt;
  }

  /** Gives back what an endpoint holds in the pools. */
  release(endpoint: EndpointRow): void {
    this.unacked.release(endpoint);
    this.counts.release(endpoint);
  }

  /** The tests: what they find stands in `Segment.analysis`. */
  #judge(segment: Segment): void {
    const { packet, sender } = segment;
    const isNext = packet.sequence === sender.next;
    const hasPayload = packet.payloadLength > 0;
    trustFlight(segment);
    if (isNext && isZeroWindowProbe(segment)) {
      segment.analysis |= ZERO_WINDOW_PROBE;
    } else {
      segment.analysis |= zeroWindow(segment);
      if (!isNext) segment.analysis |= lostSegment(segment) | keepAlive(segment);
      if (hasPayload) segment.analysis |= windowFull(segment);
      else if (isNext) segment.analysis |= repeatedAcknowledgment(segment, this.#multipath);
    }
    noteAcknowledgment(segment);
    segment.analysis |= ackLostSegment(segment);
    if (segment.length > 0) segment.analysis |= retransmission(segment);
  }

  #remember(segment: Segment): void {
    noteProgress(segment, this.unacked);
    this.#multipath.noteSeen(segment);
    this.unacked.acknowledge(segment);
    segment.bytesInFlight = octetsInFlight(segment, this.unacked);
  }
}

/** Wireshark shows the initial round trip wherever it keeps a record of a segment. */
function isOnRecord(segment: Segment): boolean {
  return segment.isOnRecord || segment.analysis !== 0 || segment.acknowledgesFrame !== 0;
}

/** What the options leave for later segments: SACKS, and SCALE as the SYNs settle it. */
function noteOptions(segment: Segment): void {
  const { packet, sender } = segment;
  if (packet.sackBlockCount > 0 || sender.sackedOctets !== 0) noteSackBlocks(segment);
  if (packet.windowScale >= 0 || (packet.flags & SYN) !== 0) noteWindowScale(segment);
}
