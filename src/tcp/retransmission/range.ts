import { doubles, ints } from '../memory.ts';
import type { Segment } from '../segment.ts';

/*
 * A range of sequence numbers that one direction sent, with what tells its copies apart. A range is
 * named by its first word in `ints`.
 */

/** Words of a range. The next one stands first, so that a whole list can be given back at once. */
export const RANGE_WORDS = 12;
export const NEXT = 0;
export const PREVIOUS = 1;
/** A double: when its latest copy passed, in nanoseconds. */
const TIME = 2;
export const START = 4;
export const END = 5;
const FRAME = 6;
const FIRST_TIMESTAMP = 7;
const LATEST_TIMESTAMP = 8;
/** IP identification of the first copy, and above it of the latest. */
const IDENTIFICATIONS = 9;
export const MARKS = 10;
const TIMES_RESENT = 11;

/** Marks of a range. */
export const RANGE_SACKED = 0x01;
/** It was sent again. */
export const RANGE_RESENT = 0x02;
/** Its first copy was captured as a retransmission already: its original is missing. */
export const RANGE_LATE = 0x04;
export const RANGE_HAS_TIMESTAMP = 0x08;
/** Its only copies failed the checksum. */
export const RANGE_DAMAGED = 0x10;
/** One octet that probed a window which was shut. */
export const RANGE_PROBE = 0x20;

export function startOf(range: number): number {
  return ints[range + START] ?? 0;
}

export function endOf(range: number): number {
  return ints[range + END] ?? 0;
}

export function nextOf(range: number): number {
  return ints[range + NEXT] ?? 0;
}

export function previousOf(range: number): number {
  return ints[range + PREVIOUS] ?? 0;
}

/** Frame of the first copy. */
export function frameOf(range: number): number {
  return ints[range + FRAME] ?? 0;
}

export function marksOf(range: number): number {
  return ints[range + MARKS] ?? 0;
}

/** When the latest copy passed. */
export function timeOf(range: number): number {
  return doubles[(range + TIME) >> 1] ?? 0;
}

export function timesResentOf(range: number): number {
  return ints[range + TIMES_RESENT] ?? 0;
}

export function firstTimestampOf(range: number): number {
  return ints[range + FIRST_TIMESTAMP] ?? 0;
}

export function latestTimestampOf(range: number): number {
  return ints[range + LATEST_TIMESTAMP] ?? 0;
}

export function firstIdentificationOf(range: number): number {
  return (ints[range + IDENTIFICATIONS] ?? 0) & 0xffff;
}

export function latestIdentificationOf(range: number): number {
  return (ints[range + IDENTIFICATIONS] ?? 0) >>> 16;
}

/** What a segment sent from `start` to `end` for the first time. */
export function fillRange(
  range: number,
  { packet, time, frame }: Segment,
  start: number,
  end: number,
  marks: number,
): void {
  doubles[(range + TIME) >> 1] = time;
  ints[range + START] = start;
  ints[range + END] = end;
  ints[range + FRAME] = frame;
  ints[range + FIRST_TIMESTAMP] = packet.timestampValue;
  ints[range + LATEST_TIMESTAMP] = packet.timestampValue;
  const identification = packet.ipIdentification & 0xffff;
  ints[range + IDENTIFICATIONS] = identification | (identification << 16);
  ints[range + TIMES_RESENT] = 0;
  ints[range + MARKS] = packet.hasTimestamps ? marks | RANGE_HAS_TIMESTAMP : marks;
}

/** A segment sent a range once more; `marks` come to those that it has. */
export function renewRange(range: number, { packet, time }: Segment, marks: number): void {
  doubles[(range + TIME) >> 1] = time;
  ints[range + LATEST_TIMESTAMP] = packet.timestampValue;
  const first = firstIdentificationOf(range);
  ints[range + IDENTIFICATIONS] = first | (packet.ipIdentification << 16);
  const kept = marksOf(range) & ~((marks ^ RANGE_DAMAGED) & RANGE_DAMAGED);
  ints[range + TIMES_RESENT] = timesResentOf(range) + 1;
  ints[range + MARKS] = kept | (marks & ~RANGE_DAMAGED) | RANGE_RESENT;
}
