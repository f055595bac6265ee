import { isCorrupt } from '../../wire/checksum.ts';
import type { Packet } from '../../wire/packet.ts';
import { ACK, AE, CWR, ECE, PSH, RST, SYN } from '../../wire/packet.ts';
import type { Connection } from '../connection.ts';
import type { Journal } from '../journal.ts';
import type { Pages } from '../memory.ts';
import { HAS_EDGE, OVERACKNOWLEDGED, SCALE_UNKNOWN } from '../rows/conformance-fields.ts';
import type { ConnectionRow } from '../rows/connection-row.ts';
import type { EndpointRow } from '../rows/endpoint-row.ts';
import * as known from '../rows/state-fields.ts';
import type { Segment } from '../segment.ts';
import { sequenceAfter, sequenceBefore } from '../sequence.ts';
import { ERROR } from './codes.ts';
import { concludeClosing, concludeReset } from './conclude-closing.ts';
import { concludeOpening, concludePorts, concludeSuccession } from './conclude-opening.ts';
import { concludeLoss, concludeSegmentSize, concludeWindow } from './conclude-traffic.ts';
import {
  examineChecksums,
  examineFields,
  examineFlags,
  examineOptions,
  examineSyn,
} from './header.ts';
import { noteIcmpError } from './icmp.ts';
import { InitialSequences } from './initial-sequence.ts';
import { Notebook } from './notebook.ts';
import {
  examineAcknowledgment,
  examineReach,
  examineReset,
  examineTimestamps,
  examineWindowEdge,
  settleAcknowledgment,
} from './numbers.ts';
import { SentRanges } from './sent-ranges.ts';

/** Flags that an ordinary segment may or may not have, beside ACK. */
const INDIFFERENT = PSH | ECE | CWR | AE;
const HAS_SENT_AND_STAMPED = known.HAS_SENT | known.HAS_TIMESTAMP;

/**
 * Holds each segment and each connection to the rules of the protocol, and notes what deserves a look.
 *
 * `observe` runs before the state machine: SND.NXT, SND.UNA and the states still are what they were
 * when the segment was sent. It reads as the list of its rules; a segment with nothing odd about its
 * header meets the comparisons of numbers alone.
 */
export class Conformance {
  readonly #notes: Notebook;
  readonly ranges: SentRanges;
  readonly #initialSequences = new InitialSequences();

  constructor(journal: Journal, pages: Pages) {
    this.ranges = new SentRanges(pages);
    this.#notes = new Notebook(journal);
  }

  observe(segment: Segment): void {
    const notes = this.#notes;
    const { packet } = segment;
    // A copy that a tap or the network made shows nothing that its original did not, but for damage of its own.
    if (segment.isCopy && !isCorrupt(packet)) return;
    if (!isOrdinary(packet)) {
      examineFlags(segment, notes);
      examineFields(segment, notes);
      examineOptions(segment, notes);
      examineChecksums(segment, notes);
      if (packet.optionsSnapped) segment.sender.conformanceMarks |= SCALE_UNKNOWN;
      examineSyn(segment, notes);
      examineReset(segment, notes);
      this.#initialSequences.examine(segment, notes);
      // What is dropped says nothing about its sender's numbers.
      if ((packet.flags & RST) !== 0 || isCorrupt(packet)) return;
    }
    this.#observeNumbers(segment);
    if (packet.payloadLength > 0) this.#observePayload(segment);
  }

  /** An ICMP error quotes a segment that `side` of this connection sent. */
  observeIcmpError(
    connection: ConnectionRow,
    packet: Packet,
    side: number,
    frame: number,
    time: number,
  ): void {
    noteIcmpError(this.#notes, connection, packet, side, frame, time);
  }

  /** What can only be said of a whole connection. To be called once, before it is handed out. */
  conclude(connection: Connection): void {
    const notes = this.#notes;
    concludePorts(connection, notes);
    concludeSuccession(connection, notes);
    concludeOpening(connection, notes);
    concludeSegmentSize(connection, notes);
    concludeLoss(connection, notes);
    concludeWindow(connection, notes);
    concludeClosing(connection, notes);
    concludeReset(connection, notes);
    this.ranges.release(connection.low);
    this.ranges.release(connection.high);
  }

  #observeNumbers(segment: Segment): void {
    const notes = this.#notes;
    const { packet, sender, receiver } = segment;
    if ((sender.conformanceMarks & OVERACKNOWLEDGED) !== 0) settleAcknowledgment(segment, notes);
    const marks = sender.stateMarks;
    if ((marks & HAS_SENT_AND_STAMPED) === HAS_SENT_AND_STAMPED && packet.hasTimestamps) {
      const isOlder = sequenceBefore(packet.timestampValue, sender.timestampRecent);
      if (isOlder && (packet.flags & SYN) === 0) {
        examineTimestamps(segment, notes);
        return;
      }
    }
    if ((packet.flags & ACK) === 0) return;
    if (sequenceAfter(packet.acknowledgment, receiver.sndNxt)) {
      examineAcknowledgment(segment, notes);
      if ((receiver.stateMarks & known.HAS_SENT) !== 0) return;
    }
    const window = windowOf(packet, sender, receiver);
    if (window >= 0) {
      const edge = (packet.acknowledgment + window) | 0;
      const hasEdge = (sender.conformanceMarks & HAS_EDGE) !== 0;
      if (hasEdge && sequenceBefore(edge, sender.windowEdge)) {
        examineWindowEdge(segment, edge, notes);
      } else {
        sender.windowEdge = edge;
        sender.conformanceMarks |= HAS_EDGE;
      }
    }
    if (packet.payloadLength <= 1) noteProbe(segment);
  }

  #observePayload(segment: Segment): void {
    const notes = this.#notes;
    const { packet, sender, receiver } = segment;
    const end = (packet.sequence + packet.payloadLength) | 0;
    if ((receiver.conformanceMarks & HAS_EDGE) !== 0 && sequenceAfter(end, receiver.windowEdge)) {
      examineReach(segment, notes);
    }
    sender.lastDataTime = segment.time;
    // The one octet of a keep-alive probe need not be one that was sent (RFC 9293, section 3.8.4).
    if (packet.payloadLength === 1 || (packet.flags & SYN) !== 0) return;
    const hasSent = (sender.stateMarks & known.HAS_SENT) !== 0;
    const isNew = !hasSent || packet.sequence === sender.sndNxt;
    const reachesFurther = !hasSent || sequenceAfter(end, sender.sndNxt);
    const difference = this.ranges.take(sender, packet, isNew, reachesFurther);
    if (difference >= 0) {
      const first = (packet.sequence + difference) | 0;
      notes.note(segment, sender, 'overlap-with-other-data', ERROR, difference, first);
    }
  }
}

/** ACK, and nothing in the header that any rule looks at. */
function isOrdinary(packet: Packet): boolean {
  return (
    (packet.flags & ~INDIFFERENT) === ACK &&
    (packet.mss & packet.windowScale) === -1 &&
    packet.urgentPointer === 0 &&
    !packet.sackPermitted &&
    !packet.optionsMalformed &&
    !isCorrupt(packet)
  );
}

/** The window of the segment in octets; -1 where its scale is not known (RFC 7323, section 2). */
export function windowOf(packet: Packet, sender: EndpointRow, receiver: EndpointRow): number {
  if ((packet.flags & SYN) !== 0) return packet.window;
  if (sender.synFrame === 0 || receiver.synFrame === 0) return -1;
  if (((sender.conformanceMarks | receiver.conformanceMarks) & SCALE_UNKNOWN) !== 0) return -1;
  const isScaled = sender.scaleShift > 0 && receiver.scaleShift > 0;
  return isScaled ? packet.window << Math.min(sender.scaleShift - 1, 14) : packet.window;
}

/** A keep-alive probe (RFC 9293, section 3.8.4): at SND.NXT - 1, with one octet or none. */
function noteProbe({ packet, sender, receiver, time }: Segment): void {
  if (packet.sequence !== ((sender.sndNxt - 1) | 0) || (packet.flags & SYN) !== 0) return;
  if (sender.probes === 0 || receiver.lastSegmentTime > sender.probesSince) {
    sender.probes = 0;
    sender.probesSince = time;
  }
  sender.probes++;
}
