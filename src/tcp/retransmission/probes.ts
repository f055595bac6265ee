import type { Segment } from '../segment.ts';
import { marksOf, RANGE_PROBE, startOf } from './range.ts';
import type { Survey } from './survey.ts';

/** A probe with an octet that is acknowledged follows this much silence, in nanoseconds. */
const KEEP_ALIVE_AFTER = 900e6;

/**
 * One octet that asks for an acknowledgment: of a connection that has been idle (RFC 9293, section
 * 3.8.4), or of a window that is shut (section 3.8.6.1).
 */
export function isProbe(segment: Segment, { original }: Survey): boolean {
  const { packet, sender, receiver } = segment;
  if (packet.payloadLength !== 1 || segment.length !== 1 || segment.end !== sender.sentHigh) {
    return false;
  }
  if (sender.sentAcked !== sender.sentHigh) {
    return sender.sentAcked === packet.sequence && receiver.lastWindow === 0;
  }
  const isWhole = original === 0 || startOf(original) === packet.sequence;
  return !isWhole || segment.time - sender.lastSegmentTime >= KEEP_ALIVE_AFTER;
}

/** Of what a segment covers only an octet was sent before, as a probe of the window. */
export function repeatsProbe({ original, seen }: Survey): boolean {
  return original !== 0 && seen === 1 && (marksOf(original) & RANGE_PROBE) !== 0;
}
