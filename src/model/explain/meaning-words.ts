import type { Side } from '../vocabulary.ts';

/** What a segment means to its connection. */
export interface MeaningWords {
  first(id: number): string;
  /** Spans are negative where the clock went back in them, here and below. */
  time(id: number, elapsed: number, delta: number): string;
  readonly late: string;
  readonly takesNothing: string;
  takes(who: Side, parts: string, first: number, next: number): string;
  readonly syn: string;
  readonly fin: string;
  payload(length: number): string;
  inOrder(next: number): string;
  ahead(first: number, next: number, missing: number): string;
  behind(first: number, next: number, by: number): string;
  readonly unknownOrder: string;
  acknowledgesNew(other: Side, news: number, upTo: number): string;
  acknowledgesSame(other: Side, upTo: number): string;
  acknowledgesLess(upTo: number, before: number): string;
  acknowledgesFrame(frame: number): string;
  roundTrip(rtt: number): string;
  window(other: Side, from: number, to: number): string;
  windowShut(other: Side, from: number): string;
  windowUnknown(other: Side): string;
  /** The window, and where the segment lies: one of those below. */
  inside(window: string, place: string): string;
  readonly inWindow: string;
  beyondWindow(by: number): string;
  readonly belowWindow: string;
  partlyBelow(by: number): string;
  inFlight(who: Side, bytes: number): string;
  acknowledgedBy(frame: number, after: number): string;
  readonly neverAcknowledged: string;
  repeatedBy(frames: readonly number[]): string;
  readonly copy: string;
  readonly discardedChecksum: string;
  readonly discardedStale: string;
  readonly discarded: string;
}

/** What the steps of the handshake and the teardown are for. */
export interface StepWords {
  place(index: number, count: number, phase: string): string;
  readonly handshake: string;
  readonly teardown: string;
  syn(who: Side, sequence: number): string;
  synAck(who: Side, other: Side, sequence: number): string;
  ack(who: Side, other: Side): string;
  refusal(who: Side): string;
  fin(who: Side, sequence: number, isFirst: boolean): string;
  ackOfFin(who: Side, other: Side): string;
  reset(who: Side): string;
  readonly again: string;
  check(acknowledgment: number, base: number, frame: number, what: 'SYN' | 'FIN'): string;
  lastAck(who: Side): string;
}

export interface StateWords {
  stays(state: string): string;
  readonly unknown: string;
  moves(before: string, after: string, cause: string, isInferred: boolean): string;
  thought(before: string, after: string): string;
  readonly none: string;
}

/** Why Wireshark's analysis flags a segment, with the numbers that decided. */
export interface ReasonWords {
  retransmission(who: Side, first: number, next: number): string;
  fastRetransmission(other: Side, first: number, duplicates: number, since: number): string;
  spuriousRetransmission(other: Side, end: number, acknowledged: number): string;
  /** `limit` is negative where it is a round trip in which the clock went back. */
  outOfOrder(first: number, next: number, since: number, limit: number, isRtt: boolean): string;
  lostSegment(who: Side, first: number, next: number): string;
  ackLostSegment(other: Side, acknowledged: number, seen: number): string;
  duplicateAck(number: number, frame: number, acknowledgment: number): string;
  keepAlive(first: number, next: number, length: number): string;
  readonly keepAliveAck: string;
  zeroWindow(who: Side): string;
  zeroWindowProbe(other: Side, first: number): string;
  readonly zeroWindowProbeAck: string;
  windowFull(other: Side, end: number, acknowledged: number, window: number): string;
  windowUpdate(before: number, after: number): string;
  readonly reusedPorts: string;
}
