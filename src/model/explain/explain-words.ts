import type { Evidence, LostPlace, RetransmissionKind } from '../../tcp/retransmission/names.ts';
import type { FlagName, Side } from '../vocabulary.ts';
import type {
  FlagWords,
  FrameWords,
  NetworkWords,
  OptionWords,
  SumWords,
  TcpWords,
} from './frame-words.ts';
import type { MeaningWords, ReasonWords, StateWords, StepWords } from './meaning-words.ts';

/** All sentences of an explanation, in one language. */
export interface ExplainWords {
  readonly frame: FrameWords;
  readonly network: NetworkWords;
  /** IPv4 options by their kind (IANA, IP option numbers). */
  readonly ipOptions: Readonly<Record<number, string>>;
  readonly tcp: TcpWords;
  readonly flags: Readonly<Record<FlagName, FlagWords>>;
  readonly option: OptionWords;
  /** Subtypes of Multipath TCP by their number (RFC 8684, section 8.3). */
  readonly mptcpSubtypes: readonly string[];
  readonly sum: SumWords;
  readonly meaning: MeaningWords;
  readonly step: StepWords;
  readonly state: StateWords;
  /** What moves an endpoint, by the event of RFC 9293, figure 5. */
  readonly causes: Readonly<Record<string, string>>;
  readonly reason: ReasonWords;
  readonly verdict: VerdictWords;
  /** Sentences one behind the other; an empty one is none. */
  sentences(parts: readonly string[]): string;
  /** Parts of one statement; an empty one is none. */
  commas(parts: readonly string[]): string;
  /** A statement without a full stop, and another behind it. */
  further(statement: string, more: string): string;
}

/** Why a segment was sent again, and what tells. */
export interface VerdictWords {
  readonly kinds: Readonly<Record<RetransmissionKind, (who: Side) => string>>;
  readonly lost: Readonly<Record<LostPlace, string>>;
  original(frame: number): string;
  readonly evidence: Readonly<Record<Evidence, (other: Side) => string>>;
}
