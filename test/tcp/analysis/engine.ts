import { ANALYSIS_NAMES } from '../../../src/tcp/analysis/names.ts';
import type { Segment } from '../../../src/tcp/segment.ts';
import { ConnectionTracker, TRACKER_DEFAULTS } from '../../../src/tcp/tracker.ts';
import { ACK, FIN, Packet, RST, SYN } from '../../../src/wire/packet.ts';
import type { PlainResult, PlainSegment } from './plain-model.ts';

/** What the engine says of segments that are told as the plain model is told them. */
export class Engine {
  readonly completeness: number[] = [];
  readonly #packet = new Packet();
  readonly #tracker: ConnectionTracker;
  #said: PlainResult | undefined;

  /** `msl`: connections are final twice this time after they closed, in nanoseconds. */
  constructor(msl = Number.POSITIVE_INFINITY) {
    const options = { ...TRACKER_DEFAULTS, msl };
    this.#tracker = new ConnectionTracker(this.#packet, options, {
      segment: (segment) => {
        this.#said = said(segment);
      },
      connection: ({ row }) => {
        this.completeness[row.id] = row.completeness;
      },
    });
  }

  see(s: PlainSegment): PlainResult {
    const packet = this.#packet;
    const sockets = [
      [0x0a000001, 1000],
      [0x0a000002, 2000],
    ] as const;
    [packet.source0, packet.sourcePort] = sockets[s.from];
    [packet.destination0, packet.destinationPort] = sockets[s.from === 0 ? 1 : 0];
    packet.ipVersion = 4;
    packet.sequence = s.sequence | 0;
    packet.acknowledgment = s.acknowledgment | 0;
    packet.flags = (s.syn ? SYN : 0) | (s.ack ? ACK : 0) | (s.fin ? FIN : 0) | (s.rst ? RST : 0);
    packet.payloadLength = s.payloadLength;
    packet.isPayloadLengthKnown = s.lengthKnown;
    packet.window = s.window;
    packet.windowScale = s.windowScale ?? -1;
    packet.sackBlockCount = s.sackBlocks.length;
    packet.sackEdges.set(s.sackBlocks.flat().map((edge) => edge | 0));
    packet.mptcpSubtypes = s.mptcp.reduce((bits, subtype) => bits | (1 << subtype), 0);
    packet.optionsSnapped = s.optionsCut;
    const nanoseconds = ((s.time % 1e9) + 1e9) % 1e9;
    this.#tracker.take(0, s.frame, s.time, Math.floor(s.time / 1e9), nanoseconds, 60);
    if (this.#said === undefined) throw new Error('the tracker passed no segment on');
    return this.#said;
  }

  /** Segments that came after their connection was final. */
  get lateSegments(): number {
    return this.#tracker.lateSegments;
  }

  /** `completeness` is complete afterwards. */
  finish(): void {
    this.#tracker.finish();
  }
}

function said(segment: Segment): PlainResult {
  return {
    stream: segment.connectionId,
    analysis: ANALYSIS_NAMES.filter((_, bit) => ((segment.analysis >> bit) & 1) !== 0).sort(),
    relativeSequence: segment.relativeSequence,
    relativeAcknowledgment: segment.relativeAcknowledgment,
    duplicateAckNumber: segment.duplicateAckNumber,
    duplicateAckFrame: segment.duplicateAckFrame,
    acknowledgesFrame: segment.acknowledgesFrame,
    ackRtt: segment.ackRtt,
    initialRtt: segment.initialRtt,
    bytesInFlight: segment.bytesInFlight,
    scaledWindow: segment.scaledWindow,
  };
}
