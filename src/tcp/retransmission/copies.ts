import { SYN } from '../../wire/packet.ts';
import type { EndpointRow } from '../rows/endpoint-row.ts';
import type { Segment } from '../segment.ts';
import {
  latestIdentificationOf,
  latestTimestampOf,
  marksOf,
  RANGE_HAS_TIMESTAMP,
  startOf,
  timeOf,
} from './range.ts';

/** A copy made on the way passes within this time of its original, in nanoseconds. */
const COPY_WITHIN = 200e6;
/** ... and within this time where no identification tells the two apart. */
const COPY_WITHIN_UNIDENTIFIED = 5e6;
/** So many identifications in a row fitted a counter: it is one. */
const TRUSTED = 2;
const MOST_TRUST = 15;
const TRUST_SHIFT = 16;
/** The identification has changed: it is no constant. */
const VARIES = 1 << 20;
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
  if (sender.segments === 0) {
    sender.identification = identification;
  } else if (step === 0) {
    segment.isCopy =
      segment.length === 0 &&
      identification !== 0 &&
      (known & VARIES) !== 0 &&
      sender.latestSequence === packet.sequence &&
      sender.latestAcknowledgment === packet.acknowledgment &&
      segment.time - sender.lastSegmentTime < COPY_WITHIN;
  } else if (step < LONGEST_STEP) {
    const trust = Math.min(trustOf(known) + 1, MOST_TRUST);
    sender.identification = identification | (trust << TRUST_SHIFT) | VARIES;
  } else if (step < 0x10000 - LONGEST_STEP) {
    sender.identification = identification | VARIES;
  }
  sender.latestSequence = packet.sequence;
  sender.latestAcknowledgment = packet.acknowledgment;
}

function trustOf(known: number): number {
  return (known >>> TRUST_SHIFT) & MOST_TRUST;
}

/** The sender counts its IP identification up. */
export function countsIdentification(sender: EndpointRow): boolean {
  return trustOf(sender.identification) >= TRUSTED;
}

/**
 * True where the segment is the same datagram as the latest copy of that range: a tap, a mirror port
 * or the network made it, not the sender.
 */
export function isCopyOf(segment: Segment, range: number): boolean {
  const { packet, sender } = segment;
  if (packet.sequence !== startOf(range)) return false;
  const passed = segment.time - timeOf(range);
  if (passed < 0 || passed >= COPY_WITHIN) return false;
  const hadTimestamps = (marksOf(range) & RANGE_HAS_TIMESTAMP) !== 0;
  if (packet.hasTimestamps && hadTimestamps) {
    if (latestTimestampOf(range) !== packet.timestampValue) return false;
  }
  const identification = packet.ipIdentification & 0xffff;
  if (identification !== latestIdentificationOf(range)) return false;
  if (identification !== 0) {
    return (sender.identification & VARIES) !== 0 || (packet.flags & SYN) !== 0;
  }
  // Without one: nothing that the receiver sent can have asked for it.
  return (
    passed < COPY_WITHIN_UNIDENTIFIED &&
    sender.lastSegmentTime >= segment.connection.startTime + segment.receiver.lastTime
  );
}
