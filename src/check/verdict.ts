import type { CheckRecord } from '../model/check-record.ts';

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
export type Violation = RuleOutcome['listed'][number];

/** What the names of rules begin with that compare with a baseline. */
export const BASELINE_RULES = 'baseline/';

/** How a report looks. */
export interface CheckStyle {
  readonly color: boolean;
  /** Columns of the terminal. */
  readonly columns: number;
}

/** Makes a text of a result: a pure function of it. */
export interface CheckReporter {
  readonly name: string;
  render(result: CheckResult, style: CheckStyle): string;
}
