import type { Packet } from '../wire/packet.ts';
import { ACK, AE, CWR, ECE, FIN, INVALID, RST, SYN } from '../wire/packet.ts';
import type { Journal } from './journal.ts';
import * as journalWords from './journal.ts';
import { CLOSED_IN_THREE, WAS_RESET } from './rows/connection-row.ts';
import type { EndpointRow } from './rows/endpoint-row.ts';
import * as known from './rows/state-fields.ts';
import type { Segment } from './segment.ts';
import {
  sequenceAdd,
  sequenceAfter,
  sequenceAfterOrAt,
  sequenceBefore,
  sequenceBeforeOrAt,
  sequenceMax,
} from './sequence.ts';
import * as states from './states.ts';

/** Steps of handshake and teardown that one connection keeps; a reset storm brings no more. */
const MOST_ENTRIES = 200;

/**
 * Moves both endpoints of a connection through the states of RFC 9293, one segment at a time.
 *
 * For each segment, in this order: what it proves about what its sender had received (`#settle`), what
 * its sender did by sending it (`#send`), and what its receiver will make of it (`#receive`, after
 * section 3.10.7: acceptability, RST, SYN, ACK, FIN). Transitions of a receiver are inferred until the
 * receiver's own segments confirm them; when they say otherwise, the inference is withdrawn.
 */
export class StateMachine {
  readonly #journal: Journal;

  constructor(journal: Journal) {
    this.#journal = journal;
  }

  observe(segment: Segment): void {
    const { packet, sender, receiver } = segment;
    segment.discarded = false;
    segment.isStep = false;
    const isControl = (packet.flags & (SYN | FIN | RST)) !== 0;
    if (packet.tcpChecksum === INVALID && !this.#isBelieved(segment)) {
      segment.discarded = true;
      this.#remember(segment);
    } else {
      if (sender.unconfirmed !== 0) this.#settle(segment);
      if ((sender.stateMarks & known.SENT_FIN) === 0 || isControl) this.#send(segment);
      this.#advance(segment);
      this.#receive(segment);
      if (isControl) this.#recordStep(segment);
    }
    const lowSends = segment.senderSide === 0;
    segment.lowState = lowSends ? sender.state : receiver.state;
    segment.highState = lowSends ? receiver.state : sender.state;
  }

  // -- what the sender shows that it had received ---------------------------------------------------------

  /** Confirms or withdraws what was inferred of the sender, newest first. */
  #settle(segment: Segment): void {
    const { sender } = segment;
    let entry = sender.lastTransition;
    while (entry !== 0) {
      const word = this.#journal.word(entry);
      if ((word & journalWords.INFERRED) === 0) break;
      const older = this.#journal.link(entry);
      const verdict = this.#judge(segment, journalWords.transitionEvent(word));
      if (verdict < 0) this.#withdrawTo(sender, entry, segment);
      if (verdict > 0) {
        this.#confirmFrom(sender, entry);
        return;
      }
      entry = older;
    }
  }

  /** Does this segment prove (1) or disprove (-1) that its sender had received `event`, or neither (0)? */
  #judge(segment: Segment, event: number): number {
    const { packet, sender, receiver } = segment;
    const { flags } = packet;
    if ((flags & RST) !== 0) return 0;
    const isSyn = (flags & SYN) !== 0;
    const hasAck = (flags & ACK) !== 0;
    switch (event) {
      case states.RCV_SYN:
        if (isSyn && !hasAck) return -1;
        return hasAck && this.#acknowledgesSyn(packet.acknowledgment, receiver) ? 1 : 0;
      case states.RCV_SYN_ACK:
        if (isSyn && !hasAck) return -1;
        return hasAck && this.#acknowledgesSyn(packet.acknowledgment, receiver) ? 1 : 0;
      case states.RCV_ACK_OF_SYN:
        // A SYN-ACK sent again says that the ACK did not arrive.
        if (isSyn) return (sender.stateMarks & known.SENT_SYN_ACK) !== 0 ? -1 : 0;
        return (receiver.stateMarks & known.FAST_OPEN_REQUESTED) !== 0 ? 0 : 1;
      case states.RCV_FIN:
        if (isSyn) return -1;
        if (hasAck && sequenceAfter(packet.acknowledgment, receiver.finSequence)) return 1;
        // It closes without having seen the peer's FIN: the two crossed.
        return (flags & FIN) !== 0 ? -1 : 0;
      case states.RCV_ACK_OF_FIN:
        return (flags & FIN) !== 0 ? -1 : 0;
      case states.RCV_RST:
        return hasAck && sequenceAfter(packet.acknowledgment, receiver.resetSequence) ? -1 : 0;
      default:
        return 0;
    }
  }

  #acknowledgesSyn(acknowledgment: number, peer: EndpointRow): boolean {
    return (
      (peer.stateMarks & known.KNOWS_ISS) !== 0 &&
      sequenceAfter(acknowledgment, peer.iss) &&
      sequenceBeforeOrAt(acknowledgment, peer.sndNxt)
    );
  }

  #confirmFrom(endpoint: EndpointRow, newest: number): void {
    for (let entry = newest; entry !== 0; entry = this.#journal.link(entry)) {
      const word = this.#journal.word(entry);
      if ((word & journalWords.INFERRED) === 0) break;
      this.#journal.setWord(entry, word & ~journalWords.INFERRED);
    }
    if (newest === endpoint.lastTransition) endpoint.unconfirmed = 0;
  }

  /** Takes back every transition of the endpoint from its newest to `oldest`. */
  #withdrawTo(endpoint: EndpointRow, oldest: number, segment: Segment): void {
    const journal = this.#journal;
    for (let entry = endpoint.lastTransition; ; entry = journal.link(entry)) {
      const word = journal.word(entry);
      journal.setWord(entry, word | journalWords.WITHDRAWN);
      endpoint.passed &= ~(1 << endpoint.state);
      endpoint.state = journalWords.transitionFrom(word);
      endpoint.lastTransition = journal.link(entry);
      const event = journalWords.transitionEvent(word);
      const peer = endpoint === segment.sender ? segment.receiver : segment.sender;
      if (event === states.RCV_FIN) peer.stateMarks &= ~known.FIN_DELIVERED;
      if (entry === oldest) break;
    }
    const left = endpoint.lastTransition;
    const isInferred = left !== 0 && (journal.word(left) & journalWords.INFERRED) !== 0;
    endpoint.unconfirmed = isInferred ? left : 0;
  }

  // -- what the sender does ----------------------------------------------------------------------------------

  #send(segment: Segment): void {
    const { packet, sender, receiver } = segment;
    const { flags } = packet;
    if ((flags & RST) !== 0) {
      this.#sendReset(segment);
    } else if ((flags & SYN) !== 0) {
      this.#sendSyn(segment);
    } else if (sender.state < states.ESTABLISHED) {
      this.#sendFirstWithoutSyn(segment);
    }
    if ((flags & (FIN | RST | SYN)) === FIN) {
      const isRepeated =
        (sender.stateMarks & known.SENT_FIN) !== 0 &&
        sequenceAdd(packet.sequence, packet.payloadLength) === sender.finSequence;
      if (isRepeated) {
        this.#reconsiderFin(segment);
      } else {
        sender.stateMarks |= known.SENT_FIN;
        sender.finSequence = sequenceAdd(packet.sequence, packet.payloadLength);
        sender.finFrame = segment.frame;
        sender.finTime = segment.time;
        this.#apply(segment, sender, states.SND_FIN, false);
        if (this.#isFirstAnswerTo(receiver, packet)) segment.connection.marks |= CLOSED_IN_THREE;
      }
      // The peer's FIN crossed this one and arrives next: first sent, first received.
      if (this.#isFinContiguous(receiver)) this.#deliverFin(segment, receiver, sender, true);
    }
    // A FIN that was ahead of a hole, or that crossed, counts as soon as its receiver acknowledges it.
    if (
      (flags & ACK) !== 0 &&
      (receiver.stateMarks & (known.SENT_FIN | known.FIN_DELIVERED)) === known.SENT_FIN &&
      packet.acknowledgment === sequenceAdd(receiver.finSequence, 1)
    ) {
      this.#deliverFin(segment, receiver, sender, false);
    }
  }

  /**
   * A FIN sent again, a round trip after the first and still not acknowledged: the first did not
   * arrive. Whatever else its receiver got meanwhile came before this one.
   */
  #reconsiderFin(segment: Segment): void {
    const { sender, receiver } = segment;
    if (segment.time - sender.finTime < segment.connection.initialRtt) return;
    for (let entry = receiver.lastTransition; entry !== 0; entry = this.#journal.link(entry)) {
      const word = this.#journal.word(entry);
      if ((word & journalWords.INFERRED) === 0) return;
      if (journalWords.transitionEvent(word) !== states.RCV_FIN) continue;
      this.#withdrawTo(receiver, entry, segment);
      if ((receiver.stateMarks & known.FIN_ACKED) !== 0) {
        this.#apply(segment, receiver, states.RCV_ACK_OF_FIN, true);
      }
      return;
    }
  }

  /** True where this segment is the first to acknowledge the peer's FIN. */
  #isFirstAnswerTo(peer: EndpointRow, packet: Packet): boolean {
    return (
      (peer.stateMarks & (known.SENT_FIN | known.FIN_ACKED)) === known.SENT_FIN &&
      (packet.flags & ACK) !== 0 &&
      packet.acknowledgment === sequenceAdd(peer.finSequence, 1)
    );
  }

  #sendSyn(segment: Segment): void {
    const { packet, sender } = segment;
    const isSynAck = (packet.flags & ACK) !== 0;
    if ((sender.stateMarks & known.KNOWS_ISS) === 0 || isSynAck) {
      sender.iss = packet.sequence;
      sender.stateMarks |= known.KNOWS_ISS;
    }
    if (sender.synFrame === 0) {
      sender.synFrame = segment.frame;
      sender.synTime = segment.time;
    }
    this.#noteOffers(segment);
    const wasApplied = this.#apply(
      segment,
      sender,
      isSynAck ? states.SND_SYN_ACK : states.SND_SYN,
      false,
    );
    sender.stateMarks |= isSynAck ? known.SENT_SYN_ACK : known.SENT_SYN;
    // The peer's SYN crossed this one and arrives next: first sent, first received.
    if (wasApplied && !isSynAck && (segment.receiver.stateMarks & known.SENT_SYN) !== 0) {
      this.#apply(segment, sender, states.RCV_SYN, true);
    }
  }

  #noteOffers(segment: Segment): void {
    const { packet, sender } = segment;
    if (packet.mss >= 0) sender.mss = packet.mss + 1;
    if (packet.windowScale >= 0) sender.scaleShift = packet.windowScale + 1;
    if (packet.sackPermitted) sender.stateMarks |= known.OFFERED_SACK;
    if (packet.hasTimestamps) sender.stateMarks |= known.OFFERED_TIMESTAMPS;
    if (packet.mptcpSubtypes !== 0) sender.stateMarks |= known.OFFERED_MPTCP;
    const isSynAck = (packet.flags & ACK) !== 0;
    if (!isSynAck && packet.payloadLength > 0 && packet.fastOpenCookieLength > 0) {
      sender.stateMarks |= known.FAST_OPEN_REQUESTED;
    }
    if (isSynAck && sequenceAfter(packet.acknowledgment, sequenceAdd(segment.receiver.iss, 1))) {
      if ((segment.receiver.stateMarks & known.SENT_SYN) !== 0) {
        segment.receiver.stateMarks |= known.FAST_OPEN_ACCEPTED;
      }
    }
    this.#noteEcn(segment, isSynAck);
  }

  /** RFC 3168, section 6.1.1, and RFC 9768, section 3.1: what the two SYNs say with ECE, CWR and AE. */
  #noteEcn(segment: Segment, isSynAck: boolean): void {
    const { packet, sender } = segment;
    const codepoint = packet.flags & (AE | CWR | ECE);
    if (!isSynAck) {
      if ((codepoint & (CWR | ECE)) === (CWR | ECE)) sender.stateMarks |= known.OFFERED_ECN;
      if (codepoint === (AE | CWR | ECE)) sender.stateMarks |= known.OFFERED_ACCURATE_ECN;
    } else if (codepoint === ECE) {
      sender.stateMarks |= known.OFFERED_ECN;
    } else if (codepoint === CWR || (codepoint & AE) !== 0) {
      sender.stateMarks |= known.OFFERED_ACCURATE_ECN;
    }
  }

  /** A segment without SYN from an endpoint that is not known to be open yet. */
  #sendFirstWithoutSyn(segment: Segment): void {
    const { packet, sender, receiver } = segment;
    if (sender.state === states.UNKNOWN) {
      this.#apply(segment, sender, states.SEEN_OPEN, true);
      return;
    }
    if ((packet.flags & ACK) === 0 || !this.#acknowledgesSyn(packet.acknowledgment, receiver))
      return;
    // It acknowledges the peer's SYN and goes on: what made it ESTABLISHED was not captured.
    if (sender.state === states.SYN_SENT) {
      this.#apply(segment, sender, states.RCV_SYN_ACK, false);
    } else if ((receiver.stateMarks & known.FAST_OPEN_REQUESTED) === 0) {
      if (sender.state !== states.SYN_RECEIVED) {
        this.#apply(segment, sender, states.SND_SYN_ACK, true);
      }
      if (packet.payloadLength > 0 || (packet.flags & FIN) !== 0) {
        this.#apply(segment, sender, states.SEEN_OPEN, true);
      }
    }
  }

  #sendReset(segment: Segment): void {
    const { packet, sender, receiver } = segment;
    if ((sender.stateMarks & known.HAS_SENT) === 0) {
      // No socket has spoken for it: the port refuses, or the capture begins here.
      const isRefusal = (receiver.stateMarks & known.SENT_SYN) !== 0;
      if (sender.lastTransition !== 0) this.#withdrawTo(sender, this.#oldestOf(sender), segment);
      if (isRefusal) sender.state = states.CLOSED;
      else this.#apply(segment, sender, states.SND_RST, false);
      sender.stateMarks |= known.SENT_RST;
    } else if (packet.sequence === sender.sndNxt) {
      // Only a reset at its own SND.NXT says that its sender has closed; any other answers a stray segment.
      if (this.#apply(segment, sender, states.SND_RST, false)) sender.stateMarks |= known.SENT_RST;
    }
    sender.resetSequence = packet.sequence;
  }

  #oldestOf(endpoint: EndpointRow): number {
    let entry = endpoint.lastTransition;
    while (this.#journal.link(entry) !== 0) entry = this.#journal.link(entry);
    return entry;
  }

  // -- sequence space -------------------------------------------------------------------------------------------

  /** Moves SND.NXT of the sender, SND.UNA of the receiver, and what is known to be without holes. */
  #advance(segment: Segment): void {
    const { packet, sender, receiver } = segment;
    const isReset = (packet.flags & RST) !== 0;
    if ((sender.stateMarks & known.HAS_SENT) === 0) {
      if (!isReset || (sender.stateMarks & known.KNOWS_ISS) !== 0) {
        sender.stateMarks |= known.HAS_SENT;
        sender.sndNxt = segment.end;
        sender.contiguousEnd = segment.end;
      }
    } else if (!isReset) {
      if ((packet.flags & SYN) !== 0) {
        sender.sndNxt = sequenceMax(sender.sndNxt, segment.end);
        sender.contiguousEnd = sequenceMax(sender.contiguousEnd, segment.end);
      } else {
        if (sequenceAfter(segment.end, sender.sndNxt)) sender.sndNxt = segment.end;
        if (
          sequenceAfterOrAt(sender.contiguousEnd, packet.sequence) &&
          sequenceAfter(segment.end, sender.contiguousEnd)
        ) {
          sender.contiguousEnd = segment.end;
        }
      }
    }
    if ((packet.flags & ACK) !== 0 && !isReset) {
      const { acknowledgment } = packet;
      const marks = receiver.stateMarks;
      if ((marks & known.WAS_ACKED) === 0 || sequenceAfter(acknowledgment, receiver.sndUna)) {
        if (this.#isPlausibleAck(acknowledgment, receiver)) {
          receiver.sndUna = acknowledgment;
          receiver.stateMarks |= known.WAS_ACKED;
          // What was acknowledged was received, also across a hole in the capture.
          if (sequenceAfter(acknowledgment, receiver.contiguousEnd)) {
            receiver.contiguousEnd = acknowledgment;
          }
        }
      }
    }
    if (packet.hasTimestamps && sequenceBeforeOrAt(packet.sequence, sender.sndUna)) {
      if (
        (sender.stateMarks & known.HAS_TIMESTAMP) === 0 ||
        sequenceAfter(packet.timestampValue, sender.timestampRecent)
      ) {
        sender.timestampRecent = packet.timestampValue;
        sender.stateMarks |= known.HAS_TIMESTAMP;
      }
    }
  }

  /** SND.UNA < SEG.ACK =< SND.NXT, as far as they are known (RFC 9293, section 3.10.7.4). */
  #isPlausibleAck(acknowledgment: number, receiver: EndpointRow): boolean {
    const marks = receiver.stateMarks;
    if ((marks & known.KNOWS_ISS) !== 0 && sequenceBeforeOrAt(acknowledgment, receiver.iss)) {
      return false;
    }
    return (marks & known.HAS_SENT) === 0 || sequenceBeforeOrAt(acknowledgment, receiver.sndNxt);
  }

  #isFinContiguous(endpoint: EndpointRow): boolean {
    return (
      (endpoint.stateMarks & (known.SENT_FIN | known.FIN_DELIVERED)) === known.SENT_FIN &&
      sequenceAfterOrAt(endpoint.contiguousEnd, endpoint.finSequence)
    );
  }

  // -- what the receiver makes of it ---------------------------------------------------------------------------------

  #receive(segment: Segment): void {
    const { packet, sender, receiver } = segment;
    const { flags } = packet;
    if ((flags & RST) !== 0) {
      this.#receiveReset(segment);
      return;
    }
    if (this.#isStale(segment)) {
      segment.discarded = true;
      return;
    }
    if ((flags & SYN) !== 0) this.#receiveSyn(segment);
    else if ((flags & ACK) !== 0) this.#receiveAck(segment);
    if (this.#isFinContiguous(sender)) this.#deliverFin(segment, sender, receiver, true);
  }

  /** PAWS (RFC 7323, section 5): a timestamp older than the one its receiver holds. */
  #isStale(segment: Segment): boolean {
    const { packet, sender } = segment;
    return (
      packet.hasTimestamps &&
      (sender.stateMarks & known.HAS_TIMESTAMP) !== 0 &&
      (packet.flags & SYN) === 0 &&
      sequenceBefore(packet.timestampValue, sender.timestampRecent)
    );
  }

  #receiveSyn(segment: Segment): void {
    const { packet, receiver } = segment;
    if ((packet.flags & ACK) === 0) {
      if (receiver.state === states.LISTEN) receiver.stateMarks |= known.OPENED_PASSIVELY;
      if (receiver.state <= states.SYN_SENT) {
        this.#apply(segment, receiver, states.RCV_SYN, true);
      }
    } else if (receiver.state === states.UNKNOWN) {
      this.#apply(segment, receiver, states.RCV_SYN_ACK, true);
    } else if (this.#acknowledgesSyn(packet.acknowledgment, receiver)) {
      if (receiver.state === states.SYN_SENT) {
        this.#apply(segment, receiver, states.RCV_SYN_ACK, true);
      } else if (receiver.state === states.SYN_RECEIVED) {
        this.#apply(segment, receiver, states.RCV_ACK_OF_SYN, true);
      }
    }
  }

  #receiveAck(segment: Segment): void {
    const { packet, receiver } = segment;
    switch (receiver.state) {
      case states.ESTABLISHED:
      case states.CLOSE_WAIT:
        return;
      case states.UNKNOWN:
        this.#apply(segment, receiver, states.SEEN_OPEN, true);
        return;
      case states.SYN_RECEIVED:
        this.#receiveHandshakeAck(segment);
        return;
      case states.FIN_WAIT_1:
      case states.CLOSING:
      case states.LAST_ACK:
        if (sequenceAfter(packet.acknowledgment, receiver.finSequence)) {
          receiver.stateMarks |= known.FIN_ACKED;
          if (this.#apply(segment, receiver, states.RCV_ACK_OF_FIN, true)) {
            this.#record(segment, journalWords.TEARDOWN, false);
          }
        }
        return;
      default:
        return;
    }
  }

  #receiveHandshakeAck(segment: Segment): void {
    const { packet, sender, receiver } = segment;
    const sawSynAck = (receiver.stateMarks & known.KNOWS_ISS) !== 0;
    const isInSequence =
      (sender.stateMarks & known.KNOWS_ISS) === 0 || sequenceAfter(packet.sequence, sender.iss);
    if (!isInSequence) return;
    if (!sawSynAck || this.#acknowledgesSyn(packet.acknowledgment, receiver)) {
      this.#apply(segment, receiver, states.RCV_ACK_OF_SYN, true);
      if ((sender.stateMarks & known.SENT_HANDSHAKE_ACK) === 0) {
        sender.stateMarks |= known.SENT_HANDSHAKE_ACK;
        this.#record(segment, journalWords.HANDSHAKE, false);
      }
    }
  }

  #deliverFin(
    segment: Segment,
    sender: EndpointRow,
    receiver: EndpointRow,
    isInferred: boolean,
  ): void {
    if (receiver.state < states.SYN_RECEIVED) return;
    sender.stateMarks |= known.FIN_DELIVERED;
    this.#apply(segment, receiver, states.RCV_FIN, isInferred);
  }

  /** RFC 9293, section 3.10.7.3 and 3.10.7.4, with RFC 5961: only a reset at exactly RCV.NXT counts. */
  #receiveReset(segment: Segment): void {
    const { packet, sender, receiver } = segment;
    if (receiver.state === states.SYN_SENT) {
      const isAnswer =
        (packet.flags & ACK) !== 0 && this.#acknowledgesSyn(packet.acknowledgment, receiver);
      if (isAnswer) this.#closeByReset(segment);
      else segment.discarded = true;
      return;
    }
    const isExact =
      receiver.state === states.UNKNOWN ||
      (sender.stateMarks & known.HAS_SENT) === 0 ||
      packet.sequence === sender.contiguousEnd ||
      ((sender.stateMarks & known.WAS_ACKED) !== 0 && packet.sequence === sender.sndUna);
    if (!isExact) {
      segment.discarded = true;
    } else if (
      receiver.state === states.SYN_RECEIVED &&
      (receiver.stateMarks & known.OPENED_PASSIVELY) !== 0
    ) {
      this.#append(segment, receiver, states.LISTEN, states.RCV_RST, true);
      segment.connection.marks |= WAS_RESET;
    } else {
      this.#closeByReset(segment);
    }
  }

  #closeByReset(segment: Segment): void {
    if (this.#apply(segment, segment.receiver, states.RCV_RST, true)) {
      segment.connection.marks |= WAS_RESET;
    }
  }

  // -- segments with an invalid checksum ------------------------------------------------------------------------------

  /** The peer acknowledged what failed the check before: this sender's sums prove nothing. */
  #isBelieved(segment: Segment): boolean {
    return (segment.sender.stateMarks & known.CHECKSUMS_UNTRUSTED) !== 0;
  }

  #remember(segment: Segment): void {
    const { packet, sender } = segment;
    sender.doubtfulEnd = segment.end;
    if ((packet.flags & (SYN | FIN)) === 0) return;
    sender.doubtfulFlags = packet.flags;
    sender.doubtfulSequence = packet.sequence;
    sender.doubtfulFrame = segment.frame;
    sender.doubtfulTime = segment.time;
  }

  // -- the journal -------------------------------------------------------------------------------------------------------

  #apply(segment: Segment, endpoint: EndpointRow, event: number, isInferred: boolean): boolean {
    const to = states.nextState(endpoint.state, event);
    if (to < 0) return false;
    this.#append(segment, endpoint, to, event, isInferred);
    return true;
  }

  #append(
    segment: Segment,
    endpoint: EndpointRow,
    to: number,
    event: number,
    isInferred: boolean,
  ): void {
    const side = endpoint === segment.low ? 0 : 1;
    const word = journalWords.packTransition(side, endpoint.state, to, event);
    const entry = this.#write(
      segment,
      isInferred ? word | journalWords.INFERRED : word,
      endpoint.lastTransition,
    );
    endpoint.state = to;
    endpoint.passed |= 1 << to;
    endpoint.lastTransition = entry;
    if (isInferred) {
      if (endpoint.unconfirmed === 0) endpoint.unconfirmed = entry;
    } else {
      endpoint.unconfirmed = 0;
    }
  }

  #recordStep(segment: Segment): void {
    const { packet, sender } = segment;
    const { flags } = packet;
    if ((flags & SYN) !== 0) {
      this.#record(segment, journalWords.HANDSHAKE, sender.synFrame !== segment.frame);
    } else if ((flags & FIN) !== 0) {
      this.#record(segment, journalWords.TEARDOWN, sender.finFrame !== segment.frame);
    } else if (segment.connection.journalLength < MOST_ENTRIES) {
      const wasOpen = (segment.receiver.stateMarks & known.SENT_SYN_ACK) !== 0;
      const isOpening = (sender.stateMarks & known.SENT_HANDSHAKE_ACK) === 0 && !wasOpen;
      const sawSyn = ((sender.stateMarks | segment.receiver.stateMarks) & known.SENT_SYN) !== 0;
      this.#record(
        segment,
        isOpening && sawSyn ? journalWords.HANDSHAKE : journalWords.TEARDOWN,
        false,
      );
    }
  }

  #record(segment: Segment, phase: number, isRepeated: boolean): void {
    if (segment.isStep || segment.connection.journalLength >= MOST_ENTRIES) return;
    segment.isStep = true;
    const word = journalWords.packStep(segment.senderSide, segment.packet.flags, phase);
    this.#write(
      segment,
      isRepeated ? word | journalWords.RETRANSMITTED : word,
      segment.packet.payloadLength,
    );
  }

  #write(segment: Segment, word: number, link: number): number {
    const { packet } = segment;
    const entry = this.#journal.append(segment.connection);
    this.#journal.fill(
      entry,
      word,
      segment.frame,
      segment.time,
      packet.sequence,
      packet.acknowledgment,
      link,
    );
    return entry;
  }
}
