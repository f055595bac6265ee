import type { HandshakeKind } from '../model/timeline-kinds.ts';
import type { Verdict } from '../model/verdict.ts';

/** The result in one sentence, the table of connections, and what frames the stories. */
export interface ReportWords {
  readonly verdict: {
    /** How one connection went, as the result of all begins: `closed cleanly`. */
    readonly one: Readonly<Record<Verdict, string>>;
    /** The same of several. */
    many(verdict: Verdict, count: number): string;
    /** `again` is null where nothing was sent again. */
    whole(connections: number, counts: readonly string[], again: string): string;
    /** The whole, and that what was selected leaves no connection to show. */
    noneSelected(whole: string): string;
    readonly noRetransmissions: string;
    /** `of` is the number of connections that have any; null where there is but one connection. */
    retransmissions(count: number, of: number | null): string;
    readonly noPackets: string;
    noConnection(packets: number, others: string): string;
  };
  readonly interrupted: string;
  /** In place of how long it lasted. */
  readonly clockWentBack: string;
  /** What is not shown, and how to see it. */
  readonly rest: {
    notShown(hidden: number, all: number): string;
    told(count: number): string;
    readonly how: string;
  };
  readonly heads: Readonly<
    Record<
      | 'id'
      | 'client'
      | 'server'
      | 'start'
      | 'opened'
      | 'ended'
      | 'by'
      | 'took'
      | 'sent'
      | 'received'
      | 'rtt'
      | 'again'
      | 'lookAt',
      string
    >
  >;
  readonly opened: Readonly<Record<HandshakeKind, string>>;
  readonly ended: Readonly<Record<Verdict, string>>;
  readonly labels: Readonly<Record<'loss' | 'time' | 'capture' | 'layers', string>>;
  readonly finding: {
    /** `reason` is null where nothing says why. */
    doubt(reason: string | null): string;
    frames(numbers: string, count: number): string;
    evidence(parts: readonly string[]): string;
    more(count: number): string;
  };
  /** RFCs and their sections: `RFC 9293, section 3.5`. */
  rfc(reference: string): string;
}
