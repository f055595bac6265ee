import type { ConnectionRecord } from '../model/connection-record.ts';
import type { ResetCause } from '../model/timeline-kinds.ts';
import type { Side } from '../model/vocabulary.ts';
import type { RetransmissionKind } from '../tcp/retransmission/names.ts';

type Shares = ConnectionRecord['timeShares'];
export type TimeCause = Exclude<keyof Shares, 'client' | 'server'>;

/** The story of a connection in sentences: how it opened, what was sent, how it closed, what is odd. */
export interface StoryWords {
  readonly opening: OpeningWords;
  readonly closing: ClosingWords;
  readonly traffic: TrafficWords;
  readonly quality: QualityWords;
  readonly loss: LossWords;
  /** Where the time went: a share in per cent, and the letter of its cause in the bar. */
  share(percent: number, cause: TimeCause, sign: string): string;
}

export interface OpeningWords {
  /** How often a SYN was sent where that is more than once, and the round trip as `took` tells it. */
  threeWay(syns: number, took: string): string;
  simultaneous(took: string): string;
  fastOpen(syns: number, took: string): string;
  refused(syns: number): string;
  /** `span` is null where nobody knows it. */
  unanswered(syns: number, span: string | null): string;
  incomplete(syns: number): string;
  readonly notCaptured: string;
  /** A round trip, and its halves as the capture point divides it: null where it does not. */
  took(total: string, halves: { readonly server: string; readonly client: string } | null): string;
  readonly guesses: Readonly<Record<ConnectionRecord['clientKnownBy'], string>>;
  readonly terms: Readonly<
    Record<
      'mss' | 'windowScale' | 'sack' | 'timestamps' | 'accurateEcn' | 'ecn' | 'fastOpen' | 'mptcp',
      string
    >
  >;
  /** A term that has a value for each side. */
  bothSides(term: string, client: number, server: number): string;
  agreed(terms: readonly string[]): string;
}

export interface ClosingWords {
  /** `followed` is one of those below. */
  closedFirst(first: Side, followed: string): string;
  unacknowledged(second: Side): string;
  withAcknowledgment(second: Side): string;
  followed(second: Side): string;
  halfClosedUntil(second: Side, span: string): string;
  readonly simultaneous: string;
  readonly byReset: string;
  resetBy(from: Side, cause: ResetCause): string;
  /** `isToEnd`: until the capture ended; null span: not known. */
  halfClosed(first: Side, second: Side, span: string | null, isToEnd: boolean): string;
  readonly notCaptured: string;
  readonly open: string;
  readonly evicted: string;
  readonly timeout: string;
  timeWait(who: Side | 'both', until: string): string;
}

export interface TrafficWords {
  noData(segments: number): string;
  data(size: string, dataSegments: number, segments: number): string;
  copies(count: number): string;
  sentAgain(count: number): string;
  notCaptured(size: string): string;
  roundTrip(mean: string, p95: string): string;
  window(least: string, most: string): string;
  shut(span: string, zeroWindows: number): string;
}

export interface QualityWords {
  wrongChecksums(count: number): string;
  offload(sides: readonly Side[]): string;
  superSegments(captured: number, onWire: number): string;
  snapped(segments: number): string;
  recordedTwice(segments: number): string;
  onlyFrom(side: Side): string;
  outOfOrder(segments: number): string;
  clockSetBack(times: number): string;
}

export interface LossWords {
  readonly kinds: Readonly<Record<RetransmissionKind, string>>;
  once(side: Side, frame: number, kind: RetransmissionKind, end: string): string;
  readonly neverMadeGood: string;
  madeGood(span: string): string;
  /** `isLeast`: no more than these are told. */
  several(side: Side, count: number, isLeast: boolean, frames: string, slowest: string): string;
  slowest(span: string, frame: number, kind: RetransmissionKind): string;
  open(count: number): string;
}
