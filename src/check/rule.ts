import type { CaptureRecord } from '../model/capture-record.ts';
import type { SegmentRecord } from '../model/segment-record.ts';
import type { TotalsRecord } from '../model/totals-record.ts';
import type { RuleWords } from '../words/rule-words.ts';
import type { ConnectionSubject } from './subject.ts';
import type { RuleRef } from './verdict.ts';

/**
 * Whether a rule holds of something; `unconcerned` where the rule is not about it, `unmeasured` where
 * the clock went back in what it measures, so that nobody can tell.
 */
export type Judgment = 'holds' | 'broken' | 'unconcerned' | 'unmeasured';

/** What is to be told of a violation. */
export interface Breach {
  /** A clause without a full stop. */
  readonly message: string;
  readonly found: string;
  /** The frames that show it; may be empty. */
  readonly frames: readonly number[];
}

/** How many violations are allowed. */
export type Budget =
  | { readonly kind: 'count'; readonly most: number }
  /** A fraction of the subjects. */
  | { readonly kind: 'share'; readonly most: number };

interface Held {
  readonly ref: RuleRef;
  /** What is expected, in words or as an expression. */
  readonly expected: string | ((words: RuleWords) => string);
  readonly budget?: Budget | undefined;
}

/** A rule on each connection, judged when that is final. */
export interface ConnectionRule extends Held {
  readonly over: 'connection';
  judge(subject: ConnectionSubject): Judgment;
  /** Asked of a connection that breaks it, during the same call. */
  tell(subject: ConnectionSubject, words: RuleWords): Breach;
}

/** A rule on each segment, by its record. */
export interface SegmentRule extends Held {
  readonly over: 'segment';
  judge(record: SegmentRecord): Judgment;
  tell(record: SegmentRecord, words: RuleWords): Breach;
}

/** What is known of a capture, or of a recording of several, at its end. */
export interface CaptureSubject {
  /** The record, and that of the totals. */
  readonly record: CaptureRecord & { readonly totals: TotalsRecord };
  /** Connections that were judged. */
  readonly connections: number;
}

/**
 * A rule on a capture as a whole. One that needs the connections is shown each of them before, and
 * says with `keep` that this one shows a violation best, in these frames.
 */
export interface CaptureRule extends Held {
  readonly over: 'capture';
  /** Whether it is about each capture, or about all that are read as one recording. */
  readonly per: 'capture' | 'recording';
  see?(subject: ConnectionSubject, keep: (frames: readonly number[]) => void): void;
  judge(subject: CaptureSubject): Judgment;
  tell(subject: CaptureSubject, words: RuleWords): Breach;
}

export type Rule = ConnectionRule | SegmentRule | CaptureRule;

/** What makes a rule ready for one run: rules may add up what they see. */
export interface RuleMaker {
  readonly ref: RuleRef;
  /** As the description of `ref`, which is English; what a rules file says is in its own language. */
  describe(words: RuleWords): string;
  make(): Rule;
}

/** `at most 2`, `at most 1 %`. */
export function budgetText(budget: Budget): string {
  return budget.kind === 'count'
    ? `at most ${budget.most}`
    : `at most ${Number((100 * budget.most).toPrecision(12))} %`;
}

/** Whether so many violations among so many subjects are no more than allowed. */
export function isWithin(
  budget: Budget | undefined,
  violations: number,
  subjects: number,
): boolean {
  if (budget === undefined || violations === 0) return violations === 0;
  // Divided, not multiplied: 0.29 * 100 is less than 29, but 29 / 100 is 0.29.
  return (budget.kind === 'count' ? violations : violations / subjects) <= budget.most;
}
