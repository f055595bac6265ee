import type { AnalysisResult } from '../../analyze.ts';
import { awaitRest, explainFrame } from '../../model/explain/explain.ts';
import { FrameWatch, type Target } from '../../model/explain/frame-watch.ts';
import { plural } from '../../report/format/units.ts';
import type { Segment } from '../../tcp/segment.ts';
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
          const missing = missingText(options, watch, result);
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
  const { frame, displayFilter, connections, packetFilter, writeFile } = options;
  const { after, before, where } = options;
  if ([packetFilter, writeFile, after, before, where].some((text) => text !== undefined)) {
    throw new UsageError(
      'explain takes neither -f, --after, --before, --where nor -w: it explains one frame as it was captured',
    );
  }
  const selects = displayFilter !== undefined || connections !== undefined;
  if (frame === undefined && !selects) {
    throw new UsageError('explain needs a frame: --frame N, or -Y EXPR for the first selected');
  }
  if (frame === undefined) return { kind: 'first', choose: await chooserOf(options) };
  if (selects) throw new UsageError('explain takes either --frame or -Y and --connection');
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
): string | undefined {
  if (captures.length === 0) return undefined;
  const isWhole = !failed && !totals.interrupted;
  const capture = frame && captures[frame.capture];
  if (!isWhole) {
    if (frame === undefined) return 'no segment of what could be read is selected';
    if (capture === undefined) return `capture ${frame.capture} was not reached`;
    const count = plural(frames[frame.capture] ?? 0, 'frame');
    return `frame ${frame.frame} was not reached: ${count} of ${capture.path} could be read`;
  }
  if (frame === undefined) throw new UsageError('no segment is selected: there is none to explain');
  if (capture === undefined) {
    const count = captures.length === 1 ? 'one capture, 0' : `captures 0 to ${captures.length - 1}`;
    throw new UsageError(`there is no capture ${frame.capture}: there is ${count}`);
  }
  const last = frames[frame.capture] ?? 0;
  const have = last === 0 ? 'no frames' : last === 1 ? 'frame 1 alone' : `frames 1 to ${last}`;
  const others =
    captures.length > 1 ? '; --frame 1:N counts in the second capture, 2:N in the third' : '';
  throw new UsageError(`there is no frame ${frame.frame}: ${capture.path} has ${have}${others}`);
}
