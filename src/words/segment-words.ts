import type { OptionProblem } from '../model/option-problem.ts';
import type { AnalysisName } from '../model/vocabulary.ts';
import type { RetransmissionKind } from '../tcp/retransmission/names.ts';

/** The words of the lines of segments; numbers and options are in the shorthand of the field. */
export interface SegmentWords {
  /** No flag is set. */
  readonly noFlags: string;
  reserved(bits: number): string;
  readonly analysis: Readonly<Record<AnalysisName, string>>;
  /** `ofFrame` is null where it is not known. */
  duplicateAck(number: number, ofFrame: number | null): string;
  /** `original` is null where the frame is not known. */
  sentAgain(kind: RetransmissionKind, original: number | null): string;
  /** Sums in hexadecimal; null where they are not told. */
  wrongChecksum(
    protocol: 'IP' | 'TCP',
    sums: { readonly found: string; readonly right: string } | null,
  ): string;
  roundTrip(span: string): string;
  malformedOption(kind: number, problem: OptionProblem): string;
}
