import type { LadderMark } from '../model/ladder-record.ts';
import type { Side, TcpStateName } from '../model/vocabulary.ts';

type Retransmission = Extract<LadderMark, { kind: 'retransmission' }>;
type AnalysisMark = Extract<LadderMark, { kind: 'analysis' }>['name'];

/** The words of the ladder: its heads, what stands below an arrow, and in place of rows. */
export interface LadderWords {
  readonly heads: Readonly<Record<'frame' | 'elapsed' | 'delta' | 'why', string>>;
  /** What is written on an arrow is the field's shorthand (`SYN seq 0`) but for this: sent again. */
  readonly again: string;
  /** Why a state changed, in the words of RFC 9293, Figure 5: `rcv SYN,ACK`. */
  cause(event: string): string;
  /** An endpoint's change of state, by its cause. */
  stateChange(endpoint: Side, cause: string): string;
  /** `original` is null where it is not known. */
  retransmission(
    cause: Retransmission['cause'],
    original: number | null,
    lost: Retransmission['lost'],
    segments: number,
  ): string;
  duplicateAck(number: number, ofFrame: number | null, segments: number): string;
  readonly analysis: Readonly<Record<AnalysisMark, string>>;
  windowUpdate(size: string): string;
  checksum(protocol: 'IP' | 'TCP'): string;
  readonly remarks: Readonly<Record<'copy' | 'reordered' | 'discarded', string>>;
  /** What else a row stands for; `size` is empty where there is no data. */
  several(size: string, lastFrame: number, span: string): string;
  segments(count: number): string;
  rowsNotShown(count: number): string;
  icmp(to: Side, type: number, code: number, mtu: number): string;
  /** The states with their usual names, where there is room for a legend; null: they need none. */
  readonly stateNames: Readonly<Record<TcpStateName, string>> | null;
  /** What states are called: below the ladders that they stand in. */
  legend(states: readonly { readonly state: string; readonly name: string }[]): string;
}
