import { fileURLToPath } from 'node:url';
import {
  Analysis,
  type AnalysisResult,
  type AnalysisSink,
  abortOf,
  createWindow,
} from './analyze.ts';
import { openReadable, type ReadableCapture } from './capture/readable.ts';
import type { Drifts } from './check/baseline/drift.ts';
import { BaselineRun } from './check/baseline/run.ts';
import { QUICK_OPTIONS, type QuickName } from './check/quick-options.ts';
import { quickRule } from './check/quick-rules.ts';
import { refuseUnverified, rulesInEffect, UnknownRuleError } from './check/rule-set.ts';
import type { LoadedRules } from './check/rules-file/load.ts';
import { showingOf } from './check/show.ts';
import type { CheckResult, Severity } from './check/verdict.ts';
import { checkCaptures } from './check-captures.ts';
import { analysisOptions, type DissectOptions } from './dissect.ts';
import type { BaselineRecord } from './model/baseline-record.ts';
import { compileSelection, type Selection, selecting } from './selection.ts';

/** What a capture is held to. Without `rules` and `rulesFile` the recommended rules apply. */
export interface CheckOptions extends Omit<DissectOptions, 'segments' | 'connections'> {
  /** Rules by the name of their option: `{ 'no-resets': true, 'max-handshake': '200ms' }`. */
  readonly rules?: Readonly<Partial<Record<QuickName, string | number | boolean>>>;
  /** A rules file, as it was read; of other sets it may extend `recommended`. */
  readonly rulesFile?: { readonly path: string; readonly text: string };
  /** Names of rules to switch on and off. */
  readonly enable?: readonly string[];
  readonly disable?: readonly string[];
  /** The least severity of a rule that fails the capture; `error`. */
  readonly failOn?: Severity;
  /** Whether a capture that is cut short counts as damaged; false. */
  readonly strict?: boolean;
  /** What an earlier run measured, and percent by which a metric may be off; `off`: not compared. */
  readonly baseline?: BaselineRecord;
  readonly drift?: Readonly<Record<string, number | 'off'>>;
}

/**
 * Judges a capture: the result is what `tcpdissect check --reporter json` prints.
 *
 * @throws CaptureError where the capture is not there, or is no capture. One that is damaged further
 * on is judged as far as it can be read, and its verdict is `error`.
 * @throws FilterError where a filter or condition is wrong
 * @throws RulesFileError, UnknownRuleError, QuickRuleError where a rule is, UnverifiedRuleError where
 * `checksums-valid` or `no-invalid-checksums` is asked for and checksums are not verified; a rule of one's
 * own on `checksums.*` is judged by what there is
 */
export async function check(
  capture: ReadableCapture,
  options: CheckOptions = {},
): Promise<CheckResult> {
  const { enable = [], disable = [], baseline, drift = {}, signal } = options;
  const quick = Object.entries(options.rules ?? {}).filter(([, value]) => value !== false);
  const file = await loaded(options.rulesFile);
  const rules = rulesInEffect({
    file: file?.rules,
    quick: quick.map(([name, value]) =>
      quickRule(quickNameOf(name), value === true ? '' : String(value)),
    ),
    enable,
    disable,
  });
  if (options.checksums === false) refuseUnverified(rules, { enable });
  const selection = await compileSelection(options, undefined);
  const name = nameOf(capture);
  const drifts: Drifts = new Map([...(file?.drifts ?? []), ...Object.entries(drift)]);
  const then = baseline === undefined ? undefined : { path: 'baseline', record: baseline };
  const plan = {
    recordings: [[name]],
    rules,
    failOn: options.failOn ?? 'error',
    isStrict: options.strict ?? false,
    reading: {},
    showing: showingOf(options),
    baseline: then && new BaselineRun({ then, by: then.record.by, drifts }),
  };
  return checkCaptures(plan, async (_inputs, sink) => {
    if (sink.segment !== undefined && selection.where !== undefined) {
      throw new TypeError('where and rules on segments do not go together');
    }
    const result = await analyzed(capture, options, selection, sink);
    return { result, interrupted: signal?.aborted === true };
  });
}

async function loaded(file: CheckOptions['rulesFile']): Promise<LoadedRules | undefined> {
  if (file === undefined) return undefined;
  const { loadRules } = await import('./check/rules-file/load.ts');
  return loadRules(file, () => ({ reason: 'a program gives one text, which extends no files' }));
}

async function analyzed(
  capture: ReadableCapture,
  options: CheckOptions,
  selection: Selection,
  sink: AnalysisSink,
): Promise<AnalysisResult> {
  const { input, window } = await openReadable(capture, createWindow);
  const aborted = abortOf(options.signal);
  const chosen = selecting(sink, selection);
  const analysis = new Analysis(analysisOptions([input], options, selection), chosen, window);
  try {
    while (options.signal?.aborted !== true) {
      if (!(await Promise.race([analysis.advance(), aborted]))) break;
      await new Promise((resolve) => setImmediate(resolve));
    }
    return analysis.finish(options.signal?.aborted === true);
  } finally {
    input.close();
  }
}

function quickNameOf(name: string): QuickName {
  const known = QUICK_OPTIONS.find((quick) => quick.name === name);
  if (known !== undefined) return known.name;
  throw new UnknownRuleError(
    name,
    QUICK_OPTIONS.map((quick) => quick.name),
  );
}

function nameOf(capture: ReadableCapture): string {
  if (typeof capture === 'string') return capture;
  return capture instanceof URL ? fileURLToPath(capture) : '-';
}
