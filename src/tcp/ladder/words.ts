/*
 * How a ladder lies in memory: a header for each connection, and a chain of rows, each a block of a
 * pool whose first word names the next one. What few headers and rows have is in blocks of its own.
 */

/** Words of a header: one cache line. */
export const HEADER = {
  /** First and last row of the part that is never let go. */
  headFirst: 0,
  headLast: 1,
  /** How many these are, in bits 0-15; above them, the changes of direction that began a run. */
  counts: 2,
  /** Block of the latest rows; 0: there are none behind the first part. */
  tail: 3,
  /** Side that sent data last, plus 1; 0: nobody did. */
  dataSide: 4,
  /** States after the last row: the low side's in bits 0-3, the high side's in bits 4-7. */
  states: 5,
  /** The two latest rows, the latest first. */
  last: 6,
  beforeLast: 7,
  /** What rows and runs have told so far: the counters of `RUN` for both sides. */
  told: 8,
} as const;
export const HEADER_WORDS = 16;
export const HEAD_COUNT_MASK = 0xffff;
export const TURNS_SHIFT = 16;

/** Words of the block of the latest rows. */
export const TAIL = {
  /** First and last of them, and how many they are. */
  first: 0,
  last: 1,
  count: 2,
  /** Rows between the first part and these that were let go. */
  dropped: 3,
  /** What the dropped rows and the runs before them told. */
  lost: 4,
} as const;
export const TAIL_WORDS = 12;

/** Words of a row. */
export const ROW = {
  next: 0,
  frame: 1,
  /** Kind, side and flags: see below. */
  kind: 2,
  sequence: 3,
  acknowledgment: 4,
  payloadLength: 5,
  /** -1 where the scale is not known. */
  scaledWindow: 6,
  options: 7,
  /** Doubles: its time, and that of the segment before it. */
  time: 4,
  previousTime: 5,
  /** Block of the run before it, the counters of `RUN`; 0: nothing passed. */
  run: 12,
  /** Block of `DETAILS`; 0: it stands for one segment without any trouble. */
  details: 13,
} as const;
export const ROW_WORDS = 14;

/** Words of what only rows with trouble, or with SACK blocks, have. */
export const DETAILS = {
  /** Analysis, verdict and marks: see below. */
  trouble: 0,
  /** The frame that it repeats, or whose acknowledgment it repeats; 0: none. */
  aboutFrame: 1,
  duplicateAckNumber: 2,
  sackBlocks: 3,
  sackLeft: 4,
  sackRight: 5,
  /** Segments that the row stands for. */
  repeats: 6,
  lastFrame: 7,
  /** Doubles: the time of the last of them, and the octets of payload of all. */
  lastTime: 4,
  octets: 5,
} as const;
export const DETAILS_WORDS = 12;

/** Counters of a run from its first word on: segments and data segments of the low and the high side; as doubles, octets. */
export const RUN = { segments: 0, dataSegments: 2, octets: 2 } as const;
export const RUN_WORDS = 8;

/** Kinds of rows, in bits 0-1 of their second word. */
export const SEGMENT_ROW = 0;
/** Where the other side begins to send: its segment is part of the run behind it. */
export const TURN_ROW = 1;
/** An ICMP error about a segment: type and code are its sequence, the MTU its acknowledgment. */
export const ICMP_ROW = 2;

/** Bit 2: the side that sent it (ICMP: that it is about); bits 4-15: flags, PSH aside. */
export const KIND_MASK = 3;
export const SIDE_SHIFT = 2;
export const FLAGS_SHIFT = 4;

/** Bits 0-14: the analysis; bits 16-19: kind of retransmission; bits 20-21: where the original was lost. */
export const VERDICT_SHIFT = 16;
export const LOST_SHIFT = 20;
export const INVALID_IP = 1 << 22;
export const INVALID_TCP = 1 << 23;
/** A tap or the network copied it. */
export const IS_COPY = 1 << 24;
/** The recorder put it out of order. */
export const IS_REORDERED = 1 << 25;
/** Its receiver is taken to have discarded it. */
export const IS_DISCARDED = 1 << 26;

/** Options: MSS + 1 in bits 0-16, window scale + 1 in bits 17-25, then a bit each. */
export const SCALE_SHIFT = 17;
export const HAS_SACK_PERMITTED = 1 << 26;
export const HAS_TIMESTAMPS = 1 << 27;
export const HAS_FAST_OPEN = 1 << 28;
export const HAS_MPTCP = 1 << 29;
