import { resolve } from 'node:path';
import { CHECK_REPORTERS } from '../check/reporters/index.ts';
import type { CheckReporter, CheckResult } from '../check/verdict.ts';
import { nearestName } from '../select/nearest.ts';
import { BlockWriter } from './block-writer.ts';
import type { CheckOptions } from './check-options.ts';
import { colorLevel } from './color.ts';
import type { Io } from './io.ts';
import { type Output, openOutput, refuseInput } from './output.ts';
import { columnsOf } from './printing.ts';
import { stepSummary } from './step-summary.ts';
import { UsageError } from './usage-error.ts';

/** Where a verdict is printed, in as many forms as were asked for. */
export interface VerdictOutputs {
  write(result: CheckResult): void;
  /** There is none: nothing is left of what was begun. */
  discard(): void;
}

interface Request {
  readonly name: string;
  /** Undefined: where `--output` says, or standard output. */
  readonly path: string | undefined;
}

/**
 * Opens them before anything is read, so that a name that is wrong is told at once.
 *
 * @throws UsageError for a reporter that there is not, or a file that cannot be written
 */
export async function openVerdictOutputs(options: CheckOptions, io: Io): Promise<VerdictOutputs> {
  const requests = requestsOf(options);
  refuseTwoToOne(requests, options);
  const reporters = await Promise.all(requests.map(({ name }) => reporterOf(name)));
  const isForGithub = requests.some(({ name }) => name === 'github');
  const summarise = isForGithub ? await stepSummary(io) : undefined;
  const outputs: Output[] = [];
  const discard = () => {
    for (const output of outputs) output.discard();
  };
  try {
    for (const { path = options.output } of requests) {
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
          columns: columnsOf(io, stream),
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

function requestsOf({ reporters }: CheckOptions): readonly Request[] {
  if (reporters.length === 0) return [{ name: 'text', path: undefined }];
  return reporters.map((text): Request => {
    const at = text.indexOf('=');
    if (at < 0) return { name: text, path: undefined };
    return { name: text.slice(0, at), path: text.slice(at + 1) };
  });
}

/** Each is written whole, so that of two to one file the first would be lost. */
function refuseTwoToOne(requests: readonly Request[], options: CheckOptions): void {
  const { output = '-', writeBaseline } = options;
  const paths = requests.map(({ path = output }) => path);
  if (writeBaseline !== undefined) paths.push(writeBaseline);
  const files = paths.map((path) => (path === '-' ? path : resolve(path)));
  const twice = paths.find((_, index) => files.indexOf(files[index] ?? '') !== index);
  if (twice === undefined || twice === '/dev/null') return;
  const where = twice === '-' ? 'to standard output' : `to ${twice}`;
  const what = requests.length > 1 ? '--reporter' : '--write-baseline';
  throw new UsageError(`${what}: two cannot write ${where}: say NAME=FILE`);
}

async function reporterOf(name: string): Promise<CheckReporter> {
  const load = Object.hasOwn(CHECK_REPORTERS, name) ? CHECK_REPORTERS[name] : undefined;
  if (load !== undefined) return load();
  const names = Object.keys(CHECK_REPORTERS);
  const nearest = nearestName(name, names);
  const hint = nearest === undefined ? `there are ${names.join(', ')}` : `did you mean ${nearest}?`;
  throw new UsageError(`there is no reporter ${name}; ${hint}`);
}
