import { ACK, FIN, RST, SYN } from '../../wire/packet.ts';
import { FAST_OPEN_REQUESTED, SENT_SYN_ACK } from '../rows/state-fields.ts';
import type { Segment } from '../segment.ts';
import { sequenceAfter } from '../sequence.ts';
import {
  RCV_ACK_OF_FIN,
  RCV_ACK_OF_SYN,
  RCV_FIN,
  RCV_RST,
  RCV_SYN,
  RCV_SYN_ACK,
} from '../states.ts';
import { acknowledgesSynOf } from './sequence-space.ts';
import type { TransitionLog } from './transition-log.ts';

const PROVEN = 1;
const DISPROVEN = -1;
const OPEN = 0;

/** Confirms or withdraws what was inferred of the segment's sender, newest first. */
export function settle(segment: Segment, log: TransitionLog): void {
  const { sender, receiver, packet } = segment;
  if ((packet.flags & RST) !== 0) return;
  let entry = sender.lastTransition;
  while (log.isInferred(entry)) {
    const older = log.older(entry);
    const verdict = judge(segment, log.eventOf(entry));
    if (verdict === PROVEN) {
      log.confirm(sender, entry);
      return;
    }
    if (verdict === DISPROVEN) log.withdraw(sender, receiver, entry);
    entry = older;
  }
}

/** What this segment says about whether its sender had received `event`. */
function judge(segment: Segment, event: number): number {
  switch (event) {
    case RCV_SYN:
      return judgeSyn(segment) || judgeChallenge(segment);
    case RCV_SYN_ACK:
      return judgeSyn(segment);
    case RCV_ACK_OF_SYN:
      return judgeAckOfSyn(segment);
    case RCV_FIN:
      return judgeFin(segment);
    case RCV_ACK_OF_FIN:
      // A FIN sent again says that its acknowledgment did not arrive.
      return (segment.packet.flags & FIN) !== 0 ? DISPROVEN : OPEN;
    case RCV_RST:
      return judgeReset(segment);
    default:
      return OPEN;
  }
}

function judgeSyn({ packet, receiver }: Segment): number {
  if ((packet.flags & (SYN | ACK)) === SYN) return DISPROVEN;
  return (packet.flags & ACK) !== 0 && acknowledgesSynOf(receiver, packet.acknowledgment)
    ? PROVEN
    : OPEN;
}

/** An ACK of something else, before any SYN-ACK: the socket was in another connection all the time. */
function judgeChallenge({ packet, sender }: Segment): number {
  const isOther = (packet.flags & (SYN | ACK)) === ACK && (sender.stateMarks & SENT_SYN_ACK) === 0;
  return isOther ? DISPROVEN : OPEN;
}

function judgeAckOfSyn({ packet, sender, receiver }: Segment): number {
  if ((packet.flags & SYN) !== 0) {
    // A SYN-ACK sent again says that the ACK did not arrive.
    const isRepeated = (sender.stateMarks & SENT_SYN_ACK) !== 0 && packet.sequence === sender.iss;
    return isRepeated ? DISPROVEN : OPEN;
  }
  // With Fast Open the server sends data before it.
  return (receiver.stateMarks & FAST_OPEN_REQUESTED) !== 0 ? OPEN : PROVEN;
}

function judgeFin({ packet, receiver }: Segment): number {
  if ((packet.flags & SYN) !== 0) return DISPROVEN;
  if ((packet.flags & ACK) !== 0 && sequenceAfter(packet.acknowledgment, receiver.finSequence)) {
    return PROVEN;
  }
  // It closes without having the peer's FIN: the two crossed.
  return (packet.flags & FIN) !== 0 ? DISPROVEN : OPEN;
}

/** Only a later acknowledgment beyond it shows that a reset was out of sequence, and ignored. */
function judgeReset({ packet, receiver }: Segment): number {
  const isBeyond =
    (packet.flags & ACK) !== 0 && sequenceAfter(packet.acknowledgment, receiver.resetSequence);
  return isBeyond ? DISPROVEN : OPEN;
}
