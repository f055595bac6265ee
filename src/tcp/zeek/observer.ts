import { ACK, FIN, RST, SYN } from '../../wire/packet.ts';
import type { ConnectionRow } from '../rows/connection-row.ts';
import type { EndpointRow } from '../rows/endpoint-row.ts';
import type { Segment } from '../segment.ts';
import { CellPool } from './cell-pool.ts';
import * as letters from './history.ts';
import { Histories, isLogged } from './history.ts';
import * as marks from './marks.ts';
import { stateOf } from './marks.ts';
import {
  isSequenceBeforeStart,
  noteAcknowledgment,
  offsetOf,
  settleStart,
  takeEnd,
} from './numbers.ts';
import { CORRUPT, receptionOf, SOUND, UNSEEN } from './reception.ts';
import { beginRecord, isOriginator, peerOf, swapRoles } from './roles.ts';
import { takeRoutinely } from './routine.ts';
import { moveStates } from './states.ts';
import { Streams } from './streams.ts';

/**
 * Follows connections by the rules of Zeek's connection log (`conn.log`), whose states, numbers and
 * originator are its own: what `connState`, `history` and the counts beside them are made of.
 * Connections are the engine's; Zeek itself would split some of them at a timeout or a later SYN.
 */
export class ZeekObserver {
  readonly #cells = new CellPool();
  readonly #histories = new Histories(this.#cells);
  readonly #streams = new Streams(this.#cells, this.#histories);

  /** For tests: cells of the pool in use. */
  get poolSize(): number {
    return this.#cells.size;
  }

  /** Takes a segment of a live connection. */
  observe(segment: Segment): void {
    const { sender } = segment;
    const peer = peerOf(segment, sender);
    if (!takeRoutinely(segment, sender, peer)) {
      this.observeInFull(segment);
      return;
    }
    this.writeLetter(segment);
  }

  /** Writes the letter of a segment without SYN, FIN or RST, where it is its sender's first of that kind. */
  writeLetter(segment: Segment): void {
    const { sender, packet } = segment;
    const mark = packet.payloadLength > 0 ? marks.WROTE_DATA : marks.WROTE_ACK;
    if ((sender.zeekMarks & mark) === 0) this.#writeFlags(segment, sender);
  }

  /** The same, by all of the rules in Zeek's order and without the short cut for most segments. */
  observeInFull(segment: Segment): void {
    const { packet, connection, sender } = segment;
    if (!this.#accept(segment, sender)) return;
    const peer = peerOf(segment, sender);
    const { flags, sequence, acknowledgment, payloadLength } = packet;
    const controls = flags & (SYN | FIN | RST);
    const isPlain = controls === 0 && (payloadLength > 0 || (flags & ACK) !== 0);
    if (isPlain && this.#histories.isSynAckAlone(connection)) {
      swapRoles(segment);
      this.#histories.exchangeSynAck(connection);
    }
    notePartial(segment, sender);
    const end = (flags & RST) !== 0 ? (segment.end - payloadLength) | 0 : segment.end;
    settleStart(sender, flags, sequence, end);
    const isBeforeStart = isSequenceBeforeStart(sender, sequence);

    this.#writeFlags(segment, sender);
    this.#noteWindow(segment, sender, peer);
    if ((sender.zeekMarks & peer.zeekMarks & marks.CLOSE_DONE) === 0) {
      connection.zeekLastTime = segment.time;
    }
    if ((flags & FIN) !== 0) {
      sender.zeekMarks |= marks.SENT_FIN;
      sender.zeekFinEnd = offsetOf(sender, end);
    }
    const acknowledged = (flags & ACK) !== 0 && noteAcknowledgment(peer, acknowledgment, flags);
    if (takeEnd(sender, end, flags) && payloadLength > 0 && isLogged(++sender.zeekRepeats)) {
      this.#write(segment, sender, letters.REPEAT_LETTER);
    }
    const closes = moveStates(segment, sender, peer, this.#histories);
    if (acknowledged && this.#streams.acknowledge(segment, peer, offsetOf(peer, acknowledgment))) {
      this.#checkEnd(connection, peer, sender);
    }
    sender.zeekMarks |= marks.TAKEN_IN;
    // Payload cut by the snap length is missing.
    const hasPayload = payloadLength > 0 && packet.payloadCaptured >= payloadLength;
    if (hasPayload && (flags & RST) === 0 && !isBeforeStart) {
      const from = offsetOf(sender, sequence);
      this.#streams.take(sender, peer, (flags & SYN) !== 0 ? from + 1 : from, payloadLength);
    }
    this.#checkEnd(connection, sender, peer);
    if (closes) this.#close(connection, sender, peer);
    sender.zeekIpOctets += packet.ipTotalLength;
  }

  /** The history of a connection; empty where it has none. */
  historyOf(connection: ConnectionRow): string {
    return this.#histories.textOf(connection);
  }

  /** Gives back what a connection took of the pool. */
  release(connection: ConnectionRow, low: EndpointRow, high: EndpointRow): void {
    this.#histories.release(connection);
    this.#streams.release(low);
    this.#streams.release(high);
  }

  /** False for what Zeek drops before it reads the segment; that is counted here. */
  #accept(segment: Segment, sender: EndpointRow): boolean {
    const reception = receptionOf(segment.packet);
    if (reception !== UNSEEN && (segment.connection.zeekMarks & marks.RECORDED) === 0) {
      beginRecord(segment, this.#histories);
    }
    if (reception === SOUND) return true;
    sender.zeekUncounted++;
    if (reception === CORRUPT && isLogged(++sender.zeekCorrupt)) {
      this.#write(segment, sender, letters.CORRUPT_LETTER);
    }
    return false;
  }

  #write(segment: Segment, endpoint: EndpointRow, letter: number): void {
    this.#histories.write(segment.connection, letter, isOriginator(segment, endpoint));
  }

  /** Writes a letter where its mark says that it was not written yet; true where it was. */
  #wasWritten(segment: Segment, sender: EndpointRow, mark: number, letter: number): boolean {
    if ((sender.zeekMarks & mark) !== 0) return true;
    sender.zeekMarks |= mark;
    this.#write(segment, sender, letter);
    return false;
  }

  /** The letter of a segment's flags. Those of SYN, FIN and RST come again with another number. */
  #writeFlags(segment: Segment, sender: EndpointRow): void {
    const { packet } = segment;
    const { flags, payloadLength } = packet;
    const relative = (packet.sequence - sender.zeekStart) | 0;
    switch (flags & (SYN | FIN | RST)) {
      case 0:
        if (payloadLength > 0) {
          this.#wasWritten(segment, sender, marks.WROTE_DATA, letters.DATA_LETTER);
        } else if ((flags & ACK) !== 0) {
          this.#wasWritten(segment, sender, marks.WROTE_ACK, letters.ACK_LETTER);
        }
        break;
      case SYN: {
        const letter = (flags & ACK) !== 0 ? letters.SYN_ACK_LETTER : letters.SYN_LETTER;
        const again = this.#wasWritten(segment, sender, marks.WROTE_SYN, letter);
        if (again && relative !== sender.zeekLastSyn) this.#write(segment, sender, letter);
        sender.zeekLastSyn = relative;
        break;
      }
      case FIN: {
        const behind = (relative + payloadLength) | 0;
        const again = this.#wasWritten(segment, sender, marks.WROTE_FIN, letters.FIN_LETTER);
        if (again && behind !== sender.zeekLastFin) {
          this.#write(segment, sender, letters.FIN_LETTER);
        }
        sender.zeekLastFin = behind;
        break;
      }
      case RST: {
        const again = this.#wasWritten(segment, sender, marks.WROTE_RST, letters.RST_LETTER);
        if (again && relative !== sender.zeekLastRst) {
          this.#write(segment, sender, letters.RST_LETTER);
        }
        sender.zeekLastRst = relative;
        break;
      }
      default:
        if ((flags & (FIN | RST)) === (FIN | RST)) {
          this.#wasWritten(segment, sender, marks.WROTE_FIN_RST, letters.INCONSISTENT_LETTER);
        } else {
          this.#wasWritten(segment, sender, marks.WROTE_MANY_FLAGS, letters.MANY_FLAGS_LETTER);
        }
    }
  }

  #noteWindow(segment: Segment, sender: EndpointRow, peer: EndpointRow): void {
    const { packet } = segment;
    if (packet.window !== 0 || (packet.flags & RST) !== 0) return;
    if (stateOf(sender) === marks.RESET || stateOf(peer) === marks.CLOSED) return;
    if (isLogged(++sender.zeekZeroWindows)) {
      this.#write(segment, sender, letters.ZERO_WINDOW_LETTER);
    }
  }

  /** The sender's side closes, as soon as nothing is missing. */
  #close(connection: ConnectionRow, sender: EndpointRow, peer: EndpointRow): void {
    if (this.#streams.isPending(sender, peer)) {
      connection.zeekMarks |= marks.CLOSE_DEFERRED;
    } else {
      connection.zeekMarks &= ~marks.CLOSE_DEFERRED;
      sender.zeekMarks |= marks.CLOSE_DONE;
    }
  }

  /** Sees whether the end of what an endpoint sent is reached, which a close may wait for. */
  #checkEnd(connection: ConnectionRow, endpoint: EndpointRow, peer: EndpointRow): void {
    const ofEndpoint = endpoint.zeekMarks;
    if ((ofEndpoint & marks.END_REACHED) !== 0) return;
    const state = stateOf(endpoint);
    const hasEnded =
      (ofEndpoint & marks.SENT_FIN) !== 0 || state === marks.CLOSED || state === marks.RESET;
    if (!hasEnded || this.#streams.isPending(endpoint, peer)) return;
    endpoint.zeekMarks = ofEndpoint | marks.END_REACHED;
    if ((connection.zeekMarks & marks.CLOSE_DEFERRED) === 0) return;
    connection.zeekMarks &= ~marks.CLOSE_DEFERRED;
    endpoint.zeekMarks |= marks.CLOSE_DONE;
  }
}

/** A record is partial where its originator's first segment is no bare SYN, or its responder's no SYN. */
function notePartial(segment: Segment, sender: EndpointRow): void {
  if ((sender.zeekMarks & marks.TAKEN_IN) !== 0) return;
  const { connection } = segment;
  const { flags } = segment.packet;
  if (isOriginator(segment, sender)) {
    const isPartial = (flags & (SYN | ACK)) !== SYN;
    connection.zeekMarks = isPartial
      ? connection.zeekMarks | marks.IS_PARTIAL
      : connection.zeekMarks & ~marks.IS_PARTIAL;
  } else if ((flags & SYN) === 0) {
    connection.zeekMarks |= marks.IS_PARTIAL;
  }
}
