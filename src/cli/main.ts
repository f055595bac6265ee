import { CommanderError } from 'commander';
import { systemReason } from '../capture/system-reason.ts';
import { terminalSafe } from '../report/format/escape.ts';
import { ENGLISH } from '../words/en/index.ts';
import type { HelpWords } from '../words/help-words.ts';
import { LANGUAGES } from '../words/language.ts';
import type { UsageWords } from '../words/usage-words.ts';
import type { Words } from '../words/words.ts';
import { columnsOf, DEFAULT_COLUMNS } from './columns.ts';
import { EXIT_BUG, EXIT_DONE, EXIT_INPUT, EXIT_USAGE } from './exit-code.ts';
import type { Io } from './io.ts';
import { languageAskedFor, wordsFor } from './language.ts';
import { joinIds, type Options } from './options.ts';
import { type Actions, buildProgram, type Printer } from './program.ts';
import { UsageError } from './usage-error.ts';

/** The command: takes the words behind its name and answers with the exit code. Never throws. */
export async function main(argv: readonly string[], io: Io): Promise<number> {
  let words = ENGLISH;
  try {
    words = await wordsOf(argv, io);
    return await run(argv, io, words);
  } catch (error) {
    return explain(error, io, words);
  }
}

async function run(argv: readonly string[], io: Io, words: Words): Promise<number> {
  let code = EXIT_DONE;
  const program = buildProgram(actionsOf(io), printerOf(io, words.help), (result) => {
    code = result;
  });
  // English is what the program itself says.
  if (words.language !== 'en') {
    (await import('./help-language.ts')).speakHelp(program.complete(), words.help);
  }
  await program.parseAsync(joinIds(argv), { from: 'user' });
  return code;
}

/** Each command's modules are loaded when it runs: help and a typing mistake cost none of them. */
function actionsOf(io: Io): Actions {
  return {
    report: async (options) =>
      (await import('./commands/report.ts')).report(withInputs(options, io), io),
    segments: async (options) =>
      (await import('./commands/segments.ts')).segments(withInputs(options, io), io),
    follow: async (options) =>
      (await import('./commands/follow.ts')).follow(withInputs(options, io), io),
    explain: async (options) =>
      (await import('./commands/explain.ts')).explain(withInputs(options, io), io),
    check: async (options) => {
      const { check } = await import('./commands/check.ts');
      return check(options.listRules ? options : withInputs(options, io), io);
    },
    completion: async (request) =>
      (await import('./commands/completion.ts')).completion(request, io),
    schema: async (name) => (await import('./commands/schema.ts')).schema(name, io),
  };
}

/** The words of a command line that may yet turn out to be wrong. */
function wordsOf(argv: readonly string[], io: Io): Promise<Words> {
  const asked = languageAskedFor(argv);
  return wordsFor({ lang: LANGUAGES.find((name) => name === asked) }, io);
}

function printerOf(io: Io, words: HelpWords): Printer {
  const { stdout, stderr } = io;
  return {
    out: (text) => stdout.write(Buffer.from(text)),
    err: (text) => stderr.write(Buffer.from(safeLines(words.complaint(text)))),
    columns: Math.min(columnsOf(io, stdout), DEFAULT_COLUMNS),
  };
}

class NothingToRead extends Error {}

/** Without a capture it reads what is piped in; a person at a terminal is told how to begin. */
function withInputs<T extends Options>(options: T, io: Io): T {
  if (options.inputs.length > 0) return options;
  if (io.stdinIsTerminal) throw new NothingToRead();
  return { ...options, inputs: ['-'] };
}

function explain(error: unknown, io: Io, words: Words): number {
  const { usage } = words;
  const print = (text: string) => io.stderr.write(Buffer.from(text));
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT_DONE : EXIT_USAGE;
  if (error instanceof NothingToRead) {
    print(usage.shortHelp);
    return EXIT_USAGE;
  }
  if (error instanceof UsageError) {
    print(`tcpdissect: ${safeLines(error.tell(words))}\n`);
    return EXIT_USAGE;
  }
  if (error instanceof Error && 'syscall' in error) {
    print(`tcpdissect: ${terminalSafe(systemComplaint(error, usage))}\n`);
    return EXIT_INPUT;
  }
  const stack = error instanceof Error ? error.stack : String(error);
  print(`tcpdissect: ${usage.fault}\n${stack}\n`);
  return EXIT_BUG;
}

/** A complaint repeats words of the command line and of rules files, which others may have written. */
function safeLines(text: string): string {
  return text
    .split('\n')
    .map((line) => terminalSafe(line))
    .join('\n');
}

/** Calls that make a result. */
const WRITING: readonly unknown[] = ['write', 'close', 'rename'];

function systemComplaint(error: Error & { readonly syscall: unknown }, words: UsageWords): string {
  return WRITING.includes(error.syscall)
    ? words.cannotWriteResult(words.system(systemReason(error)))
    : words.system(error.message);
}
