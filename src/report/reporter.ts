import type { CaptureRecord } from '../model/capture-record.ts';
import type { ConnectionRecord } from '../model/connection-record.ts';
import type { DiagnosticRecord } from '../model/diagnostic-record.ts';
import type { ExplanationRecord } from '../model/explain/explanation-record.ts';
import type { HeaderRecord } from '../model/header-record.ts';
import type { LadderRecord } from '../model/ladder-record.ts';
import type { PlotRecord } from '../model/plot-record.ts';
import type { SegmentRecord } from '../model/segment-record.ts';
import type { TotalsRecord } from '../model/totals-record.ts';
import type { OctetBlock } from './octet-text.ts';

/** Where a report is written: standard output, a file, or a string in a test. */
export interface Sink {
  write(text: string): void;
  /** Where `write` puts its text, for who writes octet by octet. */
  readonly block?: OctetBlock;
}

/** Which records a report is made of. */
export type Rows = 'connections' | 'segments' | 'explanations';

/** What is known only at the end. */
export interface Result {
  readonly captures: readonly CaptureRecord[];
  readonly totals: TotalsRecord;
  readonly diagnostics: readonly DiagnosticRecord[];
}

/**
 * Turns records into text. The records come in this order: one header, then segments,
 * connections and explanations as they become known, then the result. A reporter without `segment` costs no
 * segment records, one without `wantsLadders` none of these.
 */
export interface Reporter {
  begin(header: HeaderRecord): void;
  segment?(segment: SegmentRecord): void;
  readonly wantsLadders?: boolean;
  connection?(connection: ConnectionRecord, ladder?: LadderRecord, plot?: PlotRecord): void;
  explanation?(explanation: ExplanationRecord): void;
  /** Its result says itself where the run was interrupted. */
  readonly tellsInterruption?: boolean;
  end(result: Result): void;
}

/** The method of a reporter that takes a row. */
export const ROW_METHODS = {
  connections: 'connection',
  segments: 'segment',
  explanations: 'explanation',
} as const satisfies Readonly<Record<Rows, keyof Reporter>>;
