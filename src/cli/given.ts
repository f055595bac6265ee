import type { Command } from 'commander';
import type { Side } from '../model/vocabulary.ts';
import type { TimeFormat } from '../report/format/time.ts';
import {
  DEFAULT_MAX_CONNECTIONS,
  DEFAULT_MSL_SECONDS,
  type Options,
  type parseFrame,
  type SortKey,
} from './options.ts';
import { UsageError } from './usage-error.ts';

/** Options as commander hands them over: a key is there only where the option was given. */
export interface Given extends Partial<Omit<Options, 'inputs'>> {
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
  readonly frame?: ReturnType<typeof parseFrame>;
  readonly interface?: string;
  readonly listInterfaces?: boolean;
}

/** The options of a subcommand, with those given in front of its name. */
export function withGlobals(command: Command): Given {
  const { parent } = command;
  const before = Object.entries(parent?.opts() ?? {}).filter(
    ([key]) => parent?.getOptionValueSource(key) !== 'default',
  );
  return { ...command.opts<Given>(), ...Object.fromEntries(before) };
}

/** The options that all commands share. */
export function optionsOf(captures: readonly string[], given: Given): Options {
  refuseLive(given);
  refuseContradictions(given);
  const inputs = [...(given.readFile ?? []), ...captures];
  if (given.follow && (inputs.length !== 1 || inputs[0] === '-')) {
    throw new UsageError(({ usage }) => usage.followNotPiped);
  }
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
    connections: given.connection,
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

/** Also of options of which one stands in front of the command and one behind it. */
function refuseContradictions({ quiet, verbose }: Given): void {
  if (quiet && verbose) {
    throw new UsageError(({ usage }) => usage.contradiction('--quiet', '--verbose'));
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
