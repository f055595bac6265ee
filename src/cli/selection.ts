import { statSync } from 'node:fs';
import type { AnalysisSink } from '../analyze.ts';
import { FilterError } from '../select/filter-error.ts';
import { COMPILERS, dropping, type Selection } from '../selection.ts';
import type { Options } from './options.ts';
import { UsageError } from './usage-error.ts';

/**
 * What `--after`, `--before` and `-f` let pass, and `-Y`, `--where` and `--connection` select.
 *
 * @throws UsageError for a filter that is wrong, with the place where
 */
export async function selectionOf(options: Options): Promise<Selection> {
  const { packetFilter, displayFilter, where, connections } = options;
  return {
    packetFilter: await dropping(
      await compiled('--after', options.after, COMPILERS.time),
      await compiled('--before', options.before, COMPILERS.time),
      await compiled('-f', packetFilter, COMPILERS.packetFilter),
    ),
    displayFilter: await compiled('-Y', displayFilter, COMPILERS.displayFilter),
    where: await compiled('--where', where, COMPILERS.where),
    connections: connections && new Set(connections),
  };
}

async function compiled<Filter>(
  option: string,
  text: string | undefined,
  compile: (text: string) => Promise<Filter>,
): Promise<Filter | undefined> {
  try {
    return text === undefined ? undefined : await compile(text);
  } catch (error) {
    if (error instanceof FilterError) throw new UsageError(`${option}: ${error.message}`);
    throw error;
  }
}

/**
 * Whether `--where` takes a reading of its own, because segments or packets are wanted that pass
 * before their connection is known.
 *
 * @throws UsageError where the captures cannot be read twice
 */
export function takesTwoReadings(
  { where }: Selection,
  { segment, packet }: AnalysisSink,
  { inputs, follow }: Options,
): boolean {
  if (where === undefined || (segment === undefined && packet === undefined)) return false;
  const once = follow || inputs.some(canBeReadOnce);
  if (!once) return true;
  throw new UsageError(
    '--where selects connections when they are over: for their segments or packets the captures ' +
      'are read twice, which takes files',
  );
}

function canBeReadOnce(path: string): boolean {
  if (path === '-') return true;
  const found = statSync(path, { throwIfNoEntry: false });
  return found !== undefined && !found.isFile() && !found.isDirectory();
}

/** A sink that collects the ids of the connections that reach it. */
export function collecting(ids: Set<number>): AnalysisSink {
  return {
    connection: ({ row }) => ids.add(row.id),
  };
}
