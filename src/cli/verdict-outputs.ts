import { CHECK_REPORTERS } from '../check/reporters/index.ts';
import type { CheckReporter, CheckResult } from '../check/verdict.ts';
import { nearestName } from '../select/nearest.ts';
import type { Words } from '../words/words.ts';
import { BlockWriter } from './block-writer.ts';
import type { CheckOptions } from './check-options.ts';
import { colorLevel } from './color.ts';
import { foldAt } from './columns.ts';
import type { Io } from './io.ts';
import { descriptorOf, type Output, openOutput, placeOf, refuseInput } from './output.ts';
import { stepSummary } from './step-summary.ts';
import { UsageError } from './usage-error.ts';

/** Where a verdict is printed, in as many forms as were asked for. */
export interface VerdictOutputs {
  write(result: CheckResult): void;
  /** There is none: nothing is left of what was begun. */
  discard(): void;
}

export interface Request {
  readonly name: string;
  /** Undefined: standard output. */
  readonly path: string | undefined;
}

/**
 * Opens them before anything is read, so that a name that is wrong is told at once.
 *
 * @throws UsageError for a reporter that there is not, or a file that cannot be written
 */
export async function openVerdictOutputs(
  options: CheckOptions,
  io: Io,
  words: Words,
): Promise<VerdictOutputs> {
  const requests = requestsOf(options);
  const reporters = await reportersOf(requests);
  const isForGithub = requests.some(({ name }) => name === 'github');
  const summarise = isForGithub ? await stepSummary(io, words.usage) : undefined;
  const outputs: Output[] = [];
  const discard = () => {
    for (const output of outputs) output.discard();
  };
  try {
    for (const { path } of requests) {
      refuseInput(path, options.inputs);
      outputs.push(openOutput(path, io));
    }
  } catch (error) {
    discard();
    throw error;
  }
  return {
    discard,
    write(result) {
      for (const [index, { stream, commit }] of outputs.entries()) {
        const style = {
          color: colorLevel(options.color, io.env, stream) > 0,
          foldAt: foldAt(io, stream),
          words,
        };
        const writer = new BlockWriter(stream, options.lineBuffered, () => {});
        writer.write(reporters[index]?.render(result, style) ?? '');
        writer.flush();
        commit();
      }
      summarise?.(result);
    },
  };
}

/** @throws UsageError for one that there is not */
export function reportersOf(requests: readonly Request[]): Promise<CheckReporter[]> {
  return Promise.all(requests.map(({ name }) => reporterOf(name)));
}

/** What was asked for, and where it is to go; no two of them to one place. */
export function requestsOf({ reporters, output, writeBaseline }: CheckOptions): readonly Request[] {
  const requests = (reporters.length === 0 ? ['text'] : reporters).map((text): Request => {
    const at = text.indexOf('=');
    if (at < 0) return { name: text, path: output };
    return { name: text.slice(0, at), path: text.slice(at + 1) };
  });
  if (output !== undefined && reporters.length > 0 && reporters.every((text) => /=/.test(text))) {
    throw new UsageError(({ usage }) => usage.reportersHaveFiles);
  }
  const paths = requests.map(({ path }) => path);
  // On standard output the baseline may stand before the verdict: no file is lost by it.
  const isFile = writeBaseline !== undefined && descriptorOf(writeBaseline) === undefined;
  refuseTwice(isFile ? [...paths, writeBaseline] : paths);
  return requests;
}

/** Two results in one file would be none. */
function refuseTwice(paths: readonly (string | undefined)[]): void {
  const places = paths.map(placeOf);
  const index = places.findIndex((place, at) => places.indexOf(place) !== at);
  if (index < 0) return;
  const isStdout = places[index] === placeOf(undefined);
  const path = isStdout ? null : (paths[index] ?? null);
  throw new UsageError(({ usage }) => usage.twoResults(path));
}

async function reporterOf(name: string): Promise<CheckReporter> {
  const load = Object.hasOwn(CHECK_REPORTERS, name) ? CHECK_REPORTERS[name] : undefined;
  if (load !== undefined) return load();
  const names = Object.keys(CHECK_REPORTERS);
  const nearest = nearestName(name, names) ?? null;
  throw new UsageError(({ usage }) => usage.noSuch('reporter', name, nearest, names));
}
