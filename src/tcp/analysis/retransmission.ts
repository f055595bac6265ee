import { ACK, FIN, RST, SYN } from '../../wire/packet.ts';
import { IN_FLIGHT_UNKNOWN } from '../rows/analysis-fields.ts';
import type { Segment } from '../segment.ts';
import { sequenceBefore, sequenceBeforeOrAt } from '../sequence.ts';
import {
  FAST_RETRANSMISSION,
  KEEP_ALIVE,
  LOST_SEGMENT,
  OUT_OF_ORDER,
  RETRANSMISSION,
  SPURIOUS_RETRANSMISSION,
} from './names.ts';

/** A fast retransmission comes within this time after a duplicate acknowledgment, in nanoseconds. */
const FAST_WITHIN = 20e6;
/** Out of order is what comes within this time after NEXT was raised, where the round trip is unknown. */
const OUT_OF_ORDER_WITHIN = 3e6;

/** BIFOK: an acknowledgment makes what its receiver has in flight known again. */
export function trustFlight({ packet, receiver }: Segment): void {
  const marks = receiver.analysisMarks;
  if ((marks & IN_FLIGHT_UNKNOWN) === 0 || (packet.flags & ACK) === 0) return;
  receiver.analysisMarks = marks & ~IN_FLIGHT_UNKNOWN;
}

/** A number beyond NEXT: what lies between was not seen, and octets in flight are not known. */
export function lostSegment(segment: Segment): number {
  const { packet, sender } = segment;
  const { next } = sender;
  if (next === 0 || !sequenceBefore(next, packet.sequence) || (packet.flags & RST) !== 0) return 0;
  sender.analysisMarks |= IN_FLIGHT_UNKNOWN;
  return LOST_SEGMENT;
}

/** What kind of repetition a segment is that occupies sequence space; the first that fits. */
export function retransmission(segment: Segment): number {
  const { packet, sender, receiver } = segment;
  if ((segment.analysis & KEEP_ALIVE) !== 0) return 0;
  const { sequence, payloadLength } = packet;
  const payloadEnd = (sequence + payloadLength) | 0;
  const { lastAck } = receiver;
  if (payloadLength > 0 && lastAck !== 0 && sequenceBeforeOrAt(payloadEnd, lastAck)) {
    return SPURIOUS_RETRANSMISSION;
  }
  const { next } = sender;
  if (next === 0 || !sequenceBefore(sequence, next)) return 0;
  // The octet of a keep-alive or a probe, with more behind it: new data.
  if (payloadLength > 1 && sequence === ((next - 1) | 0)) return 0;
  if (
    receiver.duplicateAckCount >>> 0 >= 2 &&
    lastAck === sequence &&
    isWithin(segment.connectionElapsed - receiver.lastTime, FAST_WITHIN)
  ) {
    return FAST_RETRANSMISSION;
  }
  const end = (packet.flags & (SYN | FIN)) !== 0 ? (payloadEnd + 1) | 0 : payloadEnd;
  const limit = segment.connection.initialRtt || OUT_OF_ORDER_WITHIN;
  if (end !== next && isWithin(segment.connectionElapsed - sender.nextTime, limit))
    return OUT_OF_ORDER;
  return RETRANSMISSION;
}

/** `time < limit`, as Wireshark compares: where a clock went back, a time is enormous. */
function isWithin(time: number, limit: number): boolean {
  return time < 0 === limit < 0 ? time < limit : limit < 0;
}
