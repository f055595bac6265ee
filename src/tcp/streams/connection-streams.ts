import { ACK, FIN, RST, SYN } from '../../wire/packet.ts';
import { KEEP_ALIVE } from '../analysis/names.ts';
import { CLIENT_IS_HIGH } from '../rows/connection-row.ts';
import type { Segment } from '../segment.ts';
import { OctetStream, type StreamSink } from './octet-stream.ts';

/** Takes what the client and what the server sends, in the order in which the receivers got it. */
export interface ConnectionStreamsSink {
  readonly client: StreamSink;
  readonly server: StreamSink;
}

/**
 * Both byte streams of one connection, for those who read payload: the engine itself never does.
 * Holds at most 16 MiB of out-of-order octets a direction, and the last mebioctet delivered.
 */
export class ConnectionStreams {
  readonly #client: OctetStream;
  readonly #server: OctetStream;

  constructor(sink: ConnectionStreamsSink) {
    this.#client = new OctetStream(sink.client);
    this.#server = new OctetStream(sink.server);
  }

  /** A segment of the connection, after all stages of the engine have seen it. */
  take(segment: Segment): void {
    const { packet } = segment;
    const clientSide = (segment.connection.marks & CLIENT_IS_HIGH) !== 0 ? 1 : 0;
    const isFromClient = segment.senderSide === clientSide;
    const sent = isFromClient ? this.#client : this.#server;
    const received = isFromClient ? this.#server : this.#client;
    // Segments that came after the connection's end were judged by nobody.
    const isDoubtful = segment.row >= 0 && segment.discarded;
    // What a RST carries is a remark for people, no part of the stream (RFC 9293, section 3.5.3).
    if ((packet.flags & RST) === 0) takePayload(sent, segment, isDoubtful);
    if ((packet.flags & (ACK | RST)) === ACK && !isDoubtful) {
      received.acknowledge(packet.acknowledgment);
    }
    this.#client.tick();
    this.#server.tick();
  }

  /** The end of the recording. */
  finish(): void {
    this.#client.finish();
    this.#server.finish();
  }
}

function takePayload(stream: OctetStream, segment: Segment, isDoubtful: boolean): void {
  const { packet } = segment;
  const isSyn = (packet.flags & SYN) !== 0;
  if (isSyn && isDoubtful) return;
  const sequence = isSyn ? (packet.sequence + 1) | 0 : packet.sequence;
  stream.begin(sequence);
  if (packet.payloadLength > 0) {
    const { payloadOffset, payloadCaptured, payloadLength } = packet;
    stream.take({
      sequence,
      length: payloadLength,
      octets: packet.bytes.subarray(payloadOffset, payloadOffset + payloadCaptured),
      frame: segment.frame,
      isDoubtful,
      isFiller: (segment.analysis & KEEP_ALIVE) !== 0,
    });
  }
  if ((packet.flags & FIN) !== 0 && !isDoubtful) {
    stream.endAt((sequence + packet.payloadLength) | 0);
  }
}
