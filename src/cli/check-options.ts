import { type Command, Option } from 'commander';
import { QUICK_OPTIONS, type QuickName, type QuickOption } from '../check/quick-options.ts';
import { BASELINE_KEYS, type BaselineKey } from '../model/baseline-keys.ts';
import type { Severity } from '../model/vocabulary.ts';
import { examplesText } from './examples.ts';
import { type Given, optionsOf } from './given.ts';
import { collect, type Options } from './options.ts';
import { contradiction, UsageError } from './usage-error.ts';

export interface CheckOptions extends Options {
  /** The rules file; undefined: the one in the working directory, if there is one; false: none. */
  readonly rules: string | false | undefined;
  /** Rules asked for by options of their own, with their values. */
  readonly quick: readonly (readonly [QuickName, string])[];
  /** Names of rules that are switched on and off. */
  readonly enable: readonly string[];
  readonly disable: readonly string[];
  readonly failOn: Severity;
  readonly asOne: boolean;
  readonly listRules: boolean;
  /** `NAME` or `NAME=FILE`. */
  readonly reporters: readonly string[];
  /** Files of an earlier run to compare with, and of this one. */
  readonly baseline: string | undefined;
  readonly writeBaseline: string | undefined;
  readonly baselineBy: BaselineKey | undefined;
  /** `METRIC=PERCENT` or `METRIC=off`. */
  readonly drifts: readonly string[];
}

/** Options as commander hands them over; those of quick rules have the keys that it gives them. */
export interface CheckGiven {
  readonly rules?: string | boolean;
  readonly enable?: readonly string[];
  readonly disable?: readonly string[];
  readonly failOn?: Severity;
  readonly asOne?: boolean;
  readonly listRules?: boolean;
  readonly reporter?: readonly string[];
  readonly baseline?: string;
  readonly writeBaseline?: string;
  readonly baselineBy?: BaselineKey;
  readonly drift?: readonly string[];
  readonly json?: boolean;
  readonly ndjson?: boolean;
  readonly format?: string;
  readonly displayFilter?: string | undefined;
  readonly writeFile?: string | undefined;
}

export function addCheckOptions(command: Command): Command {
  command
    .usage('[options] CAPTURE...')
    .helpOption('-h, --help', 'print this help')
    .addOption(
      new Option(
        '--rules <file>',
        'rules file (default: tcpdissect.yml, where there is one)',
      ).argParser(parseRules),
    )
    // Before the option itself, which forgets what was given.
    .on('option:no-rules', () => {
      if (typeof command.getOptionValue('rules') === 'string')
        throw contradiction('--rules', '--no-rules');
    })
    .option('--no-rules', 'read no rules file');
  for (const quick of QUICK_OPTIONS) {
    command.addOption(new Option(`--${quick.name}${argumentOf(quick)}`, quick.help));
  }
  return command
    .addOption(
      new Option('--enable <rule>', 'switch a recommended rule on, beside others').argParser(
        collect,
      ),
    )
    .addOption(new Option('--disable <rule>', 'switch a rule off').argParser(collect))
    .addOption(
      new Option('--fail-on <severity>', 'the least severity that fails (default error)').choices([
        'error',
        'warning',
        'info',
      ]),
    )
    .option('--as-one', 'judge all captures as one continuous recording')
    .addOption(
      new Option(
        '--reporter <name>',
        'how to print the verdict, as NAME or NAME=FILE; may be repeated (default text)',
      ).argParser(collect),
    )
    .option('--baseline <file>', 'compare with what an earlier run measured')
    .option('--write-baseline <file>', 'write what this run measures, for later ones')
    .addOption(
      new Option(
        '--baseline-by <key>',
        'what names a service: its port, but those from 32768 on together (service), each port, or address and port (server)',
      ).choices([...BASELINE_KEYS]),
    )
    .addOption(
      new Option(
        '--drift <metric>',
        'how far a metric may be from the baseline, as METRIC=PERCENT or METRIC=off; may be repeated',
      ).argParser(collect),
    )
    .option('--json', 'the same as --reporter json')
    .option('--list-rules', 'print the rules in effect, also with --json, and judge nothing')
    .addHelpText('after', examplesText('check'));
}

/** One file at most: the last would win over others without a word. */
function parseRules(path: string, earlier: unknown): string {
  if (earlier === false) throw contradiction('--rules', '--no-rules');
  if (typeof earlier === 'string') throw new UsageError(({ usage }) => usage.oneRulesFile);
  return path;
}

function argumentOf({ argument }: QuickOption): string {
  return argument === undefined ? '' : ` ${argument}`;
}

export function checkOptionsOf(
  captures: readonly string[],
  given: Given & CheckGiven,
): CheckOptions {
  const { ndjson, format, displayFilter, writeFile } = given;
  if (ndjson || format !== undefined) throw new UsageError(({ usage }) => usage.checkHasReporters);
  if (writeFile !== undefined) throw new UsageError(({ usage }) => usage.checkWritesNoPackets);
  if (displayFilter !== undefined) {
    throw new UsageError(({ usage }) => usage.checkJudgesConnections);
  }
  const options = optionsOf(captures, given);
  const quick = quickOf(given);
  refuseVoid(options, given, quick);
  if (options.follow && given.asOne) throw new UsageError(({ usage }) => usage.followOneFile);
  return {
    ...options,
    rules: given.rules === true ? undefined : given.rules,
    quick,
    enable: given.enable ?? [],
    disable: given.disable ?? [],
    failOn: given.failOn ?? 'error',
    asOne: given.asOne ?? false,
    listRules: given.listRules ?? false,
    baseline: given.baseline,
    writeBaseline: given.writeBaseline,
    baselineBy: given.baselineBy,
    drifts: given.drift ?? [],
    reporters: [...(given.json ? ['json'] : []), ...(given.reporter ?? [])],
  };
}

/** What is asked for, and made void. */
function refuseVoid(
  { checksums }: Options,
  { enable = [], disable = [], listRules, baseline, writeBaseline }: CheckGiven,
  quick: CheckOptions['quick'],
): void {
  const rules = quick.map(([name]): string => name);
  if (!checksums) {
    if (rules.includes('no-invalid-checksums')) {
      throw contradiction('--no-checksums', '--no-invalid-checksums');
    }
    if (enable.includes('checksums-valid'))
      throw contradiction('--no-checksums', '--enable checksums-valid');
  }
  for (const name of disable) {
    if (enable.includes(name)) throw contradiction(`--enable ${name}`, `--disable ${name}`);
    if (rules.includes(name)) throw contradiction(`--${name}`, `--disable ${name}`);
  }
  // Nothing is judged, so that there is nothing to write or to compare.
  if (listRules && writeBaseline !== undefined)
    throw contradiction('--list-rules', '--write-baseline');
  if (listRules && baseline !== undefined) throw contradiction('--list-rules', '--baseline');
}

/** The quick rules that were asked for. What is called `--no-X` comes as X, which is false then. */
function quickOf(given: object): CheckOptions['quick'] {
  const values = new Map<string, unknown>(Object.entries(given));
  return QUICK_OPTIONS.flatMap(({ name }): (readonly [QuickName, string])[] => {
    const isNegated = name.startsWith('no-');
    const value = values.get(camelCase(isNegated ? name.slice('no-'.length) : name));
    if (isNegated) return value === false ? [[name, '']] : [];
    if (typeof value === 'string') return [[name, value]];
    return value === true ? [[name, '']] : [];
  });
}

function camelCase(name: string): string {
  return name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}
