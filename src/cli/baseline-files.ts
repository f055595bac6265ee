import { readFileSync } from 'node:fs';
import { systemReason } from '../capture/system-reason.ts';
import { DRIFT_NAMES, type Drifts, driftFrom, driftIsSwitch } from '../check/baseline/drift.ts';
import { BaselineError, baselineText, parseBaseline } from '../check/baseline/file.ts';
import { BaselineRun } from '../check/baseline/run.ts';
import type { CheckResult } from '../check/verdict.ts';
import type { BaselineRecord } from '../model/baseline-record.ts';
import { pathText } from '../report/format/path-text.ts';
import { nearestName } from '../select/nearest.ts';
import type { UsageWords } from '../words/usage-words.ts';
import type { CheckOptions } from './check-options.ts';
import type { Io } from './io.ts';
import { openOutput, refuseInput } from './output.ts';
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
  words: UsageWords,
): BaselineFiles | undefined {
  const { baseline: path, writeBaseline: target, baselineBy } = options;
  const asked = options.drifts.map(driftOf);
  if (path === undefined) {
    if (asked.length > 0) throw new UsageError(({ usage }) => usage.driftNeedsBaseline);
    if (target === undefined) {
      if (baselineBy === undefined) return undefined;
      throw new UsageError(({ usage }) => usage.baselineByNeedsFile);
    }
  }
  const then = path === undefined ? undefined : { path, record: readBaseline(path) };
  const by = baselineBy ?? then?.record.by ?? 'service';
  if (then !== undefined && then.record.by !== by) {
    const { record } = then;
    throw new UsageError(({ usage }) =>
      usage.option(`--baseline-by ${by}`, usage.baselineIsBy(then.path, record.by)),
    );
  }
  refuseInput(target, options.inputs);
  const output = target === undefined ? undefined : openOutput(target, io);
  const run = new BaselineRun({ then, by, drifts: new Map([...ofRulesFile, ...asked]) });
  return {
    run,
    discard: () => output?.discard(),
    write({ verdict, interrupted }) {
      if (target === undefined || output === undefined) return;
      if (verdict === 'error' || interrupted) {
        output.discard();
        const line = words.notWritten(target, words.writing.notAllRead);
        io.stderr.write(Buffer.from(`tcpdissect: ${line}\n`));
        return;
      }
      output.stream.write(Buffer.from(baselineText(run.describe())));
      output.commit();
    },
  };
}

function readBaseline(path: string): BaselineRecord {
  try {
    return parseBaseline(readFileSync(path, 'utf8'));
  } catch (error) {
    const option = `--baseline ${pathText(path)}`;
    if (error instanceof BaselineError) {
      throw new UsageError(({ usage }) => usage.option(option, error.tell(usage.baseline)));
    }
    const reason = systemReason(error);
    throw new UsageError(({ usage }) =>
      usage.option(option, usage.noBaseline(usage.system(reason))),
    );
  }
}

/** `METRIC=PERCENT`, `METRIC=off`. */
function driftOf(text: string): [string, number | 'off'] {
  const at = text.indexOf('=');
  const [name, value] = at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
  if (!DRIFT_NAMES.includes(name)) {
    const nearest = nearestName(name, DRIFT_NAMES) ?? null;
    throw new UsageError(({ usage }) =>
      usage.option(`--drift ${text}`, usage.noSuch('metric', name, nearest, DRIFT_NAMES)),
    );
  }
  const drift = driftFrom(name, value);
  if (drift === undefined) {
    throw new UsageError(({ usage }) =>
      usage.option(`--drift ${text}`, usage.driftValue(name, driftIsSwitch(name))),
    );
  }
  return [name, drift];
}
