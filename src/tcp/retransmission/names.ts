/** Why a segment was sent again; `Segment.verdictKind` is an index into it plus 1, and 0 for none. */
export const RETRANSMISSION_KINDS = [
  'timeout',
  'fast',
  'tail-loss-probe',
  'go-back-n',
  'syn',
  'fin',
  'spurious',
  'unknown',
] as const;
export type RetransmissionKind = (typeof RETRANSMISSION_KINDS)[number];

export const TIMEOUT = 1;
export const FAST = 2;
export const TAIL_LOSS_PROBE = 3;
export const GO_BACK_N = 4;
export const REPEATED_SYN = 5;
export const REPEATED_FIN = 6;
export const SPURIOUS = 7;
export const UNKNOWN_KIND = 8;

/** Where the original was lost, seen from the capture point; `Segment.verdictLost` is an index into it. */
export const LOST_PLACES = ['before-capture', 'after-capture', 'not-lost', 'unknown'] as const;
export type LostPlace = (typeof LOST_PLACES)[number];

export const BEFORE_CAPTURE = 0;
export const AFTER_CAPTURE = 1;
export const NOT_LOST = 2;
export const LOST_UNKNOWN = 3;

/**
 * What a verdict was decided by; `Segment.verdictEvidence` has a bit for each, in this order.
 *
 * - `original-seen`, `original-not-seen`: its octets were captured before, or none of them were
 * - `acknowledged`: the receiver had acknowledged all of them
 * - `sack`: the receiver had selectively acknowledged data behind them, or (spurious) them
 * - `dsack`: the receiver has said before that octets reached it twice
 * - `duplicate-acks`: it had repeated its acknowledgment, three times or in a recovery
 * - `time`: so long had passed since the latest copy, or so little
 * - `tail`: they were the last that had been sent
 * - `recovery`: a loss before it is being made good, up to beyond it
 * - `ip-identification`, `timestamp`: the sender made this segment after what lies behind it
 * - `checksum`: the original was damaged when it passed
 */
export const EVIDENCE = [
  'original-seen',
  'original-not-seen',
  'acknowledged',
  'sack',
  'dsack',
  'duplicate-acks',
  'time',
  'tail',
  'recovery',
  'ip-identification',
  'timestamp',
  'checksum',
] as const;
export type Evidence = (typeof EVIDENCE)[number];

export const BY_ORIGINAL_SEEN = 1 << 0;
export const BY_ORIGINAL_NOT_SEEN = 1 << 1;
export const BY_ACKNOWLEDGED = 1 << 2;
export const BY_SACK = 1 << 3;
export const BY_DSACK = 1 << 4;
export const BY_DUPLICATE_ACKS = 1 << 5;
export const BY_TIME = 1 << 6;
export const BY_TAIL = 1 << 7;
export const BY_RECOVERY = 1 << 8;
export const BY_IDENTIFICATION = 1 << 9;
export const BY_TIMESTAMP = 1 << 10;
export const BY_CHECKSUM = 1 << 11;
