import { ACK, SYN } from '../../wire/packet.ts';
import { WINDOW_UNSCALED } from '../rows/analysis-fields.ts';
import { HAS_SYN_TIME } from '../rows/connection-row.ts';
import type { Segment } from '../segment.ts';

/**
 * SYNTIME and RTT: from the last SYN without ACK to the first segment with ACK and without SYN, from
 * whichever side. A SYN begins the time in which its sender's window is not scaled (FIRST).
 */
export function noteHandshakeTime(segment: Segment): void {
  const { packet, connection, sender } = segment;
  const { flags } = packet;
  if ((flags & SYN) !== 0) {
    sender.analysisMarks |= WINDOW_UNSCALED;
    if ((flags & ACK) === 0) {
      connection.synTime = segment.connectionElapsed;
      // A time of exactly 0 (a record without a time stamp) counts as none.
      if (segment.seconds === 0 && segment.nanoseconds === 0) connection.marks &= ~HAS_SYN_TIME;
      else connection.marks |= HAS_SYN_TIME;
    }
  } else if ((flags & ACK) !== 0) {
    if (connection.initialRtt === 0 && (connection.marks & HAS_SYN_TIME) !== 0) {
      connection.initialRtt = segment.connectionElapsed - connection.synTime;
    }
    if ((sender.analysisMarks & WINDOW_UNSCALED) !== 0) sender.analysisMarks &= ~WINDOW_UNSCALED;
  }
}
