import { readFileSync } from 'node:fs';
import { DRIFT_NAMES, type Drifts, driftExpected, driftFrom } from '../check/baseline/drift.ts';
import { BaselineError, baselineText, parseBaseline } from '../check/baseline/file.ts';
import { BaselineRun } from '../check/baseline/run.ts';
import type { CheckResult } from '../check/verdict.ts';
import type { BaselineRecord } from '../model/baseline-record.ts';
import { nearestName } from '../select/nearest.ts';
import type { CheckOptions } from './check-options.ts';
import type { Io } from './io.ts';
import { type Output, openOutput, refuseInput } from './output.ts';
import { systemReason } from './system-reason.ts';
import { UsageError } from './usage-error.ts';

/** The baseline of a run: what it is compared with, and where it is written to. */
export interface BaselineFiles {
  readonly run: BaselineRun;
  /** Writes what was measured, where that was asked for. */
  write(result: CheckResult): void;
  discard(): void;
}

/**
 * The command line wins over the rules file.
 *
 * @throws UsageError for options that do not fit, or a baseline that cannot be read or written
 */
export function openBaseline(
  options: CheckOptions,
  ofRulesFile: Drifts,
  io: Io,
): BaselineFiles | undefined {
  const { baseline: path, writeBaseline: target, baselineBy } = options;
  const asked = options.drifts.map(driftOf);
  if (path === undefined) {
    if (asked.length > 0) throw new UsageError('--drift needs a --baseline to compare with');
    if (target === undefined) {
      if (baselineBy === undefined) return undefined;
      throw new UsageError('--baseline-by needs --write-baseline');
    }
  }
  const then = path === undefined ? undefined : { path, record: readBaseline(path) };
  const by = baselineBy ?? then?.record.by ?? 'service';
  if (then !== undefined && then.record.by !== by) {
    throw new UsageError(`--baseline-by ${by}: ${path} is by ${then.record.by}`);
  }
  refuseInput(target, options.inputs);
  const output = target === undefined ? undefined : openOutput(target, io);
  const run = new BaselineRun({ then, by, drifts: new Map([...ofRulesFile, ...asked]) });
  return {
    run,
    discard: () => output?.discard(),
    write: (result) => writeTo(output, run, result, target, io),
  };
}

function writeTo(
  output: Output | undefined,
  run: BaselineRun,
  { verdict, interrupted }: CheckResult,
  path: string | undefined,
  io: Io,
): void {
  if (output === undefined) return;
  if (verdict === 'error' || interrupted) {
    output.discard();
    const reason = 'not all of the captures was read';
    io.stderr.write(Buffer.from(`tcpdissect: ${path} is not written: ${reason}\n`));
    return;
  }
  output.stream.write(Buffer.from(baselineText(run.describe())));
  output.commit();
}

function readBaseline(path: string): BaselineRecord {
  try {
    return parseBaseline(readFileSync(path, 'utf8'));
  } catch (error) {
    if (error instanceof BaselineError)
      throw new UsageError(`--baseline ${path}: ${error.message}`);
    const reason = systemReason(error);
    throw new UsageError(`--baseline ${path}: ${reason}; --write-baseline makes one`);
  }
}

/** `METRIC=PERCENT`, `METRIC=off`. */
function driftOf(text: string): [string, number | 'off'] {
  const at = text.indexOf('=');
  const [name, value] = at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
  if (!DRIFT_NAMES.includes(name)) {
    const nearest = nearestName(name, DRIFT_NAMES);
    const hint =
      nearest === undefined ? `there are ${DRIFT_NAMES.join(', ')}` : `did you mean ${nearest}?`;
    throw new UsageError(`--drift ${text}: there is no ${name || 'metric'}; ${hint}`);
  }
  const drift = driftFrom(name, value);
  if (drift === undefined) {
    throw new UsageError(`--drift ${text}: expected ${name}= and ${driftExpected(name)}`);
  }
  return [name, drift];
}
