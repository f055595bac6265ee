import { ACK, RST, SYN } from '../../wire/packet.ts';
import { HAS_EDGE, MISSED_BY_RECORDER, OVERACKNOWLEDGED } from '../rows/conformance-fields.ts';
import { REPLACED_OPEN, REPLACED_TIME_WAIT } from '../rows/connection-row.ts';
import type { EndpointRow } from '../rows/endpoint-row.ts';
import * as known from '../rows/state-fields.ts';
import type { Segment } from '../segment.ts';
import {
  sequenceAdd,
  sequenceAfter,
  sequenceAfterOrAt,
  sequenceBefore,
  sequenceDistance,
} from '../sequence.ts';
import * as states from '../states.ts';
import { ERROR, WARNING } from './codes.ts';
import type { Notebook } from './notebook.ts';

/**
 * An acknowledgment beyond SND.NXT: of what was never sent (RFC 9293, section 3.10.7.4), or of what the
 * capture lacks. The next segment of the one who is acknowledged tells: see `settleAcknowledgment`.
 */
export function examineAcknowledgment(segment: Segment, notes: Notebook): void {
  const { packet, sender, receiver } = segment;
  const isKnown = (receiver.stateMarks & known.HAS_SENT) !== 0;
  if (!isKnown || !sequenceAfter(packet.acknowledgment, receiver.sndNxt)) return;
  if (receiver.state === states.SYN_SENT && (packet.flags & SYN) === 0 && isInTheWay(segment))
    return;
  // It was sent with a checksum that does not hold, and arrived all the same: see `machine/doubt.ts`.
  const isDoubted = (receiver.stateMarks & known.IS_DOUBTED) !== 0;
  if (isDoubted && !sequenceAfter(packet.acknowledgment, receiver.doubtfulEnd)) return;
  const excess = sequenceDistance(receiver.sndNxt, packet.acknowledgment);
  notes.note(
    segment,
    sender,
    'acknowledgment-of-unsent-data',
    ERROR,
    excess,
    packet.acknowledgment,
  );
  receiver.conformanceMarks |= OVERACKNOWLEDGED;
}

/** The SYN met an older connection, which answers for itself with a challenge ACK (RFC 5961, section 4). */
function isInTheWay({ connection }: Segment): boolean {
  return (connection.marks & (REPLACED_OPEN | REPLACED_TIME_WAIT)) !== 0;
}

/** The sender had been acknowledged more than was seen of it: what it sends now says which it was. */
export function settleAcknowledgment(segment: Segment, notes: Notebook): void {
  const { packet, sender, receiver, connection } = segment;
  if ((packet.flags & RST) !== 0) return;
  const isAhead = sequenceAfter(packet.sequence, sender.sndNxt);
  const goesOn = sequenceAfter(segment.end, sender.sndNxt);
  const isRepeated = segment.length > 0 && !goesOn;
  if (isRepeated) return;
  sender.conformanceMarks &= ~OVERACKNOWLEDGED;
  // It goes on behind a hole, or sends what was acknowledged just now: the recorder has missed or misplaced it.
  if (isAhead || goesOn) {
    if (isAhead) sender.conformanceMarks |= MISSED_BY_RECORDER;
    const side = receiver.at === segment.low.at ? 0 : 1;
    notes.withdraw(connection, side, 'acknowledgment-of-unsent-data');
  }
}

/** The right edge of the offered window moved left (RFC 9293, section 3.8.6, says not to). */
export function examineWindowEdge(segment: Segment, edge: number, notes: Notebook): void {
  const { packet, sender, receiver } = segment;
  const taken = sequenceDistance(edge, sender.windowEdge);
  if (taken < unitOfWindow(sender)) return;
  const isLatest =
    sequenceAfterOrAt(packet.acknowledgment, receiver.sndUna) &&
    sequenceAfterOrAt(packet.sequence, sender.sndNxt);
  const isClosing = ((sender.stateMarks | receiver.stateMarks) & known.SENT_FIN) !== 0;
  if (!isLatest || isClosing) return;
  notes.note(segment, sender, 'window-shrunk', WARNING, taken);
  sender.windowEdge = edge;
}

/** A scaled window is known to a multiple of this alone, in octets. */
export function unitOfWindow({ scaleShift }: EndpointRow): number {
  return scaleShift > 1 ? 1 << Math.min(scaleShift - 1, 14) : 1;
}

/** Data to the right of the window that its receiver offered (RFC 9293, section 3.10.7.4). */
export function examineReach(segment: Segment, notes: Notebook): void {
  const { packet, sender, receiver } = segment;
  const excess = sequenceDistance(
    receiver.windowEdge,
    sequenceAdd(packet.sequence, packet.payloadLength),
  );
  // One octet beyond it probes a window that is closed (section 3.8.6.1).
  if (excess <= 0 || packet.payloadLength === 1) return;
  notes.note(segment, sender, 'data-beyond-window', ERROR, excess);
}

/** New data with a timestamp older than the last one: PAWS (RFC 7323, section 5) drops it. */
export function examineTimestamps(segment: Segment, notes: Notebook): void {
  const { packet, sender } = segment;
  if (!sequenceAfter(segment.end, sender.sndNxt)) return;
  const back = sequenceDistance(packet.timestampValue, sender.timestampRecent);
  notes.note(segment, sender, 'timestamps-go-back', WARNING, back);
}

/** A reset that its receiver ignores, or answers with a challenge ACK (RFC 9293, section 3.10.7; RFC 5961, section 3). */
export function examineReset(segment: Segment, notes: Notebook): void {
  const { packet, sender, receiver } = segment;
  if ((packet.flags & (RST | SYN)) !== RST) return;
  if (receiver.state === states.SYN_SENT) {
    const acknowledges =
      (packet.flags & ACK) !== 0 &&
      sequenceAfter(packet.acknowledgment, receiver.iss) &&
      !sequenceAfter(packet.acknowledgment, receiver.sndNxt);
    if (!acknowledges) {
      notes.note(segment, sender, 'reset-with-unacceptable-sequence', WARNING, 0, NO_ANSWER);
    }
    return;
  }
  if (receiver.state < states.SYN_RECEIVED || receiver.state === states.TIME_WAIT) return;
  const { stateMarks } = sender;
  const isExact =
    (stateMarks & known.HAS_SENT) === 0 ||
    packet.sequence === sender.contiguousEnd ||
    ((stateMarks & known.WAS_ACKED) !== 0 && packet.sequence === sender.sndUna);
  // It may answer a challenge ACK of the older connection, or an acknowledgment of what was not sent.
  const isAnswer = (sender.conformanceMarks & OVERACKNOWLEDGED) !== 0 || isInTheWay(segment);
  if (isExact || isAnswer) return;
  const isInWindow =
    (receiver.conformanceMarks & HAS_EDGE) !== 0 &&
    sequenceAfter(packet.sequence, sender.contiguousEnd) &&
    sequenceBefore(packet.sequence, receiver.windowEdge);
  notes.note(
    segment,
    sender,
    'reset-with-unacceptable-sequence',
    WARNING,
    sequenceDistance(sender.contiguousEnd, packet.sequence),
    isInWindow ? IN_WINDOW : OUTSIDE_WINDOW,
  );
}

/** `b` of reset-with-unacceptable-sequence. */
export const OUTSIDE_WINDOW = 0;
export const IN_WINDOW = 1;
export const NO_ANSWER = 2;
