import type { BaselineMetric } from '../model/baseline-keys.ts';
import type { HandshakeKind, ResetCause, TeardownKind } from '../model/timeline-kinds.ts';
import type { Side } from '../model/vocabulary.ts';

/** How a rule is broken: a clause without a full stop, and what was found. */
export interface Said {
  readonly message: string;
  readonly found: string;
}

export type Quantile = 'p50' | 'p95' | 'p99' | 'max';

/** How what differs from a baseline is told. Values have their units. */
export interface BaselineRuleWords {
  /** A service by its name in the baseline: a port, an address and port, or `ephemeral` and `others`. */
  service(name: string): string;
  differs(service: string, metric: BaselineMetric): string;
  isNew(service: string): string;
  hasVanished(service: string): string;
  connections(count: number): string;
  readonly noConnection: string;
  /** How it was, where it is to be the same. */
  asBefore(found: string): string;
  readonly none: string;
  /** `more` is null where the share of nothing would be told. */
  found(value: string, more: string | null): string;
  /** The limit, and what makes it: null where nothing is added. */
  atMost(limit: string, sum: string | null): string;
}

/** The rules that come with the tool and take no value. */
type FixedRule =
  | 'connection'
  | 'noReset'
  | 'bothClose'
  | 'established'
  | 'checksums'
  | 'noErrors'
  | 'noRetransmission'
  | 'noZeroWindow';

/** How violations of the rules that come with the tool are told; spans and shares have their units. */
export interface RuleWords {
  readonly expected: Readonly<Record<FixedRule | 'wholeRecord', string>> & {
    atMost(value: string): string;
    mostSentAgain(share: string): string;
  };
  /** What a rule asks for, as a sentence without a full stop. */
  readonly describe: Readonly<Record<FixedRule | 'wholeCaptures', string>> & {
    /** `expected` as `>= 10`. */
    connections(expected: string): string;
    mostDuration(span: string): string;
    mostHandshake(span: string): string;
    mostSentAgain(share: string): string;
    mostRoundTrip(quantile: Quantile, span: string): string;
  };
  readonly baseline: BaselineRuleWords;
  /** `others`: why packets were none of TCP, as `ARP`, and how many. */
  noConnection(packets: number, others: readonly (readonly [string, number])[]): Said;
  /** There are so many, but a condition selects none of them. */
  noneSelected(connections: number): Said;
  cutShort(lastFrame: number): Said;
  connections(count: number): Said;
  reset(from: Side, cause: ResetCause, count: number): Said;
  /** `isOpen`: the capture ends before it does. */
  notClosed(kind: TeardownKind, isOpen: boolean): Said;
  lasted(span: string): Said;
  notOpened(kind: HandshakeKind, segments: readonly string[]): Said;
  handshakeTook(span: string): Said;
  /** `doubt` is null where there is none. */
  checksums(ip: number, tcp: number, doubt: string | null): Said;
  /** The first sentence without its full stop, its RFC or null, how many others, and all kinds. */
  errors(first: string, rfc: string | null, others: number, kinds: readonly string[]): Said;
  sentAgain(segments: number): Said;
  /** `worst`: of one connection. */
  rate(share: string, worst: number, retransmitted: number, segments: number): Said;
  zeroWindows(who: Side, count: number): Said;
  roundTrip(quantile: Quantile, who: Side, span: string, samples: number): Said;
  /** A condition of a rules file that has no message: null where it has no description either. */
  notSo(description: string | null): string;
}
