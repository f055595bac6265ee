/** `--help` and complaints on the command line; names of commands and options are the same in every language. */
export interface HelpWords {
  /** A title of commander's, as `Options:`. */
  title(english: string): string;
  /** What a command, an option or an operand is for, by its name: `segments`, `--limit`, `captures`. */
  purpose(command: string, name: string, english: string): string;
  /** What stands behind the name of a command: `[options] CAPTURE...`. */
  usage(english: string): string;
  choices(names: readonly string[]): string;
  /** What an example is for. */
  example(english: string): string;
  /** What stands behind the examples of a command: lines of a help text. */
  notes(command: string, english: string): string;
  /** A complaint of commander's in our form. */
  complaint(english: string): string;
  readonly diagnostics: {
    readonly severity: Readonly<Record<'error' | 'warning' | 'info', string>>;
    atOffset(offset: number): string;
    didYouMean(command: string): string;
    /** Of a result that does not say so itself. */
    readonly interrupted: string;
    /** What people can do about it, behind what it is. */
    advised(advice: string): string;
    line(clauses: readonly string[]): string;
  };
}
