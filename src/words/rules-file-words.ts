/** A part of a rules file: the whole, its rules, one of them (`isRecommended`: it changes one that there is), its drifts. */
export type RulesPart =
  | 'file'
  | 'rules'
  | 'drift'
  | { readonly rule: string; readonly isRecommended: boolean };

/** What a value of a rule must be. */
export type RuleValue =
  | 'text'
  | 'condition'
  | 'budget'
  | 'one'
  | { readonly words: readonly string[] };

/** Mistakes of YAML, most of them made every day; those told with a sign have it as `sign`. */
export type YamlMistake =
  | 'duplicateKey'
  | 'tabs'
  | 'oneDocument'
  | 'indentation'
  | 'listBelow'
  | 'colonInValue'
  | 'keysBelowValue'
  | 'noColon'
  | 'comment'
  | 'noComma'
  | 'noDash'
  | 'twoCommas'
  | 'behindValue'
  | 'behindList'
  | 'textBelow'
  | 'emptyLines'
  | 'besideStart'
  | 'directive'
  | 'anchor'
  | 'longKey'
  /** What stands behind something that has ended. */
  | 'stray'
  | 'other'
  /** `sign` begins a text that is not indented. */
  | 'unindented'
  /** `sign` stands behind a key, where a colon and a blank should. */
  | 'fullWidthColon'
  /** A value that begins with `sign`, which begins something else in YAML. */
  | 'badStart'
  /** `sign` means nothing within double quotes. */
  | 'escape'
  /** `sign` closes what was not opened. */
  | 'notOpened'
  /** `sign` should close it, and is not there. */
  | 'open';

/** What is wrong with a rules file, as clauses without a full stop. Keys have their names. */
export interface RulesFileWords {
  /** More than so many characters. */
  tooLong(most: number): string;
  /** More than so many values. */
  tooMuch(most: number): string;
  /** Lists and maps in one another, more than so many. */
  nestedTooDeep(most: number): string;
  readonly nothing: string;
  noAnchor(name: string): string;
  readonly aliasOfItself: string;
  yaml(mistake: YamlMistake, sign: string): string;
  readonly noVersion: string;
  readonly version: string;
  readonly extendsWhat: string;
  /** Where a full-width comma joins several to one name. */
  readonly extendsSeveral: string;
  extending(name: string, problem: string): string;
  readonly extendsItself: string;
  /** More than so many sets within sets. */
  tooDeep(most: number): string;
  readonly names: string;
  keysWithValues(part: RulesPart): string;
  /** `known` is null where one of them is near. */
  noKey(part: RulesPart, key: string, known: readonly string[] | null): string;
  forCommandLine(rule: string, option: string): string;
  switch(rule: string, words: readonly string[]): string;
  noSwitch(rule: string): string;
  nothingExpected(rule: string): string;
  value(rule: string, key: string, expected: RuleValue): string;
  expression(rule: string, key: string, problem: string): string;
  /** `isSwitch`: there is no percentage, but off alone. */
  drift(metric: string, isSwitch: boolean): string;
}
