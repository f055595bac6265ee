import type { CheckRecord } from '../model/check-record.ts';
import type { Words } from '../words/words.ts';

export type { Severity } from '../model/vocabulary.ts';

/** What a run of `check` came to: all that is printed comes from it, whatever prints it. */
export type CheckResult = CheckRecord;

/** The verdict on one capture, or on one recording of several. */
export type CaptureVerdict = CheckResult['captures'][number];

/** What became of one rule; `listed` is bounded, `violations` counts all. */
export type RuleOutcome = CaptureVerdict['outcomes'][number];

/**
 * Whose rule it is: `source` is its place in a rules file, `option` the option that asked for it;
 * both are null for one of the recommended rules.
 */
export type RuleRef = RuleOutcome['rule'];

/** One violation, and what leads to the packets that show it. */
export type Violation = RuleOutcome['listed'][number] & { readonly [IN_WORDS]?: Translated };

/**
 * What a violation says in the language of people, where that is not English. Its key is a symbol:
 * records for programs, which are English, do not show it.
 */
export const IN_WORDS = Symbol('in words');
export type Translated = Pick<RuleOutcome['listed'][number], 'message' | 'found' | 'expected'>;

/** What the names of rules begin with that compare with a baseline. */
export const BASELINE_RULES = 'baseline/';

/** How a report looks. */
export interface CheckStyle {
  readonly color: boolean;
  /** Lines wider than this go on in the next one; undefined: none does. */
  readonly foldAt: number | undefined;
  /** The language of the text for people; English. */
  readonly words?: Words;
}

/** Makes a text of a result: a pure function of it. */
export interface CheckReporter {
  readonly name: string;
  render(result: CheckResult, style: CheckStyle): string;
}
