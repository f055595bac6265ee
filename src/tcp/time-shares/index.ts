import { ACK, FIN, RST, SYN } from '../../wire/packet.ts';
import { KEEP_ALIVE, WINDOW_FULL } from '../analysis/names.ts';
import { CLIENT_IS_HIGH } from '../rows/connection-row.ts';
import type { EndpointRow } from '../rows/endpoint-row.ts';
import { HAS_SENT, SENT_FIN, WAS_ACKED } from '../rows/state-fields.ts';
import type { Segment } from '../segment.ts';
import { sequenceAfter, sequenceAfterOrAt } from '../sequence.ts';
import { APPLICATION, LOSS_RECOVERY, RECEIVER_WINDOW, SENDING } from './causes.ts';

/*
 * Where the time went. The time between a segment and the one before it, of the same connection, is
 * put down to whoever was to act. The first line that applies decides; X sends the segment, Y gets it:
 *
 * | the segment                                    | its time went to                                |
 * | ---------------------------------------------- | ----------------------------------------------- |
 * | nobody has answered both SYNs yet              | the handshake                                   |
 * | Y's window is 0 and X has not sent its FIN     | the window of the receiver of X's data          |
 * | X's window was 0 and Y has not sent its FIN    | the window of the receiver of Y's data          |
 * | repeats data, or follows such a segment of X   | the recovery of X's data, until Y acknowledges  |
 * |                                                | all that was sent when it was repeated          |
 * | follows such a segment of Y                    | the recovery of Y's data                        |
 * | X, or Y, had filled the window of its receiver | the window of the receiver of X's, Y's data     |
 * | carries data, a FIN or a RST                   | sending, as long as the shortest round trip     |
 * |                                                | between the capture point and X; X's            |
 * |                                                | application for the rest                        |
 * | acknowledges what Y, or else X, has in flight  | sending the data of Y, or X                     |
 * | anything else (a keep-alive)                   | the application whose turn it is: not the one   |
 * |                                                | that sent data last; the client's at first      |
 *
 * The state before the segment counts: this runs behind the analysis and
 * the verdict on retransmissions, in front of the counters and the state machine.
 * Time that runs backwards counts as none. The sums of all add up to the connection's life.
 */

/** Bits of `timeMarks`; those of a side are shifted by it. */
const HANDSHAKE_OVER = 0x01;
const LAST_DATA_FROM_HIGH = 0x02;
const HAS_DATA = 0x04;
const IN_RECOVERY = 0x10;
const FILLED_WINDOW = 0x40;

function isSentAgain({ verdictKind, isReordered }: Segment): boolean {
  return verdictKind !== 0 && !isReordered;
}

/** Adds the time since the connection's previous segment to what it went to. */
export function attributeTime(segment: Segment): void {
  const { connection, delta } = segment;
  if ((connection.timeMarks & HANDSHAKE_OVER) !== 0) {
    if (delta > 0) attributeGap(segment, delta);
  } else {
    if (delta > 0) connection.handshakeTime += delta;
    const { flags } = segment.packet;
    const isThirdStep = (flags & (SYN | ACK)) === ACK || (flags & RST) !== 0;
    if (isThirdStep) connection.timeMarks |= HANDSHAKE_OVER;
  }
  remember(segment);
}

function attributeGap(segment: Segment, gap: number): void {
  const { connection, packet, sender, receiver, senderSide } = segment;
  const receiverSide = 1 - senderSide;
  const marks = connection.timeMarks;
  if (isHeldUp(sender, receiver)) {
    connection.addTime(senderSide, RECEIVER_WINDOW, gap);
  } else if (isHeldUp(receiver, sender)) {
    connection.addTime(receiverSide, RECEIVER_WINDOW, gap);
  } else if (isSentAgain(segment) || (marks & (IN_RECOVERY << senderSide)) !== 0) {
    connection.addTime(senderSide, LOSS_RECOVERY, gap);
  } else if ((marks & (IN_RECOVERY << receiverSide)) !== 0) {
    connection.addTime(receiverSide, LOSS_RECOVERY, gap);
  } else if ((marks & (FILLED_WINDOW << senderSide)) !== 0) {
    connection.addTime(senderSide, RECEIVER_WINDOW, gap);
  } else if ((marks & (FILLED_WINDOW << receiverSide)) !== 0) {
    connection.addTime(receiverSide, RECEIVER_WINDOW, gap);
  } else if (packet.payloadLength > 0 || (packet.flags & (FIN | RST)) !== 0) {
    attributeSpeech(segment, gap);
  } else {
    attributeSilence(segment, gap);
  }
}

/** Its receiver's window is 0, and it may have more to send. */
function isHeldUp(endpoint: EndpointRow, peer: EndpointRow): boolean {
  return peer.zeroWindowSince !== 0 && (endpoint.stateMarks & SENT_FIN) === 0;
}

/** The segment says something new: its application took the time that the network did not. */
function attributeSpeech(segment: Segment, gap: number): void {
  const { connection, receiver, senderSide, analysis } = segment;
  if ((analysis & KEEP_ALIVE) !== 0) {
    attributeSilence(segment, gap);
    return;
  }
  const roundTrip = connection.shortestRoundTrip(1 - senderSide) || connection.initialRtt;
  // Where the clock went back within the round trip, nobody knows how long that was.
  const onTheWay = roundTrip > 0 ? Math.min(gap, roundTrip) : 0;
  connection.addTime(hasInFlight(receiver) ? 1 - senderSide : senderSide, SENDING, onTheWay);
  connection.addTime(senderSide, APPLICATION, gap - onTheWay);
}

/** The segment says nothing new: either it acknowledges, or nobody had anything to say. */
function attributeSilence(segment: Segment, gap: number): void {
  const { connection, sender, receiver, senderSide } = segment;
  if (hasInFlight(receiver)) {
    connection.addTime(1 - senderSide, SENDING, gap);
  } else if (hasInFlight(sender)) {
    connection.addTime(senderSide, SENDING, gap);
  } else {
    connection.addTime(turnOf(connection.timeMarks, connection.marks), APPLICATION, gap);
  }
}

function hasInFlight({ stateMarks, sndNxt, sndUna }: EndpointRow): boolean {
  const known = stateMarks & (HAS_SENT | WAS_ACKED);
  return known === HAS_SENT || (known === (HAS_SENT | WAS_ACKED) && sequenceAfter(sndNxt, sndUna));
}

function turnOf(timeMarks: number, connectionMarks: number): number {
  if ((timeMarks & HAS_DATA) === 0) return (connectionMarks & CLIENT_IS_HIGH) !== 0 ? 1 : 0;
  return (timeMarks & LAST_DATA_FROM_HIGH) !== 0 ? 0 : 1;
}

/** What the next gaps go by. */
function remember(segment: Segment): void {
  const { connection, packet, sender, receiver, senderSide, analysis } = segment;
  const receiverSide = 1 - senderSide;
  if (segment.ackRtt > 0) {
    const shortest = connection.shortestRoundTrip(receiverSide);
    if (shortest === 0 || segment.ackRtt < shortest) {
      connection.setShortestRoundTrip(receiverSide, segment.ackRtt);
    }
  }
  let marks = connection.timeMarks;
  if ((packet.flags & ACK) !== 0) {
    marks &= ~(FILLED_WINDOW << receiverSide);
    const isRecovering = (marks & (IN_RECOVERY << receiverSide)) !== 0;
    if (
      isRecovering &&
      sequenceAfterOrAt(packet.acknowledgment, connection.recoveryEnd(receiverSide))
    ) {
      marks &= ~(IN_RECOVERY << receiverSide);
    }
  }
  if (packet.payloadLength > 0 && (analysis & KEEP_ALIVE) === 0) {
    marks |= HAS_DATA;
    marks = senderSide === 1 ? marks | LAST_DATA_FROM_HIGH : marks & ~LAST_DATA_FROM_HIGH;
  }
  if ((analysis & WINDOW_FULL) !== 0) marks |= FILLED_WINDOW << senderSide;
  // Where no acknowledgment is captured, none ends the recovery.
  if (isSentAgain(segment) && receiver.segments > 0 && (packet.flags & SYN) === 0) {
    marks |= IN_RECOVERY << senderSide;
    connection.setRecoveryEnd(senderSide, sender.sndNxt);
  }
  connection.timeMarks = marks;
}
