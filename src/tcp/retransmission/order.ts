import type { Segment } from '../segment.ts';
import { countsIdentification } from './copies.ts';
import { BY_IDENTIFICATION, BY_TIME, BY_TIMESTAMP } from './names.ts';
import { RANGE_HAS_TIMESTAMP, type SentRanges } from './sent-ranges.ts';

/** Least time in which a sender learns of a loss, where the round trip is not known; nanoseconds. */
const SHORTEST_ROUND_TRIP = 3e6;

/**
 * A segment fills a hole that no copy of it was seen in: was it sent before the range behind the
 * hole, and only overtaken (0), or after it, and so again (the evidence)?
 */
export function sentAfter(segment: Segment, ranges: SentRanges, behind: number): number {
  const { packet, sender } = segment;
  if (packet.ipIdentification !== 0 && countsIdentification(sender)) {
    const step = (packet.ipIdentification - ranges.firstIdentification(behind)) & 0xffff;
    if (step !== 0) return step < 0x8000 ? BY_IDENTIFICATION : 0;
  }
  if (packet.hasTimestamps && (ranges.marks(behind) & RANGE_HAS_TIMESTAMP) !== 0) {
    const step = (packet.timestampValue - ranges.firstTimestamp(behind)) | 0;
    if (step !== 0) return step > 0 ? BY_TIMESTAMP : 0;
  }
  const passed = segment.time - ranges.time(behind);
  return passed >= (segment.connection.initialRtt || SHORTEST_ROUND_TRIP) ? BY_TIME : 0;
}
