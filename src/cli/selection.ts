import { statSync } from 'node:fs';
import type { AnalysisSink } from '../analyze.ts';
import { FilterError } from '../select/filter-error.ts';
import { compileSelection, type Selection, type SelectionTexts } from '../selection.ts';
import type { Options } from './options.ts';
import { UsageError } from './usage-error.ts';

const NAMES: Readonly<Record<keyof SelectionTexts, string>> = {
  after: '--after',
  before: '--before',
  packetFilter: '-f',
  displayFilter: '-Y',
  where: '--where',
};

/**
 * What `--after`, `--before` and `-f` let pass, and `-Y`, `--where` and `--connection` select.
 *
 * @throws UsageError for a text that is wrong, with the place where
 */
export function selectionOf(options: Options): Promise<Selection> {
  return compileSelection(options, options.connections, async (key, text, compile) => {
    try {
      return text === undefined ? undefined : await compile(text);
    } catch (error) {
      if (error instanceof FilterError) throw new UsageError(`${NAMES[key]}: ${error.message}`);
      throw error;
    }
  });
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
