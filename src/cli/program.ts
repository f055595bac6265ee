import { existsSync } from 'node:fs';
import { Argument, type Command, Option } from 'commander';
import { SIDES, type Side } from '../model/vocabulary.ts';
import { TIME_FORMATS, type TimeFormat } from '../report/format/time.ts';
import { nearestName } from '../select/nearest.ts';
import { VERSION } from '../version.ts';
import {
  addCheckOptions,
  type CheckGiven,
  type CheckOptions,
  checkOptionsOf,
} from './check-options.ts';
import type { CompletionRequest } from './commands/completion.ts';
import { examplesText } from './examples.ts';
import { type Given, optionsOf, refuseForeign, withGlobals } from './given.ts';
import { GradualCommand } from './gradual-command.ts';
import { type Options, parseCount, parseFrame, SORT_KEYS, type SortKey } from './options.ts';
import {
  addCommonOptions,
  addPacketOptions,
  addReadingOptions,
  addRecordOptions,
  addRefusedOptions,
  languageOption,
} from './shared-options.ts';
import { contradiction, UsageError } from './usage-error.ts';

export interface ReportOptions extends Options {
  /** Connections shown at most. */
  readonly limit: number | undefined;
  readonly sort: SortKey | undefined;
  /** Plots of the one connection shown. */
  readonly plot: boolean;
}

export interface SegmentsOptions extends Options {
  readonly timeFormat: TimeFormat;
}

/** How `follow` shows payload. */
const PAYLOAD_VIEWS = ['raw', 'hex', 'text'] as const;
export type PayloadView = (typeof PAYLOAD_VIEWS)[number];

export interface FollowOptions extends Options {
  /** The only side to show; undefined: both. */
  readonly from: Side | undefined;
  readonly show: PayloadView;
}

export interface ExplainOptions extends Options {
  /** The frame to explain, `capture` as the index in the records; undefined: the first that `-Y` selects. */
  readonly frame: { readonly capture: number; readonly frame: number } | undefined;
}

/** What the command line can ask for; each answers with the exit code. */
export interface Actions {
  report(options: ReportOptions): Promise<number>;
  segments(options: SegmentsOptions): Promise<number>;
  follow(options: FollowOptions): Promise<number>;
  explain(options: ExplainOptions): Promise<number>;
  check(options: CheckOptions): Promise<number>;
  schema(name: string | undefined): Promise<number>;
  completion(request: CompletionRequest): Promise<number>;
}

/** What `completion` knows how to complete in. */
export const SHELLS = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof SHELLS)[number];

/** Where the program's own words go: help and version, and complaints. */
export interface Printer {
  out(text: string): void;
  err(text: string): void;
  readonly columns: number;
}

export const COMMAND_NAMES: readonly string[] = [
  'segments',
  'follow',
  'explain',
  'check',
  'completion',
  'schema',
  'help',
];

/** Options that some commands refuse. */
const FORMAT = '--format [name]';
const WRITE_FILE = '-w, --write-file [file]';

/** Words that commands to come are called by: where no capture has such a name, it is a command that is meant. */
const COMMANDS_TO_COME: readonly string[] = ['compare'];

/**
 * The command tree, of whose commands each has its options as soon as it is called. `onExit` gets the code of
 * the command that ran.
 */
export function buildProgram(
  actions: Actions,
  printer: Printer,
  onExit: (code: number) => void,
): GradualCommand {
  const program = new GradualCommand('tcpdissect');
  program
    .exitOverride()
    .configureOutput({
      writeOut: (text) => printer.out(text),
      writeErr: (text) => printer.err(text),
      outputError: (text, write) => write(asComplaint(text)),
      getOutHelpWidth: () => printer.columns,
      getErrHelpWidth: () => printer.columns,
    })
    .configureHelp({ sortSubcommands: false, showGlobalOptions: false })
    .enablePositionalOptions()
    .showSuggestionAfterError()
    .description(
      'Reads packet captures and tells the story of every TCP connection in them: the handshake,\n' +
        'the states of both endpoints, what was lost or sent again, how it was closed, and which\n' +
        'checksums do not hold.',
    )
    .usage('[options] CAPTURE...')
    .version(`tcpdissect ${VERSION}`, '--version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand(false)
    .addHelpText('after', examplesText('tcpdissect'));
  addCommonOptions(program, 'connections')
    .addOption(new Option('--limit <n>', 'connections shown at most').argParser(parseCount(1)))
    .addOption(new Option('--sort <key>', 'order of the connections').choices(SORT_KEYS))
    .option('--plot', 'plot sequence numbers, window and RTT of one connection')
    .action(async (captures: string[], given: Given) => {
      refuseCommandToCome(captures);
      const { limit, sort, plot = false } = given;
      onExit(await actions.report({ ...optionsOf(captures, given), limit, sort, plot }));
    });

  addSegments(program, actions, onExit);
  addFollow(program, actions, onExit);
  addExplain(program, actions, onExit);
  addCheck(program, actions, onExit);

  program
    .command('completion')
    .description('print a script that completes commands and options in a shell')
    .later((command) =>
      command
        .addArgument(new Argument('<shell>', 'the shell').choices(SHELLS))
        .helpOption('-h, --help', 'print this help')
        .addOption(languageOption())
        .addHelpText('after', examplesText('completion'))
        .action(async (shell: Shell, _: object, own: Command) => {
          const { lang } = withGlobals(own);
          program.complete();
          onExit(await actions.completion({ shell, program, lang }));
        }),
    );

  program
    .command('schema [name]')
    .description('print the JSON Schema of an output; without a name, what there is')
    .later((command) =>
      command
        .helpOption('-h, --help', 'print this help')
        .addOption(languageOption())
        .addHelpText('after', examplesText('schema'))
        .action(async (name: string | undefined, _: object, own: Command) => {
          refuseForeign(own);
          onExit(await actions.schema(name));
        }),
    );

  addHelp(program);
  for (const command of program.commands) {
    const name = `tcpdissect ${command.name()}`;
    command.configureOutput({ outputError: (text, write) => write(asComplaint(text, name)) });
  }
  return program;
}

function addSegments(
  program: GradualCommand,
  actions: Actions,
  onExit: (code: number) => void,
): void {
  program
    .command('segments')
    .description('print one line per TCP segment, decoded and analysed')
    .later((command) =>
      addCommonOptions(command, 'segments')
        .usage('[options] CAPTURE...')
        .helpOption('-h, --help', 'print this help')
        .addOption(
          new Option(
            '-t, --time-format <format>',
            'time in the text: a or u time of day, ad or ud with the date (all UTC), d since the ' +
              'previous line, e since 1970, r since the first packet (default)',
          ).choices(TIME_FORMATS),
        )
        .addHelpText('after', examplesText('segments'))
        .action(async (captures: string[], _: Given, own: Command) => {
          const given = withGlobals(own);
          const { timeFormat = 'r' } = given;
          onExit(await actions.segments({ ...optionsOf(captures, given), timeFormat }));
        }),
    );
}

function addFollow(
  program: GradualCommand,
  actions: Actions,
  onExit: (code: number) => void,
): void {
  program
    .command('follow')
    .description('print what was sent over a connection, in order')
    .later((command) =>
      addRefusedOptions(addReadingOptions(command), '--json', '--ndjson', FORMAT)
        .usage('[options] CAPTURE... --connection ID')
        .helpOption('-h, --help', 'print this help')
        .addOption(new Option('--from <side>', 'what this side sent alone').choices(SIDES))
        .option('--text', 'as text, what is none spelt out (default)')
        .option('--hex', 'in hexadecimal, with offsets')
        .option('--raw', 'as it is, gaps on stderr')
        .addHelpText('after', examplesText('follow'))
        .action(async (captures: string[], _: Given, own: Command) => {
          const given = withGlobals(own);
          const { json, ndjson, format, from } = given;
          if (json || ndjson || format !== undefined)
            throw new UsageError(({ usage }) => usage.followPayload);
          const show = viewOf(given);
          onExit(await actions.follow({ ...optionsOf(captures, given), from, show }));
        }),
    );
}

function viewOf(given: Given): PayloadView {
  const [view = 'text', other] = PAYLOAD_VIEWS.filter((name) => given[name]);
  if (other !== undefined) throw contradiction(`--${view}`, `--${other}`);
  return view;
}

function addExplain(
  program: GradualCommand,
  actions: Actions,
  onExit: (code: number) => void,
): void {
  program
    .command('explain')
    .description('take one frame apart: each field, its bits, its value, what it means here')
    .later((command) =>
      addRefusedOptions(
        addRecordOptions(addReadingOptions(command), 'explanations'),
        ...['-f, --packet-filter [expr]', '--after [time]', '--before [time]', '--where [expr]'],
        WRITE_FILE,
      )
        .usage('[options] CAPTURE... --frame N')
        .helpOption('-h, --help', 'print this help')
        .addOption(
          new Option(
            '--frame <n>',
            'the frame, counted from 1; of several captures in the first, as 1:N in the second',
          ).argParser(parseFrame),
        )
        .option('-Y, --display-filter <expr>', "the first segment selected (Wireshark's syntax)")
        .addHelpText('after', examplesText('explain'))
        .action(async (captures: string[], _: Given, own: Command) => {
          const given = withGlobals(own);
          refuseSelection(given);
          onExit(await actions.explain({ ...optionsOf(captures, given), frame: given.frame }));
        }),
    );
}

/** What is explained is a frame of the whole capture. */
function refuseSelection({ packetFilter, after, before, where, writeFile }: Given): void {
  if ([packetFilter, after, before, where, writeFile].some((value) => value !== undefined)) {
    throw new UsageError(({ usage }) => usage.explain.takesNoSelection);
  }
}

function addCheck(program: GradualCommand, actions: Actions, onExit: (code: number) => void): void {
  program
    .command('check')
    .description('hold captures to rules: exit code 0 where all hold, 1 where one does not')
    .later((command) =>
      addRefusedOptions(
        addCheckOptions(addPacketOptions(addReadingOptions(command))),
        ...['--ndjson', FORMAT, '-Y, --display-filter [expr]', WRITE_FILE],
      ).action(async (captures: string[], _: Given, own: Command) => {
        const given: Given & CheckGiven = withGlobals(own);
        onExit(await actions.check(checkOptionsOf(captures, given)));
      }),
    );
}

/** Commander's own prints the help of the program where there is no such command, and says nothing of it. */
function addHelp(program: GradualCommand): void {
  program
    .command('help [command]')
    .description('print the help of a command')
    .later((command) =>
      command
        .helpOption('-h, --help', 'print this help')
        .addOption(languageOption())
        .action((name: string | undefined, _: object, own: Command) => {
          refuseForeign(own);
          program.complete();
          const asked =
            name === undefined ? program : program.commands.find((one) => one.name() === name);
          if (asked !== undefined) asked.help();
          refuseCommandToCome([name ?? '']);
          const near = nearestName(name ?? '', COMMAND_NAMES);
          const hint = near === undefined ? '' : `\n(Did you mean ${near}?)`;
          program.error(`error: unknown command '${name}'${hint}`);
        }),
    );
}

function refuseCommandToCome([first = '']: readonly string[]): void {
  if (COMMANDS_TO_COME.includes(first) && !existsSync(first)) {
    throw new UsageError(({ usage }) => usage.commandToCome(first));
  }
}

/** `error: unknown option '--jsno'` in the form of all our complaints. */
function asComplaint(text: string, command = 'tcpdissect'): string {
  return `${text.replace(/^error: /, 'tcpdissect: ').trimEnd()}\nTry: ${command} --help\n`;
}
