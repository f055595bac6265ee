import { SYN } from '../../wire/packet.ts';
import type { EndpointRow } from '../rows/endpoint-row.ts';
import type { Segment } from '../segment.ts';
import type { SentRanges } from './sent-ranges.ts';
import { RANGE_HAS_TIMESTAMP } from './sent-ranges.ts';

/** A copy made on the way passes within this time of its original, in nanoseconds. */
const COPY_WITHIN = 200e6;
/** ... and within this time where no identification tells the two apart. */
const COPY_WITHIN_UNIDENTIFIED = 5e6;
/** So many identifications in a row fitted a counter: it is one. */
const TRUSTED = 2;
const MOST_TRUST = 15;
/** Other segments of the host may have been numbered in between. */
const LONGEST_STEP = 0x400;

/**
 * Follows the sender's IP identification: whether it counts, and whether the segment is a pure
 * acknowledgment that the capture shows for the second time.
 */
export function noteIdentification(segment: Segment): void {
  const { packet, sender } = segment;
  const identification = packet.ipIdentification & 0xffff;
  const known = sender.identification;
  const step = (identification - known) & 0xffff;
  let trust = known >>> 16;
  if (step === 0) {
    segment.isCopy =
      segment.length === 0 &&
      identification !== 0 &&
      trust >= TRUSTED &&
      sender.latestSequence === packet.sequence &&
      segment.time - sender.lastSegmentTime < COPY_WITHIN;
  } else if (step < LONGEST_STEP) {
    if (trust < MOST_TRUST) trust++;
    sender.identification = identification | (trust << 16);
  } else if (step < 0x10000 - LONGEST_STEP) {
    sender.identification = identification;
  }
  sender.latestSequence = packet.sequence;
}

/** The sender counts its IP identification up. */
export function countsIdentification(sender: EndpointRow): boolean {
  return sender.identification >>> 16 >= TRUSTED;
}

/**
 * True where the segment is the same datagram as the latest copy of that range: a tap, a mirror port
 * or the network made it, not the sender.
 */
export function isCopyOf(segment: Segment, ranges: SentRanges, range: number): boolean {
  const { packet, sender } = segment;
  if (packet.sequence !== ranges.start(range)) return false;
  const passed = segment.time - ranges.time(range);
  if (passed < 0 || passed >= COPY_WITHIN) return false;
  const hadTimestamps = (ranges.marks(range) & RANGE_HAS_TIMESTAMP) !== 0;
  if (packet.hasTimestamps && hadTimestamps) {
    if (ranges.latestTimestamp(range) !== packet.timestampValue) return false;
  }
  const identification = packet.ipIdentification & 0xffff;
  if (identification !== ranges.latestIdentification(range)) return false;
  if (identification !== 0) return countsIdentification(sender) || (packet.flags & SYN) !== 0;
  // Without one: nothing that the receiver sent can have asked for it.
  return (
    passed < COPY_WITHIN_UNIDENTIFIED &&
    sender.lastSegmentTime >= segment.connection.startTime + segment.receiver.lastTime
  );
}
