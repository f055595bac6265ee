import type { LostPlace, RetransmissionKind } from '../tcp/retransmission/names.ts';
import type {
  HandshakeStepRecord,
  TeardownStepRecord,
  TransitionRecord,
} from './timeline-record.ts';
import type { AnalysisName, FlagName, Side, TcpStateName } from './vocabulary.ts';

/** A segment that opened or closed the connection. */
export type Step = HandshakeStepRecord | TeardownStepRecord;

/** The state of each endpoint; null where nothing tells it. */
export interface States {
  readonly client: TcpStateName | null;
  readonly server: TcpStateName | null;
}

/**
 * A connection from its first to its last segment, folded: what opens, closes, changes a state or is
 * trouble has a row of its own, what passed between is counted. For renderers; JSON has no such key.
 */
export interface LadderRecord {
  /** States before the first row. */
  readonly initial: States;
  readonly rows: readonly LadderRow[];
}

export type LadderRow = LadderSegment | LadderRun | LadderChange | LadderIcmp;

/** One segment, or several with the same trouble. Times are seconds since the connection's first segment. */
export interface LadderSegment {
  readonly kind: 'segment';
  readonly frame: number;
  readonly elapsedSeconds: number;
  readonly from: Side;
  readonly flags: readonly FlagName[];
  readonly sequence: number;
  readonly relativeSequence: number;
  /** Null without ACK. */
  readonly acknowledgment: number | null;
  readonly relativeAcknowledgment: number | null;
  readonly payloadLength: number;
  /** In octets; null where the scale is not known, or the window has no meaning (RST). */
  readonly scaledWindow: number | null;
  /** What a SYN offers; null for other segments. */
  readonly options: SynOptions | null;
  /** Its SACK blocks: how many, and the edges of the first, relative to the peer's initial number. */
  readonly sack: {
    readonly blocks: number;
    readonly left: number;
    readonly right: number;
  } | null;
  readonly marks: readonly LadderMark[];
  /** What it is to handshake or teardown, and the step that it acknowledges. */
  readonly step: Step | undefined;
  readonly acknowledged: Step | undefined;
  /** Segments that the row stands for, the last of them, and octets of payload in all of them. */
  readonly segments: number;
  readonly lastFrame: number;
  readonly lastElapsedSeconds: number;
  readonly payloadBytes: number;
  /** What it changed, and the states behind it. */
  readonly transitions: readonly TransitionRecord[];
  readonly states: States;
}

/** What a SYN offers. */
export interface SynOptions {
  readonly mss: number | null;
  readonly windowScale: number | null;
  readonly sackPermitted: boolean;
  readonly timestamps: boolean;
  readonly fastOpen: boolean;
  readonly mptcp: boolean;
}

/** What is to be said of a segment. */
export type LadderMark =
  | {
      readonly kind: 'retransmission';
      readonly cause: RetransmissionKind;
      readonly originalFrame: number | null;
      readonly lost: LostPlace;
    }
  | {
      readonly kind: 'duplicate-ack';
      /** How many-th it is: the last one's where the row stands for several. */
      readonly number: number;
      readonly ofFrame: number | null;
    }
  | { readonly kind: 'analysis'; readonly name: Exclude<AnalysisName, 'duplicate_ack'> }
  | { readonly kind: 'checksum'; readonly protocol: 'IP' | 'TCP' }
  | { readonly kind: 'copy' | 'reordered' | 'discarded' };

/** What each side sent, one beside the other. */
export interface Passed {
  readonly segments: number;
  readonly dataSegments: number;
  readonly payloadBytes: number;
}

/** A run of segments of which none has a row. */
export interface LadderRun {
  readonly kind: 'run';
  /** Its first segment's, or where that is not known what was before it. */
  readonly elapsedSeconds: number;
  /** Its first frame; null where that is not known. */
  readonly firstFrame: number | null;
  readonly lastElapsedSeconds: number;
  readonly client: Passed;
  readonly server: Passed;
  /** Rows that were let go to bound memory, or the length of the text. */
  readonly rowsNotShown: number;
}

/** A frame that has no row of its own and changed a state. */
export interface LadderChange {
  readonly kind: 'change';
  readonly frame: number;
  readonly elapsedSeconds: number;
  readonly transitions: readonly TransitionRecord[];
  readonly states: States;
}

/** An ICMP error about a segment. */
export interface LadderIcmp {
  readonly kind: 'icmp';
  readonly frame: number;
  readonly elapsedSeconds: number;
  /** Who sent the segment that it is about, and so receives it. */
  readonly to: Side;
  readonly type: number;
  readonly code: number;
  /** The MTU that it gives; 0: none. */
  readonly mtu: number;
}
