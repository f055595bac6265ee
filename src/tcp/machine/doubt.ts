import { ACK, FIN, SYN } from '../../wire/packet.ts';
import { HANDSHAKE, TEARDOWN } from '../journal.ts';
import type { EndpointRow } from '../rows/endpoint-row.ts';
import * as known from '../rows/state-fields.ts';
import type { Segment } from '../segment.ts';
import { sequenceAdd, sequenceAfter, sequenceBeforeOrAt, sequenceMax } from '../sequence.ts';
import { RCV_SYN, SND_FIN, SND_SYN, SND_SYN_ACK } from '../states.ts';
import { noteOffers } from './send.ts';
import type { TransitionLog } from './transition-log.ts';

/*
 * A segment with an invalid checksum is not received, unless its receiver acknowledges it later: then
 * the sum was left to a network card, or spoilt by the recorder, and proves nothing of this sender.
 */

/** The sender's checksums are known to prove nothing. */
export function isBelieved(sender: EndpointRow): boolean {
  return (sender.stateMarks & known.CHECKSUMS_UNTRUSTED) !== 0;
}

/** Keeps of a segment with an invalid checksum what an acknowledgment could make good. */
export function doubt(segment: Segment): void {
  const { packet, sender } = segment;
  const isFirst = (sender.stateMarks & known.IS_DOUBTED) === 0;
  sender.doubtfulEnd = isFirst ? segment.end : sequenceMax(sender.doubtfulEnd, segment.end);
  sender.stateMarks |= known.IS_DOUBTED;
  if ((packet.flags & (SYN | FIN)) === 0) return;
  sender.doubtfulFlags = packet.flags;
  sender.doubtfulSequence = packet.sequence;
  sender.doubtfulFrame = segment.frame;
  sender.doubtfulTime = segment.time;
  if ((packet.flags & SYN) !== 0) noteOffers(segment, (packet.flags & ACK) !== 0);
}

/** The segment acknowledges what its receiver had sent with an invalid checksum: believe it from now on. */
export function settleDoubt(segment: Segment, log: TransitionLog): void {
  const { packet, receiver } = segment;
  if ((packet.flags & ACK) === 0) return;
  const { acknowledgment } = packet;
  const isNews =
    (receiver.stateMarks & known.HAS_SENT) === 0 || sequenceAfter(acknowledgment, receiver.sndNxt);
  if (!isNews || !sequenceBeforeOrAt(acknowledgment, receiver.doubtfulEnd)) return;
  receiver.stateMarks = (receiver.stateMarks & ~known.IS_DOUBTED) | known.CHECKSUMS_UNTRUSTED;
  log.frame = receiver.doubtfulFrame;
  log.time = receiver.doubtfulTime;
  log.sequence = receiver.doubtfulSequence;
  log.acknowledgment = 0;
  if ((receiver.doubtfulFlags & SYN) !== 0) believeSyn(segment, log);
  else if ((receiver.doubtfulFlags & FIN) !== 0) believeFin(segment, log);
  log.begin(segment);
  receiver.stateMarks |= known.HAS_SENT;
  receiver.sndNxt = receiver.doubtfulEnd;
  receiver.contiguousEnd = acknowledgment;
}

function believeSyn(segment: Segment, log: TransitionLog): void {
  const { sender, receiver } = segment;
  const isSynAck = (receiver.doubtfulFlags & ACK) !== 0;
  receiver.iss = receiver.doubtfulSequence;
  receiver.synFrame = receiver.doubtfulFrame;
  receiver.synTime = receiver.doubtfulTime;
  receiver.stateMarks |= known.KNOWS_ISS | (isSynAck ? known.SENT_SYN_ACK : known.SENT_SYN);
  log.apply(segment, receiver, isSynAck ? SND_SYN_ACK : SND_SYN, false);
  if (!isSynAck && log.apply(segment, sender, RCV_SYN, true)) {
    sender.stateMarks |= known.OPENED_PASSIVELY;
  }
  log.lateStep(segment, receiver.doubtfulFlags, HANDSHAKE);
}

function believeFin(segment: Segment, log: TransitionLog): void {
  const { receiver } = segment;
  receiver.finSequence = sequenceAdd(receiver.doubtfulEnd, -1);
  receiver.finFrame = receiver.doubtfulFrame;
  receiver.finTime = receiver.doubtfulTime;
  receiver.stateMarks |= known.SENT_FIN;
  log.apply(segment, receiver, SND_FIN, false);
  log.lateStep(segment, receiver.doubtfulFlags, TEARDOWN);
}
