import { existsSync } from 'node:fs';
import { Argument, Command, Option } from 'commander';
import { statusOf } from '../capture/status-of.ts';
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
import { examplesText } from './examples.ts';
import {
  DEFAULT_MAX_CONNECTIONS,
  DEFAULT_MSL_SECONDS,
  type Options,
  parseCount,
  parseFrame,
  SORT_KEYS,
  type SortKey,
} from './options.ts';
import {
  addCommonOptions,
  addPacketOptions,
  addReadingOptions,
  addRecordOptions,
  languageOption,
} from './shared-options.ts';
import { UsageError } from './usage-error.ts';

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
export type PayloadView = 'raw' | 'hex' | 'text';

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
  completion(shell: Shell, program: Command): Promise<number>;
}

/** Options as commander hands them over: a key is there only where the option was given. */
interface Given extends Partial<Omit<Options, 'inputs'>> {
  readonly readFile?: readonly string[];
  readonly json?: boolean;
  readonly ndjson?: boolean;
  readonly maxConnections?: number;
  readonly idleTimeout?: number;
  readonly msl?: number;
  readonly connection?: readonly number[];
  readonly absoluteTcpSequenceNumbers?: boolean;
  readonly limit?: number;
  readonly sort?: SortKey;
  readonly plot?: boolean;
  readonly timeFormat?: TimeFormat;
  readonly from?: Side;
  readonly raw?: boolean;
  readonly hex?: boolean;
  readonly text?: boolean;
  readonly frame?: ExplainOptions['frame'];
  readonly interface?: string;
  readonly listInterfaces?: boolean;
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

/** Words that commands to come are called by: where no capture has such a name, it is a command that is meant. */
const COMMANDS_TO_COME: readonly string[] = ['compare'];

/** The command tree. `onExit` gets the code of the command that ran. */
export function buildProgram(
  actions: Actions,
  printer: Printer,
  onExit: (code: number) => void,
): Command {
  const program = new Command('tcpdissect');
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
      onExit(await actions.report({ ...fill(captures, given), limit, sort, plot }));
    });

  addCommonOptions(
    program.command('segments').description('print one line per TCP segment, decoded and analysed'),
    'segments',
  )
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
    .action(async (captures: string[], _: Given, command: Command) => {
      const given = withGlobals(command);
      const { timeFormat = 'r' } = given;
      onExit(await actions.segments({ ...fill(captures, given), timeFormat }));
    });

  addReadingOptions(
    program.command('follow').description('print what was sent over a connection, in order'),
  )
    .usage('[options] CAPTURE... --connection ID')
    .helpOption('-h, --help', 'print this help')
    .addOption(new Option('--from <side>', 'what this side sent alone').choices(SIDES))
    .addOption(
      new Option('--text', 'as text, what is none spelt out (default)').conflicts(['raw', 'hex']),
    )
    .addOption(new Option('--hex', 'in hexadecimal, with offsets').conflicts(['raw', 'text']))
    .addOption(new Option('--raw', 'as it is, gaps on stderr').conflicts(['hex', 'text']))
    .addHelpText('after', examplesText('follow'))
    .action(async (captures: string[], _: Given, command: Command) => {
      const given = withGlobals(command, ['json', 'ndjson', 'format']);
      const { json, ndjson, format, from, raw, hex } = given;
      if (json || ndjson || format) throw new UsageError(({ usage }) => usage.followPayload);
      const show = raw ? 'raw' : hex ? 'hex' : 'text';
      onExit(await actions.follow({ ...fill(captures, given), from, show }));
    });

  addExplain(program, actions, onExit);
  addCheck(program, actions, onExit);

  program
    .command('completion')
    .description('print a script that completes commands and options in a shell')
    .addArgument(new Argument('<shell>', 'the shell').choices(SHELLS))
    .helpOption('-h, --help', 'print this help')
    .addHelpText('after', examplesText('completion'))
    .action(async (shell: Shell, _: object, command: Command) => {
      refuseForeign(command);
      onExit(await actions.completion(shell, program));
    });

  program
    .command('schema [name]')
    .description('print the JSON Schema of an output; without a name, what there is')
    .helpOption('-h, --help', 'print this help')
    .addHelpText('after', examplesText('schema'))
    .action(async (name: string | undefined, _: object, command: Command) => {
      refuseForeign(command);
      onExit(await actions.schema(name));
    });

  addHelp(program);
  for (const command of program.commands) {
    const name = `tcpdissect ${command.name()}`;
    command.configureOutput({ outputError: (text, write) => write(asComplaint(text, name)) });
  }
  return program;
}

function addExplain(program: Command, actions: Actions, onExit: (code: number) => void): void {
  const command = program
    .command('explain')
    .description('take one frame apart: each field, its bits, its value, what it means here');
  addRecordOptions(addReadingOptions(command), 'explanations')
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
      const answered = ['packetFilter', 'after', 'before', 'where', 'writeFile'];
      const given = withGlobals(own, answered);
      onExit(await actions.explain({ ...fill(captures, given), frame: given.frame }));
    });
}

function addCheck(program: Command, actions: Actions, onExit: (code: number) => void): void {
  const command = program
    .command('check')
    .description('hold captures to rules: exit code 0 where all hold, 1 where one does not');
  addCheckOptions(addPacketOptions(addReadingOptions(command))).action(
    async (captures: string[], _: Given, own: Command) => {
      const answered = ['ndjson', 'format', 'displayFilter', 'writeFile'];
      const given: Given & CheckGiven = withGlobals(own, answered);
      onExit(await actions.check(checkOptionsOf(fill(captures, given), given)));
    },
  );
}

/** Commander's own prints the help of the program where there is no such command, and says nothing of it. */
function addHelp(program: Command): void {
  program
    .command('help [command]')
    .description('print the help of a command')
    .helpOption('-h, --help', 'print this help')
    .addOption(languageOption())
    .action((name: string | undefined, _: object, command: Command) => {
      refuseForeign(command);
      const asked =
        name === undefined ? program : program.commands.find((one) => one.name() === name);
      if (asked !== undefined) asked.help();
      refuseCommandToCome([name ?? '']);
      const near = nearestName(name ?? '', COMMAND_NAMES);
      const hint = near === undefined ? '' : `\n(Did you mean ${near}?)`;
      program.error(`error: unknown command '${name}'${hint}`);
    });
}

/** Options that say how a text looks: in front of a command that has none of it they do no harm. */
const LOOKS: readonly string[] = [
  ...['lang', 'color', 'progress', 'quiet', 'verbose', 'numeric', 'lineBuffered'],
  'absoluteTcpSequenceNumbers',
];

/**
 * Refuses what stands in front of a command that does not know it: it would have no effect, and nobody
 * would say so.
 *
 * @param answered keys of those that the command complains of in words of its own
 */
function refuseForeign(command: Command, answered: readonly string[] = []): void {
  const own = command.options.map((option) => option.attributeName());
  const known = new Set([...own, ...answered, ...LOOKS]);
  const { parent } = command;
  const foreign = parent?.options.find((option) => {
    const key = option.attributeName();
    return isGiven(parent, key) && !known.has(key);
  });
  if (foreign !== undefined) command.error(`error: unknown option '${foreign.long}'`);
}

/** The options of a subcommand, with those given in front of its name: of two the latter counts, but for lists. */
function withGlobals(command: Command, answered?: readonly string[]): Given {
  refuseForeign(command, answered);
  const { parent } = command;
  if (parent === null) return command.opts<Given>();
  const given = new Map<string, unknown>(Object.entries(command.opts()));
  for (const [key, before] of Object.entries(parent.opts())) {
    const own = given.get(key);
    if (Array.isArray(before) && Array.isArray(own)) given.set(key, [...before, ...own]);
    else if (isGiven(parent, key) && !isGiven(command, key)) given.set(key, before);
  }
  return Object.fromEntries(given);
}

function isGiven(command: Command, key: string): boolean {
  const source = command.getOptionValueSource(key);
  return source !== undefined && source !== 'default';
}

function fill(captures: readonly string[], given: Given): Options {
  refuseLive(given);
  refuseContradictions(given);
  const inputs = [...(given.readFile ?? []), ...captures];
  if (given.follow) refuseToFollow(inputs);
  return {
    inputs,
    format: given.json ? 'json' : given.ndjson ? 'ndjson' : (given.format ?? 'text'),
    output: given.output,
    after: given.after,
    before: given.before,
    packetFilter: given.packetFilter,
    displayFilter: given.displayFilter,
    where: given.where,
    writeFile: given.writeFile,
    packetLimit: given.packetLimit,
    connections: idsOf(given),
    checksums: given.checksums ?? true,
    maxConnections: given.maxConnections ?? DEFAULT_MAX_CONNECTIONS,
    idleTimeoutSeconds: given.idleTimeout,
    mslSeconds: given.msl ?? DEFAULT_MSL_SECONDS,
    strict: given.strict ?? false,
    repair: given.repair ?? false,
    follow: given.follow ?? false,
    lang: given.lang,
    color: given.color ?? 'auto',
    progress: given.progress ?? 'auto',
    absoluteNumbers: given.absoluteTcpSequenceNumbers ?? false,
    lineBuffered: given.lineBuffered ?? false,
    quiet: given.quiet ?? false,
    verbose: given.verbose ?? false,
  };
}

/** Of a pipe the end is known: nothing need be waited for, or looked up by its name. */
function refuseToFollow(inputs: readonly string[]): void {
  const [only = '-'] = inputs;
  if (inputs.length === 1 && only !== '-' && statusOf(only)?.isFIFO() !== true) return;
  throw new UsageError(({ usage }) => usage.followNotPiped);
}

function idsOf({ connection: ids }: Given): Options['connections'] {
  return ids && [...new Set(ids)].sort((a, b) => a - b);
}

/** Also of options of which one stands in front of the command and one behind it. */
function refuseContradictions({ quiet, verbose, json, ndjson, format }: Given): void {
  if (quiet && verbose) throw contradiction('--quiet', '--verbose');
  if (json && ndjson) throw contradiction('--json', '--ndjson');
  if (format !== undefined && (json || ndjson)) {
    throw contradiction(`--format ${format}`, json ? '--json' : '--ndjson');
  }
}

function contradiction(option: string, other: string): UsageError {
  return new UsageError(({ usage }) => usage.contradiction(option, other));
}

function refuseCommandToCome([first = '']: readonly string[]): void {
  if (COMMANDS_TO_COME.includes(first) && !existsSync(first)) {
    throw new UsageError(({ usage }) => usage.commandToCome(first));
  }
}

/** Recording needs rights that reading does not: it is left to the tools made for it. */
function refuseLive({ interface: name, listInterfaces }: Given): void {
  if (listInterfaces) {
    throw new UsageError(({ usage }) => usage.listInterfaces);
  }
  if (name !== undefined) {
    throw new UsageError(({ usage }) => usage.record(name));
  }
}

/** `error: unknown option '--jsno'` in the form of all our complaints. */
function asComplaint(text: string, command = 'tcpdissect'): string {
  return `${text.replace(/^error: /, 'tcpdissect: ').trimEnd()}\nTry: ${command} --help\n`;
}
