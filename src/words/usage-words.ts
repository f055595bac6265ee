/** What is wrong with a command line, as clauses without a full stop. Options and formats have their names. */
export interface UsageWords {
  /** The tool itself is to blame. */
  readonly fault: string;
  /** What is said where there is nothing to read: lines. */
  readonly shortHelp: string;
  /** What the system says, in its English. */
  system(reason: string): string;
  cannotWrite(path: string, reason: string): string;
  readonly writing: Readonly<
    Record<
      | 'noDirectory'
      | 'directory'
      | 'emptyName'
      | 'directoryName'
      | 'input'
      | 'besideInput'
      | 'rulesFile'
      | 'notAllRead',
      string
    >
  >;
  cannotWriteResult(reason: string): string;
  /** A variable of the environment names the file. */
  cannotWriteSummary(variable: string, path: string, reason: string): string;
  notWritten(path: string, reason: string): string;
  contradiction(option: string, other: string): string;
  readonly oneRulesFile: string;
  readonly followOneFile: string;
  readonly followNotPiped: string;
  commandToCome(command: string): string;
  readonly listInterfaces: string;
  record(networkInterface: string): string;
  /** A format of output that shows no such rows. */
  noRows(format: string, rows: 'connections' | 'segments' | 'explanations'): string;
  readonly followPayload: string;
  readonly followNeedsId: string;
  readonly followOneConnection: string;
  readonly onePlot: string;
  readonly plotIsText: string;
  readonly explain: {
    readonly takesNoSelection: string;
    readonly needsFrame: string;
    readonly eitherFrame: string;
    readonly noneSelected: string;
    noCapture(index: number, captures: number): string;
    /** `last`: of the frames that the capture at `path` has; 0: none. */
    noFrame(frame: number, path: string, last: number, captures: number): string;
    /** What there is not, where not all could be read. */
    readonly missing: {
      readonly selected: string;
      capture(index: number): string;
      /** `frames`: so many of the capture at `path` could be read. */
      frame(frame: number, path: string, frames: number): string;
    };
  };
  /** `ids` as `3, 7-9`; how many, and how many connections there are. */
  noConnections(ids: string, count: number, connections: number): string;
  /** What is wrong on one of several captures. */
  of(paths: readonly string[], what: string): string;
  readonly severalLinkTypes: string;
  readonly resultThereToo: string;
  readonly whereReadsTwice: string;
  /** A warning: not all of what `-w` was to write could be had. */
  readonly lastFragments: string;
  readonly checkHasReporters: string;
  readonly checkWritesNoPackets: string;
  readonly checkJudgesConnections: string;
  readonly reportersHaveFiles: string;
  /** A reporter, which has no form for a list of rules. */
  listedRulesForm(reporter: string): string;
  /** `path` is null for standard output. */
  twoResults(path: string | null): string;
  /** What there is not, what was probably meant (null: nothing is near), and what there is. */
  noSuch(
    kind: 'reporter' | 'metric',
    name: string,
    nearest: string | null,
    known: readonly string[],
  ): string;
  noSchema(name: string, nearest: string | null, known: readonly string[]): string;
  noRule(name: string, nearest: string | null): string;
  /** A rule that has an option of its own. */
  ruleIsOption(name: string, option: string): string;
  /** An option with its value, and what is wrong with that. */
  option(option: string, what: string): string;
  readonly quick: Readonly<Record<'time' | 'share' | 'comparison', string>>;
  cannotReadRules(path: string, reason: string): string;
  readonly driftNeedsBaseline: string;
  readonly baselineByNeedsFile: string;
  baselineIsBy(path: string, key: string): string;
  /** `isSwitch`: there is no percentage, but off alone. */
  driftValue(metric: string, isSwitch: boolean): string;
  noBaseline(reason: string): string;
  readonly baseline: {
    readonly noJson: string;
    /** `found` as JSON. */
    schema(found: string, expected: string): string;
    by(found: string, expected: readonly string[]): string;
    noNumber(where: string, found: string): string;
    /** `where` is null for the whole. */
    noObject(where: string | null): string;
    missing(where: string | null, key: string): string;
    unknownKey(where: string | null, key: string): string;
  };
}
