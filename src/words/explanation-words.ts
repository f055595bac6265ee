import type { Topic } from '../model/explain/explanation-record.ts';
import type { AnalysisName } from '../model/vocabulary.ts';
import type { RetransmissionKind } from '../tcp/retransmission/names.ts';

/** Headings and labels of the explanation as text. */
export interface HeadingWords {
  frame(frame: number, capture: string, time: string): string;
  lengths(captured: number, original: number, linkType: string): string;
  layer(layer: string, length: number, offset: number): string;
  datagram(length: number): string;
  sum(protocol: string): string;
  readonly meaning: string;
  readonly states: string;
  readonly analysis: string;
  readonly retransmission: string;
  readonly findings: string;
  readonly comment: string;
  /** A name, and what is said of it. */
  said(name: string, what: string): string;
  /** A field of a header by its English name. */
  field(name: string): string;
  topic(topic: Topic): string;
  analysisName(name: AnalysisName): string;
  retransmissionKind(kind: RetransmissionKind): string;
  /** What a finding says, where its rule stands (null: nowhere), and why it is in doubt (null: it is not). */
  finding(message: string, rfc: string | null, doubt: string | null): string;
}
