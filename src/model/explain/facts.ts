import { acknowledgesFinOf, isStale } from '../../tcp/machine/sequence-space.ts';
import { SCALE_MASK, SCALE_OF_SHIFT_0 } from '../../tcp/rows/analysis-fields.ts';
import type { Segment } from '../../tcp/segment.ts';
import type { SegmentRecord } from '../segment-record.ts';
import type { Side } from '../vocabulary.ts';
import type { Before } from './before.ts';

/** What the engine says of the segment that is explained, and what was known before it. */
export interface SegmentFacts {
  readonly who: Side;
  readonly other: Side;
  readonly record: SegmentRecord;
  readonly before: Before;
  /** The client is the higher of the two sockets. */
  readonly clientIsHigh: boolean;
  /** What relative numbers of the sender and the receiver count from; raw, signed. */
  readonly base: number;
  readonly peerBase: number;
  /** SEG.LEN: payload and one each for SYN and FIN. */
  readonly length: number;
  readonly isLate: boolean;
  readonly isDiscarded: boolean;
  readonly isCopy: boolean;
  /** Discarded for a timestamp older than one before it (PAWS, RFC 7323, section 5). */
  readonly isStale: boolean;
  /** It acknowledges the receiver's FIN. */
  readonly acknowledgesFin: boolean;
  /** The handshake agreed on scaled windows. */
  readonly isScaled: boolean;
}

/** The number counted from the sender's initial one. */
export function ownNumber({ base }: SegmentFacts, raw: number): number {
  return (raw - base) >>> 0;
}

/** The number counted from its peer's initial one. */
export function peerNumber({ peerBase }: SegmentFacts, raw: number): number {
  return (raw - peerBase) >>> 0;
}

export function hasFlag({ record }: SegmentFacts, flag: SegmentRecord['flags'][number]): boolean {
  return record.flags.includes(flag);
}

export function factsOf(segment: Segment, record: SegmentRecord, before: Before): SegmentFacts {
  const { sender, receiver, packet } = segment;
  return {
    who: record.from,
    other: record.from === 'client' ? 'server' : 'client',
    record,
    before,
    clientIsHigh: (record.from === 'client') === (segment.senderSide === 1),
    base: sender.base,
    peerBase: receiver.base,
    length: segment.length,
    isLate: segment.row < 0,
    isDiscarded: segment.row >= 0 && segment.discarded,
    isCopy: segment.isCopy,
    isStale: segment.row >= 0 && segment.discarded && isStale(segment),
    acknowledgesFin: acknowledgesFinOf(receiver, packet),
    isScaled: (sender.analysisMarks & SCALE_MASK) >= SCALE_OF_SHIFT_0,
  };
}
