import type { FindingKind } from '../../tcp/conformance/kinds.ts';
import type { Side } from '../vocabulary.ts';

/** Whose doing it is, and the other one. */
export interface Parties {
  readonly who: Side;
  readonly other: Side;
}

type Say<Values extends readonly unknown[] = []> = (parties: Parties, ...values: Values) => string;

/** An edge of the window that a reset misses: by so many octets, before or after what is expected. */
export interface Missed {
  readonly octets: number;
  readonly isBefore: boolean;
}

/**
 * The sentences of findings in one language, without a full stop and without how often. Durations
 * come in words, numbers as numbers.
 */
export interface FindingWords {
  readonly sentences: {
    readonly dataOnSyn: Say<[octets: number]>;
    readonly ackMissing: Say;
    readonly reservedBits: Say;
    readonly optionOutsideSyn: Say<[names: readonly string[]]>;
    readonly windowScaleAbove14: Say<[scale: number]>;
    readonly synFin: Say;
    readonly synRst: Say;
    readonly nullSegment: Say;
    readonly xmasSegment: Say;
    readonly acknowledgmentOfUnsentData: Say<[octets: number]>;
    readonly windowShrunk: Say<[octets: number]>;
    readonly urgentPointerWithoutUrg: Say<[pointer: number]>;
    readonly acknowledgmentWithoutAckFlag: Say;
    readonly dataBeyondWindow: Say<[octets: number]>;
    readonly resetWithoutAnswer: Say;
    readonly resetChallenged: Say<[missed: Missed]>;
    readonly resetIgnored: Say<[missed: Missed]>;
    readonly timestampsGoBack: Say<[ticks: number]>;
    readonly overlapWithOtherData: Say;
    readonly initialSequenceOfFirst: Say<[sequence: number]>;
    readonly initialSequenceOfPort: Say<[sequence: number, port: number]>;
    readonly mssAboveMtu: Say<[mss: number, mssOfOther: number]>;
    readonly segmentAboveMss: Say<[octets: number, mss: number]>;
    readonly portZero: Say;
    readonly malformedOptions: Say;
    readonly invalidIpChecksum: Say;
    readonly invalidTcpChecksum: Say;
    readonly refused: Say;
    readonly oneSynUnanswered: Say;
    readonly synsUnanswered: Say<[syns: number, span: string]>;
    readonly zeroWindow: Say<[span: string, zeroWindows: number]>;
    readonly retransmissions: Say<
      [again: number, segments: number, percent: string, octets: number]
    >;
    readonly synRetransmitted: Say<[times: number]>;
    readonly synAckRetransmitted: Say<[times: number]>;
    readonly halfClosedLong: Say<[span: string]>;
    readonly timeWaitReuse: Say;
    readonly synInEstablished: Say;
    readonly dataUnacknowledged: Say<[span: string]>;
    readonly icmpUnreachable: Say<[type: number, code: number]>;
    /** 0: it gives no MTU. */
    readonly icmpPacketTooBig: Say<[mtu: number]>;
    readonly icmpError: Say<[type: number, code: number]>;
  };
  /** Who reset the connection and why. */
  readonly resets: {
    readonly refused: Say;
    readonly gaveUpUnopened: Say;
    readonly gaveUpAfterOwnClose: Say;
    readonly gaveUpAfterOtherClose: Say;
    readonly gaveUp: Say;
    readonly unreadData: Say;
    readonly dataAfterClose: Say<[kept: string]>;
    readonly halfOpenPeer: Say;
    readonly keepAliveTimeout: Say<[probes: number, span: string]>;
    readonly userTimeout: Say<[span: string]>;
    readonly illegalSegment: Say;
    readonly unknown: Say;
  };
  /** Why a finding may be none. */
  readonly doubts: Readonly<Record<DoubtName, string>>;
  /** A sentence as it is told: with its end, and behind it how often where that is more than once. */
  readonly whole: (sentence: string, times: number) => string;
  /** The short name of a kind, as a table has room for it. */
  readonly kinds: Readonly<Record<FindingKind, string>>;
}

export type DoubtName =
  | 'unfinishedChecksums'
  | 'mergedChecksums'
  | 'mergedOrUncut'
  | 'dataPerhapsMissed'
  | 'endsBeforeAnswer'
  | 'superSegments'
  | 'evicted'
  | 'outOfOrder'
  | 'recordedTwice'
  | 'clockSetBack'
  | 'missedSegments'
  | 'oneDirection';
