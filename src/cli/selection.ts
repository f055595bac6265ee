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
      if (error instanceof FilterError)
        throw new UsageError(({ usage, filters }) => usage.option(NAMES[key], error.told(filters)));
      throw error;
    }
  });
}
