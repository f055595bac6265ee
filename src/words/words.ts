import type { InputWords } from '../capture/input-words.ts';
import type { ExplainWords } from '../model/explain/explain-words.ts';
import type { FindingWords } from '../model/findings/finding-words.ts';
import type { Side } from '../model/vocabulary.ts';
import type { FilterWords } from '../select/filter-words.ts';
import type { CaptureWords } from './capture-words.ts';
import type { CheckWords } from './check-words.ts';
import type { HeadingWords } from './explanation-words.ts';
import type { FollowWords } from './follow-words.ts';
import type { HelpWords } from './help-words.ts';
import type { LadderWords } from './ladder-words.ts';
import type { Language } from './language.ts';
import type { PlotWords } from './plot-words.ts';
import type { ProgressWords } from './progress-words.ts';
import type { ReportWords } from './report-words.ts';
import type { RuleWords } from './rule-words.ts';
import type { RulesFileWords } from './rules-file-words.ts';
import type { SegmentWords } from './segment-words.ts';
import type { StoryWords } from './story-words.ts';
import type { UsageWords } from './usage-words.ts';

/**
 * All that is said to people, in one language: a folder beside this file for each. A sentence is a
 * function of the values that it tells; what comes as text is the same in every language (addresses,
 * times, sizes and durations with their units, names of protocols). A catalogue that lacks a sentence
 * does not compile.
 */
export interface Words {
  readonly language: Language;
  readonly grammar: Grammar;
  readonly side: Readonly<Record<Side, string>>;
  readonly findings: FindingWords;
  readonly capture: CaptureWords;
  readonly report: ReportWords;
  readonly story: StoryWords;
  readonly ladder: LadderWords;
  readonly plot: PlotWords;
  readonly segments: SegmentWords;
  readonly follow: FollowWords;
  readonly progress: ProgressWords;
  readonly check: CheckWords;
  readonly help: HelpWords;
  /** What is wrong with a command line. */
  readonly usage: UsageWords;
  readonly rulesFile: RulesFileWords;
  /** What is wrong with filters and conditions. */
  readonly filters: FilterWords;
  /** What is wrong with captures. */
  readonly inputs: InputWords;
  readonly rules: RuleWords;
  /** The sentences of an explained frame, and what stands above and beside them. */
  readonly explain: ExplainWords;
  readonly explanation: HeadingWords;
}

/** How parts are put together; an empty part is none. */
export interface Grammar {
  /** `a, b and c` */
  list(parts: readonly string[]): string;
  /** `a, b, c`: things of one kind, as numbers of frames. */
  items(parts: readonly string[]): string;
  /** `a, b, c`: parts of one statement. */
  commas(parts: readonly string[]): string;
  /** `a; b`: statements of one sentence. */
  clauses(parts: readonly string[]): string;
  /** Sentences one behind the other. */
  sentences(parts: readonly string[]): string;
  /** With a full stop, where it has no end yet. */
  withStop(sentence: string): string;
}
