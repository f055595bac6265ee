import type { AnalysisSink } from '../../analyze.ts';
import { jsonText } from '../../check/reporters/json-text.ts';
import type { RuleMaker } from '../../check/rule.ts';
import { ruleListRecord, ruleListText } from '../../check/rule-list.ts';
import { showingOf } from '../../check/show.ts';
import type { CheckResult } from '../../check/verdict.ts';
import { checkCaptures, hasFailed, type ReadRecording } from '../../check-captures.ts';
import { inputText } from '../../report/format/path-text.ts';
import { selecting } from '../../selection.ts';
import { VERSION } from '../../version.ts';
import { type BaselineFiles, openBaseline } from '../baseline-files.ts';
import { BlockWriter } from '../block-writer.ts';
import type { CheckOptions } from '../check-options.ts';
import { foldAt } from '../columns.ts';
import { complaint } from '../complaints.ts';
import {
  EXIT_DONE,
  EXIT_INPUT,
  EXIT_USAGE,
  EXIT_VIOLATION,
  exitCodeOf,
  type StopSignal,
} from '../exit-code.ts';
import type { Io } from '../io.ts';
import { wordsFor } from '../language.ts';
import { DEFAULT_MAX_CONNECTIONS } from '../options.ts';
import { openOutput, refuseInput, refuseRulesFile } from '../output.ts';
import { progressFor } from '../progress.ts';
import { type Read, readCaptures } from '../readings.ts';
import { recordingsOf } from '../recordings.ts';
import { rulesFor } from '../rules-in-effect.ts';
import { runCaptures } from '../run-captures.ts';
import { selectionOf } from '../selection.ts';
import { unknownConnections } from '../unknown-connections.ts';
import { UsageError } from '../usage-error.ts';
import { openVerdictOutputs, reportersOf, requestsOf } from '../verdict-outputs.ts';

/** `tcpdissect check CAPTURE...` */
export async function check(options: CheckOptions, io: Io): Promise<number> {
  const { rules, drifts, files } = await rulesFor(options);
  refuseRulesFiles(files, options);
  if (options.listRules) {
    await listRules(rules, options, io);
    return EXIT_DONE;
  }
  const complaints: string[] = [];
  const recordings = await recordingsOf(options);
  const words = await wordsFor(options, io);
  const outputs = await openVerdictOutputs(options, io, words);
  let baseline: BaselineFiles | undefined;
  try {
    baseline = openBaseline(options, drifts, io, words.usage);
    const run = new Runs(options, io, complaints);
    const plan = {
      recordings,
      rules,
      failOn: options.failOn,
      isStrict: options.strict,
      reading: { repair: options.repair },
      showing: showingOf({ ...options, maxConnections: unlessUsual(options.maxConnections) }),
      baseline: baseline?.run,
      words: words.language === 'en' ? undefined : words,
    };
    const result = await checkCaptures(plan, await run.reader());
    baseline?.write(result);
    outputs.write(result);
    io.stderr.write(Buffer.from(complaints.join('')));
    return run.exitCode(result);
  } catch (error) {
    outputs.discard();
    baseline?.discard();
    throw error;
  }
}

async function listRules(
  rules: readonly RuleMaker[],
  options: CheckOptions,
  io: Io,
): Promise<void> {
  const requests = requestsOf(options);
  await reportersOf(requests);
  const other = requests.find(({ name }) => name !== 'text' && name !== 'json')?.name;
  if (other !== undefined) throw new UsageError(({ usage }) => usage.listedRulesForm(other));
  const words = await wordsFor(options, io);
  for (const { name, path } of requests) {
    refuseInput(path, options.inputs);
    const { stream, commit, discard } = openOutput(path, io);
    try {
      const list =
        name === 'json'
          ? jsonText(ruleListRecord(rules, VERSION))
          : ruleListText(rules, words, foldAt(io, stream));
      stream.write(Buffer.from(list));
      commit();
    } catch (error) {
      discard();
      throw error;
    }
  }
}

/** A rules file is no place for a result. */
function refuseRulesFiles(files: readonly string[], options: CheckOptions): void {
  const paths = requestsOf(options).map(({ path }) => path);
  for (const path of [...paths, options.writeBaseline]) refuseRulesFile(path, files);
}

/** Reads the captures, one recording after the other, and remembers what the exit code depends on. */
class Runs {
  readonly #options: CheckOptions;
  readonly #io: Io;
  readonly #complaints: string[];
  #stoppedBy: StopSignal | undefined;
  #hasUnknownIds = false;

  constructor(options: CheckOptions, io: Io, complaints: string[]) {
    this.#options = options;
    this.#io = io;
    this.#complaints = complaints;
  }

  async reader(): Promise<ReadRecording> {
    const io = this.#io;
    const complaints = this.#complaints;
    const selection = await selectionOf(this.#options);
    const words = await wordsFor(this.#options, io);
    return async (inputs, sink) => {
      const options = { ...this.#options, inputs };
      const progress = progressFor(options, io, words);
      const writer = new BlockWriter(io.stdout, false, () => progress.clear());
      const complaining: AnalysisSink = {
        ...sink,
        diagnostic(diagnostic, told) {
          if (diagnostic.severity !== 'error' && options.quiet) return;
          complaints.push(complaint(diagnostic, told, words));
        },
      };
      const read: Read = (selected, into) =>
        runCaptures(
          options,
          { selection: selected },
          selecting(into, selected),
          writer,
          progress,
          io,
        );
      const run = await readCaptures(options, selection, complaining, undefined, read, () => {});
      this.#stoppedBy = run.stoppedBy;
      // Most formats of reporters have no place for it.
      if (run.stoppedBy !== undefined) {
        complaints.push(`tcpdissect: ${words.help.diagnostics.interrupted}\n`);
      }
      const unknown = unknownConnections(options.connections ?? [], run.result);
      if (unknown !== undefined) {
        const { standardInput } = words.capture;
        const nameOf = (path: string) => inputText(path, standardInput);
        const line = words.usage.of(inputs.map(nameOf), unknown(words));
        complaints.push(`tcpdissect: ${line}\n`);
      }
      this.#hasUnknownIds ||= unknown !== undefined;
      return { result: run.result, interrupted: run.stoppedBy !== undefined };
    };
  }

  /** Signals before ids that no connection has before damage before violations. */
  exitCode({ verdict, captures }: CheckResult): number {
    if (this.#stoppedBy !== undefined) return exitCodeOf(this.#stoppedBy);
    if (this.#hasUnknownIds) return EXIT_USAGE;
    if (verdict === 'error') return EXIT_INPUT;
    const { failOn } = this.#options;
    return captures.some((capture) => hasFailed(capture, failOn)) ? EXIT_VIOLATION : EXIT_DONE;
  }
}

function unlessUsual(maxConnections: number): number | undefined {
  return maxConnections === DEFAULT_MAX_CONNECTIONS ? undefined : maxConnections;
}
