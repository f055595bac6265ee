import type { AnalysisResult } from '../../analyze.ts';
import type { CaptureRecord } from '../../model/capture-record.ts';
import { awaitRest, explainFrame } from '../../model/explain/explain.ts';
import { FrameWatch, type Target } from '../../model/explain/frame-watch.ts';
import { inputText } from '../../report/format/path-text.ts';
import type { Segment } from '../../tcp/segment.ts';
import type { CaptureWords } from '../../words/capture-words.ts';
import type { Words } from '../../words/words.ts';
import type { Io } from '../io.ts';
import { wordsFor } from '../language.ts';
import { printCaptures, reporterFor } from '../printing.ts';
import type { ExplainOptions } from '../program.ts';
import { headerOf } from '../run-captures.ts';
import { selectionOf } from '../selection.ts';
import { UsageError } from '../usage-error.ts';

/** Octets of payload shown, unless `-v` asks for all. */
const PAYLOAD_SHOWN = 64;

/** `tcpdissect explain CAPTURE --frame N` */
export async function explain(options: ExplainOptions, io: Io): Promise<number> {
  const watch = new FrameWatch(await targetOf(options));
  // The whole story is needed: what selects the frame drops nothing from it.
  const reading = { ...options, displayFilter: undefined, connections: undefined };
  return printCaptures(reading, io, async (printer) => {
    const style = { ...options, stories: 0, tellsAll: false, timeFormat: 'r' } as const;
    const reporter = await reporterFor('explanations', style, printer);
    const complaining = await wordsFor(options, io);
    // Records for programs are in English whoever reads them.
    const words = await wordsFor(options.format === 'text' ? options : { lang: 'en' }, io);
    reporter.begin(headerOf(options, {}));
    return {
      tellsInterruption: reporter.tellsInterruption,
      sink: {
        beforeSegment: (segment) => watch.beforeSegment(segment),
        segment: (segment, context) => watch.segmentSeen(segment, context),
        connection: (connection, context) =>
          watch.connectionSeen(connection, { ...context, findingWords: words.findings }),
        packet(record, bytes, capture): void {
          const wasFound = watch.found !== undefined;
          watch.packetSeen(record, bytes, capture);
          if (!wasFound && watch.found !== undefined) awaitRest(watch, watch.found);
        },
      },
      finish(result): void {
        const { found } = watch;
        if (found === undefined) {
          const missing = missingText(options, watch, result, complaining);
          if (missing !== undefined) printer.complain(missing);
          if (options.format === 'text') return;
        } else {
          const capture = result.captures[found.capture];
          const payload = options.verbose ? Number.POSITIVE_INFINITY : PAYLOAD_SHOWN;
          const how = {
            mostPayload: payload,
            verifyChecksums: options.checksums,
            words: words.explain,
          };
          reporter.explanation?.(explainFrame(found, watch, capture, how));
        }
        reporter.end(result);
      },
    };
  });
}

/** @throws UsageError where the options name no frame, or two */
async function targetOf(options: ExplainOptions): Promise<Target> {
  const { frame, displayFilter, connections } = options;
  const selects = displayFilter !== undefined || connections !== undefined;
  if (frame === undefined && !selects) {
    throw new UsageError(({ usage }) => usage.explain.needsFrame);
  }
  if (frame === undefined) return { kind: 'first', choose: await chooserOf(options) };
  if (selects) throw new UsageError(({ usage }) => usage.explain.eitherFrame);
  return { kind: 'frame', ...frame };
}

async function chooserOf(options: ExplainOptions) {
  const { displayFilter, connections } = await selectionOf(options);
  return (segment: Segment, clock: Parameters<NonNullable<typeof displayFilter>>[1]) =>
    connections?.has(segment.connectionId) !== false && displayFilter?.(segment, clock) !== false;
}

/**
 * What there is instead of the frame; nothing where nothing could be read, which says enough.
 *
 * @throws UsageError where all was read, so that it is the command line that is wrong
 */
function missingText(
  { frame }: ExplainOptions,
  { frames }: FrameWatch,
  { failed, totals, captures }: AnalysisResult,
  { usage: { explain }, capture: captureWords }: Words,
): string | undefined {
  if (captures.length === 0) return undefined;
  const { missing } = explain;
  const isWhole = !failed && !totals.interrupted;
  const capture = frame && captures[frame.capture];
  if (!isWhole) {
    if (frame === undefined) return missing.selected;
    if (capture === undefined) return missing.capture(frame.capture);
    return missing.frame(frame.frame, nameOf(capture, captureWords), frames[frame.capture] ?? 0);
  }
  if (frame === undefined) throw new UsageError(({ usage }) => usage.explain.noneSelected);
  if (capture === undefined) {
    throw new UsageError(({ usage }) => usage.explain.noCapture(frame.capture, captures.length));
  }
  const last = frames[frame.capture] ?? 0;
  throw new UsageError((words) =>
    words.usage.explain.noFrame(frame.frame, nameOf(capture, words.capture), last, captures.length),
  );
}

function nameOf({ path }: CaptureRecord, { standardInput }: CaptureWords): string {
  return inputText(path, standardInput);
}
