import type { Segment } from '../segment.ts';
import { countsIdentification } from './copies.ts';
import { BY_IDENTIFICATION, BY_TIME, BY_TIMESTAMP } from './names.ts';
import {
  firstIdentificationOf,
  firstTimestampOf,
  marksOf,
  RANGE_HAS_TIMESTAMP,
  timeOf,
} from './range.ts';

/** Least time in which a sender learns of a loss, where the round trip is not known; nanoseconds. */
const SHORTEST_ROUND_TRIP = 3e6;

/**
 * A segment fills a hole that no copy of it was seen in: was it sent before the range behind the
 * hole, and only overtaken (0), or after it, and so again (the evidence)?
 */
export function sentAfter(segment: Segment, behind: number): number {
  const { packet, sender } = segment;
  if (packet.ipIdentification !== 0 && countsIdentification(sender)) {
    const step = (packet.ipIdentification - firstIdentificationOf(behind)) & 0xffff;
    if (step !== 0) return step < 0x8000 ? BY_IDENTIFICATION : 0;
  }
  if (packet.hasTimestamps && (marksOf(behind) & RANGE_HAS_TIMESTAMP) !== 0) {
    const step = (packet.timestampValue - firstTimestampOf(behind)) | 0;
    if (step !== 0) return step > 0 ? BY_TIMESTAMP : 0;
  }
  const passed = segment.time - timeOf(behind);
  return passed >= (segment.connection.initialRtt || SHORTEST_ROUND_TRIP) ? BY_TIME : 0;
}
