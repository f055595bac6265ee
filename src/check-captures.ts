import { type AnalysisResult, type AnalysisSink, createWindow } from './analyze.ts';
import type { InputOptions } from './capture/input.ts';
import { recordOffsets } from './capture/record-offsets.ts';
import type { BaselineRun } from './check/baseline/run.ts';
import { type Circumstances, isGraveEnough, Judge, type Translation } from './check/judge.ts';
import type { RuleMaker } from './check/rule.ts';
import type { Showing } from './check/show.ts';
import type { CaptureVerdict, CheckResult, RuleOutcome, Severity } from './check/verdict.ts';
import type { DiagnosticRecord } from './model/diagnostic-record.ts';
import { SCHEMA_VERSION } from './model/schema/version.ts';
import { VERSION } from './version.ts';

/** What is judged, and by what. */
export interface CheckPlan {
  /** Each is judged by itself: the captures of one recording. */
  readonly recordings: readonly (readonly string[])[];
  readonly rules: readonly RuleMaker[];
  /** The least severity of a rule that fails a capture. */
  readonly failOn: Severity;
  /** A capture that is cut short counts as damaged. */
  readonly isStrict: boolean;
  /** How the captures are read. */
  readonly reading: InputOptions;
  /** For the commands that show what is told. */
  readonly showing: Omit<Showing, 'inputs'>;
  /** What all recordings together are compared with. */
  readonly baseline?: BaselineRun | undefined;
  /** In which violations are told to people, beside English; undefined: in none. */
  readonly words?: Translation | undefined;
}

/** Reads the captures of one recording for a sink; `interrupted` where that was stopped. */
export type ReadRecording = (
  inputs: readonly string[],
  sink: AnalysisSink,
) => Promise<{ readonly result: AnalysisResult; readonly interrupted: boolean }>;

/** Judges recordings one after the other, until one is interrupted. */
export async function checkCaptures(plan: CheckPlan, read: ReadRecording): Promise<CheckResult> {
  const captures: CaptureVerdict[] = [];
  const diagnostics: DiagnosticRecord[] = [];
  let interrupted = false;
  for (const [index, inputs] of plan.recordings.entries()) {
    const judge = new Judge(
      plan.rules.map((rule) => rule.make()),
      plan.words,
    );
    const run = await read(inputs, sinkOf(judge, plan.baseline));
    const { failOn, isStrict } = plan;
    const showing = { ...plan.showing, inputs };
    const place: Circumstances = { index, paths: inputs, showing, failOn, isStrict };
    const verdict = judge.finish({ ...run.result, interrupted: run.interrupted }, place);
    captures.push(run.interrupted ? verdict : await located(verdict, run.result, plan.reading));
    const renumbered = (capture: number | null) => (capture === null ? null : capture + index);
    for (const diagnostic of run.result.diagnostics) {
      diagnostics.push({ ...diagnostic, capture: renumbered(diagnostic.capture) });
    }
    interrupted = run.interrupted;
    if (interrupted) break;
  }
  // What was read in part differs from what was read whole, and says nothing.
  if (!interrupted && captures.every(isWhole)) {
    const { baseline, words } = plan;
    const showing = { ...plan.showing, inputs: plan.recordings.flat() };
    const outcomes = baseline?.outcomes(showing, words?.rules) ?? [];
    addOutcomes(captures, outcomes, plan.failOn);
  }
  return {
    schema: SCHEMA_VERSION,
    version: VERSION,
    verdict: overall(captures, plan.failOn),
    failOn: plan.failOn,
    captures,
    errors: brokenOf(captures, 'error'),
    warnings: brokenOf(captures, 'warning'),
    infos: brokenOf(captures, 'info'),
    diagnostics,
    interrupted,
  };
}

/**
 * The verdict with the places of its frames in the file. Of several captures that are one recording
 * the number of a frame does not tell which one it is of.
 */
async function located(
  verdict: CaptureVerdict,
  { captures }: AnalysisResult,
  reading: InputOptions,
): Promise<CaptureVerdict> {
  const [only] = captures;
  const listed = verdict.outcomes.flatMap((outcome) => outcome.listed);
  const wanted = new Set(listed.flatMap(({ frames }) => frames.slice(0, 1)));
  if (only === undefined || captures.length > 1 || wanted.size === 0) return verdict;
  const offsets = await recordOffsets(only.path, wanted, createWindow(), reading);
  const offsetOf = ([first]: readonly number[]) =>
    first === undefined ? null : (offsets.get(first) ?? null);
  const outcomes = verdict.outcomes.map((outcome) => ({
    ...outcome,
    listed: outcome.listed.map((one) => ({ ...one, byteOffset: offsetOf(one.frames) })),
  }));
  return { ...verdict, outcomes };
}

function sinkOf(judge: Judge, baseline: BaselineRun | undefined): AnalysisSink {
  return {
    connection: (connection, context) => {
      judge.connection(connection, context);
      baseline?.add(connection);
    },
    ...(judge.judgesSegments && {
      segment: (segment, context) => judge.segment(segment, context),
    }),
  };
}

function isWhole({ verdict }: CaptureVerdict): boolean {
  return verdict === 'passed' || verdict === 'failed';
}

/** Outcomes on all captures together: those of the only one, or of one more. */
function addOutcomes(
  captures: CaptureVerdict[],
  outcomes: readonly RuleOutcome[],
  failOn: Severity,
): void {
  if (outcomes.length === 0) return;
  const only = captures.length === 1 ? captures.pop() : undefined;
  const sum = (key: 'packets' | 'connections') =>
    captures.reduce((total, { capture }) => total + capture[key], 0);
  const all = only ?? {
    capture: {
      index: captures.length,
      path: captures.map(({ capture }) => capture.path).join(', '),
      paths: captures.flatMap(({ capture }) => capture.paths),
      packets: sum('packets'),
      connections: sum('connections'),
    },
    verdict: 'passed',
    outcomes: [],
    metrics: {},
  };
  const judged = { ...all, outcomes: [...all.outcomes, ...outcomes] };
  captures.push({ ...judged, verdict: hasFailed(judged, failOn) ? 'failed' : 'passed' });
}

/** Of several captures the worst; none at all is no pass either. */
function overall(captures: readonly CaptureVerdict[], failOn: Severity): CheckResult['verdict'] {
  if (captures.length === 0 || !captures.every(isWhole)) return 'error';
  return captures.some((capture) => hasFailed(capture, failOn)) ? 'failed' : 'passed';
}

/** Whether a rule grave enough does not hold, also of a capture that is damaged. */
export function hasFailed(
  { outcomes }: Pick<CaptureVerdict, 'outcomes'>,
  failOn: Severity,
): boolean {
  return outcomes.some(({ holds, rule }) => !holds && isGraveEnough(rule.severity, failOn));
}

function brokenOf(captures: readonly CaptureVerdict[], severity: Severity): number {
  const outcomes = captures.flatMap((capture) => capture.outcomes);
  return outcomes.filter(({ holds, rule }) => !holds && rule.severity === severity).length;
}
