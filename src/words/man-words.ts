/** What the command can exit with, as the page lists it. */
export type ExitCode = '0' | '1' | '2' | '3' | '70' | '130, 143';

/** Variables of the environment that mean something to the command, by what they mean. */
export type Variables =
  | 'NO_COLOR'
  | 'FORCE_COLOR'
  | 'COLUMNS'
  | 'LC_ALL, LC_MESSAGES, LANG'
  | 'LC_ALL, LC_CTYPE, LANG';

/** What the man page says beside `--help`; a run of the command needs none of it. */
export interface ManWords {
  /** Title of the manual that the page is of. */
  readonly manual: string;
  readonly sections: Readonly<
    Record<
      | 'name'
      | 'synopsis'
      | 'description'
      | 'options'
      | 'commands'
      | 'exitStatus'
      | 'environment'
      | 'examples'
      | 'seeAlso',
      string
    >
  >;
  /** The command in a clause, from its description. */
  purpose(description: string): string;
  /** What a capture is. */
  readonly input: string;
  /** A description as a sentence, with a full stop. */
  sentence(text: string): string;
  /** The words that an option takes, as a sentence behind another. */
  oneOf(words: readonly string[]): string;
  /** Options that a command shares with the report. */
  takesAsAbove(options: readonly string[]): string;
  readonly exitCodes: Readonly<Record<ExitCode, string>>;
  readonly environment: Readonly<Record<Variables, string>>;
}
