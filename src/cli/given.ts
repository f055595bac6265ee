import type { Command } from 'commander';
import { statusOf } from '../capture/status-of.ts';
import type { Side } from '../model/vocabulary.ts';
import type { TimeFormat } from '../report/format/time.ts';
import {
  DEFAULT_MAX_CONNECTIONS,
  DEFAULT_MSL_SECONDS,
  type Options,
  type parseFrame,
  type SortKey,
} from './options.ts';
import { contradiction, UsageError } from './usage-error.ts';

/** Options as commander hands them over: a key is there only where the option was given. */
export interface Given extends Partial<Omit<Options, 'inputs'>> {
  readonly readFile?: readonly string[];
  readonly json?: boolean;
  readonly ndjson?: boolean;
  readonly numeric?: boolean;
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

/** Options that say how a text looks: in front of a command that has none of it they do no harm. */
const LOOKS: readonly (keyof Given)[] = [
  'lang',
  'color',
  'progress',
  'quiet',
  'verbose',
  'numeric',
  'lineBuffered',
  'absoluteTcpSequenceNumbers',
];

/**
 * Refuses what stands in front of a command that does not know it: it would have no effect, and nobody
 * would say so.
 */
export function refuseForeign(command: Command): void {
  const own = command.options.map((option) => option.attributeName());
  const known = new Set<string>([...own, ...LOOKS]);
  const { parent } = command;
  const foreign = parent?.options.find((option) => {
    const key = option.attributeName();
    return isGiven(parent, key) && !known.has(key);
  });
  if (foreign !== undefined) command.error(`error: unknown option '${foreign.long}'`);
}

/** The options of a subcommand, with those given in front of its name: of two the latter counts, but for lists. */
export function withGlobals(command: Command): Given {
  refuseForeign(command);
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

/** The options that all commands share. */
export function optionsOf(captures: readonly string[], given: Given): Options {
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

/** Recording needs rights that reading does not: it is left to the tools made for it. */
function refuseLive({ interface: name, listInterfaces }: Given): void {
  if (listInterfaces) {
    throw new UsageError(({ usage }) => usage.listInterfaces);
  }
  if (name !== undefined) {
    throw new UsageError(({ usage }) => usage.record(name));
  }
}
